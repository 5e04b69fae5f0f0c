// What Reference keeps in state.box: {"schema":"reference-state/1","roots":[base64 ...],
// "manifest":base64,"manifest_floor":n,"object_floors":{name:n},"algorithms":policy}. `algorithms`
// (absent before the first swap) is as in the site object. `roots` begins with the pinned
// root; each next one was signed by a root key of the one before it; the last is current.
// Failure of reading: data_damaged. Pure; any thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "offline-cache/wire/signed_objects.h"

namespace dk::cache {

struct ReferenceState {
  std::vector<Bytes> roots;
  Bytes manifest;  // empty before the first swap
  std::uint64_t manifest_floor = 0;
  std::map<std::string, std::uint64_t> object_floors;
  std::optional<crypto::AlgorithmPolicy> algorithms{};  // the floor that was last in force
};
[[nodiscard]] std::string to_json(const ReferenceState& state);
[[nodiscard]] Result<ReferenceState> reference_state_from_json(std::string_view json);

// The current root, every step from the pinned one verified again.
[[nodiscard]] Result<wire::Root> verify_chain(const std::vector<Bytes>& roots);
// The shortest chain that leads to `next`, which the current root has already vouched for: a root
// that an earlier one signed too needs none of those between.
[[nodiscard]] Result<std::vector<Bytes>> extend_chain(const std::vector<Bytes>& roots,
                                                      ByteView next);

}  // namespace dk::cache
