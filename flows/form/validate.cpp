#include <algorithm>

#include "flows/feel/characters.h"
#include "flows/form/fit.h"
#include "flows/form/settle.h"

namespace dk::form {

using feel::Decimal;
using feel::Value;

namespace {

// What a regular expression costs of an evaluation's steps, and one that had to be stopped.
constexpr std::uint64_t kPatternSteps = 200;
constexpr std::uint64_t kStoppedSteps = 100'000;

// As HTML's <input type=email> reads them.
const Pattern& email() {
  static const auto pattern = Pattern::compile(
      "^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
      "(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$");
  return *pattern;
}

// International numbers (ITU-T E.164: at most 15 digits), as form-js means them.
const Pattern& phone() {
  static const auto pattern = Pattern::compile("^(?:\\+|00)[1-9][0-9]{6,14}$");
  return *pattern;
}

std::size_t characters(std::string_view text) {
  const auto from = text.find_first_not_of(" \t\r\n");
  if (from == std::string_view::npos) return 0;
  text = text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1);
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); at += feel::character_at(text, at).size) ++count;
  return count;
}

class Checks {
 public:
  Checks(const Field& field, const Value& value, const feel::List& inputs,
         feel::Evaluation& evaluation)
      : field_(field), value_(value), inputs_(inputs), evaluation_(evaluation) {}

  std::vector<Error> all() {
    const Validation& rules = field_.validation;
    const bool empty = is_empty(value_);
    if (rules.required && (empty || (field_.kind == Kind::Checkbox && !value_.is_true()))) {
      add(ErrorCode::Required);
    }
    if (empty) return std::move(errors_);
    if (field_.kind == Kind::Number) number();
    if (field_.kind == Kind::DateTime) date();
    if (value_.is(feel::Kind::String) && field_.kind != Kind::Number) text(value_.string());
    return std::move(errors_);
  }

 private:
  void add(ErrorCode code, Value bound = {}, Value other = {}) {
    errors_.push_back({code, std::move(bound), std::move(other), {}});
  }

  // `wrong`: beyond the bound. One that is null is none, as in form-js.
  template <class Wrong>
  void against(const Bound& bound, ErrorCode code, Wrong wrong) {
    if (!bound.given()) return;
    const Value value = bound.program ? bound.program->evaluate(inputs_, evaluation_) : bound.fixed;
    if (value.null()) return;
    const auto limit = as_number(value);
    if (!limit) {
      add(ErrorCode::BadBound, value);
    } else if (wrong(*limit)) {
      add(code, Value(*limit));
    }
  }

  void number() {
    const auto value = as_number(value_);
    if (!value) return;
    const NumberRules& rules = field_.number;
    if (rules.digits && value->round(*rules.digits, Decimal::Rounding::Down) != *value) {
      add(ErrorCode::DecimalDigits, Value::number(*rules.digits));
    }
    if (rules.increment) {
      const Decimal rest = value->modulo(*rules.increment);
      if (!rest.zero()) {
        add(ErrorCode::Increment, Value(*value - rest), Value(*value - rest + *rules.increment));
      }
    }
    against(field_.validation.min, ErrorCode::Min,
            [&](const Decimal& min) { return *value < min; });
    against(field_.validation.max, ErrorCode::Max,
            [&](const Decimal& max) { return *value > max; });
  }

  void date() {
    if (!field_.date.no_past) return;
    const feel::Date today = evaluation_.now().date;
    const bool past = value_.is(feel::Kind::Date)       ? value_.date() < today
                      : value_.is(feel::Kind::DateTime) ? value_.date_time().date < today
                                                        : false;
    if (past) add(ErrorCode::DatePassed, Value(today));
  }

  bool found(const Pattern& pattern, const std::string& text) {
    if (!evaluation_.spend(kPatternSteps)) return false;
    const auto result = pattern.found_in(text);
    if (!result) (void)evaluation_.spend(kStoppedSteps);
    return result.value_or(false);
  }

  void text(const std::string& text) {
    const Validation& rules = field_.validation;
    if (rules.pattern && !found(*rules.pattern, text)) {
      add(ErrorCode::Pattern, Value(rules.pattern_text));
    }
    const Decimal length(static_cast<std::int64_t>(characters(text)));
    against(rules.min_length, ErrorCode::MinLength,
            [&](const Decimal& least) { return length < least; });
    against(rules.max_length, ErrorCode::MaxLength,
            [&](const Decimal& most) { return length > most; });
    if (rules.type == Validation::Type::Email && !found(email(), text)) add(ErrorCode::Email);
    if (rules.type == Validation::Type::Phone && !found(phone(), text)) add(ErrorCode::Phone);
  }

  const Field& field_;
  const Value& value_;
  const feel::List& inputs_;
  feel::Evaluation& evaluation_;
  std::vector<Error> errors_;
};

}  // namespace

std::vector<Error> validate(const Field& field, const Value& value, const feel::List& inputs,
                            feel::Evaluation& evaluation) {
  return Checks(field, value, inputs, evaluation).all();
}

std::string_view code_name(ErrorCode code) {
  constexpr std::string_view kNames[] = {
      "required",       "unconfirmed", "not_a_number", "not_a_date",
      "not_a_time",     "min",         "max",          "min_length",
      "max_length",     "pattern",     "email",        "phone",
      "decimal_digits", "increment",   "date_passed",  "too_many_items",
      "bad_bound",      "circle",      "stopped"};
  return kNames[static_cast<std::size_t>(code)];
}

}  // namespace dk::form
