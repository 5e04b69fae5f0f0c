// A citizen's cases as events for the outbox, and the question for one's own cases.
//
// decided() gathers what the district needs to decide again with the same library: the evidence of
// the last decision that had an outcome, the facts as they came, each decision's inputs with the
// salt of their digest, and the jobs that are the district's when it has the case (`orders`).
// draft() puts a body into an envelope with its priority and its retention class, and refuses what
// the district would reject: what cannot be told must be noticed while the person is still there.
// Pure but for own_cases(), which blocks 6 s at most.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/uuid.h"
#include "flows/engine/journey.h"
#include "kiosk/citizen/state.h"
#include "kiosk/session/identity.h"
#include "offline-cache/outbox/outbox.h"
#include "offline-cache/sync/question.h"
#include "offline-cache/wire/cases.h"

namespace dk::kiosk {

// How long confirmed events of a class stay on the terminal's disk, for Outbox::erase_expired().
[[nodiscard]] const std::map<std::string, int>& citizen_keep_days();

// invalid_argument: the case has no outcome. Its number is that of `case_id` and `at`.
[[nodiscard]] Result<wire::CaseDecided> decided(const engine::Item& item, const engine::Case& state,
                                                const SignedIn& who, const Uuid& case_id,
                                                TimePoint at,
                                                const std::vector<citizen::Order>& orders = {});

// What stands in every envelope of this terminal at this moment.
struct Stamp {
  std::string terminal;
  TimePoint at{};             // the application's clock
  TimePoint trusted_floor{};  // latest time that the district has vouched for
  std::map<std::string, std::string> data_versions;
};
// `id` made before the first try. Failures: answer_malformed (the district would not read this
// body), invalid_argument (longer than one event may be).
[[nodiscard]] Result<cache::Draft> draft(const Uuid& id, std::string_view type, std::string body,
                                         const Stamp& stamp);

// "My cases": of who is signed in. Failures: those of cache::ask(), answer_malformed.
[[nodiscard]] Result<std::vector<wire::CaseTold>> own_cases(cache::Remote& district,
                                                            UuidGenerator& ids, const SignedIn& who,
                                                            int months);

}  // namespace dk::kiosk
