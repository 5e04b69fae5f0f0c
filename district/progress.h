// What the district can say without names: progress of a site, and the ledger of registrations.
//
// A person counts once per site however often registered; an undone registration does not count,
// whichever of the two arrived first. Hours are those of the terminals' clocks, in each the persons
// who were tested for the first time. Failures: not_found (site), those of Database.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"
#include "district/database.h"
#include "district/desk_events.h"
#include "district/objects.h"
#include "offline-cache/wire/api.h"

namespace dk::district {

// An empty `site` means all.
[[nodiscard]] Result<wire::Progress> progress(Database& database, Objects& objects,
                                              const wire::Root& root, const std::string& site,
                                              TimePoint now);

inline constexpr std::size_t kLedgerPersonHex = 16;

struct LedgerEntry {
  std::string id;
  std::string terminal;
  std::int64_t seq = 0;
  std::string site;
  std::string tube;
  std::int64_t position = 0;
  TimePoint at{};
  bool undone = false;
  std::string person;  // keyed digest: tells persons apart, names nobody
};
struct LedgerLabel {
  std::string terminal;
  std::string tube;
  std::string job;
  std::string result;  // "printed", "failed", "unknown"
};
struct LedgerTerminal {
  std::string id;
  std::int64_t max_seq = 0;
  std::int64_t missing = 0;  // seqs below max_seq that have not arrived
};
struct LedgerAlarm {
  std::string kind;
  std::string terminal;
  std::string detail;
};
struct LedgerEvent {
  std::string id;
  std::string terminal;
  std::int64_t seq = 0;
  std::string type;
};
struct Ledger {
  std::int64_t events = 0;
  std::int64_t rejections = 0;
  std::int64_t late_hits = 0;
  std::vector<LedgerEntry> registrations;  // by site, tube, position, time
  std::vector<LedgerLabel> labels;         // by terminal, tube
  std::vector<LedgerTerminal> terminals;
  std::vector<LedgerAlarm> alarms;
  DeskLedger desk;  // single tubes, boxes, hand-overs, calls
};
[[nodiscard]] Result<Ledger> ledger(Database& database, const std::string& site);
// Every event in the order in which the district took it.
[[nodiscard]] Result<std::vector<LedgerEvent>> arrivals(Database& database);
[[nodiscard]] std::string to_json(const std::vector<LedgerEvent>& arrivals);
[[nodiscard]] std::string to_json(const Ledger& ledger);

}  // namespace dk::district
