// FEEL values in JSON without losing kind or digits: what a stored case holds. Numbers are
// {"n":"1.20"}, temporal values {"t":"2022-11-18"}, contexts {"c":{...}}, ranges {"r":[...]}.
//
// Functions are no data and become null. Inside flows/ only; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "flows/feel/value.h"

namespace dk::bpmn {

[[nodiscard]] std::string to_stored(const feel::Value& value);
// An object of its entries.
[[nodiscard]] std::string to_stored(const feel::Context& context);
// Empty: it is none, or is nested more than 64 deep.
[[nodiscard]] std::optional<feel::Value> value_of_stored(std::string_view json);
[[nodiscard]] std::optional<feel::Context> context_of_stored(std::string_view json);

}  // namespace dk::bpmn
