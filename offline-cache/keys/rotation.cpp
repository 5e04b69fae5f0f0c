#include "offline-cache/keys/rotation.h"

#include "base/log.h"
#include "offline-cache/keys/keys.h"
#include "offline-cache/outbox/rewrap.h"
#include "offline-cache/outbox/witness.h"
#include "offline-cache/reference/rewrap.h"

namespace dk::cache {
namespace {

std::string keys_folder(const Rotation& r) { return r.data_folder + "/keys"; }
std::string next_folder(const Rotation& r) { return r.data_folder + "/keys/next"; }
std::string key_in(const std::string& folder) { return folder + "/terminal.key"; }

Result<std::unique_ptr<Keys>> open_keys(const Rotation& r, const std::string& folder, bool create) {
  return open_file_keys(r.files, r.random, folder, r.recovery_spki, create);
}

Result<bool> is_under_way(const Rotation& r) {
  const auto size = r.files.size(key_in(next_folder(r)));
  if (size) return true;
  if (size.error().code == FailureCode::not_found) return false;
  return std::unexpected(size.error());
}

}  // namespace

Status rotate_terminal_key(const Rotation& r) {
  DK_TRY(under_way, is_under_way(r));
  if (!under_way) {
    DK_TRY(old, open_keys(r, keys_folder(r), false));
    // A disk that is not ours must be found before anything changes.
    DK_TRY(owner, store_key_id(r.data_folder));
    if (!owner.empty() && owner != old->terminal_key_id()) {
      return fail(FailureCode::key_missing, "this disk belongs to terminal key " + to_hex(owner));
    }
    DK_TRY(made, open_keys(r, next_folder(r), true));
  }
  return finish_rotation(r);
}

Status finish_rotation(const Rotation& r) {
  DK_TRY(under_way, is_under_way(r));
  if (!under_way) return {};
  DK_TRY(old, open_keys(r, keys_folder(r), false));
  DK_TRY(next, open_keys(r, next_folder(r), false));
  DK_CHECK(rewrap_reference(r.files, r.data_folder + "/reference", *old, *next));
  DK_CHECK(rewrap_witness(r.files, keys_folder(r), *old, *next));
  DK_CHECK(rewrap_store(r.data_folder, *old, *next, r.clock, r.random, r.vfs));
  DK_CHECK(r.files.rename(key_in(next_folder(r)), key_in(keys_folder(r))));
  log::info("terminal_key_changed");
  return {};
}

}  // namespace dk::cache
