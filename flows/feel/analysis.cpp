#include "flows/feel/analysis.h"

#include <algorithm>
#include <array>
#include <set>

#include "flows/feel/machine.h"

namespace dk::feel {

namespace {

void collect(const Node& node, std::size_t inputs, std::set<Read>& out) {
  if (node.op == Op::Path) {
    std::vector<std::string> path;
    const Node* base = &node;
    for (; base->op == Op::Path; base = base->kids[0].get()) path.push_back(base->name);
    if (base->op == Op::Slot && base->slot < inputs) {
      std::reverse(path.begin(), path.end());
      out.insert({base->slot, std::move(path)});
      return;
    }
  }
  const bool slotted = node.op == Op::Slot || node.op == Op::Name || node.op == Op::UnaryTests ||
                       node.op == Op::UnaryNot;
  if (slotted && node.slot < inputs) out.insert({node.slot, {}});
  if (node.op == Op::Name) {
    for (const std::uint32_t slot : node.slots) {
      if (slot < inputs) out.insert({slot, {node.name}});
    }
  }
  if (node.op == Op::Function) {
    for (std::size_t i = 0; i < node.slots.size(); i += 2) {
      if (node.slots[i] < inputs) out.insert({node.slots[i], {}});
    }
  }
  for (const auto& kid : node.kids) collect(*kid, inputs, out);
}

// Made of constants alone.
bool closed(const Node& node) {
  switch (node.op) {
    case Op::Constant:
    case Op::Negate:
    case Op::Add:
    case Op::Subtract:
    case Op::Multiply:
    case Op::Divide:
    case Op::Power:
    case Op::Path:
    case Op::Call:
      return std::all_of(node.kids.begin(), node.kids.end(),
                         [](const auto& kid) { return closed(*kid); });
    default:
      return false;
  }
}

void keep(const Value& value, List& out) {
  const bool known = std::any_of(out.begin(), out.end(),
                                 [&](const Value& other) { return identical(value, other); });
  if (!known) out.push_back(value);
}

void unpack(const Value& value, List& out) {
  switch (value.kind()) {
    case Kind::Null:
    case Kind::Function:
    case Kind::Context:
      return;
    case Kind::Range:
      unpack(value.range().low, out);
      unpack(value.range().high, out);
      return;
    case Kind::List:
      for (const Value& item : value.list()) unpack(item, out);
      return;
    default:
      keep(value, out);
  }
}

void collect(const Node& node, Evaluation& evaluation, List& out) {
  if (closed(node)) {
    std::array<Value, 1> none;
    unpack(Machine(evaluation).evaluate(node, none.data()), out);
  }
  for (const auto& kid : node.kids) collect(*kid, evaluation, out);
  if (node.code) collect(*node.code->body, evaluation, out);
}

}  // namespace

std::vector<Read> reads(const Program& program) {
  std::set<Read> out;
  collect(*program.code().body, program.inputs(), out);
  return {out.begin(), out.end()};
}

List constants(const Program& program, Evaluation& evaluation) {
  List out;
  collect(*program.code().body, evaluation, out);
  return out;
}

bool tests_nothing(const Program& program) {
  const Node& body = *program.code().body;
  return body.op == Op::Constant && body.constant.is_true();
}

}  // namespace dk::feel
