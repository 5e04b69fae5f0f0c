#include "flows/json/json.h"

#include <nlohmann/json.hpp>
#include <unordered_map>
#include <vector>

namespace dk::flows {

namespace {

using feel::Kind;
using feel::Value;
using nlohmann::json;

Value text_value(const std::string& text) {
  if (!text.starts_with('@')) return text;
  const std::string literal = text.substr(1);
  if (const auto date = feel::parse_date(literal)) return *date;
  if (const auto moment = feel::parse_date_time(literal)) return *moment;
  if (const auto time = feel::parse_time(literal)) return *time;
  if (const auto months = feel::parse_months_duration(literal)) return *months;
  if (const auto days = feel::parse_days_duration(literal)) return *days;
  return text;
}

// Builds values while the text is read, so that a number is never a double on its way.
class Builder : public json::json_sax_t {
 public:
  explicit Builder(const JsonRules& rules) : rules_(rules) {}
  bool null() override { return put({}); }
  bool boolean(bool value) override { return put(Value(value)); }
  bool number_integer(number_integer_t value) override { return put(Value::number(value)); }
  bool number_unsigned(number_unsigned_t value) override { return decimal(std::to_string(value)); }
  bool number_float(number_float_t, const string_t& text) override { return decimal(text); }
  bool string(string_t& value) override {
    return put(rules_.literals ? text_value(value) : Value(value));
  }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(false); }
  bool start_array(std::size_t) override { return open(true); }
  bool key(string_t& value) override {
    open_.back().key = value;
    return true;
  }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t at, const std::string&,
                   const nlohmann::detail::exception&) override {
    return fail("this is no JSON, from byte " + std::to_string(at) + " on");
  }
  Value result;
  std::string problem;

 private:
  struct Open {
    bool list = false;
    std::string key;
    feel::List items;
    feel::Context context;
    std::unordered_map<std::string, std::size_t> places;  // where a name's value stands
  };
  bool fail(std::string message) {
    problem = std::move(message);
    return false;
  }
  bool open(bool list) {
    if (open_.size() >= rules_.depth) {
      return fail("JSON is nested more than " + std::to_string(rules_.depth) + " deep");
    }
    open_.push_back({});
    open_.back().list = list;
    return true;
  }
  bool close() {
    Open done = std::move(open_.back());
    open_.pop_back();
    return put(done.list ? Value(std::move(done.items)) : Value(std::move(done.context)));
  }
  bool decimal(const std::string& text) {
    const auto number = feel::Decimal::parse(text);
    if (!number) return fail("the number " + text.substr(0, 40) + " is beyond decimal128");
    return put(Value(*number));
  }
  bool put(Value value) {
    if (open_.empty()) {
      result = std::move(value);
    } else if (open_.back().list) {
      open_.back().items.push_back(std::move(value));
    } else {
      // Not Context::set(), which looks at every entry: an object may have a hundred thousand.
      Open& object = open_.back();
      auto& entries = object.context.entries;
      const auto [place, fresh] = object.places.try_emplace(object.key, entries.size());
      if (fresh) {
        entries.emplace_back(object.key, std::move(value));
      } else {
        entries[place->second].second = std::move(value);
      }
    }
    return true;
  }
  const JsonRules& rules_;
  std::vector<Open> open_;
};

}  // namespace

std::expected<Value, std::string> parse_json(std::string_view text, const JsonRules& rules) {
  if (text.size() > rules.bytes) {
    return std::unexpected("the text is longer than " + std::to_string(rules.bytes) + " bytes");
  }
  Builder builder(rules);
  if (!json::sax_parse(text, &builder)) return std::unexpected(std::move(builder.problem));
  return builder.result;
}

std::optional<Value> from_json(std::string_view text) {
  auto parsed = parse_json(text);
  return parsed ? std::optional<Value>(std::move(*parsed)) : std::nullopt;
}

std::string to_json(const Value& value) {
  switch (value.kind()) {
    case Kind::Null:
      return "null";
    case Kind::Boolean:
    case Kind::Number:
      return feel::to_text(value);
    case Kind::List: {
      std::string out = "[";
      for (const Value& item : value.list())
        out.append(out.size() > 1 ? "," : "").append(to_json(item));
      return out + "]";
    }
    case Kind::Context: {
      std::string out = "{";
      for (const auto& [key, item] : value.context().entries) {
        out.append(out.size() > 1 ? "," : "")
            .append(json(key).dump())
            .append(":")
            .append(to_json(item));
      }
      return out + "}";
    }
    case Kind::String:
      return json(value.string()).dump(-1, ' ', false, json::error_handler_t::replace);
    default:
      return json(std::string("@").append(feel::to_text(value))).dump();
  }
}

}  // namespace dk::flows
