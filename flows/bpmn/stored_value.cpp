#include "flows/bpmn/stored_value.h"

#include <nlohmann/json.hpp>

namespace dk::bpmn {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kDeepest = 64;

Json written(const feel::Value& value);
std::optional<feel::Value> value_of(const Json& stored, int depth);
std::optional<feel::Context> context_of(const Json& stored, int depth);

// FEEL's literals of time tell their kind by their form.
std::optional<feel::Value> temporal(const std::string& text) {
  if (const auto date = feel::parse_date(text)) return *date;
  if (const auto moment = feel::parse_date_time(text)) return *moment;
  if (const auto time = feel::parse_time(text)) return *time;
  if (const auto days = feel::parse_days_duration(text)) return *days;
  if (const auto months = feel::parse_months_duration(text)) return *months;
  return std::nullopt;
}

Json range_to_stored(const feel::Range& range) {
  Json flags = Json::array({range.low_included, range.high_included, range.low_unbounded,
                            range.high_unbounded, range.except});
  return {{"r", Json::array({written(range.low), written(range.high), std::move(flags)})}};
}

std::optional<feel::Value> range_of(const Json& stored, int depth) {
  if (!stored.is_array() || stored.size() != 3 || !stored[2].is_array() || stored[2].size() != 5) {
    return std::nullopt;
  }
  auto low = value_of(stored[0], depth);
  auto high = value_of(stored[1], depth);
  if (!low || !high) return std::nullopt;
  feel::Range range{.low = *low, .high = *high};
  bool* const flags[] = {&range.low_included, &range.high_included, &range.low_unbounded,
                         &range.high_unbounded, &range.except};
  for (std::size_t i = 0; i < 5; ++i) {
    if (!stored[2][i].is_boolean()) return std::nullopt;
    *flags[i] = stored[2][i].get<bool>();
  }
  return feel::Value(std::move(range));
}

Json written(const feel::Context& context) {
  Json members = Json::object();
  for (const auto& [name, value] : context.entries) members[name] = written(value);
  return members;
}

Json written(const feel::Value& value) {
  switch (value.kind()) {
    case feel::Kind::Null:
    case feel::Kind::Function:
      return nullptr;
    case feel::Kind::Boolean:
      return value.boolean();
    case feel::Kind::String:
      return value.string();
    case feel::Kind::Number:
      return {{"n", value.number().to_string()}};
    case feel::Kind::List: {
      Json items = Json::array();
      for (const feel::Value& item : value.list()) items.push_back(written(item));
      return items;
    }
    case feel::Kind::Context:
      return {{"c", written(value.context())}};
    case feel::Kind::Range:
      return range_to_stored(value.range());
    default:
      return {{"t", feel::to_text(value)}};
  }
}

std::optional<feel::Value> value_of(const Json& stored, int depth) {
  if (depth > kDeepest) return std::nullopt;
  if (stored.is_null()) return feel::Value();
  if (stored.is_boolean()) return feel::Value(stored.get<bool>());
  if (stored.is_string()) return feel::Value(stored.get<std::string>());
  if (stored.is_array()) {
    feel::List items;
    for (const Json& item : stored) {
      auto value = value_of(item, depth + 1);
      if (!value) return std::nullopt;
      items.push_back(std::move(*value));
    }
    return feel::Value(std::move(items));
  }
  if (!stored.is_object() || stored.size() != 1) return std::nullopt;
  const std::string& tag = stored.begin().key();
  const Json& held = stored.begin().value();
  if (tag == "c") {
    auto context = context_of(held, depth + 1);
    if (!context) return std::nullopt;
    return feel::Value(std::move(*context));
  }
  if (tag == "r") return range_of(held, depth + 1);
  if (!held.is_string()) return std::nullopt;
  if (tag == "t") return temporal(held.get<std::string>());
  if (tag != "n") return std::nullopt;
  const auto number = feel::Decimal::parse(held.get<std::string>());
  if (!number) return std::nullopt;
  return feel::Value(*number);
}

std::optional<feel::Context> context_of(const Json& stored, int depth) {
  if (!stored.is_object()) return std::nullopt;
  feel::Context context;
  for (const auto& [name, member] : stored.items()) {
    auto value = value_of(member, depth + 1);
    if (!value) return std::nullopt;
    context.entries.emplace_back(name, std::move(*value));
  }
  return context;
}

std::string text_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string to_stored(const feel::Value& value) { return text_of(written(value)); }
std::string to_stored(const feel::Context& context) { return text_of(written(context)); }

std::optional<feel::Value> value_of_stored(std::string_view json) {
  const Json parsed = Json::parse(json, nullptr, false);
  if (parsed.is_discarded()) return std::nullopt;
  return value_of(parsed, 0);
}

std::optional<feel::Context> context_of_stored(std::string_view json) {
  return context_of(Json::parse(json, nullptr, false), 0);
}

}  // namespace dk::bpmn
