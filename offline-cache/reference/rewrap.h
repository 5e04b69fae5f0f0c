// The sealed files of the reference data under another terminal key, one by one, each atomically.
// Only the wrap of a file's own key changes. May be repeated: a file that is `to`'s already stays.
#pragma once

#include <string>

#include "base/files.h"
#include "base/result.h"
#include "offline-cache/keys/keys.h"

namespace dk::cache {

// A file that neither key opens stays as it is: it is damage, and is fetched again as such.
// Failures: those of Files.
[[nodiscard]] Status rewrap_reference(Files& files, const std::string& folder, Keys& from,
                                      Keys& to);

}  // namespace dk::cache
