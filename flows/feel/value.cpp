#include "flows/feel/value.h"

#include <algorithm>

namespace dk::feel {

static_assert(sizeof(Value) <= 24);

namespace {

constexpr std::uint64_t kMostWeight = 1ULL << 60;

// What stands behind a list and a context, with its weight.
struct WeighedList : List {
  explicit WeighedList(List&& items) : List(std::move(items)) {
    for (const Value& item : *this) weight = std::min(weight + item.weight(), kMostWeight);
  }
  std::uint64_t weight = 1;
};
struct WeighedContext : Context {
  explicit WeighedContext(Context&& context) : Context(std::move(context)) {
    for (const auto& [name, value] : entries) {
      weight = std::min(weight + value.weight(), kMostWeight);
    }
  }
  std::uint64_t weight = 1;
};

}  // namespace

Value::Value(List value) : data_(std::make_shared<const WeighedList>(std::move(value))) {}
Value::Value(Context value) : data_(std::make_shared<const WeighedContext>(std::move(value))) {}

std::uint64_t Value::weight() const {
  switch (kind()) {
    case Kind::String:
      return 1 + string().size() / 32;
    case Kind::List:
      return static_cast<const WeighedList&>(list()).weight;
    case Kind::Context:
      return static_cast<const WeighedContext&>(context()).weight;
    case Kind::Range:
      return range().low.weight() + range().high.weight();
    default:
      return 1;
  }
}
Value::Value(Range value) : data_(std::make_shared<const Range>(std::move(value))) {}
Value::Value(Function value) : data_(std::make_shared<const Function>(std::move(value))) {}

const Value* Context::find(std::string_view key) const {
  for (const auto& [name, value] : entries) {
    if (name == key) return &value;
  }
  return nullptr;
}

void Context::set(std::string_view key, Value value) {
  for (auto& [name, old] : entries) {
    if (name == key) {
      old = std::move(value);
      return;
    }
  }
  entries.emplace_back(key, std::move(value));
}

namespace {

// Moments are compared by the second (value_t and value_dt of 10.3.2.3.5 and 10.3.2.3.6, as the TCK
// reads them); is() tells fractions apart.
__int128 second_of(const DateTime& moment) {
  const __int128 nanos = instant(moment);
  return nanos / kNanosPerSecond - (nanos % kNanosPerSecond < 0 ? 1 : 0);
}

// Local and zoned moments have no order (10.3.2.3.6: a value without offset is another one).
std::optional<int> compare_moments(const DateTime& a, const DateTime& b) {
  if (offset_s(a).has_value() != offset_s(b).has_value()) return std::nullopt;
  const __int128 x = second_of(a);
  const __int128 y = second_of(b);
  return x < y ? -1 : x > y ? 1 : 0;
}

// All parts are equal: false when one is not, else null when one cannot be compared.
std::optional<bool> equal_lists(const List& a, const List& b) {
  if (a.size() != b.size()) return false;
  std::optional<bool> all = true;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto same = equal(a[i], b[i]);
    if (same && !*same) return false;
    if (!same) all = same;
  }
  return all;
}

std::optional<bool> equal_contexts(const Context& a, const Context& b) {
  if (a.entries.size() != b.entries.size()) return false;
  std::optional<bool> all = true;
  for (const auto& [name, value] : a.entries) {
    const Value* other = b.find(name);
    if (!other) return false;
    const auto same = equal(value, *other);
    if (same && !*same) return false;
    if (!same) all = same;
  }
  return all;
}

bool same_end(const Value& a, const Value& b) { return equal(a, b).value_or(false); }

template <class T>
int order(const T& a, const T& b) {
  return a < b ? -1 : b < a ? 1 : 0;
}

}  // namespace

std::optional<bool> equal(const Value& a, const Value& b) {
  if (a.null() || b.null()) return a.null() && b.null();
  if (a.kind() != b.kind()) {
    // A date is the date and time of its midnight in UTC when it meets one (table 42).
    return std::nullopt;
  }
  switch (a.kind()) {
    case Kind::Null:
      return true;
    case Kind::Boolean:
      return a.boolean() == b.boolean();
    case Kind::List:
      return equal_lists(a.list(), b.list());
    case Kind::Context:
      return equal_contexts(a.context(), b.context());
    case Kind::Range: {
      const Range& x = a.range();
      const Range& y = b.range();
      return x.low_included == y.low_included && x.high_included == y.high_included &&
             x.except == y.except && x.only == y.only && x.low_unbounded == y.low_unbounded &&
             x.high_unbounded == y.high_unbounded && same_end(x.low, y.low) &&
             same_end(x.high, y.high);
    }
    case Kind::Function:
      return &a.function() == &b.function();
    case Kind::Time:
    case Kind::DateTime: {
      const auto order = compare(a, b);
      return order.has_value() && *order == 0;
    }
    default: {
      const auto order = compare(a, b);
      if (!order) return std::nullopt;
      return *order == 0;
    }
  }
}

bool identical(const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return false;
  if (a.is(Kind::Time)) {
    return a.time().nano_of_day == b.time().nano_of_day && a.time().zone == b.time().zone;
  }
  if (a.is(Kind::DateTime)) {
    return a.date_time().date == b.date_time().date &&
           a.date_time().time.nano_of_day == b.date_time().time.nano_of_day &&
           a.date_time().time.zone == b.date_time().time.zone;
  }
  return equal(a, b).value_or(false);
}

std::optional<int> compare(const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return std::nullopt;
  switch (a.kind()) {
    case Kind::Number:
      return Decimal::compare(a.number(), b.number());
    case Kind::String: {
      const int compared = a.string().compare(b.string());  // UTF-8 keeps the order of code points
      return compared < 0 ? -1 : compared > 0 ? 1 : 0;
    }
    case Kind::Date:
      return order(a.date(), b.date());
    case Kind::Time:
      return compare_moments({Date{}, a.time()}, {Date{}, b.time()});
    case Kind::DateTime:
      return compare_moments(a.date_time(), b.date_time());
    case Kind::DaysDuration:
      return order(a.days().nanos, b.days().nanos);
    case Kind::MonthsDuration:
      return order(a.months().months, b.months().months);
    default:
      return std::nullopt;
  }
}

std::optional<bool> contains(const Range& range, const Value& point) {
  if (range.except) {
    const auto same = equal(range.low, point);
    return same ? std::optional(!*same) : std::nullopt;
  }
  if (!range.low_unbounded) {
    const auto low = compare(range.low, point);
    if (!low) return std::nullopt;
    if (*low > 0 || (*low == 0 && !range.low_included)) return false;
  }
  if (!range.high_unbounded) {
    const auto high = compare(point, range.high);
    if (!high) return std::nullopt;
    if (*high > 0 || (*high == 0 && !range.high_included)) return false;
  }
  return true;
}

namespace {

std::string quote(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

bool plain_key(const std::string& key) {
  return !key.empty() && key.find_first_of("\"{}:,") == std::string::npos;
}

void write(std::string& out, const Value& value, bool quoted);

void write(std::string& out, const Range& range) {
  const auto ended = [&](const char* sign, const Value& end) {
    out += sign;
    write(out, end, true);
  };
  if (range.except) return ended("!=", range.low);
  if (range.only) return ended("=", range.low);
  if (range.low_unbounded) return ended(range.high_included ? "<=" : "<", range.high);
  if (range.high_unbounded) return ended(range.low_included ? ">=" : ">", range.low);
  ended(range.low_included ? "[" : "(", range.low);
  ended("..", range.high);
  out += range.high_included ? "]" : ")";
}

void write(std::string& out, const Value& value, bool quoted) {
  switch (value.kind()) {
    case Kind::Null:
      out += "null";
      return;
    case Kind::Boolean:
      out += value.boolean() ? "true" : "false";
      return;
    case Kind::Number:
      out += value.number().to_string();
      return;
    case Kind::String:
      out += quoted ? quote(value.string()) : value.string();
      return;
    case Kind::Date:
      out += to_string(value.date());
      return;
    case Kind::Time:
      out += to_string(value.time());
      return;
    case Kind::DateTime:
      out += to_string(value.date_time());
      return;
    case Kind::DaysDuration:
      out += to_string(value.days());
      return;
    case Kind::MonthsDuration:
      out += to_string(value.months());
      return;
    case Kind::List: {
      const char* before = "[";
      for (const Value& item : value.list()) {
        out += before;
        before = ", ";
        write(out, item, true);
      }
      out += value.list().empty() ? "[]" : "]";
      return;
    }
    case Kind::Context: {
      const char* before = "{";
      for (const auto& [name, item] : value.context().entries) {
        out += before;
        before = ", ";
        out += plain_key(name) ? name : quote(name);
        out += ": ";
        write(out, item, true);
      }
      out += value.context().entries.empty() ? "{}" : "}";
      return;
    }
    case Kind::Range:
      write(out, value.range());
      return;
    case Kind::Function:
      out += "function(...)";
      return;
  }
}

}  // namespace

std::string to_text(const Value& value, bool quoted) {
  std::string out;
  write(out, value, quoted);
  return out;
}

std::string_view kind_name(Kind kind) {
  switch (kind) {
    case Kind::Null:
      return "Null";
    case Kind::Boolean:
      return "boolean";
    case Kind::Number:
      return "number";
    case Kind::String:
      return "string";
    case Kind::Date:
      return "date";
    case Kind::Time:
      return "time";
    case Kind::DateTime:
      return "date and time";
    case Kind::DaysDuration:
      return "days and time duration";
    case Kind::MonthsDuration:
      return "years and months duration";
    case Kind::List:
      return "list";
    case Kind::Context:
      return "context";
    case Kind::Range:
      return "range";
    case Kind::Function:
      return "function";
  }
  return {};
}

}  // namespace dk::feel
