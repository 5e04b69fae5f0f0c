#include "flows/form/fit.h"

#include <algorithm>

namespace dk::form {

using feel::Value;

namespace {

std::string without_lines(std::string text) {
  std::ranges::replace_if(text, [](char c) { return c == '\r' || c == '\n' || c == '\t'; }, ' ');
  return text;
}

std::optional<Value> fit_text(const Field& field, const Value& value) {
  switch (value.kind()) {
    case feel::Kind::String:
      return field.kind == Kind::TextField ? Value(without_lines(value.string())) : value;
    case feel::Kind::Number:
    case feel::Kind::Boolean:
      return Value(feel::to_text(value));
    default:
      return std::nullopt;
  }
}

std::optional<Value> fit_number(const Field& field, const Value& value) {
  std::optional<feel::Decimal> number;
  if (value.is(feel::Kind::Number)) number = value.number();
  if (value.is(feel::Kind::String)) {
    std::string text = value.string();
    std::erase(text, ' ');
    // As form-js: for countries where the comma is the decimal separator.
    std::ranges::replace(text, ',', '.');
    number = feel::Decimal::parse(text);
  }
  if (!number || !number->finite()) return std::nullopt;
  return field.number.as_text ? Value(number->to_string()) : Value(*number);
}

std::optional<Value> fit_date(const Field& field, const Value& value) {
  const bool text = value.is(feel::Kind::String);
  switch (field.date.part) {
    case DateRules::Part::Date:
      if (value.is(feel::Kind::Date)) return value;
      if (const auto date = text ? feel::parse_date(value.string()) : std::nullopt) return *date;
      return std::nullopt;
    case DateRules::Part::Time:
      if (value.is(feel::Kind::Time)) return value;
      if (text) {
        // form-js writes times without seconds.
        auto time = feel::parse_time(value.string());
        if (!time && value.string().size() >= 5) {
          time = feel::parse_time(value.string().substr(0, 5) + ":00" + value.string().substr(5));
        }
        if (time) return *time;
      }
      return std::nullopt;
    case DateRules::Part::DateTime:
      if (value.is(feel::Kind::DateTime)) return value;
      if (text && value.string().contains('T')) {
        auto moment = feel::parse_date_time(value.string());
        const auto minutes = value.string().find('T') + 6;
        if (!moment && value.string().size() >= minutes) {
          moment = feel::parse_date_time(value.string().substr(0, minutes) + ":00" +
                                         value.string().substr(minutes));
        }
        if (moment) return *moment;
      }
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Value> fit(const Field& field, const Value& value) {
  if (value.null()) return empty_value(field);
  switch (field.kind) {
    case Kind::TextField:
    case Kind::TextArea:
      return fit_text(field, value);
    case Kind::Number:
      return fit_number(field, value);
    case Kind::DateTime:
      return fit_date(field, value);
    case Kind::Checkbox:
      return value.is(feel::Kind::Boolean) ? std::optional(value) : std::nullopt;
    case Kind::Radio:
    case Kind::Select:
      return value.is(feel::Kind::Function) || value.is(feel::Kind::Range) ? std::nullopt
                                                                           : std::optional(value);
    case Kind::Checklist:
    case Kind::Taglist: {
      if (!value.is(feel::Kind::List) || value.list().size() > kMostChosen) return std::nullopt;
      feel::List once;
      for (const Value& item : value.list()) {
        const auto same = [&](const Value& other) { return feel::identical(item, other); };
        if (std::ranges::none_of(once, same)) once.push_back(item);
      }
      return Value(std::move(once));
    }
    default:
      return std::nullopt;
  }
}

Value empty_value(const Field& field) {
  if (field.kind == Kind::TextField || field.kind == Kind::TextArea) return Value(std::string());
  if (field.kind == Kind::Checkbox) return Value(false);
  if (field.some_of()) return Value(feel::List());
  return {};
}

bool is_empty(const Value& value) {
  return value.null() || (value.is(feel::Kind::String) && value.string().empty()) ||
         (value.is(feel::Kind::List) && value.list().empty());
}

std::optional<feel::Decimal> as_number(const Value& value) {
  if (value.is(feel::Kind::Number)) return value.number();
  if (value.is(feel::Kind::String)) return feel::Decimal::parse(value.string());
  return std::nullopt;
}

Value in_zone(const Field& field, const Value& value, const feel::DateTime& now) {
  if (field.date.zone == DateRules::Zone::None) return value;
  const bool time_only = value.is(feel::Kind::Time);
  if (!time_only && !value.is(feel::Kind::DateTime)) return value;
  feel::DateTime moment = time_only ? feel::DateTime{now.date, value.time()} : value.date_time();
  if (moment.time.zone.kind != feel::Zone::Kind::Local) return value;
  moment.time.zone = now.time.zone;
  const auto offset = feel::offset_s(moment);
  if (!offset) return value;
  moment.time.zone = feel::Zone{feel::Zone::Kind::Offset, 0, *offset};
  if (field.date.zone == DateRules::Zone::Utc) {
    moment.time.zone.offset_s = 0;
    const auto shifted = feel::add(
        moment, feel::DaysDuration{-static_cast<__int128>(*offset) * feel::kNanosPerSecond});
    if (!shifted) return value;
    moment = *shifted;
  }
  return time_only ? Value(moment.time) : Value(moment);
}

bool local_picture(std::string_view source) {
  if (source.starts_with("data:image/")) return true;
  if (source.empty() || source.front() == '/' || source.contains("..")) return false;
  return std::ranges::all_of(source, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           c == '-' || c == '.' || c == '/';
  });
}

}  // namespace dk::form
