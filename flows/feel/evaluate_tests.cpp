// Tests of a value: cells of decision tables, and what stands behind `in` (10.3.2.9).
#include <array>

#include "flows/feel/machine.h"

namespace dk::feel {

namespace {

Value truth(std::optional<bool> value) { return value ? Value(*value) : Value(); }

}  // namespace

Value Machine::in(const Node& node, Value* slots) {
  Value space;
  const Value& tested = read(*node.kids[0], slots, space);
  bool unknown = false;
  for (std::size_t i = 1; i < node.kids.size(); ++i) {
    const Value result = test(*node.kids[i], tested, slots);
    if (result.is_true()) return true;
    unknown |= result.null();
  }
  return unknown ? Value() : Value(false);
}

Value Machine::tests(const Node& node, Value* slots) {
  const bool negated = node.op == Op::UnaryNot;
  bool unknown = false;
  for (const auto& kid : node.kids) {
    const Value result = test(*kid, slots[node.slot], slots);
    if (result.is_true()) return !negated;
    unknown |= result.null();
  }
  return unknown ? Value() : Value(negated);
}

// A point against "< 5" or "[1..5)" as they are written, without making the range.
Value Machine::within(const Node& range, const Value& point, Value* slots) {
  std::array<Value, 2> space;
  const Value& first = read(*range.kids[0], slots, space[0]);
  if (range.op != Op::Range) {
    const auto order = compare(point, first);
    if (!order) return {};
    switch (range.op) {
      case Op::Below:
        return *order < 0;
      case Op::BelowOrAt:
        return *order <= 0;
      case Op::Above:
        return *order > 0;
      default:
        return *order >= 0;
    }
  }
  const Value& last = read(*range.kids[1], slots, space[1]);
  const auto ends = compare(first, last);
  if (!ends || *ends > 0) return {};  // no range
  const auto low = compare(first, point);
  if (!low) return {};
  if (*low > 0 || (*low == 0 && !range.flag)) return false;
  const auto high = compare(point, last);
  if (!high) return {};
  return *high < 0 || (*high == 0 && range.flag2);
}

// One test of a value (10.3.2.9): a range or a list that holds it, an equal value, or a condition
// about `?` that is true.
Value Machine::test(const Node& node, const Value& tested, Value* slots) {
  const Node& asked = *node.kids[0];
  const bool range = asked.op == Op::Below || asked.op == Op::BelowOrAt || asked.op == Op::Above ||
                     asked.op == Op::AboveOrAt || asked.op == Op::Range;
  if (range && node.op == Op::Test && !tested.is(Kind::Range)) return within(asked, tested, slots);
  Value space;
  const Value& value = read(asked, slots, space);
  if (value.is(Kind::List) || value.is(Kind::Context)) {
    if (!evaluation_.spend(value.weight())) return {};
  }
  if (node.op == Op::TestNotEqual) {
    const auto same = equal(tested, value);
    return same ? Value(!*same) : Value();
  }
  if (node.flag && value.is(Kind::Boolean)) return value;
  if (value.null() && asked.op == Op::Range) return {};  // of ends that make no range
  if (value.is(Kind::Range)) {
    if (tested.is(Kind::Range)) return truth(equal(tested, value));
    return truth(contains(value.range(), tested));
  }
  if (value.is(Kind::List)) {
    if (tested.is(Kind::List) && equal(tested, value).value_or(false)) return true;
    for (const Value& item : value.list()) {
      if (item.is(Kind::Range) && contains(item.range(), tested).value_or(false)) return true;
      if (equal(tested, item).value_or(false)) return true;
    }
    return false;
  }
  return truth(equal(tested, value));
}

}  // namespace dk::feel
