#include "offline-cache/outbox/inspect_chain.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "offline-cache/outbox/stored_digest.h"
#include "offline-cache/wire/checkpoint.h"

namespace dk::cache {
namespace {

using nlohmann::json;

// What the chain says of one event.
struct Told {
  std::string id;
  std::string type;
  std::string sealed;  // hex
  std::string reason;
  EventState state = EventState::Saved;
  bool seen = false;  // its row is there
};
using Tale = std::map<std::uint64_t, Told>;

std::string text_in(const json& fields, const char* key) {
  const auto found = fields.find(key);
  return found != fields.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Result<Tale> read_tale(Database& database) {
  Tale tale;
  Query rows =
      database.query("SELECT event, json FROM audit_entry WHERE event IN (?, ?, ?) ORDER BY seq");
  rows.bind(1, static_cast<int>(audit::EventId::EventQueued))
      .bind(2, static_cast<int>(audit::EventId::EventConfirmed))
      .bind(3, static_cast<int>(audit::EventId::EventQuarantined));
  while (true) {
    DK_TRY(found, rows.step());
    if (!found) return tale;
    const json entry = json::parse(rows.text(1), nullptr, false);
    if (!entry.is_object() || !entry.contains("fields")) continue;  // the chain itself says so
    const json& fields = entry["fields"];
    const auto seq = fields.find("seq");
    if (seq == fields.end() || !seq->is_number_unsigned()) continue;
    Told& told = tale[seq->get<std::uint64_t>()];
    switch (static_cast<audit::EventId>(rows.integer(0))) {
      case audit::EventId::EventQueued:
        told.id = text_in(fields, "event_id");
        told.type = text_in(fields, "type");
        told.sealed = text_in(fields, "sealed");
        break;
      case audit::EventId::EventConfirmed:
        told.state = EventState::Confirmed;
        break;
      default:
        told.state = EventState::Quarantined;
        told.reason = text_in(fields, "reason");
    }
  }
}

std::string_view state_finding(EventState row, EventState told) {
  if (row == EventState::Sent) row = EventState::Saved;  // not in the chain: it may repeat
  if (row == told) return {};
  switch (told) {
    case EventState::Confirmed:
      return "is not marked confirmed, the chain says that it is";
    case EventState::Quarantined:
      return "is not marked quarantined, the chain says that it is";
    default:
      return row == EventState::Confirmed
                 ? "is hidden: marked confirmed, the chain never says so"
                 : "is hidden: marked quarantined, the chain never says so";
  }
}

// The row's columns: 0 seq, 1 id, 2 type, 3 class, 4 day, 5 priority, 6 state, 7 reason, 8 record,
// 9 recovery wrap.
std::string_view finding_of(const Query& row, const Told& told) {
  const auto id = uuid_from_bytes(row.blob(1));
  if (!id || to_string(*id) != told.id) return "has another id than the chain says";
  if (row.text(2) != told.type) return "has another type than the chain says";
  const auto state = static_cast<EventState>(row.integer(6));
  if (const auto what = state_finding(state, told.state); !what.empty()) return what;
  if (state == EventState::Quarantined && row.text(7) != told.reason) {
    return "has another reason than the chain says";
  }
  // A confirmed one has lost its recovery wrap: its record opens only with the keys.
  if (state == EventState::Confirmed) return {};
  const crypto::Digest digest =
      stored_digest({*id, row.unsigned_integer(0), row.text(2), row.text(3), row.text(4)},
                    row.integer(5), row.blob(8), row.blob(9));
  if (to_hex(digest) != told.sealed) {
    return "was changed: class, day, priority, record or recovery wrap";
  }
  return {};
}

}  // namespace

Status check_events_against_chain(const Check& check) {
  DK_TRY(tale, read_tale(check.database));
  Query rows = check.database.query(
      "SELECT e.seq, e.id, e.type, e.class, e.day, e.priority, e.state, e.reason, s.record, "
      "s.recovery_wrap FROM event e JOIN event_sealed s ON s.seq = e.seq ORDER BY e.seq");
  while (!check.enough()) {
    DK_TRY(found, rows.step());
    if (!found) break;
    const std::uint64_t seq = rows.unsigned_integer(0);
    const auto told = tale.find(seq);
    if (told == tale.end()) {
      check.found(Damage::ChainBroken, "event " + std::to_string(seq) + " is unknown to the chain");
      continue;
    }
    told->second.seen = true;
    if (const auto what = finding_of(rows, told->second); !what.empty()) {
      check.found(Damage::Record, "event " + std::to_string(seq) + " " + std::string(what));
    }
  }
  for (const auto& [seq, told] : tale) {
    if (check.enough()) break;
    if (told.seen || told.state == EventState::Confirmed) continue;  // erased when its time is over
    check.found(Damage::RowMissing,
                "event " + std::to_string(seq) + " is gone and was never confirmed");
  }
  return {};
}

Status check_receipt_against_chain(const Check& check, const AuditHead& head) {
  DK_TRY(cose, load_receipt(check.database));
  if (cose.empty()) return {};
  const auto receipt = wire::read_receipt_unverified(cose);
  if (!receipt) {
    check.found(Damage::ChainBroken, "receipt: " + receipt.error().detail);
    return {};
  }
  const wire::Checkpoint& theirs = receipt->checkpoint;
  const std::string which = "receipt: entry " + std::to_string(theirs.seq);
  if (theirs.instance != head.instance) {
    check.found(Damage::ChainBroken, "receipt: of another chain");
  } else if (theirs.seq > head.seq) {
    check.found(Damage::ChainBroken, which + " is countersigned and gone");
  } else {
    const auto hash = entry_hash_at(check.database, head.instance, theirs.seq);
    if (!hash || *hash != theirs.hash) {
      check.found(Damage::ChainBroken, which + " is not the one that the district countersigned");
    }
  }
  return {};
}

}  // namespace dk::cache
