#include <algorithm>
#include <array>

#include "flows/feel/machine.h"

namespace dk::feel {

namespace {

Value truth(std::optional<bool> value) { return value ? Value(*value) : Value(); }

constexpr std::size_t kFewSlots = 24;
constexpr std::uint64_t kSlowStep = 50;  // what a power costs, in additions

}  // namespace

void Evaluation::note(std::size_t at, std::string message) {
  constexpr std::size_t kMost = 100;
  if (notes_.size() < kMost) notes_.push_back({at, std::move(message)});
}

bool Evaluation::exhausted() {
  if (stopped_) return false;
  stopped_ = true;
  note(0, "stopped: more than " + std::to_string(limits_.steps) + " steps");
  return false;
}

bool Evaluation::text(std::size_t bytes) {
  if (bytes <= limits_.text_bytes) return spend(bytes / 256);  // copied in a step's time
  if (!stopped_) note(0, "stopped: a text of more than " + std::to_string(limits_.text_bytes));
  stopped_ = true;
  return false;
}

bool Evaluation::made(const Value& value) {
  const bool text = value.is(Kind::String) && value.string().size() > limits_.text_bytes;
  const std::uint64_t weight = value.weight();
  if (!stopped_ && (text || weight > limits_.value_parts)) {
    stopped_ = true;
    note(0,
         text ? "stopped: a text of more than " + std::to_string(limits_.text_bytes) + " bytes"
              : "stopped: a value of more than " + std::to_string(limits_.value_parts) + " parts");
  }
  return spend(weight);
}

bool Evaluation::enter() {
  if (stopped_) return false;
  if (depth_ >= limits_.depth) {
    stopped_ = true;
    note(0, "stopped: calls nested deeper than " + std::to_string(limits_.depth));
    return false;
  }
  ++depth_;
  return true;
}

Value Program::evaluate(std::span<const Value> inputs, Evaluation& evaluation) const {
  Machine machine(evaluation);
  // Nothing but inputs: they are read where they are. No evaluation writes to them.
  if (code_->slots <= inputs.size()) {
    Value value = machine.evaluate(*code_->body, const_cast<Value*>(inputs.data()));
    return evaluation.stopped() ? Value() : value;
  }
  const auto run = [&](Value* slots) {
    std::copy_n(inputs.begin(), std::min(inputs.size(), inputs_), slots);
    Value value = machine.evaluate(*code_->body, slots);
    return evaluation.stopped() ? Value() : value;
  };
  if (code_->slots <= kFewSlots) {
    std::array<Value, kFewSlots> slots;
    return run(slots.data());
  }
  List slots(code_->slots);
  return run(slots.data());
}

bool Machine::note(const Node& node, const char* message) {
  evaluation_.note(node.at, message);
  return false;
}

Value Machine::evaluate(const Node& node, Value* slots) {
  if (!evaluation_.spend(1)) return {};
  const auto kid = [&](std::size_t i) { return evaluate(*node.kids[i], slots); };
  switch (node.op) {
    case Op::Constant:
      return node.constant;
    case Op::Slot:
      return slots[node.slot];
    case Op::Name:
      return name(node, slots);
    case Op::Unknown:
      note(node, "nobody knows this name");
      return {};
    case Op::Negate:
      return negate(kid(0));
    case Op::Add:
    case Op::Subtract:
    case Op::Multiply:
    case Op::Divide:
      return arithmetic(node, slots);
    case Op::Power: {
      const Value base = kid(0);
      const Value exponent = kid(1);
      if (!base.is(Kind::Number) || !exponent.is(Kind::Number)) return {};
      if (!evaluation_.spend(kSlowStep)) return {};
      return base.number().pow(exponent.number());
    }
    case Op::Equal:
    case Op::NotEqual:
    case Op::Less:
    case Op::LessEqual:
    case Op::Greater:
    case Op::GreaterEqual:
      return comparison(node, slots);
    case Op::And:
      return logic(node, slots, true);
    case Op::Or:
      return logic(node, slots, false);
    case Op::Between:
      return between(node, slots);
    case Op::In:
      return in(node, slots);
    case Op::UnaryTests:
    case Op::UnaryNot:
      return tests(node, slots);
    case Op::Test:
    case Op::TestNotEqual:
      return kid(0);  // only under In and the unary tests, which read the node themselves
    case Op::Below:
      return Range{.low = {}, .high = kid(0), .high_included = false, .low_unbounded = true};
    case Op::BelowOrAt:
      return Range{.low = {}, .high = kid(0), .high_included = true, .low_unbounded = true};
    case Op::Above:
      return Range{.low = kid(0), .high = {}, .low_included = false, .high_unbounded = true};
    case Op::At: {
      const Value end = kid(0);
      return Range{.low = end, .high = end, .only = true};
    }
    case Op::Except: {
      const Value end = kid(0);
      return Range{
          .low = end, .high = end, .low_included = false, .high_included = false, .except = true};
    }
    case Op::AboveOrAt:
      return Range{.low = kid(0), .high = {}, .low_included = true, .high_unbounded = true};
    case Op::If:
      return kid(kid(0).is_true() ? 1 : 2);
    case Op::For:
      return loop(node, slots);
    case Op::Some:
    case Op::Every:
      return quantified(node, slots);
    case Op::Domain:
      return {};  // only under loops
    case Op::List: {
      List items;
      items.reserve(node.kids.size());
      for (const auto& item : node.kids) items.push_back(evaluate(*item, slots));
      return checked(std::move(items));
    }
    case Op::Context:
      return context(node, slots);
    case Op::Range:
      return range(node, slots);
    case Op::Path: {
      Value space;
      return member(read(*node.kids[0], slots, space), node.name);
    }
    case Op::Filter:
      return filter(node, slots);
    case Op::Call:
      return call(node, slots);
    case Op::CallNamed:
      return call_named(node, slots);
    case Op::Function:
      return function(node, slots);
    case Op::InstanceOf:
      return instance_of(kid(0), *node.types[0]);
  }
  return {};
}

Value Machine::name(const Node& node, Value* slots) {
  for (const std::uint32_t item : node.slots) {
    if (!slots[item].is(Kind::Context)) continue;
    if (const Value* found = slots[item].context().find(node.name)) return *found;
  }
  return node.slot == kNoSlot ? node.constant : slots[node.slot];
}

// Three-valued: whatever is no boolean counts as null.
Value Machine::logic(const Node& node, Value* slots, bool conjunction) {
  Value space;
  const Value& left = read(*node.kids[0], slots, space);
  if (left.is(Kind::Boolean) && left.boolean() != conjunction) return left;
  const Value right = evaluate(*node.kids[1], slots);
  if (right.is(Kind::Boolean) && right.boolean() != conjunction) return right;
  if (left.is(Kind::Boolean) && right.is(Kind::Boolean)) return conjunction;
  return {};
}

const Value& Machine::read(const Node& node, Value* slots, Value& space) {
  if (node.op == Op::Constant || node.op == Op::Slot) {
    evaluation_.spend(1);
    return node.op == Op::Slot ? slots[node.slot] : node.constant;
  }
  // A member of a context that is there anyway.
  if (node.op == Op::Path && node.kids[0]->op == Op::Slot) {
    const Value& whole = slots[node.kids[0]->slot];
    if (whole.is(Kind::Context)) {
      evaluation_.spend(2);
      const Value* found = whole.context().find(node.name);
      return found ? *found : space;
    }
  }
  space = evaluate(node, slots);
  return space;
}

Value Machine::arithmetic(const Node& node, Value* slots) {
  std::array<Value, 2> space;
  const Value& left = read(*node.kids[0], slots, space[0]);
  const Value& right = read(*node.kids[1], slots, space[1]);
  switch (node.op) {
    case Op::Add: {
      Value sum = plus(left, right);
      if (sum.is(Kind::String) && !evaluation_.made(sum)) return {};
      return sum;
    }
    case Op::Subtract:
      return subtract(left, right);
    case Op::Multiply:
      return multiply(left, right);
    default:
      return divide(left, right);
  }
}

Value Machine::comparison(const Node& node, Value* slots) {
  std::array<Value, 2> space;
  const Value& left = read(*node.kids[0], slots, space[0]);
  const Value& right = read(*node.kids[1], slots, space[1]);
  if (node.op == Op::Equal || node.op == Op::NotEqual) {
    if (!evaluation_.spend(std::min(left.weight(), right.weight()))) return {};
    const auto same = equal(left, right);
    return same ? Value(*same == (node.op == Op::Equal)) : Value();
  }
  const auto order = compare(left, right);
  if (!order) return {};
  switch (node.op) {
    case Op::Less:
      return *order < 0;
    case Op::LessEqual:
      return *order <= 0;
    case Op::Greater:
      return *order > 0;
    default:
      return *order >= 0;
  }
}

Value Machine::between(const Node& node, Value* slots) {
  const Range range{.low = evaluate(*node.kids[1], slots), .high = evaluate(*node.kids[2], slots)};
  return truth(contains(range, evaluate(*node.kids[0], slots)));
}

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

Value Machine::context(const Node& node, Value* slots) {
  if (node.flag) {
    note(node, "an entry stands twice in this context");
    return {};
  }
  Context context;
  context.entries.reserve(node.kids.size());
  for (std::size_t i = 0; i < node.kids.size(); ++i) {
    Value value = evaluate(*node.kids[i], slots);
    slots[node.slots[i]] = value;
    context.entries.emplace_back(node.names[i], std::move(value));
  }
  return checked(std::move(context));
}

Value Machine::range(const Node& node, Value* slots) {
  Range range{.low = evaluate(*node.kids[0], slots),
              .high = evaluate(*node.kids[1], slots),
              .low_included = node.flag,
              .high_included = node.flag2};
  // A range needs two ends of one kind with an order, and the lower one first.
  const auto order = compare(range.low, range.high);
  if (!order || *order > 0) return {};
  return range;
}

Value Machine::filter(const Node& node, Value* slots) {
  Value base = evaluate(*node.kids[0], slots);
  List single;
  if (base.null()) return {};
  if (!base.is(Kind::List)) single.push_back(base);
  const List& list = base.is(Kind::List) ? base.list() : single;
  const Node& condition = *node.kids[1];
  List out;
  // An empty list is asked once too: a number is a position that it does not have.
  for (std::size_t i = 0; i < std::max<std::size_t>(list.size(), 1); ++i) {
    slots[node.slot] = i < list.size() ? list[i] : Value();
    const Value held = evaluate(condition, slots);
    if (i == 0 && held.is(Kind::Number)) {
      const auto index = held.number().to_int64();
      const auto size = static_cast<std::int64_t>(list.size());
      if (!index || *index == 0 || *index > size || *index < -size) return {};
      return list[static_cast<std::size_t>(*index > 0 ? *index - 1 : size + *index)];
    }
    if (list.empty()) return out;
    if (held.is_true()) out.push_back(list[i]);
    if (!evaluation_.spend(1)) return {};
  }
  return checked(std::move(out));
}

Value Machine::checked(Value value) {
  if (!evaluation_.made(value)) return {};
  return value;
}

}  // namespace dk::feel
