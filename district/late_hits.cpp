#include "district/late_hits.h"

#include "base/log.h"
#include "district/store.h"
#include "offline-cache/wire/envelope.h"

namespace dk::district {
namespace {

constexpr std::int64_t kHourMs = 3'600'000;

Result<wire::PersonRegistered> person_in(Gateway& gateway, const Row& row) {
  DK_TRY(line, gateway.keys().open("event", row.blob(0), row.blob(3)));
  DK_TRY(envelope, wire::envelope_from_json(line.text()));
  return wire::person_registered_from_json(envelope.body);
}

}  // namespace

Status note_late_hit(Database& database, const LateHit& hit, std::int64_t now_ms) {
  DK_TRY(noted,
         database.run("INSERT OR IGNORE INTO late_hit VALUES(?,?,?,?,?,?)",
                      {hit.event, hit.site, hit.tube, static_cast<std::int64_t>(hit.category),
                       static_cast<std::int64_t>(hit.list_version), now_ms}));
  (void)noted;
  log::warn("late_key_person_hit",
            {{"tube", log::safe(hit.tube, "a tube, checked: A-Z 0-9 -")},
             {"terminal", log::safe(hit.terminal, "id from the certificate")}});
  return raise_alarm(database, "late_hit", hit.terminal, hit.tube, now_ms);
}

Result<std::int64_t> compare_lately_registered(Gateway& gateway, const std::string& site) {
  Database& database = gateway.database();
  DK_TRY(object, gateway.objects().newest(wire::kObjectSite, site, gateway.root()));
  DK_TRY(description, wire::site_from_json(as_text(object.content)));
  // In one transaction: whatever arrives after it is compared with the new list on arrival.
  DK_TRY(transaction, Transaction::begin(database));
  DK_TRY(current, gateway.key_persons().current(site));
  const std::int64_t now_ms = to_unix_ms(gateway.clock().now());
  DK_TRY(rows, database.query("SELECT r.event, r.terminal, r.tube, e.sealed FROM registration r "
                              "JOIN event e ON e.id=r.event WHERE r.site=? AND r.at_ms>=? AND "
                              "r.compared<>'hit' AND NOT EXISTS (SELECT 1 FROM late_hit l WHERE "
                              "l.event=r.event)",
                              {site, now_ms - description.late_hit_h * kHourMs}));
  std::int64_t hits = 0;
  for (const Row& row : rows) {
    const auto person = person_in(gateway, row);
    if (!person) {
      log::error("registration_unreadable", {{"failure", log::safe(person.error())}});
      continue;
    }
    if (person->document_number.empty()) continue;
    const auto category = current.list->find(person->document_type, person->document_number);
    // Whoever only must be tested was: nothing late about that.
    if (category != wire::KeyPersonCategory::Single &&
        category != wire::KeyPersonCategory::YellowLane) {
      continue;
    }
    DK_CHECK(note_late_hit(database,
                           {row.blob(0), row.text(1), site, row.text(2), category, current.version},
                           now_ms));
    ++hits;
  }
  DK_CHECK(transaction.commit());
  return hits;
}

}  // namespace dk::district
