// FEEL values in JSON without losing kind or digits: what a stored case holds. Numbers are
// {"n":"1.20"}, temporal values {"t":"2022-11-18"}, contexts {"c":{...}}, ranges {"r":[...]}.
//
// Functions are no data and become null. Inside flows/ only; any thread.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <optional>

#include "flows/feel/value.h"

namespace dk::bpmn {

[[nodiscard]] nlohmann::ordered_json to_stored(const feel::Value& value);
[[nodiscard]] nlohmann::ordered_json to_stored(const feel::Context& context);
// Empty: it is none, or is nested more than 64 deep.
[[nodiscard]] std::optional<feel::Value> value_of(const nlohmann::ordered_json& stored,
                                                  int depth = 0);
[[nodiscard]] std::optional<feel::Context> context_of(const nlohmann::ordered_json& stored,
                                                      int depth = 0);

}  // namespace dk::bpmn
