// The JSON of an algorithm policy, as it stands in the site object and in a terminal's reference
// state: {"accept":["international","shangmi"],"write":"shangmi"}; `write` is one of the accepted.
// A suite that this program does not know is refused: better no policy than another one.
// Pure; any thread.
#pragma once

#include <string>

#include "base/crypto/suite.h"
#include "offline-cache/wire/strict_json.h"

namespace dk::wire {

[[nodiscard]] std::string to_json(const crypto::AlgorithmPolicy& policy);
// Trouble sticks to `in` like any other.
[[nodiscard]] crypto::AlgorithmPolicy read_algorithms(StrictJson in);

}  // namespace dk::wire
