// A FEEL value (DMN 1.5 clause 10.3.2.2): null, boolean, number, string, the temporal kinds, list,
// context, range, function.
//
// Immutable and cheap to copy (what is large is shared); any thread. Bounds of a program's work are
// kept by the evaluator (limits.h), not here.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "flows/feel/decimal.h"
#include "flows/feel/temporal.h"

namespace dk::feel {

class Value;
struct Context;
struct Range;
struct Function;
using List = std::vector<Value>;

enum class Kind : std::uint8_t {
  Null,
  Boolean,
  Number,
  String,
  Date,
  Time,
  DateTime,
  DaysDuration,
  MonthsDuration,
  List,
  Context,
  Range,
  Function
};

class Value {
 public:
  Value() = default;
  Value(bool value) : data_(value) {}
  Value(const Decimal& value) {  // what is not finite is null
    if (value.finite()) data_ = value;
  }
  Value(std::string value) : data_(std::make_shared<const std::string>(std::move(value))) {}
  Value(const char*) = delete;  // else it would be a boolean
  Value(const Date& value) : data_(value) {}
  Value(const Time& value) : data_(value) {}
  Value(const DateTime& value) : data_(std::make_shared<const DateTime>(value)) {}
  Value(const DaysDuration& value) : data_(Days(value)) {}
  Value(const MonthsDuration& value) : data_(value) {}
  Value(List value);
  Value(Context value);
  Value(Range value);
  Value(Function value);
  [[nodiscard]] static Value number(std::int64_t value) { return Decimal(value); }

  [[nodiscard]] Kind kind() const { return static_cast<Kind>(data_.index()); }
  [[nodiscard]] bool is(Kind kind_) const { return kind() == kind_; }
  [[nodiscard]] bool null() const { return kind() == Kind::Null; }
  [[nodiscard]] bool is_true() const { return is(Kind::Boolean) && boolean(); }
  [[nodiscard]] bool is_false() const { return is(Kind::Boolean) && !boolean(); }

  // Parts of it, counted as often as they are shared, texts by 32 bytes: what it costs to compare
  // or to write it. Never smaller than 1; immediate.
  [[nodiscard]] std::uint64_t weight() const;

  // Each only for its own kind.
  [[nodiscard]] bool boolean() const { return *std::get_if<bool>(&data_); }
  [[nodiscard]] const Decimal& number() const { return *std::get_if<Decimal>(&data_); }
  [[nodiscard]] const std::string& string() const { return **std::get_if<3>(&data_); }
  [[nodiscard]] const Date& date() const { return *std::get_if<Date>(&data_); }
  [[nodiscard]] const Time& time() const { return *std::get_if<Time>(&data_); }
  [[nodiscard]] const DateTime& date_time() const { return **std::get_if<6>(&data_); }
  [[nodiscard]] DaysDuration days() const { return std::get_if<Days>(&data_)->value(); }
  [[nodiscard]] MonthsDuration months() const { return *std::get_if<MonthsDuration>(&data_); }
  [[nodiscard]] const List& list() const { return **std::get_if<9>(&data_); }
  [[nodiscard]] const Context& context() const { return **std::get_if<10>(&data_); }
  [[nodiscard]] const Range& range() const { return **std::get_if<11>(&data_); }
  [[nodiscard]] const Function& function() const { return **std::get_if<12>(&data_); }

 private:
  // 128 bits in two halves, so that a Value stays at 24 bytes.
  struct Days {
    explicit Days(const DaysDuration& days)
        : low(static_cast<std::uint64_t>(days.nanos)),
          high(static_cast<std::int64_t>(days.nanos >> 64)) {}
    [[nodiscard]] DaysDuration value() const { return {(static_cast<__int128>(high) << 64) | low}; }
    std::uint64_t low;
    std::int64_t high;
  };
  std::variant<std::monostate, bool, Decimal, std::shared_ptr<const std::string>, Date, Time,
               std::shared_ptr<const DateTime>, Days, MonthsDuration, std::shared_ptr<const List>,
               std::shared_ptr<const Context>, std::shared_ptr<const Range>,
               std::shared_ptr<const Function>>
      data_;
};

struct Context {
  std::vector<std::pair<std::string, Value>> entries;  // in the order of writing
  [[nodiscard]] const Value* find(std::string_view key) const;
  void set(std::string_view key, Value value);  // replaces or appends
};

// An unbounded end is null ("< 5").
struct Range {
  Value low;
  Value high;
  bool low_included = true;
  bool high_included = true;
  bool low_unbounded = false;
  bool high_unbounded = false;
  bool except = false;  // "(!= low)": everything of that kind but it
  bool only = false;    // "(= low)": another value than [low..low] (10.3.2.7)
};

inline constexpr std::size_t kNoPlace = static_cast<std::size_t>(-1);

struct Signature {
  std::vector<std::string> parameters;  // for named arguments
  std::size_t no_list = kNoPlace;       // the place that takes no list under its name
  std::size_t least = 0;                // how many must be there
  bool variadic = false;                // the last one takes any number
};

struct Function {
  std::string name;        // of a built-in; else empty
  std::uint64_t cost = 0;  // steps of a built-in; 0: its body spends its own
  std::vector<Signature> signatures;
  // Arguments are positional here; what is missing at the end is not in the list. Called only
  // with a number that a signature allows.
  std::function<Value(class Evaluation&, List& arguments)> call;
};

// `=`: empty (null) when the kinds cannot be compared.
[[nodiscard]] std::optional<bool> equal(const Value& a, const Value& b);
// Same kind, same value, same zone: what `is()` asks.
[[nodiscard]] bool identical(const Value& a, const Value& b);
// Below, same or above; empty when there is no order between them.
[[nodiscard]] std::optional<int> compare(const Value& a, const Value& b);
// Empty (null) when they cannot be compared.
[[nodiscard]] std::optional<bool> contains(const Range& range, const Value& point);

// As the built-in string() writes it at the top level; inside lists and contexts with quotes.
[[nodiscard]] std::string to_text(const Value& value, bool quoted = false);
[[nodiscard]] std::string_view kind_name(Kind kind);

}  // namespace dk::feel
