#include "district/handovers.h"

namespace dk::district {

const char* const kHandoverTables = R"sql(
BEGIN;
CREATE TABLE IF NOT EXISTS handover(
  handle BLOB PRIMARY KEY, terminal TEXT NOT NULL,
  state TEXT NOT NULL,                   -- waiting | used | expired
  sealed BLOB,                           -- the message of the terminal; NULL unless waiting
  wrong INTEGER NOT NULL, expires_ms INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS handover_expires ON handover(expires_ms);
COMMIT;
)sql";

namespace {

constexpr std::string_view kKind = "handover";
constexpr std::int64_t kRememberMs = 24LL * 3600 * 1000;

// What has had its time loses its content; a day later its handle.
Status sweep(Database& database, std::int64_t now_ms) {
  DK_CHECK(
      database.run("UPDATE handover SET state='expired', sealed=NULL "
                   "WHERE state='waiting' AND expires_ms<=?",
                   {now_ms}));
  DK_CHECK(database.run("DELETE FROM handover WHERE expires_ms<=?", {now_ms - kRememberMs}));
  return {};
}

Status close(Database& database, const Bytes& handle, std::int64_t wrong) {
  DK_CHECK(database.run("UPDATE handover SET state='used', sealed=NULL, wrong=? WHERE handle=?",
                        {wrong, handle}));
  return {};
}

}  // namespace

Status put_handover(Database& database, const StorageKeys& keys, Random& random,
                    const std::string& terminal, const wire::HandoverPut& put, TimePoint now) {
  const std::int64_t now_ms = to_unix_ms(now);
  std::string message = wire::to_json(put);
  auto sealed = keys.seal(kKind, put.handle, as_bytes(message), random);
  if (!sealed) return std::unexpected(std::move(sealed.error()));
  DK_TRY(transaction, Transaction::begin(database));
  DK_CHECK(sweep(database, now_ms));
  DK_TRY(before, database.query("SELECT state, sealed FROM handover WHERE handle=?", {put.handle}));
  if (!before.empty()) {
    if (before[0].text(0) != "waiting") return fail(FailureCode::handover_used, "handle");
    DK_TRY(held, keys.open(kKind, put.handle, before[0].blob(1)));
    if (!equal_constant_time(held.view(), as_bytes(message))) {
      return fail(FailureCode::handover_used, "handle");
    }
    return {};
  }
  DK_TRY(waiting,
         database.query("SELECT count(*) FROM handover WHERE terminal=? AND state='waiting'",
                        {terminal}));
  if (waiting.at(0).integer(0) >= kMaxWaiting) {
    return fail(FailureCode::store_in_use, "too many sessions wait");
  }
  DK_CHECK(database.run("INSERT INTO handover VALUES(?,?,'waiting',?,0,?)",
                        {put.handle, terminal, std::move(*sealed), now_ms + put.valid_s * 1000LL}));
  return transaction.commit();
}

Result<wire::HandoverTaken> take_handover(Database& database, const StorageKeys& keys,
                                          const wire::HandoverTake& take, TimePoint now) {
  DK_TRY(transaction, Transaction::begin(database));
  DK_CHECK(sweep(database, to_unix_ms(now)));
  const auto refuse = [&](FailureCode code) -> Result<wire::HandoverTaken> {
    DK_CHECK(transaction.commit());
    return fail(code, "handover");
  };
  DK_TRY(rows,
         database.query("SELECT state, sealed, wrong FROM handover WHERE handle=?", {take.handle}));
  if (rows.empty()) return refuse(FailureCode::handover_unknown);
  if (rows[0].text(0) == "used") return refuse(FailureCode::handover_used);
  if (rows[0].text(0) == "expired") return refuse(FailureCode::handover_expired);
  DK_TRY(held, keys.open(kKind, take.handle, rows[0].blob(1)));
  DK_TRY(put, wire::handover_put_from_json(held.text()));
  if (!equal_constant_time(put.binding, take.binding)) {
    const std::int64_t wrong = rows[0].integer(2) + 1;
    if (wrong >= kMaxWrongBindings) {
      DK_CHECK(close(database, take.handle, wrong));
    } else {
      DK_CHECK(database.run("UPDATE handover SET wrong=? WHERE handle=?", {wrong, take.handle}));
    }
    return refuse(FailureCode::handover_other_person);
  }
  DK_CHECK(close(database, take.handle, rows[0].integer(2)));
  DK_CHECK(transaction.commit());
  return wire::HandoverTaken{std::move(put.key_half), std::move(put.sealed)};
}

}  // namespace dk::district
