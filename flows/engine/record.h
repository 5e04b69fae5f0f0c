// What is written down of a decision. Inside flows/engine only.
#pragma once

#include <string>
#include <string_view>

#include "flows/feel/value.h"

namespace dk::engine {

// HMAC-SHA-256 of the values in JSON, members in order of their names, under the salt (hex): the
// district, which knows the same facts, gets the same.
[[nodiscard]] std::string digest_of(const feel::Context& inputs, std::string_view salt);

}  // namespace dk::engine
