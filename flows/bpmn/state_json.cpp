// The stored form of a State. Elements are written by id, so that a person can read it.
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "flows/bpmn/state.h"
#include "flows/bpmn/stored_value.h"

namespace dk::bpmn {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostBytes = 16U << 20;
constexpr std::array<std::string_view, 7> kWaits{"scope",    "person", "work", "decision",
                                                 "identity", "event",  "help"};
constexpr std::array<std::string_view, 5> kStatus{"new", "running", "completed", "referred",
                                                  "abandoned"};

// Thrown inside from_json() only.
struct Unreadable {
  std::string why;
};

std::string text_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

template <class Stored>
Json stored(const Stored& value) {
  return Json::parse(to_stored(value));
}

const Json& member(const Json& json, const char* name) {
  const auto found = json.find(name);
  if (found == json.end()) throw Unreadable{std::string(name) + " is missing"};
  return *found;
}

std::string text(const Json& json, const char* name) {
  const Json& held = member(json, name);
  if (!held.is_string()) throw Unreadable{std::string(name) + " is no text"};
  return held.get<std::string>();
}

template <class Number>
Number number(const Json& json, const char* name) {
  const Json& held = member(json, name);
  if (!held.is_number_integer()) throw Unreadable{std::string(name) + " is no number"};
  const bool fits = held.is_number_unsigned() ? std::in_range<Number>(held.get<std::uint64_t>())
                                              : std::in_range<Number>(held.get<std::int64_t>());
  if (!fits) throw Unreadable{std::string(name) + " is too large"};
  return held.get<Number>();
}

feel::Context context(const Json& json, const char* name) {
  auto held = context_of_stored(text_of(member(json, name)));
  if (!held) throw Unreadable{std::string(name) + " is no context"};
  return std::move(*held);
}

template <class Words>
std::size_t word(const Words& words, const Json& json, const char* name) {
  const auto found = std::ranges::find(words, text(json, name));
  if (found == words.end()) throw Unreadable{std::string(name) + " is unknown"};
  return static_cast<std::size_t>(found - words.begin());
}

Index element(const Process& process, const std::string& id) {
  const Index index = process.find(id);
  if (index == kNone) throw Unreadable{"there is no element " + id};
  return index;
}

Index flow(const Process& process, const Json& json) {
  const std::string id = json.is_string() ? json.get<std::string>() : std::string();
  const auto found = std::ranges::find(process.flows(), id, &Flow::id);
  if (found == process.flows().end()) throw Unreadable{"there is no such flow"};
  return static_cast<Index>(found - process.flows().begin());
}

Json write(const Process& process, const Instance& instance) {
  Json json{{"id", instance.id},
            {"parent", instance.parent},
            {"process", instance.process},
            {"element", process.elements()[instance.element].id},
            {"waits", kWaits[static_cast<std::size_t>(instance.waits)]},
            {"variables", stored(instance.variables)}};
  for (const Listen& listen : instance.listens) {
    json["listens"].push_back({{"element", process.elements()[listen.element].id},
                               {"due_ms", listen.due_ms},
                               {"left", listen.left},
                               {"period_ms", listen.period_ms},
                               {"key", listen.key}});
  }
  for (const Index one : instance.arrived) json["arrived"].push_back(process.flows()[one].id);
  if (instance.repeats) {
    json["items"] = stored(feel::Value(instance.items));
    json["begun"] = instance.begun;
  }
  if (instance.number != 0) json["number"] = instance.number;
  if (instance.retries != 0) json["retries"] = instance.retries;
  if (!instance.incident.empty()) {
    json["incident"] = instance.incident;
    json["detail"] = instance.detail;
  }
  return json;
}

Instance read(const Library& library, const Json& json) {
  Instance instance;
  instance.id = number<InstanceId>(json, "id");
  instance.parent = number<InstanceId>(json, "parent");
  instance.process = text(json, "process");
  const Process* process = library.find(instance.process);
  if (process == nullptr) throw Unreadable{"there is no process " + instance.process};
  instance.element = element(*process, text(json, "element"));
  instance.waits = static_cast<Waits>(word(kWaits, json, "waits"));
  instance.variables = context(json, "variables");
  for (const Json& one : json.value("listens", Json::array())) {
    instance.listens.push_back({.element = element(*process, text(one, "element")),
                                .due_ms = number<std::int64_t>(one, "due_ms"),
                                .left = number<std::int32_t>(one, "left"),
                                .period_ms = number<std::int64_t>(one, "period_ms"),
                                .key = text(one, "key")});
  }
  for (const Json& one : json.value("arrived", Json::array())) {
    instance.arrived.push_back(flow(*process, one));
  }
  if (json.contains("items")) {
    const auto items = value_of_stored(text_of(json["items"]));
    if (!items || !items->is(feel::Kind::List)) throw Unreadable{"items is no list"};
    instance.repeats = true;
    instance.items = items->list();
    instance.begun = number<std::uint32_t>(json, "begun");
  }
  if (json.contains("number")) instance.number = number<std::uint32_t>(json, "number");
  if (json.contains("retries")) instance.retries = number<std::int32_t>(json, "retries");
  if (json.contains("incident")) {
    instance.incident = text(json, "incident");
    instance.detail = text(json, "detail");
  }
  return instance;
}

}  // namespace

std::string to_json(const Library& library, const State& state) {
  Json json{{"process", state.process},
            {"version", state.version},
            {"status", kStatus[static_cast<std::size_t>(state.status)]},
            {"identity", state.identity},
            {"last_id", state.last_id},
            {"result", stored(state.result)},
            {"instances", Json::array()}};
  for (const Instance& instance : state.instances) {
    json["instances"].push_back(write(*library.find(instance.process), instance));
  }
  return text_of(json);
}

std::expected<State, std::string> from_json(const Library& library, std::string_view source) {
  if (source.size() > kMostBytes) return std::unexpected("the state is larger than 16 MB");
  const Json json = Json::parse(source, nullptr, false);
  if (!json.is_object()) return std::unexpected("the state is no JSON object");
  State state;
  try {
    state.process = text(json, "process");
    state.version = text(json, "version");
    state.status = static_cast<Status>(word(kStatus, json, "status"));
    state.identity = number<int>(json, "identity");
    state.last_id = number<InstanceId>(json, "last_id");
    state.result = context(json, "result");
    for (const Json& one : member(json, "instances")) {
      if (!one.is_object()) throw Unreadable{"an instance is no object"};
      state.instances.push_back(read(library, one));
    }
  } catch (Unreadable& unreadable) {
    return std::unexpected(std::move(unreadable.why));
  }
  if (auto fault = find_fault(library, state)) return std::unexpected(std::move(*fault));
  return state;
}

}  // namespace dk::bpmn
