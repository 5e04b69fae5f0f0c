#include "district/progress.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/uuid.h"

namespace dk::district {
namespace {

constexpr std::int64_t kHourMs = 3'600'000;
constexpr std::int64_t kAllBasisPoints = 10'000;

// Registrations that stand.
constexpr std::string_view kStanding =
    "registration r WHERE r.site=? AND NOT EXISTS (SELECT 1 FROM undone u WHERE "
    "u.registration=r.event AND u.terminal=r.terminal)";

std::string id_text(ByteView bytes) {
  const auto id = uuid_from_bytes(bytes);
  return id ? to_string(*id) : std::string();
}

Result<wire::SiteProgress> progress_of(Database& database, Objects& objects, const wire::Root& root,
                                       const std::string& site) {
  DK_TRY(object, objects.newest(wire::kObjectSite, site, root));
  DK_TRY(description, wire::site_from_json(as_text(object.content)));
  DK_TRY(hours, database.query("SELECT hour, count(*) FROM (SELECT min(r.at_ms)/3600000 AS hour "
                               "FROM " +
                                   std::string(kStanding) +
                                   " GROUP BY r.person) GROUP BY hour ORDER BY hour",
                               {site}));
  wire::SiteProgress result;
  result.site = site;
  result.population = description.population;
  for (const Row& row : hours) {
    result.hours.push_back({from_unix_ms(row.integer(0) * kHourMs), row.integer(1)});
    result.tested += row.integer(1);
  }
  result.not_tested = std::max<std::int64_t>(0, result.population - result.tested);
  if (result.population > 0) {
    result.share_basis_points =
        std::min(kAllBasisPoints, result.tested * kAllBasisPoints / result.population);
  }
  return result;
}

Result<std::vector<LedgerEntry>> entries(Database& database, const std::string& site) {
  DK_TRY(rows, database.query(
                   "SELECT r.event, r.terminal, e.seq, r.site, r.tube, r.position, r.at_ms, "
                   "u.event IS NOT NULL, r.person FROM registration r JOIN event e ON e.id=r.event "
                   "LEFT JOIN undone u ON u.registration=r.event AND u.terminal=r.terminal "
                   "WHERE ?1='' OR r.site=?1 ORDER BY r.site, r.tube, r.position, r.at_ms, r.event",
                   {site}));
  std::vector<LedgerEntry> result;
  for (const Row& row : rows) {
    result.push_back({id_text(row.blob(0)), row.text(1), row.integer(2), row.text(3), row.text(4),
                      row.integer(5), from_unix_ms(row.integer(6)), row.integer(7) != 0,
                      to_hex(row.blob(8)).substr(0, kLedgerPersonHex)});
  }
  return result;
}

Result<std::int64_t> count(Database& database, const char* sql) {
  DK_TRY(rows, database.query(sql, {}));
  return rows.at(0).integer(0);
}

}  // namespace

Result<wire::Progress> progress(Database& database, Objects& objects, const wire::Root& root,
                                const std::string& site, TimePoint now) {
  DK_TRY(sites, database.query("SELECT DISTINCT scope FROM object WHERE name='site' AND "
                               "(?1='' OR scope=?1) ORDER BY scope",
                               {site}));
  if (sites.empty() && !site.empty()) return fail(FailureCode::not_found, "site");
  wire::Progress result;
  result.at = now;
  for (const Row& row : sites) {
    DK_TRY(one, progress_of(database, objects, root, row.text(0)));
    result.sites.push_back(std::move(one));
  }
  return result;
}

Result<Ledger> ledger(Database& database, const std::string& site) {
  const auto held = database.lock();
  Ledger result;
  DK_TRY(events, count(database, "SELECT count(*) FROM event"));
  DK_TRY(rejections, count(database, "SELECT count(*) FROM rejection"));
  DK_TRY(late_hits, count(database, "SELECT count(*) FROM late_hit"));
  result.events = events;
  result.rejections = rejections;
  result.late_hits = late_hits;
  DK_TRY(registrations, entries(database, site));
  result.registrations = std::move(registrations);
  DK_TRY(labels, database.query("SELECT terminal, tube, job, result FROM label "
                                "ORDER BY terminal, tube, event",
                                {}));
  for (const Row& row : labels) {
    result.labels.push_back({row.text(0), row.text(1), row.text(2), row.text(3)});
  }
  DK_TRY(terminals, database.query("SELECT id, max_seq, max_seq-seen_seqs FROM terminal "
                                   "ORDER BY id",
                                   {}));
  for (const Row& row : terminals) {
    result.terminals.push_back({row.text(0), row.integer(1), row.integer(2)});
  }
  DK_TRY(alarms, database.query("SELECT kind, terminal, detail FROM alarm "
                                "ORDER BY kind, terminal, detail",
                                {}));
  for (const Row& row : alarms) result.alarms.push_back({row.text(0), row.text(1), row.text(2)});
  DK_TRY(desk, desk_ledger(database, site));
  result.desk = std::move(desk);
  return result;
}

Result<std::vector<LedgerEvent>> arrivals(Database& database) {
  DK_TRY(rows, database.query("SELECT id, terminal, seq, type FROM event ORDER BY rowid", {}));
  std::vector<LedgerEvent> result;
  for (const Row& row : rows) {
    result.push_back({id_text(row.blob(0)), row.text(1), row.integer(2), row.text(3)});
  }
  return result;
}

std::string to_json(const std::vector<LedgerEvent>& arrivals) {
  nlohmann::json out = nlohmann::json::array();
  for (const auto& event : arrivals) {
    out.push_back(
        {{"id", event.id}, {"terminal", event.terminal}, {"seq", event.seq}, {"type", event.type}});
  }
  return nlohmann::json{{"arrivals", std::move(out)}}.dump();
}

namespace {

void add_desk(const DeskLedger& desk, nlohmann::json& out) {
  out["singles"] = desk.singles;
  out["boxes"] = nlohmann::json::array();
  for (const auto& box : desk.boxes) {
    out["boxes"].push_back({{"terminal", box.terminal},
                            {"site", box.site},
                            {"box", box.box},
                            {"count", box.count},
                            {"tubes", box.tubes}});
  }
  out["hand_overs"] = nlohmann::json::array();
  for (const auto& handed : desk.hand_overs) {
    out["hand_overs"].push_back({{"terminal", handed.terminal},
                                 {"box", handed.box},
                                 {"count", handed.count},
                                 {"courier", handed.courier},
                                 {"first_sample_at", to_rfc3339(handed.first_sample_at)},
                                 {"late", handed.late},
                                 {"at", to_rfc3339(handed.at)}});
  }
  out["calls"] = nlohmann::json::array();
  for (const auto& call : desk.calls) {
    out["calls"].push_back({{"kind", call.kind},
                            {"terminal", call.terminal},
                            {"tube", call.tube},
                            {"registration", call.registration},
                            {"why", call.why}});
  }
}

}  // namespace

std::string to_json(const Ledger& ledger) {
  nlohmann::json out{
      {"events", ledger.events},           {"rejections", ledger.rejections},
      {"late_hits", ledger.late_hits},     {"registrations", nlohmann::json::array()},
      {"labels", nlohmann::json::array()}, {"terminals", nlohmann::json::array()},
      {"alarms", nlohmann::json::array()}};
  for (const auto& entry : ledger.registrations) {
    out["registrations"].push_back({{"id", entry.id},
                                    {"terminal", entry.terminal},
                                    {"seq", entry.seq},
                                    {"site", entry.site},
                                    {"tube", entry.tube},
                                    {"position", entry.position},
                                    {"at", to_rfc3339(entry.at)},
                                    {"undone", entry.undone},
                                    {"person", entry.person}});
  }
  for (const auto& label : ledger.labels) {
    out["labels"].push_back({{"terminal", label.terminal},
                             {"tube", label.tube},
                             {"job", label.job},
                             {"result", label.result}});
  }
  for (const auto& terminal : ledger.terminals) {
    out["terminals"].push_back(
        {{"id", terminal.id}, {"max_seq", terminal.max_seq}, {"missing", terminal.missing}});
  }
  for (const auto& alarm : ledger.alarms) {
    out["alarms"].push_back(
        {{"kind", alarm.kind}, {"terminal", alarm.terminal}, {"detail", alarm.detail}});
  }
  add_desk(ledger.desk, out);
  return out.dump(2);
}

}  // namespace dk::district
