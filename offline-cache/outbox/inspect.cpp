#include "offline-cache/outbox/inspect.h"

#include <filesystem>

#include "offline-cache/wire/sealed_record.h"

namespace dk::cache {
namespace {

constexpr std::size_t kMaxFindings = 100;

std::uint64_t size_of(const std::string& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  return error ? 0 : size;
}

// One row in, one element out, for each row.
template <class Element, class Make>
Status collect(Database& database, std::string_view sql, std::vector<Element>& out, Make make) {
  Query rows = database.query(sql);
  while (true) {
    DK_TRY(found, rows.step());
    if (!found) return {};
    out.push_back(make(rows));
  }
}

Result<std::uint64_t> number(Database& database, std::string_view sql) {
  Query row = database.query(sql);
  DK_CHECK(row.one_row());
  return row.unsigned_integer(0);
}

Status check_structure(Database& database, std::vector<std::string>& findings) {
  std::vector<std::string> lines;
  DK_CHECK(collect(database, "PRAGMA integrity_check(20)", lines,
                   [](const Query& row) { return row.text(0); }));
  for (const std::string& line : lines) {
    if (line != "ok") findings.push_back("structure: " + line);
  }
  DK_TRY(orphans, number(database,
                         "SELECT (SELECT count(*) FROM event LEFT JOIN event_sealed USING (seq) "
                         "WHERE record IS NULL) + (SELECT count(*) FROM event_sealed LEFT JOIN "
                         "event USING (seq) WHERE event.id IS NULL)"));
  if (orphans > 0) findings.push_back(std::to_string(orphans) + " events and records do not pair");
  return {};
}

Status check_counters(Database& database, const Counts& counts,
                      std::vector<std::string>& findings) {
  const std::uint64_t expected[] = {counts.saved, counts.sent, counts.confirmed,
                                    counts.quarantined};
  for (int state = 0; state < 4; ++state) {
    Query row = database.query("SELECT count(*) FROM event WHERE state = ?");
    DK_CHECK(row.bind(1, state).one_row());
    if (row.unsigned_integer(0) != expected[state]) {
      findings.push_back("counters: " + std::to_string(row.unsigned_integer(0)) + " events " +
                         std::string(name_of(static_cast<EventState>(state))) +
                         ", the counter says " + std::to_string(expected[state]));
    }
  }
  DK_TRY(highest, number(database, "SELECT coalesce(max(seq), 0) FROM event"));
  if (highest > counts.last_seq) findings.push_back("counters: an event is newer than last_seq");
  return {};
}

Status check_records(Database& database, std::vector<std::string>& findings) {
  Query rows = database.query(
      "SELECT e.seq, e.state, s.record, s.recovery_wrap, k.wrapped IS NOT NULL FROM event e "
      "JOIN event_sealed s ON s.seq = e.seq "
      "LEFT JOIN class_day_key k ON k.class = e.class AND k.day = e.day ORDER BY e.seq");
  while (findings.size() < kMaxFindings) {
    DK_TRY(found, rows.step());
    if (!found) return {};
    const std::string which = "record " + std::to_string(rows.integer(0)) + ": ";
    if (auto parts = wire::parse_sealed_record(rows.blob(2)); !parts) {
      findings.push_back(which + parts.error().detail);
    }
    if (rows.integer(4) == 0) findings.push_back(which + "its class-day key is missing");
    if (rows.integer(1) == static_cast<int>(EventState::Confirmed)) continue;
    if (auto wrap = wire::parse_recovery_wrap(rows.blob(3)); !wrap) {
      findings.push_back(which + wrap.error().detail);
    }
  }
  findings.push_back("more findings are not listed");
  return {};
}

}  // namespace

std::string_view name_of(EventState state) {
  switch (state) {
    case EventState::Saved:
      return "saved";
    case EventState::Sent:
      return "sent";
    case EventState::Confirmed:
      return "confirmed";
    case EventState::Quarantined:
      return "quarantined";
  }
  return "unknown";
}

Result<StoreSummary> summarize_store(const std::string& folder) {
  DK_TRY(database, open_store_for_reading(outbox_path(folder), outbox_format()));
  StoreSummary out;
  DK_TRY(identity, load_identity(database));
  out.identity = identity;
  DK_TRY(ledger, load_ledger(database));
  out.ledger = ledger;
  DK_CHECK(collect(database,
                   "SELECT e.class, e.day, e.type, e.state, count(*), sum(length(s.record)) "
                   "FROM event e JOIN event_sealed s ON s.seq = e.seq GROUP BY 1, 2, 3, 4",
                   out.events, [](const Query& row) {
                     return EventGroup{row.text(0),
                                       row.text(1),
                                       row.text(2),
                                       static_cast<EventState>(row.integer(3)),
                                       row.unsigned_integer(4),
                                       row.unsigned_integer(5)};
                   }));
  DK_CHECK(collect(
      database, "SELECT reason, count(*) FROM event WHERE state = 3 GROUP BY 1 ORDER BY 2 DESC",
      out.quarantined,
      [](const Query& row) { return QuarantineGroup{row.text(0), row.unsigned_integer(1)}; }));
  DK_CHECK(collect(database, "SELECT class || ' ' || day FROM class_day_key ORDER BY 1",
                   out.class_days, [](const Query& row) { return row.text(0); }));
  DK_CHECK(collect(database, "SELECT name FROM local_state ORDER BY 1", out.local_names,
                   [](const Query& row) { return row.text(0); }));
  return out;
}

Result<StoreSizes> measure_store(const std::string& folder) {
  const std::string path = outbox_path(folder);
  DK_TRY(database, open_store_for_reading(path, outbox_format()));
  StoreSizes out;
  out.database_bytes = size_of(path);
  out.wal_bytes = size_of(path + "-wal");
  out.reserve_bytes = size_of(folder + "/reserve.bin");
  DK_TRY(events, number(database, "SELECT count(*) FROM event"));
  out.events = events;
  DK_TRY(sealed, number(database, "SELECT coalesce(sum(length(record)), 0) FROM event_sealed"));
  out.sealed_bytes = sealed;
  DK_TRY(entries, number(database, "SELECT count(*) FROM audit_entry"));
  out.audit_entries = entries;
  DK_TRY(free_pages, database.pragma("freelist_count"));
  out.free_pages = static_cast<std::uint64_t>(free_pages);
  DK_TRY(tries, number(database, "SELECT coalesce(max(tries), 0) FROM event WHERE state <> 2"));
  out.most_tries = tries;
  return out;
}

Result<std::vector<std::string>> verify_store(const std::string& folder) {
  DK_TRY(database, open_store_for_reading(outbox_path(folder), outbox_format()));
  std::vector<std::string> findings;
  DK_CHECK(check_structure(database, findings));
  DK_TRY(ledger, load_ledger(database));
  DK_CHECK(check_counters(database, ledger.counts, findings));
  DK_CHECK(check_records(database, findings));
  const Status chain = verify_chain(database, ledger.audit);
  if (!chain && chain.error().code != FailureCode::chain_broken) {
    return std::unexpected(chain.error());
  }
  if (!chain) findings.push_back("audit chain: " + chain.error().detail);
  return findings;
}

}  // namespace dk::cache
