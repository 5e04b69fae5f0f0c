#include <algorithm>

#include "base/log.h"
#include "offline-cache/outbox/jobs.h"
#include "offline-cache/wire/sealed_record.h"

namespace dk::cache {
namespace {

constexpr std::size_t kMaxReasonBytes = 64;
// One take fits into one batch on the wire with room to spare.
constexpr std::size_t kMaxTakenBytes = wire::kMaxInflatedBytes / 2;

// The reason is a clear column: a machine word, or nothing that could be about a person.
std::string clean_reason(std::string_view reason) {
  const bool word = !reason.empty() && reason.size() <= kMaxReasonBytes &&
                    std::ranges::all_of(reason, [](char c) {
                      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
                    });
  return word ? std::string(reason) : "reason_unreadable";
}

struct Row {
  std::uint64_t seq = 0;
  Uuid id;
  std::string type;
  ClassDay of;
  Bytes record;
};

std::uint64_t& count_of(Counts& counts, EventState state) {
  switch (state) {
    case EventState::Saved:
      return counts.saved;
    case EventState::Sent:
      return counts.sent;
    case EventState::Confirmed:
      return counts.confirmed;
    case EventState::Quarantined:
      break;
  }
  return counts.quarantined;
}

Status move(Session& session, std::uint64_t seq, EventState from, EventState to) {
  // The counters say less than the table: somebody changed the file. Never below zero.
  std::uint64_t& source = count_of(session.ledger().counts, from);
  if (source == 0) return fail(FailureCode::data_damaged, "counters disagree with the events");
  DK_CHECK(session.database()
               .query("UPDATE event SET state = ?, tries = tries + ? WHERE seq = ?")
               .bind(1, static_cast<int>(to))
               .bind(2, to == EventState::Sent ? 1 : 0)
               .bind(3, seq)
               .run());
  --source;
  ++count_of(session.ledger().counts, to);
  return {};
}

Status quarantine(Session& session, std::uint64_t seq, const Uuid& id, EventState from,
                  const std::string& reason) {
  DK_CHECK(move(session, seq, from, EventState::Quarantined));
  DK_CHECK(session.database()
               .query("UPDATE event SET reason = ? WHERE seq = ?")
               .bind(1, reason)
               .bind(2, seq)
               .run());
  return session.audit(audit::EventQuarantined{id, seq, reason}.to_record());
}

Status confirm(Session& session, std::uint64_t seq, const Uuid& id, EventState from,
               wire::EventResult result) {
  DK_CHECK(move(session, seq, from, EventState::Confirmed));
  if (from == EventState::Quarantined) {
    DK_CHECK(session.database()
                 .query("UPDATE event SET reason = NULL WHERE seq = ?")
                 .bind(1, seq)
                 .run());
  }
  // The district has it: from here only the class-day key opens it, and that key will die.
  DK_CHECK(session.database()
               .query("UPDATE event_sealed SET recovery_wrap = NULL WHERE seq = ?")
               .bind(1, seq)
               .run());
  const char* word = result == wire::EventResult::Accepted ? "accepted" : "duplicate";
  return session.audit(audit::EventConfirmed{id, seq, word}.to_record());
}

Status settle_one(Session& session, const wire::EventAnswer& answer) {
  Query row = session.database().query("SELECT seq, state FROM event WHERE id = ?");
  DK_TRY(found, row.bind(1, answer.id.view()).step());
  if (!found) {
    log::warn("answer_for_unknown_event", {{"id", log::safe(answer.id)}});
    return {};
  }
  const std::uint64_t seq = row.unsigned_integer(0);
  const auto state = static_cast<EventState>(row.integer(1));
  if (answer.result == wire::EventResult::Rejected) {
    if (state == EventState::Saved || state == EventState::Sent) {
      return quarantine(session, seq, answer.id, state, clean_reason(answer.reason));
    }
    if (state == EventState::Confirmed) {
      log::warn("rejection_of_confirmed_event", {{"id", log::safe(answer.id)}});
    }
    return {};
  }
  if (state == EventState::Confirmed) return {};
  return confirm(session, seq, answer.id, state, answer.result);
}

Result<std::vector<Row>> next_rows(Session& session, std::size_t max) {
  std::vector<Row> rows;
  std::size_t bytes = 0;
  Query query = session.database().query(
      "SELECT e.seq, e.id, e.type, e.class, e.day, s.record "
      "FROM event e LEFT JOIN event_sealed s ON s.seq = e.seq "
      "WHERE e.state = 0 ORDER BY e.priority, e.seq LIMIT ?");
  query.bind(1, std::uint64_t{max});
  while (true) {
    DK_TRY(found, query.step());
    if (!found) break;
    const auto id = uuid_from_bytes(query.blob(1));
    if (!id) return fail(FailureCode::data_damaged, "an event's id is not readable");
    const ByteView record = query.blob(5);
    bytes += record.size();
    if (bytes > kMaxTakenBytes && !rows.empty()) break;
    rows.push_back({query.unsigned_integer(0),
                    *id,
                    query.text(2),
                    {query.text(3), query.text(4)},
                    Bytes(record.begin(), record.end())});
  }
  // The queue is empty: what the counters still say was hidden. Everything else has been sent.
  if (rows.empty() && max > 0 && session.ledger().counts.saved > 0) {
    return fail(FailureCode::data_damaged, "counters disagree with the events");
  }
  return rows;
}

Result<Secret> unseal(Session& session, const Row& row) {
  DK_TRY(key, session.keys().class_day(session.database(), row.of));
  return wire::open_with_day_key({row.id, row.seq, row.type, row.of.first, row.of.second},
                                 row.record, key.view());
}

}  // namespace

Status do_take(Session& session, std::size_t max, std::vector<Pending>& out) {
  for (Pending& pending : out) wipe(pending.json.data(), pending.json.size());
  out.clear();
  DK_TRY(rows, next_rows(session, std::min(max, wire::kMaxBatchEvents)));
  for (const Row& row : rows) {
    const Result<Secret> json = unseal(session, row);
    if (!json) {
      // It must not stand in the way of the others. It is kept, and its recovery wrap may still
      // open it at the district.
      log::error("event_does_not_open", {{"seq", row.seq}, {"failure", log::safe(json.error())}});
      const bool missing = json.error().code == FailureCode::key_missing;
      DK_CHECK(quarantine(session, row.seq, row.id, EventState::Saved,
                          missing ? "key_missing" : "record_damaged"));
      continue;
    }
    DK_CHECK(move(session, row.seq, EventState::Saved, EventState::Sent));
    out.push_back({row.seq, row.id, std::string(json->text())});
  }
  return {};
}

Status do_settle(Session& session, const std::vector<wire::EventAnswer>& answers) {
  for (const wire::EventAnswer& answer : answers) DK_CHECK(settle_one(session, answer));
  return {};
}

Status do_release(Session& session) {
  DK_CHECK(session.database().query("UPDATE event SET state = 0 WHERE state = 1").run());
  Counts& counts = session.ledger().counts;
  const auto released = static_cast<std::uint64_t>(session.database().changes());
  if (released != counts.sent) {
    return fail(FailureCode::data_damaged, "counters disagree with the events");
  }
  counts.saved += released;
  counts.sent = 0;
  return {};
}

Status do_list_quarantined(Session& session, std::vector<std::pair<Uuid, std::string>>& out) {
  out.clear();
  Query rows =
      session.database().query("SELECT id, reason FROM event WHERE state = 3 ORDER BY seq");
  while (true) {
    DK_TRY(found, rows.step());
    if (!found) return {};
    const auto id = uuid_from_bytes(rows.blob(0));
    if (!id) return fail(FailureCode::data_damaged, "an event's id is not readable");
    out.emplace_back(*id, rows.text(1));
  }
}

}  // namespace dk::cache
