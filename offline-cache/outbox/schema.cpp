#include "offline-cache/outbox/schema.h"

#include <algorithm>

#include "offline-cache/outbox/head_seal.h"

namespace dk::cache {
namespace {

// Indexes by what is asked for: the next to send, what is out, what is apart, what may be erased.
// Partial ones, so that a registration writes no index but its own; those of what waits are empty
// on a terminal that has caught up.
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
  audit_hash BLOB NOT NULL,
  audit_peaks BLOB NOT NULL,
  seal BLOB NOT NULL);
CREATE TABLE seal_key (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  wrapped BLOB NOT NULL);
CREATE TABLE receipt (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  cose BLOB NOT NULL);
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
CREATE INDEX event_erasable ON event (class, day) WHERE state = 2;
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
  hash BLOB NOT NULL,
  algorithm INTEGER NOT NULL);
)";

constexpr std::int32_t kApplicationId = 0x444b4f42;  // "DKOB"
constexpr std::int32_t kFormatVersion = 2;
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
                      ledger.audit.hash, ledger.receipt);
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

Status create_identity(Database& database, Keys& keys, TimePoint now, Random& random) {
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
  Secret key(crypto::kAeadKeyBytes);
  random.fill(key.writable());
  DK_TRY(wrapped, keys.wrap(seal_key_context(instance), key.view()));
  DK_CHECK(
      database.query("INSERT INTO seal_key (one, wrapped) VALUES (1, ?)").bind(1, wrapped).run());
  Ledger ledger;
  ledger.audit = empty_chain(instance);
  const Bytes seal =
      head_seal(key.view(), {instance, key_id, from_unix_ms(to_unix_ms(now))}, ledger);
  return database
      .query(
          "INSERT INTO counter (one, saved, sent, confirmed, quarantined, last_seq, audit_seq, "
          "audit_hash, audit_peaks, seal) VALUES (1, 0, 0, 0, 0, 0, 0, ?, x'', ?)")
      .bind(1, ByteView(ledger.audit.hash))
      .bind(2, seal)
      .run();
}

Result<StoredLedger> load_ledger(Database& database) {
  DK_TRY(identity, load_identity(database));
  DK_TRY(receipt, load_receipt(database));
  Query row = database.query(
      "SELECT saved, sent, confirmed, quarantined, last_seq, audit_seq, audit_hash, audit_peaks, "
      "seal FROM counter");
  DK_TRY(found, row.step());
  if (!found) return fail(FailureCode::data_damaged, "the counters are missing");
  Ledger ledger;
  if (!receipt.empty()) ledger.receipt = crypto::sha256(receipt);
  ledger.counts = {row.unsigned_integer(0), row.unsigned_integer(1), row.unsigned_integer(2),
                   row.unsigned_integer(3), row.unsigned_integer(4)};
  ledger.audit.seq = row.unsigned_integer(5);
  ledger.audit.instance = identity.instance;
  const ByteView hash = row.blob(6);
  if (hash.size() != ledger.audit.hash.size()) {
    return fail(FailureCode::data_damaged, "the head of the audit chain is not readable");
  }
  std::ranges::copy(hash, ledger.audit.hash.begin());
  auto tree = wire::HistoryTree::from_peaks(ledger.audit.seq, row.blob(7));
  if (!tree) return fail(FailureCode::data_damaged, "the audit chain's " + tree.error().detail);
  ledger.audit.tree = std::move(*tree);
  const ByteView seal = row.blob(8);
  return StoredLedger{std::move(ledger), Bytes(seal.begin(), seal.end())};
}

Status store_ledger(Database& database, const Ledger& ledger, ByteView seal) {
  const Counts& counts = ledger.counts;
  const Bytes peaks = ledger.audit.tree.peaks();
  return database
      .query(
          "UPDATE counter SET saved = ?, sent = ?, confirmed = ?, quarantined = ?, "
          "last_seq = ?, audit_seq = ?, audit_hash = ?, audit_peaks = ?, seal = ?")
      .bind(1, counts.saved)
      .bind(2, counts.sent)
      .bind(3, counts.confirmed)
      .bind(4, counts.quarantined)
      .bind(5, counts.last_seq)
      .bind(6, ledger.audit.seq)
      .bind(7, ByteView(ledger.audit.hash))
      .bind(8, peaks)
      .bind(9, seal)
      .run();
}

std::string seal_key_context(const Uuid& instance) {
  return "head-seal/1|" + to_hex(instance.view());
}

Result<Bytes> load_seal_key(Database& database) {
  Query row = database.query("SELECT wrapped FROM seal_key");
  DK_TRY(found, row.step());
  if (!found) return fail(FailureCode::data_damaged, "the key of the seal is missing");
  const ByteView wrapped = row.blob(0);
  return Bytes(wrapped.begin(), wrapped.end());
}

Result<Bytes> load_receipt(Database& database) {
  Query row = database.query("SELECT cose FROM receipt");
  DK_TRY(found, row.step());
  if (!found) return Bytes{};
  const ByteView cose = row.blob(0);
  return Bytes(cose.begin(), cose.end());
}

Status store_receipt(Database& database, ByteView cose) {
  return database
      .query(
          "INSERT INTO receipt (one, cose) VALUES (1, ?) "
          "ON CONFLICT (one) DO UPDATE SET cose = excluded.cose")
      .bind(1, cose)
      .run();
}

}  // namespace dk::cache
