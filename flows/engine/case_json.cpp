// The stored form of a case.
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "flows/bpmn/stored_value.h"
#include "flows/engine/check.h"
#include "flows/engine/journey.h"

namespace dk::engine {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 4> kNotice{"not_shown", "shown", "accepted", "declined"};

// Thrown inside case_from_json() only; nlohmann's own exceptions say that a member is missing or of
// another kind.
struct Unfit {
  std::string why;
};

std::string text_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

template <class Stored>
Json stored(const Stored& value) {
  return Json::parse(bpmn::to_stored(value));
}

Json write(const form::Place& place) { return {{"field", place.field}, {"items", place.items}}; }

form::Place place_of(const Json& json) {
  return {.field = json.at("field").get<std::string>(),
          .items = json.at("items").get<std::vector<std::uint32_t>>()};
}

Json write(const form::State& state) {
  Json json{{"submit_pressed", state.submit_pressed},
            {"answers", Json::array()},
            {"lists", Json::array()},
            {"confirmed", Json::array()},
            {"reopened", Json::array()}};
  for (const auto& [place, answer] : state.answers) {
    json["answers"].push_back(
        {{"at", write(place)}, {"value", stored(answer.value)}, {"typed", answer.typed}});
  }
  for (const auto& [place, items] : state.lists) {
    json["lists"].push_back({{"at", write(place)}, {"order", items.order}, {"next", items.next}});
  }
  for (const form::Place& place : state.confirmed) json["confirmed"].push_back(write(place));
  for (const form::Place& place : state.reopened) json["reopened"].push_back(write(place));
  return json;
}

feel::Value value_of(const Json& json) {
  auto value = bpmn::value_of_stored(text_of(json));
  if (!value) throw Unfit{"a value is none of FEEL's"};
  return std::move(*value);
}

feel::DateTime moment_of(const Json& json) {
  const auto moment = feel::parse_date_time(json.get<std::string>());
  if (!moment) throw Unfit{"a moment is none"};
  return *moment;
}

form::State form_of(const Json& json) {
  form::State state;
  state.submit_pressed = json.at("submit_pressed").get<bool>();
  for (const Json& one : json.at("answers")) {
    state.answers[place_of(one.at("at"))] = {.value = value_of(one.at("value")),
                                             .typed = one.at("typed").get<std::string>()};
  }
  for (const Json& one : json.at("lists")) {
    state.lists[place_of(one.at("at"))] = {
        .order = one.at("order").get<std::vector<std::uint32_t>>(),
        .next = one.at("next").get<std::uint32_t>()};
  }
  for (const Json& one : json.at("confirmed")) state.confirmed.insert(place_of(one));
  for (const Json& one : json.at("reopened")) state.reopened.insert(place_of(one));
  return state;
}

Json write(const DecisionRecord& decision) {
  Json json{{"decision", decision.decision},      {"outcome", decision.outcome},
            {"sentence", decision.sentence},      {"result", stored(decision.result)},
            {"inputs", stored(decision.inputs)},  {"inputs_digest", decision.inputs_digest},
            {"at", feel::to_string(decision.at)}, {"rules", Json::array()}};
  for (const dmn::Hit& hit : decision.rules) {
    json["rules"].push_back({{"table", hit.table},
                             {"rule", hit.rule},
                             {"id", hit.rule_id},
                             {"annotations", hit.annotations}});
  }
  return json;
}

DecisionRecord decision_of(const Json& json) {
  DecisionRecord decision;
  decision.decision = json.at("decision").get<std::string>();
  decision.outcome = json.at("outcome").get<std::string>();
  decision.sentence = json.at("sentence").get<std::string>();
  decision.result = value_of(json.at("result"));
  if (!decision.outcome.empty() && !decision.result.is(feel::Kind::Context)) {
    throw Unfit{"an outcome has no result"};
  }
  auto inputs = bpmn::context_of_stored(text_of(json.at("inputs")));
  if (!inputs) throw Unfit{"inputs are no context"};
  decision.inputs = std::move(*inputs);
  decision.inputs_digest = json.at("inputs_digest").get<std::string>();
  decision.at = moment_of(json.at("at"));
  for (const Json& one : json.at("rules")) {
    decision.rules.push_back(
        {.table = one.at("table").get<std::string>(),
         .rule = one.at("rule").get<std::size_t>(),
         .rule_id = one.at("id").get<std::string>(),
         .annotations = one.at("annotations").get<std::vector<std::string>>()});
  }
  return decision;
}

// Open forms and fetches belong to tasks that wait for them.
void check_open(const Item& item, const Case& state) {
  const auto element = [&](bpmn::InstanceId id, bpmn::Waits waits) -> const bpmn::Element& {
    const bpmn::Instance* instance = state.process.find(id);
    if (instance == nullptr || instance->waits != waits) throw Unfit{"a task does not wait"};
    return item.processes.find(instance->process)->elements()[instance->element];
  };
  for (const auto& [id, form] : state.forms) (void)element(id, bpmn::Waits::Person);
  for (const auto& [id, names] : state.asked_facts) {
    const auto& headers = element(id, bpmn::Waits::Work).headers;
    const auto header = headers.find("facts");
    if (header == headers.end() || header->second != names) throw Unfit{"other facts are asked"};
  }
}

}  // namespace

std::string to_json(const Item& item, const Case& state) {
  Json json{{"item", state.item},
            {"salt", state.salt},
            {"process", bpmn::to_json(item.processes, state.process)},
            {"notice", kNotice[static_cast<std::size_t>(state.notice)]},
            {"outcome", state.outcome},
            {"sentence", state.sentence},
            {"trouble", state.trouble},
            {"forms", Json::array()},
            {"asked_facts", Json::array()},
            {"facts", Json::array()},
            {"decisions", Json::array()}};
  for (const auto& [id, form] : state.forms) {
    json["forms"].push_back({{"instance", id}, {"state", write(form)}});
  }
  for (const auto& [id, names] : state.asked_facts) {
    json["asked_facts"].push_back({{"instance", id}, {"names", names}});
  }
  for (const auto& [name, fact] : state.facts) {
    json["facts"].push_back({{"name", name},
                             {"value", stored(fact.value)},
                             {"as_of", feel::to_string(fact.as_of)},
                             {"source", fact.source}});
  }
  for (const DecisionRecord& one : state.decisions) json["decisions"].push_back(write(one));
  return text_of(json);
}

std::expected<Case, std::string> case_from_json(const Item& item, std::string_view text) {
  constexpr std::size_t kMostBytes = 16U << 20;
  if (text.size() > kMostBytes) return std::unexpected("the case is larger than 16 MB");
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) return std::unexpected("the case is no JSON object");
  Case state;
  try {
    state.item = json.at("item").get<std::string>();
    if (state.item != item.fingerprint) return std::unexpected("the case began with " + state.item);
    state.salt = json.at("salt").get<std::string>();
    auto process = bpmn::from_json(item.processes, json.at("process").get<std::string>());
    if (!process) return std::unexpected(std::move(process.error()));
    state.process = std::move(*process);
    if (state.process.version != item.fingerprint) throw Unfit{"its process is of another version"};
    const auto notice = std::ranges::find(kNotice, json.at("notice").get<std::string>());
    if (notice == kNotice.end()) throw Unfit{"its notice is unknown"};
    state.notice = static_cast<Case::Notice>(notice - kNotice.begin());
    state.outcome = json.at("outcome").get<std::string>();
    if (!state.outcome.empty() && !is_outcome(state.outcome)) throw Unfit{"its outcome is unknown"};
    state.sentence = json.at("sentence").get<std::string>();
    state.trouble = json.at("trouble").get<std::string>();
    for (const Json& one : json.at("forms")) {
      state.forms[one.at("instance").get<bpmn::InstanceId>()] = form_of(one.at("state"));
    }
    for (const Json& one : json.at("asked_facts")) {
      state.asked_facts[one.at("instance").get<bpmn::InstanceId>()] =
          one.at("names").get<std::string>();
    }
    for (const Json& one : json.at("facts")) {
      const auto name = one.at("name").get<std::string>();
      if (item.fact(name) == nullptr) throw Unfit{"there is no fact " + name};
      state.facts[name] = {.value = value_of(one.at("value")),
                           .as_of = moment_of(one.at("as_of")),
                           .source = one.at("source").get<std::string>()};
    }
    for (const Json& one : json.at("decisions")) state.decisions.push_back(decision_of(one));
    check_open(item, state);
  } catch (const Unfit& unfit) {
    return std::unexpected(unfit.why);
  } catch (const Json::exception&) {
    return std::unexpected("a member is missing or of another kind");
  }
  return state;
}

}  // namespace dk::engine
