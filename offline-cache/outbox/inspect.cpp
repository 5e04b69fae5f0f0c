#include "offline-cache/outbox/inspect.h"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>

namespace dk::cache {
namespace {

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
  DK_TRY(stored, load_ledger(database));
  out.ledger = stored.ledger;
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

bool is_read_only(const std::string& folder) {
  return ::access(folder.c_str(), W_OK) != 0 && (errno == EROFS || errno == EACCES);
}

Result<StoreCopy> StoreCopy::make(const std::string& folder) {
  std::error_code error;
  std::string made = std::filesystem::temp_directory_path(error).string() + "/cachectl-XXXXXX";
  if (error || ::mkdtemp(made.data()) == nullptr) {
    return fail(FailureCode::io_error, "no temporary folder");
  }
  StoreCopy copy(made);
  const std::string from = outbox_path(folder);
  if (!std::filesystem::exists(from, error)) {
    return fail(FailureCode::not_found, "open " + from + ": not there");
  }
  for (const char* suffix : {"", "-wal"}) {
    if (!std::filesystem::exists(from + suffix, error)) continue;
    if (!std::filesystem::copy_file(from + suffix, outbox_path(made) + suffix, error)) {
      return fail(FailureCode::io_error, "copy " + from + suffix + ": " + error.message());
    }
  }
  return copy;
}

StoreCopy::~StoreCopy() {
  std::error_code ignored;
  if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
}

}  // namespace dk::cache
