#include "kiosk/session/case_events.h"

#include <algorithm>

#include "base/codes/case_number.h"
#include "flows/json/json.h"
#include "offline-cache/wire/event_priority.h"

namespace dk::kiosk {

namespace {

feel::Value text(std::string value) { return feel::Value(std::move(value)); }

std::string submitted_of(const engine::Case& state, const std::vector<citizen::Order>& orders) {
  feel::Context facts;
  for (const auto& [name, fact] : state.facts) {
    facts.set(name, feel::Context{{{"value", fact.value},
                                   {"as_of", text(feel::to_string(fact.as_of))},
                                   {"source", text(fact.source)}}});
  }
  feel::Context inputs;
  for (const engine::DecisionRecord& decision : state.decisions) {
    inputs.set(decision.decision, decision.inputs);
  }
  feel::List jobs;
  for (const citizen::Order& order : orders) {
    jobs.push_back(
        feel::Context{{{"name", text(order.name)},
                       {"variables", flows::from_json(order.variables).value_or(feel::Value())}}});
  }
  return flows::to_json(feel::Context{{{"schema", text("submitted/1")},
                                       {"salt", text(state.salt)},
                                       {"facts", std::move(facts)},
                                       {"inputs", std::move(inputs)},
                                       {"orders", feel::Value(std::move(jobs))}}});
}

}  // namespace

const std::map<std::string, int>& citizen_keep_days() {
  static const std::map<std::string, int> days{{"case", 7}, {"help", 3}, {"session", 1}};
  return days;
}

Result<wire::CaseDecided> decided(const engine::Item& item, const engine::Case& state,
                                  const SignedIn& who, const Uuid& case_id, TimePoint at,
                                  const std::vector<citizen::Order>& orders) {
  if (!engine::is_outcome(state.outcome)) {
    return fail(FailureCode::invalid_argument, "a case without an outcome");
  }
  wire::CaseDecided body;
  body.case_id = case_id;
  body.number = codes::make_case_number(case_id, at);
  body.item = item.fingerprint;
  body.outcome = state.outcome;
  body.provisional = state.outcome == "PROVISIONAL";
  body.applicant = who.document.person;
  if (who.for_whom) body.for_whom = who.for_whom->person;
  body.loa = std::clamp(who.loa, wire::rules::kMinLoa, wire::rules::kMaxLoa);
  const auto last = std::find_if(state.decisions.rbegin(), state.decisions.rend(),
                                 [](const auto& one) { return !one.outcome.empty(); });
  if (last != state.decisions.rend()) body.evidence = engine::to_evidence(item, state, *last);
  body.submitted = submitted_of(state, orders);
  return body;
}

Result<cache::Draft> draft(const Uuid& id, std::string_view type, std::string body,
                           const Stamp& stamp) {
  cache::Draft out;
  wire::Envelope& envelope = out.envelope;
  envelope.id = id;
  envelope.terminal = stamp.terminal;
  envelope.seq = 1;  // given by the outbox; here so that the line has its length
  envelope.type = type;
  envelope.schema = wire::schema_of(type);
  envelope.at = stamp.at;
  envelope.trusted_floor = stamp.trusted_floor;
  envelope.data_versions = stamp.data_versions;
  envelope.body = std::move(body);
  if (envelope.body.size() > wire::kMaxLineBytes) {
    return fail(FailureCode::invalid_argument, "longer than one event may be");
  }
  DK_CHECK(wire::check_body(envelope));
  constexpr std::size_t kLongestSeq = 16;
  if (wire::to_json(envelope).size() + kLongestSeq > wire::kMaxLineBytes) {
    return fail(FailureCode::invalid_argument, "longer than one event may be");
  }
  out.retention_class = wire::retention_class_of(type);
  out.priority = wire::priority_of(type);
  return out;
}

Result<std::vector<wire::CaseTold>> own_cases(cache::Remote& district, UuidGenerator& ids,
                                              const SignedIn& who, int months) {
  wire::CasesQuestion question;
  question.id = ids.next();
  question.person = who.document.person;
  question.loa = std::clamp(who.loa, wire::rules::kMinLoa, wire::rules::kMaxLoa);
  question.months = std::clamp(months, 1, wire::kMaxMonths);
  DK_TRY(text, cache::ask(district, wire::kPathCases, wire::to_json(question),
                          wire::kMaxCasesAnswerBytes));
  DK_TRY(told, wire::cases_told_from_json(text));
  if (told.id != question.id) return fail(FailureCode::answer_malformed, "of another question");
  return std::move(told.cases);
}

}  // namespace dk::kiosk
