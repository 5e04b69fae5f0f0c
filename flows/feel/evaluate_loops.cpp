// for, some, every (10.3.2.14).
#include "flows/feel/machine.h"

namespace dk::feel {

// Sets one loop variable after the other; false ends everything.
bool Machine::each(const Node& node, std::size_t level, Value* slots, List& out, Value& verdict) {
  const std::size_t levels = node.kids.size() - 1;
  if (level == levels) {
    if (node.op == Op::For) {
      if (node.flag) {
        slots[node.slots.back()] = Value(out);
        if (!evaluation_.spend(out.size())) return false;
      }
      out.push_back(evaluate(*node.kids.back(), slots));
      return evaluation_.spend(1);
    }
    const Value held = evaluate(*node.kids.back(), slots);
    const bool some = node.op == Op::Some;
    if (held.is(Kind::Boolean) && held.boolean() == some) {
      verdict = some;
      return false;
    }
    if (!held.is(Kind::Boolean)) verdict = {};
    return evaluation_.spend(1);
  }
  const Node& domain = *node.kids[level];
  const std::uint32_t slot = node.slots[level];
  const auto step = [&](Value value) {
    slots[slot] = std::move(value);
    return each(node, level + 1, slots, out, verdict);
  };
  Value low;
  Value high;
  if (domain.op == Op::Domain) {
    low = evaluate(*domain.kids[0], slots);
    high = evaluate(*domain.kids[1], slots);
  } else {
    const Value values = evaluate(domain, slots);
    if (values.is(Kind::List)) {
      for (const Value& value : values.list()) {
        if (!step(value)) return false;
      }
      return true;
    }
    if (!values.is(Kind::Range)) {
      if (values.null()) {
        verdict = {};
        out.clear();
        note(domain, "there is nothing to go through");
        return false;
      }
      return step(values);
    }
    low = values.range().low;
    high = values.range().high;
  }
  if (low.is(Kind::Number) && high.is(Kind::Number) && low.number().integer() &&
      high.number().integer()) {
    const std::int64_t from = low.number().to_int64().value_or(0);
    const std::int64_t to = high.number().to_int64().value_or(0);
    const std::int64_t direction = from <= to ? 1 : -1;
    for (std::int64_t i = from;; i += direction) {
      if (!step(Value::number(i))) return false;
      if (i == to) return true;
    }
  }
  if (low.is(Kind::Date) && high.is(Kind::Date)) {
    const std::int64_t first = days_from_epoch(low.date());
    const std::int64_t last = days_from_epoch(high.date());
    const std::int64_t direction = first <= last ? 1 : -1;
    for (std::int64_t day = first;; day += direction) {
      if (!step(Value(*date_from_epoch(day)))) return false;
      if (day == last) return true;
    }
  }
  verdict = {};
  note(domain, "a loop goes over whole numbers or days");
  return false;
}

Value Machine::loop(const Node& node, Value* slots) {
  List out;
  Value verdict = true;
  each(node, 0, slots, out, verdict);
  return verdict.null() ? Value() : checked(std::move(out));
}

Value Machine::quantified(const Node& node, Value* slots) {
  List out;
  Value verdict = node.op == Op::Every;
  each(node, 0, slots, out, verdict);
  return verdict;
}

}  // namespace dk::feel
