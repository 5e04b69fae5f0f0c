// flowctl's verbs for items: check, run. Each prints for a person and returns the exit code: 0
// well, 1 something was found or went wrong. `path`: a folder, a bundle or a signed bundle.
#pragma once

#include <string>

#include "flows/feel/temporal.h"

namespace dk::flows {

int check_item(const std::string& path);

// A journey without a screen: facts, answers and the person's level come from a JSON file
//   {"facts": {"person": {"birth": "@1940-03-02"}}, "as_of": "@2022-11-18T09:00:00+08:00",
//    "identity": 3, "notice": true, "answers": {"form-id": {"key": value}},
//    "jobs": {"payout-order": {"result": "..."}}}
// What a fact or a job is not given for cannot be reached.
int run_item(const std::string& path, const std::string& facts_file, const std::string& language,
             const feel::DateTime& now);

}  // namespace dk::flows
