#include "district/reports.h"

#include "district/chains.h"
#include "district/store.h"

namespace dk::district {
namespace {

struct Before {
  std::int64_t last_seq = -1;
  std::int64_t seen = 0;  // different seqs that arrived
};

Result<Before> read_before(Database& database, const std::string& terminal) {
  DK_TRY(rows, database.query("SELECT report, seen_seqs FROM terminal WHERE id=?", {terminal}));
  if (rows.empty()) return fail(FailureCode::not_found, "terminal");
  Before before;
  if (const auto report = wire::report_from_json(rows[0].text(0))) {
    before.last_seq = static_cast<std::int64_t>(report->last_seq);
  }
  before.seen = rows[0].integer(1);
  return before;
}

// The smallest seq from 1 on that has not arrived.
Result<std::int64_t> first_missing(Database& database, const std::string& terminal) {
  DK_TRY(rows, database.query(
                   "SELECT min(next) FROM (SELECT 1 AS next UNION ALL SELECT seq+1 FROM seen_seq "
                   "WHERE terminal=?1) WHERE NOT EXISTS (SELECT 1 FROM seen_seq s WHERE "
                   "s.terminal=?1 AND s.seq=next)",
                   {terminal}));
  return rows.at(0).integer(0);
}

// Every number that was ever given is here, or waits there, or lies apart there.
Status look_for_gaps(Database& database, const wire::Report& report, const Before& before,
                     TimePoint now) {
  const auto given = static_cast<std::int64_t>(report.last_seq);
  const auto there = static_cast<std::int64_t>(report.waiting + report.quarantined);
  if (given - before.seen <= there) return {};
  DK_TRY(missing, first_missing(database, report.terminal));
  return raise_alarm(database, "seq_gap", report.terminal, std::to_string(missing),
                     to_unix_ms(now));
}

}  // namespace

Result<Bytes> take_report(Database& database, const Peer& peer, const wire::Report& report,
                          TimePoint now, const crypto::PrivateKey& countersign_key) {
  if (report.terminal != peer.terminal) {
    return fail(FailureCode::invalid_argument, "report of another terminal");
  }
  DK_TRY(transaction, Transaction::begin(database));
  DK_TRY(before, read_before(database, peer.terminal));
  Bytes receipt;
  if (!report.checkpoint.empty()) {
    auto taken = take_checkpoint(database, peer, report, now, countersign_key);
    if (!taken) {
      DK_CHECK(transaction.commit());  // the alarm stays
      return std::unexpected(std::move(taken.error()));
    }
    receipt = std::move(*taken);
  }
  const std::int64_t now_ms = to_unix_ms(now);
  const auto last_seq = static_cast<std::int64_t>(report.last_seq);
  if (last_seq < before.last_seq) {
    DK_CHECK(raise_alarm(database, "report_seq_regressed", peer.terminal, std::to_string(last_seq),
                         now_ms));
  }
  DK_CHECK(look_for_gaps(database, report, before, now));
  DK_TRY(kept, database.run("UPDATE terminal SET report=?, reported_ms=? WHERE id=?",
                            {wire::to_json(report), now_ms, peer.terminal}));
  (void)kept;
  DK_CHECK(transaction.commit());
  return receipt;
}

}  // namespace dk::district
