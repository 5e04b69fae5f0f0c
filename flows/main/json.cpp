#include "flows/main/json.h"

#include <nlohmann/json.hpp>
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
  bool null() override { return put({}); }
  bool boolean(bool value) override { return put(Value(value)); }
  bool number_integer(number_integer_t value) override { return put(Value::number(value)); }
  bool number_unsigned(number_unsigned_t value) override { return decimal(std::to_string(value)); }
  bool number_float(number_float_t, const string_t& text) override { return decimal(text); }
  bool string(string_t& value) override { return put(text_value(value)); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(false); }
  bool start_array(std::size_t) override { return open(true); }
  bool key(string_t& value) override {
    open_.back().key = value;
    return true;
  }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
    return false;
  }
  Value result;

 private:
  struct Open {
    bool list = false;
    std::string key;
    feel::List items;
    feel::Context context;
  };
  bool open(bool list) {
    if (open_.size() >= 128) return false;
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
    return number && put(Value(*number));
  }
  bool put(Value value) {
    if (open_.empty()) {
      result = std::move(value);
    } else if (open_.back().list) {
      open_.back().items.push_back(std::move(value));
    } else {
      open_.back().context.set(open_.back().key, std::move(value));
    }
    return true;
  }
  std::vector<Open> open_;
};

}  // namespace

std::optional<Value> from_json(std::string_view text) {
  Builder builder;
  if (!json::sax_parse(text, &builder)) return std::nullopt;
  return builder.result;
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
