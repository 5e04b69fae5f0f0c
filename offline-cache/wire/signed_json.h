// The JSON inside signed roots and manifests. Reading here proves nothing: verify_root and
// verify_manifest (signed_objects.h) do. Decoders: answer_malformed. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "offline-cache/wire/signed_objects.h"

namespace dk::wire {

inline constexpr std::size_t kMaxRootBytes = 64 * 1024;
inline constexpr std::size_t kMaxManifestBytes = 64 * 1024;
// 3,000,000 rows of a key-person list are 39 MB.
inline constexpr std::size_t kMaxObjectBytes = 64u << 20;

[[nodiscard]] std::string to_json(const Root& root);
[[nodiscard]] Result<Root> root_from_json(std::string_view json);
[[nodiscard]] std::string to_json(const Manifest& manifest);
[[nodiscard]] Result<Manifest> manifest_from_json(std::string_view json);

}  // namespace dk::wire
