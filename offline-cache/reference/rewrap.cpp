#include "offline-cache/reference/rewrap.h"

#include "base/log.h"
#include "offline-cache/reference/reference.h"
#include "offline-cache/reference/sealed_file.h"

namespace dk::cache {
namespace {

Status rewrap_one(Files& files, const std::string& path, const std::string& context, Keys& from,
                  Keys& to) {
  DK_TRY(sealed, files.read(path, kMaxSealedBytes));
  const auto changed = rewrap_file(from, to, context, sealed);
  if (!changed) {
    log::warn("reference.file_not_rewrapped", {{"why", log::safe(changed.error())}});
    return {};
  }
  if (*changed == sealed) return {};
  return files.write_private(path, *changed);
}

}  // namespace

Status rewrap_reference(Files& files, const std::string& folder, Keys& from, Keys& to) {
  const auto names = files.list(folder);
  if (!names && names.error().code == FailureCode::not_found) return {};
  if (!names) return std::unexpected(names.error());
  for (const std::string& name : *names) {
    const std::string path = folder + "/" + name;
    if (name == kReferenceStateFile) {
      DK_CHECK(rewrap_one(files, path, name, from, to));
      continue;
    }
    const auto inside = files.list(path);
    if (!inside) continue;  // not a folder of ours
    for (const std::string& file : *inside) {
      const std::string context = name == kReferencePartialFolder ? file : name + "/" + file;
      DK_CHECK(rewrap_one(files, path + "/" + file, context, from, to));
    }
  }
  return {};
}

}  // namespace dk::cache
