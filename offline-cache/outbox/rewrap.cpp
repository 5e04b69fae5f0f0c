#include "offline-cache/outbox/rewrap.h"

#include <unistd.h>

#include "offline-cache/outbox/head_seal.h"
#include "offline-cache/outbox/key_ring.h"
#include "offline-cache/outbox/schema.h"

namespace dk::cache {
namespace {

bool is_there(const std::string& folder) {
  return ::access(outbox_path(folder).c_str(), F_OK) == 0;
}

Status rewrap_in_transaction(Database& database, Keys& from, Keys& to, const Clock& clock,
                             Random& random) {
  DK_TRY(transaction, Transaction::begin(database));
  const auto identity = load_identity(database);
  if (!identity && identity.error().code == FailureCode::not_found) return {};
  if (!identity) return std::unexpected(identity.error());
  const Bytes old_id = from.terminal_key_id();
  const Bytes new_id = to.terminal_key_id();
  if (identity->terminal_key_id == new_id) return {};
  if (identity->terminal_key_id != old_id) {
    return fail(FailureCode::key_missing,
                "this disk belongs to terminal key " + to_hex(identity->terminal_key_id));
  }
  DK_TRY(stored, load_ledger(database));
  DK_TRY(wrapped_seal_key, load_seal_key(database));
  const std::string seal_context = seal_key_context(identity->instance);
  DK_TRY(seal_key, from.unwrap(seal_context, wrapped_seal_key));
  DK_CHECK(check_head_seal(seal_key.view(), *identity, stored));
  Ledger& ledger = stored.ledger;
  DK_CHECK(check_head(database, ledger.audit));
  KeyRing ring(from, random);
  DK_CHECK(ring.rewrap(database, to));
  DK_CHECK(database.query("UPDATE store SET terminal_key_id = ?").bind(1, new_id).run());
  const TimePoint now = clock.now();
  DK_CHECK(append_audit(database, ledger.audit,
                        audit::KeyCreated{"terminal", to_hex(new_id)}.to_record(), now));
  DK_CHECK(append_audit(database, ledger.audit,
                        audit::KeyErased{"terminal", to_hex(old_id), "rotated"}.to_record(), now));
  DK_TRY(seal_key_anew, to.wrap(seal_context, seal_key.view()));
  DK_CHECK(database.query("UPDATE seal_key SET wrapped = ?").bind(1, seal_key_anew).run());
  const StoreIdentity changed{identity->instance, new_id, identity->created};
  DK_CHECK(store_ledger(database, ledger, head_seal(seal_key.view(), changed, ledger)));
  return transaction.commit();
}

}  // namespace

Status rewrap_store(const std::string& folder, Keys& from, Keys& to, const Clock& clock,
                    Random& random, const std::string& vfs) {
  if (!is_there(folder)) return {};
  DK_TRY(store, open_store(outbox_path(folder), outbox_format(), vfs));
  DK_CHECK(rewrap_in_transaction(store.database, from, to, clock, random));
  // Also after a rotation that was broken off behind its commit: the old wraps leave the log.
  return store.database.checkpoint(true);
}

Result<Bytes> store_key_id(const std::string& folder) {
  if (!is_there(folder)) return Bytes();
  DK_TRY(database, open_store_for_reading(outbox_path(folder), outbox_format()));
  auto identity = load_identity(database);
  if (!identity && identity.error().code == FailureCode::not_found) return Bytes();
  if (!identity) return std::unexpected(identity.error());
  return std::move(identity->terminal_key_id);
}

}  // namespace dk::cache
