// What the district keeps of citizens' cases and calls: the ledger of cases, how they were rated,
// who called for help, how sessions ended. Part of acceptance: runs in its transaction, once per
// event. Persons are keyed digests; evidence and what was submitted stay in the sealed event.
//
// A case's status begins as `received`; whoever looks at it makes it `confirmed` or `reversed`.
// Alarms: citizen_sos, citizen_help (`detail` the event's id), case_decided_twice and
// case_number_twice (the number). Failures: those of Database; internal when the body was not
// checked before.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "district/database.h"
#include "district/storage_keys.h"
#include "offline-cache/wire/cases.h"
#include "offline-cache/wire/envelope.h"
#include "offline-cache/wire/visit.h"

namespace dk::district {

// Made when a store is created, and added to one of an earlier program when it is opened.
extern const char* const kCaseTables;

// Other types are left alone.
[[nodiscard]] Status project_case(Database& database, const StorageKeys& keys,
                                  const std::string& terminal, const std::string& site,
                                  const wire::Envelope& event, std::int64_t now_ms);

// A call for help that nobody has taken yet.
struct HelpCall {
  std::string terminal;
  std::string site;
  std::string kind;  // "hall" | "duty" | "callback" | "sos"
  std::string ticket;
  TimePoint at{};
};
[[nodiscard]] Result<std::vector<HelpCall>> open_help_calls(Database& database);
// Somebody takes the call: the terminal that asks says so on its screen. not_found: no such call.
[[nodiscard]] Status answer_help(Database& database, const std::string& terminal,
                                 const std::string& ticket, TimePoint now);
[[nodiscard]] Result<wire::HelpTold> help_told(Database& database, const std::string& terminal,
                                               const wire::HelpQuestion& question);

// Only the cases of who asks, their own and those that they applied for somebody else; leaves a row
// in person_access.
[[nodiscard]] Result<wire::CasesTold> own_cases(Database& database, const StorageKeys& keys,
                                                const std::string& terminal,
                                                const wire::CasesQuestion& question, TimePoint now);

}  // namespace dk::district
