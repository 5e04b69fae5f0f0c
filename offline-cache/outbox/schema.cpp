#include "offline-cache/outbox/schema.h"

#include <algorithm>

namespace dk::cache {
namespace {

// Indexes by what is asked for: the next to send, what is out, what is apart, what may be erased.
// The partial ones are empty on a terminal that has caught up.
constexpr const char* kSchema = R"(
CREATE TABLE store (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  instance BLOB NOT NULL,
  terminal_key_id BLOB NOT NULL,
  created_ms INTEGER NOT NULL);
CREATE TABLE counter (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  saved INTEGER NOT NULL CHECK (saved >= 0),
  sent INTEGER NOT NULL CHECK (sent >= 0),
  confirmed INTEGER NOT NULL CHECK (confirmed >= 0),
  quarantined INTEGER NOT NULL CHECK (quarantined >= 0),
  last_seq INTEGER NOT NULL,
  audit_seq INTEGER NOT NULL,
  audit_hash BLOB NOT NULL);
CREATE TABLE event (
  seq INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  type TEXT NOT NULL,
  class TEXT NOT NULL,
  day TEXT NOT NULL,
  priority INTEGER NOT NULL,
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
  tries INTEGER NOT NULL,
  reason TEXT);
CREATE INDEX event_saved ON event (priority, seq) WHERE state = 0;
CREATE INDEX event_sent ON event (seq) WHERE state = 1;
CREATE INDEX event_quarantined ON event (seq) WHERE state = 3;
CREATE INDEX event_class_day ON event (class, day, state);
CREATE TABLE event_sealed (
  seq INTEGER PRIMARY KEY REFERENCES event (seq),
  record BLOB NOT NULL,
  recovery_wrap BLOB);
CREATE TABLE class_day_key (
  class TEXT NOT NULL,
  day TEXT NOT NULL,
  wrapped BLOB NOT NULL,
  PRIMARY KEY (class, day)) WITHOUT ROWID;
CREATE TABLE local_key (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  wrapped BLOB NOT NULL);
CREATE TABLE local_state (
  name TEXT PRIMARY KEY,
  box BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE audit_entry (
  seq INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  event INTEGER NOT NULL,
  json TEXT NOT NULL,
  hash BLOB NOT NULL);
)";

constexpr std::int32_t kApplicationId = 0x444b4f42;  // "DKOB"
constexpr std::int32_t kFormatVersion = 1;
constexpr std::size_t kTerminalKeyIdBytes = 8;

}  // namespace

const StoreFormat& outbox_format() {
  static const StoreFormat format{kApplicationId, kFormatVersion, kSchema};
  return format;
}

std::string outbox_path(const std::string& folder) { return folder + "/outbox.db"; }

bool Ledger::operator==(const Ledger& other) const {
  const auto key = [](const Ledger& ledger) {
    const Counts& c = ledger.counts;
    return std::tuple(c.saved, c.sent, c.confirmed, c.quarantined, c.last_seq, ledger.audit.seq,
                      ledger.audit.hash);
  };
  return key(*this) == key(other);
}

Result<StoreIdentity> load_identity(Database& database) {
  Query row = database.query("SELECT instance, terminal_key_id, created_ms FROM store");
  DK_CHECK(row.one_row());
  const auto instance = uuid_from_bytes(row.blob(0));
  const ByteView key_id = row.blob(1);
  if (!instance || key_id.size() != kTerminalKeyIdBytes) {
    return fail(FailureCode::data_damaged, "the store's identity is not readable");
  }
  return StoreIdentity{*instance, Bytes(key_id.begin(), key_id.end()),
                       from_unix_ms(row.integer(2))};
}

Status create_identity(Database& database, const Keys& keys, TimePoint now, Random& random) {
  Query events = database.query("SELECT 1 FROM event LIMIT 1");
  DK_TRY(has_events, events.step());
  if (has_events) return fail(FailureCode::data_damaged, "events without a store identity");
  Uuid instance;
  random.fill(instance.bytes);
  const Bytes key_id = keys.terminal_key_id();
  DK_CHECK(database
               .query("INSERT INTO store (one, instance, terminal_key_id, created_ms) "
                      "VALUES (1, ?, ?, ?)")
               .bind(1, instance.view())
               .bind(2, key_id)
               .bind(3, to_unix_ms(now))
               .run());
  const AuditHead head = empty_chain(instance);
  return database
      .query(
          "INSERT INTO counter (one, saved, sent, confirmed, quarantined, last_seq, audit_seq, "
          "audit_hash) VALUES (1, 0, 0, 0, 0, 0, 0, ?)")
      .bind(1, ByteView(head.hash))
      .run();
}

Result<Ledger> load_ledger(Database& database) {
  DK_TRY(identity, load_identity(database));
  Query row = database.query(
      "SELECT saved, sent, confirmed, quarantined, last_seq, audit_seq, audit_hash FROM counter");
  DK_TRY(found, row.step());
  if (!found) return fail(FailureCode::data_damaged, "the counters are missing");
  Ledger ledger;
  ledger.counts = {row.unsigned_integer(0), row.unsigned_integer(1), row.unsigned_integer(2),
                   row.unsigned_integer(3), row.unsigned_integer(4)};
  ledger.audit.seq = row.unsigned_integer(5);
  ledger.audit.instance = identity.instance;
  const ByteView hash = row.blob(6);
  if (hash.size() != ledger.audit.hash.size()) {
    return fail(FailureCode::data_damaged, "the head of the audit chain is not readable");
  }
  std::ranges::copy(hash, ledger.audit.hash.begin());
  return ledger;
}

Status store_ledger(Database& database, const Ledger& ledger) {
  const Counts& counts = ledger.counts;
  return database
      .query(
          "UPDATE counter SET saved = ?, sent = ?, confirmed = ?, quarantined = ?, "
          "last_seq = ?, audit_seq = ?, audit_hash = ?")
      .bind(1, counts.saved)
      .bind(2, counts.sent)
      .bind(3, counts.confirmed)
      .bind(4, counts.quarantined)
      .bind(5, counts.last_seq)
      .bind(6, ledger.audit.seq)
      .bind(7, ByteView(ledger.audit.hash))
      .run();
}

}  // namespace dk::cache
