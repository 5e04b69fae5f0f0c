#include "district/desk_events.h"

#include "base/uuid.h"
#include "district/store.h"

namespace dk::district {

const char* const kDeskTables = R"sql(
BEGIN;
CREATE TABLE IF NOT EXISTS tube(         -- opened; one row per opening
  event BLOB PRIMARY KEY, terminal TEXT NOT NULL, site TEXT NOT NULL, tube TEXT NOT NULL,
  capacity INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS tube_code ON tube(tube);
CREATE TABLE IF NOT EXISTS box(          -- counted and closed
  event BLOB PRIMARY KEY, terminal TEXT NOT NULL, site TEXT NOT NULL, box TEXT NOT NULL,
  count INTEGER NOT NULL, at_ms INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS box_tube(
  event BLOB NOT NULL, place INTEGER NOT NULL, tube TEXT NOT NULL,
  PRIMARY KEY(event, place)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS box_tube_code ON box_tube(tube);
CREATE TABLE IF NOT EXISTS hand_over(
  event BLOB PRIMARY KEY, terminal TEXT NOT NULL, site TEXT NOT NULL, box TEXT NOT NULL,
  count INTEGER NOT NULL, courier TEXT NOT NULL, first_sample_ms INTEGER NOT NULL,
  late INTEGER NOT NULL, at_ms INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS desk_call(
  event BLOB PRIMARY KEY, terminal TEXT NOT NULL, site TEXT NOT NULL, kind TEXT NOT NULL,
  tube TEXT NOT NULL, registration TEXT NOT NULL, why TEXT NOT NULL) WITHOUT ROWID;
COMMIT;
)sql";

namespace {

struct Where {
  Database& database;
  const std::string& terminal;
  const std::string& site;
  const wire::Envelope& event;
  std::int64_t now_ms;

  [[nodiscard]] Bytes id() const {
    const ByteView view = event.id.view();
    return {view.begin(), view.end()};
  }
  [[nodiscard]] Status alarm(std::string_view kind, std::string_view detail) const {
    return raise_alarm(database, kind, terminal, detail, now_ms);
  }
};

Status opened(const Where& at) {
  DK_TRY(body, wire::tube_opened_from_json(at.event.body));
  DK_TRY(before, at.database.query("SELECT 1 FROM tube WHERE tube=? LIMIT 1", {body.tube}));
  DK_TRY(kept,
         at.database.run("INSERT INTO tube VALUES(?,?,?,?,?)",
                         {at.id(), at.terminal, at.site, body.tube, std::int64_t{body.capacity}}));
  (void)kept;
  return before.empty() ? Status{} : at.alarm("tube_opened_twice", body.tube);
}

Status closed(const Where& at) {
  DK_TRY(body, wire::box_closed_from_json(at.event.body));
  DK_TRY(kept, at.database.run("INSERT INTO box VALUES(?,?,?,?,?,?)",
                               {at.id(), at.terminal, at.site, body.box, std::int64_t{body.count},
                                to_unix_ms(at.event.at)}));
  (void)kept;
  std::int64_t place = 0;
  for (const std::string& tube : body.tubes) {
    DK_TRY(before, at.database.query("SELECT 1 FROM box_tube WHERE tube=? LIMIT 1", {tube}));
    if (!before.empty()) DK_CHECK(at.alarm("tube_in_two_boxes", tube));
    DK_TRY(packed, at.database.run("INSERT INTO box_tube VALUES(?,?,?)", {at.id(), ++place, tube}));
    (void)packed;
  }
  return {};
}

Status handed_over(const Where& at) {
  DK_TRY(body, wire::box_handed_over_from_json(at.event.body));
  DK_TRY(kept, at.database.run("INSERT INTO hand_over VALUES(?,?,?,?,?,?,?,?,?)",
                               {at.id(), at.terminal, at.site, body.box, std::int64_t{body.count},
                                body.courier, to_unix_ms(body.first_sample_at),
                                std::int64_t{body.late ? 1 : 0}, to_unix_ms(at.event.at)}));
  (void)kept;
  return {};
}

Status call(const Where& at, const std::string& kind, const std::string& tube,
            const std::string& registration, const std::string& why) {
  DK_TRY(kept, at.database.run("INSERT INTO desk_call VALUES(?,?,?,?,?,?,?)",
                               {at.id(), at.terminal, at.site, kind, tube, registration, why}));
  (void)kept;
  return {};
}

}  // namespace

Status project_desk(Database& database, const std::string& terminal, const std::string& site,
                    const wire::Envelope& event, std::int64_t now_ms) {
  const Where at{database, terminal, site, event, now_ms};
  if (event.type == wire::kTubeOpened) return opened(at);
  if (event.type == wire::kBoxClosed) return closed(at);
  if (event.type == wire::kBoxHandedOver) return handed_over(at);
  if (event.type == wire::kLateHit) {
    DK_TRY(body, wire::late_hit_from_json(event.body));
    DK_CHECK(at.alarm("late_hit", body.tube));
    return call(at, "late_hit", body.tube, body.registration, "");
  }
  if (event.type == wire::kIdentityDisputed) {
    DK_TRY(body, wire::identity_disputed_from_json(event.body));
    DK_CHECK(at.alarm("identity_disputed", to_string(event.id)));
    return call(at, "identity_disputed", body.tube, body.registration, "");
  }
  if (event.type == wire::kHelpCalled) {
    DK_TRY(body, wire::help_called_from_json(event.body));
    DK_CHECK(at.alarm("help_called", to_string(event.id)));
    return call(at, "help_called", body.tube, "", body.why);
  }
  if (event.type == wire::kPersonSkipped) {
    DK_TRY(body, wire::person_skipped_from_json(event.body));
    return call(at, "person_skipped", "", "", body.why);
  }
  return {};
}

Result<DeskLedger> desk_ledger(Database& database, const std::string& site) {
  DeskLedger ledger;
  DK_TRY(singles,
         database.query("SELECT DISTINCT t.tube FROM tube t WHERE t.capacity=1 AND (?1='' OR "
                        "t.site=?1) AND EXISTS (SELECT 1 FROM registration r WHERE r.tube=t.tube) "
                        "ORDER BY t.tube",
                        {site}));
  for (const Row& row : singles) ledger.singles.push_back(row.text(0));
  DK_TRY(boxes, database.query("SELECT event, terminal, site, box, count FROM box WHERE ?1='' OR "
                               "site=?1 ORDER BY terminal, at_ms, event",
                               {site}));
  for (const Row& row : boxes) {
    LedgerBox box{row.text(1), row.text(2), row.text(3), row.integer(4), {}};
    DK_TRY(tubes,
           database.query("SELECT tube FROM box_tube WHERE event=? ORDER BY place", {row.blob(0)}));
    for (const Row& tube : tubes) box.tubes.push_back(tube.text(0));
    ledger.boxes.push_back(std::move(box));
  }
  DK_TRY(handed,
         database.query("SELECT terminal, box, count, courier, first_sample_ms, late, at_ms "
                        "FROM hand_over WHERE ?1='' OR site=?1 "
                        "ORDER BY terminal, at_ms, event",
                        {site}));
  for (const Row& row : handed) {
    ledger.hand_overs.push_back({row.text(0), row.text(1), row.integer(2), row.text(3),
                                 from_unix_ms(row.integer(4)), row.integer(5) != 0,
                                 from_unix_ms(row.integer(6))});
  }
  DK_TRY(calls, database.query("SELECT kind, terminal, tube, registration, why FROM desk_call "
                               "WHERE ?1='' OR site=?1 ORDER BY kind, terminal, tube, event",
                               {site}));
  for (const Row& row : calls) {
    ledger.calls.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.text(4)});
  }
  return ledger;
}

}  // namespace dk::district
