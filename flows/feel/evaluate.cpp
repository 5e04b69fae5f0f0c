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
  if (!stopped_) {
    note(0, "stopped: a text of more than " + std::to_string(limits_.text_bytes) + " bytes");
  }
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
