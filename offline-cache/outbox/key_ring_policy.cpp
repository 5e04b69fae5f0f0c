// A floor that rose while the store was in use (docs/algorithms.md).
#include "offline-cache/outbox/key_ring.h"

namespace dk::cache {
namespace {

constexpr std::size_t kTerminalKeyIdBytes = 8;

// What cannot be read here is not ours to judge: whoever unwraps it will name the trouble.
bool is_below(ByteView box, const crypto::AlgorithmPolicy& policy) {
  const auto suite = crypto::suite_of_box(box);
  return suite && !policy.accepts(*suite);
}

bool wrap_is_below(ByteView wrapped, const crypto::AlgorithmPolicy& policy) {
  return wrapped.size() > kTerminalKeyIdBytes &&
         is_below(wrapped.subspan(kTerminalKeyIdBytes), policy);
}

}  // namespace

Result<bool> KeyRing::local_below_floor(Database& database, const crypto::AlgorithmPolicy& policy) {
  Query key = database.query("SELECT wrapped FROM local_key");
  DK_TRY(found, key.step());
  if (found && wrap_is_below(key.blob(0), policy)) return true;
  Query boxes = database.query("SELECT box FROM local_state");
  while (true) {
    DK_TRY(row, boxes.step());
    if (!row) return false;
    if (is_below(boxes.blob(0), policy)) return true;
  }
}

Status KeyRing::follow_policy(Database& database) {
  const crypto::AlgorithmPolicy policy = algorithms();
  if (followed_ == policy) return {};
  DK_TRY(keys, all_wrapped(database));
  bool changed = false;
  for (auto& [of, wrapped] : keys) {
    if (!wrap_is_below(wrapped, policy)) continue;
    const auto key = keys_.unwrap(class_day_context(of), wrapped);
    if (!key) continue;  // damaged or another terminal's: kept as it is
    DK_TRY(raised, keys_.wrap(class_day_context(of), key->view(), policy.write));
    wrapped = std::move(raised);
    changed = true;
  }
  if (changed) DK_CHECK(replace_wrapped(database, keys));
  DK_TRY(local_below, local_below_floor(database, policy));
  if (local_below) DK_CHECK(rotate_local(database));
  followed_ = policy;
  return {};
}

}  // namespace dk::cache
