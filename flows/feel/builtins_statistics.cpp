// min, max, sum and the others that take one list or many values (10.3.4.4).
#include <algorithm>

#include "flows/feel/builtins.h"

namespace dk::feel {

namespace {

// The one list, or the arguments themselves; empty for null.
std::optional<List> items_of(const List& arguments) {
  if (arguments.size() == 1) {
    if (arguments[0].is(Kind::List)) return arguments[0].list();
    if (arguments[0].null()) return std::nullopt;
  }
  return arguments;
}

std::optional<std::vector<Decimal>> numbers_of(const List& arguments) {
  const auto items = items_of(arguments);
  if (!items) return std::nullopt;
  std::vector<Decimal> numbers;
  for (const Value& item : *items) {
    if (!item.is(Kind::Number)) return std::nullopt;
    numbers.push_back(item.number());
  }
  return numbers;
}

template <int sign>
Value extreme(Evaluation&, Arguments arguments) {
  const auto items = items_of(arguments);
  if (!items || items->empty()) return {};
  const Value* best = &items->front();
  if (!compare(*best, *best)) return {};
  for (const Value& item : *items) {
    const auto order = compare(item, *best);
    if (!order) return {};
    if (*order * sign > 0) best = &item;
  }
  return *best;
}

Decimal total(const std::vector<Decimal>& numbers) {
  Decimal sum(0);
  for (const Decimal& number : numbers) sum = sum + number;
  return sum;
}

Value sum(Evaluation&, Arguments arguments) {
  const auto numbers = numbers_of(arguments);
  if (!numbers || numbers->empty()) return {};
  return total(*numbers);
}

Value product(Evaluation&, Arguments arguments) {
  const auto numbers = numbers_of(arguments);
  if (!numbers || numbers->empty()) return {};
  Decimal out(1);
  for (const Decimal& number : *numbers) out = out * number;
  return out;
}

Value mean(Evaluation&, Arguments arguments) {
  const auto numbers = numbers_of(arguments);
  if (!numbers || numbers->empty()) return {};
  return total(*numbers) / Decimal(static_cast<std::int64_t>(numbers->size()));
}

Value median(Evaluation&, Arguments arguments) {
  auto numbers = numbers_of(arguments);
  if (!numbers || numbers->empty()) return {};
  std::sort(numbers->begin(), numbers->end());
  const std::size_t middle = numbers->size() / 2;
  if (numbers->size() % 2 == 1) return (*numbers)[middle];
  return ((*numbers)[middle - 1] + (*numbers)[middle]) / Decimal(2);
}

// Of a sample: divided by n - 1.
Value deviation(Evaluation&, Arguments arguments) {
  const auto numbers = numbers_of(arguments);
  if (!numbers || numbers->size() < 2) return {};
  const Decimal average = total(*numbers) / Decimal(static_cast<std::int64_t>(numbers->size()));
  Decimal squares(0);
  for (const Decimal& number : *numbers) {
    squares = squares + (number - average) * (number - average);
  }
  return (squares / Decimal(static_cast<std::int64_t>(numbers->size()) - 1)).sqrt();
}

Value mode(Evaluation&, Arguments arguments) {
  auto numbers = numbers_of(arguments);
  if (!numbers) return {};
  std::sort(numbers->begin(), numbers->end());
  List best;
  std::size_t most = 0;
  for (std::size_t start = 0; start < numbers->size();) {
    std::size_t end = start;
    while (end < numbers->size() && (*numbers)[end] == (*numbers)[start]) ++end;
    if (end - start > most) {
      most = end - start;
      best.clear();
    }
    if (end - start == most) best.push_back((*numbers)[start]);
    start = end;
  }
  return best;
}

// Three-valued like `and` and `or`.
template <bool every>
Value judged(Evaluation&, Arguments arguments) {
  const auto items = items_of(arguments);
  if (!items) return {};
  bool unknown = false;
  for (const Value& item : *items) {
    if (!item.is(Kind::Boolean)) {
      unknown = true;
    } else if (item.boolean() != every) {
      return !every;
    }
  }
  return unknown ? Value() : Value(every);
}

}  // namespace

const std::vector<Builtin>& statistics_builtins() {
  static const std::vector<Builtin> all{
      {"min", {"list..."}, extreme<-1>},  {"max", {"list..."}, extreme<1>},
      {"sum", {"list..."}, sum},          {"product", {"list..."}, product},
      {"mean", {"list..."}, mean},        {"median", {"list..."}, median},
      {"stddev", {"list..."}, deviation}, {"mode", {"list..."}, mode},
      {"all", {"list..."}, judged<true>}, {"any", {"list..."}, judged<false>}};
  return all;
}

}  // namespace dk::feel
