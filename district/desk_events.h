// What the district keeps of the desk's work around registrations: which tubes are single ones,
// boxes and their hand-overs, and what a desk calls for help about. Part of acceptance: runs in its
// transaction. Raises alarms: tube_opened_twice, tube_in_two_boxes (`detail` the tube), late_hit
// (the tube), help_called and identity_disputed (the event's id). No names.
// Failures: those of Database; internal when the body was not checked before.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"
#include "district/database.h"
#include "offline-cache/wire/envelope.h"

namespace dk::district {

// Made when a store is created, and added to one of an earlier program when it is opened.
extern const char* const kDeskTables;

// Other types are left alone.
[[nodiscard]] Status project_desk(Database& database, const std::string& terminal,
                                  const std::string& site, const wire::Envelope& event,
                                  std::int64_t now_ms);

struct LedgerBox {
  std::string terminal;
  std::string site;
  std::string box;
  std::int64_t count = 0;
  std::vector<std::string> tubes;  // in the order of packing
};
struct LedgerHandOver {
  std::string terminal;
  std::string box;
  std::int64_t count = 0;
  std::string courier;
  TimePoint first_sample_at{};
  bool late = false;
  TimePoint at{};
};
struct LedgerCall {  // what a desk found or called for
  std::string kind;  // "late_hit", "identity_disputed", "help_called", "person_skipped"
  std::string terminal;
  std::string tube;
  std::string registration;  // late_hit, identity_disputed
  std::string why;           // help_called, person_skipped
};
struct DeskLedger {
  std::vector<std::string> singles;  // codes of single tubes with somebody in them
  std::vector<LedgerBox> boxes;
  std::vector<LedgerHandOver> hand_overs;
  std::vector<LedgerCall> calls;
};
// An empty `site` means all.
[[nodiscard]] Result<DeskLedger> desk_ledger(Database& database, const std::string& site);

}  // namespace dk::district
