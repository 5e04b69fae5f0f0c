#include "offline-cache/outbox/jobs.h"

namespace dk::cache {
namespace {

// How many rows one transaction deletes: a person who registers meanwhile waits for one bite.
constexpr int kBiteRows = 500;

}  // namespace

Status do_erase_rows(Session& session, const std::string& retention_class,
                     const std::string& before_day, std::size_t& deleted) {
  Database& database = session.database();
  std::vector<std::uint64_t> bite;
  {
    Query rows =
        database.query("SELECT seq FROM event WHERE class = ? AND day < ? AND state = 2 LIMIT ?");
    rows.bind(1, retention_class).bind(2, before_day).bind(3, kBiteRows);
    while (true) {
      DK_TRY(found, rows.step());
      if (!found) break;
      bite.push_back(rows.unsigned_integer(0));
    }
  }
  for (const std::uint64_t seq : bite) {
    DK_CHECK(database.query("DELETE FROM event_sealed WHERE seq = ?").bind(1, seq).run());
    DK_CHECK(database.query("DELETE FROM event WHERE seq = ?").bind(1, seq).run());
  }
  deleted = bite.size();
  Counts& counts = session.ledger().counts;
  if (deleted > counts.confirmed) {
    return fail(FailureCode::data_damaged, "counters disagree with the events");
  }
  counts.confirmed -= deleted;
  return {};
}

Status do_erase_keys(Session& session, const std::map<std::string, std::string>& before_days) {
  std::vector<ClassDay> doomed;
  for (const auto& [retention_class, before_day] : before_days) {
    // Whatever row is left (saved, sent, quarantined) still needs its key.
    Query keys = session.database().query(
        "SELECT k.class, k.day FROM class_day_key k WHERE k.class = ? AND k.day < ? AND NOT EXISTS "
        "(SELECT 1 FROM event e WHERE e.class = k.class AND e.day = k.day)");
    keys.bind(1, retention_class).bind(2, before_day);
    while (true) {
      DK_TRY(found, keys.step());
      if (!found) break;
      doomed.emplace_back(keys.text(0), keys.text(1));
    }
  }
  DK_CHECK(session.keys().destroy(session.database(), doomed));
  for (const auto& [retention_class, day] : doomed) {
    DK_CHECK(session.audit(
        audit::KeyErased{"class-day", retention_class + ":" + day, "time_over"}.to_record()));
  }
  // What local state was overwritten since the last time goes the same way.
  return session.keys().rotate_local(session.database());
}

}  // namespace dk::cache
