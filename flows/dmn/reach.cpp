#include "flows/dmn/reach.h"

#include <algorithm>

#include "flows/feel/analysis.h"

namespace dk::dmn {

namespace {

// `tested`: the column whose value the program tests.
using Each = std::function<void(const Program&, std::size_t own, const Program* tested)>;

constexpr std::size_t kMaxDepth = 400;  // of decisions within decisions; deeper reads everything

void each_program(const Boxed& boxed, const Each& each) {
  if (boxed.kind == Boxed::Kind::Literal) each(boxed.program, 0, nullptr);
  for (const auto& kid : boxed.kids) each_program(*kid, each);
  if (!boxed.table) return;
  for (const TableInput& input : boxed.table->inputs) {
    each(input.expression, 0, nullptr);
    if (input.allowed) each(*input.allowed, 1, &input.expression);
  }
  for (const TableOutput& output : boxed.table->outputs) {
    if (output.fallback) each(*output.fallback, 0, nullptr);
  }
  for (const TableRule& rule : boxed.table->rules) {
    for (std::size_t i = 0; i < rule.tests.size(); ++i) {
      each(rule.tests[i], 1, &boxed.table->inputs[i].expression);
    }
    for (const Program& output : rule.outputs) each(output, 0, nullptr);
  }
}

}  // namespace

bool overlap(const FactPath& a, const FactPath& b) {
  const auto length = static_cast<std::ptrdiff_t>(std::min(a.size(), b.size()));
  return std::equal(a.begin(), a.begin() + length, b.begin());
}

Reach::Reach(const Element& asked) : asked_(asked) { static_cast<void>(of(asked)); }

bool Reach::fact(const Element& element) const {
  const auto& given = asked_.parameters;
  return element.kind == Element::Kind::Input ||
         std::find(given.begin(), given.end(), &element) != given.end();
}

const FactPaths& Reach::of(const Element& element) {
  const auto [known, fresh] = known_.try_emplace(&element);
  if (!fresh) return known->second;
  FactPaths found;
  if (open_ == kMaxDepth) return known->second = {FactPath{}};
  ++open_;
  if (fact(element)) found.insert({element.name});
  for (const Element* output : element.outputs) found.merge(FactPaths(of(*output)));
  if (element.logic) {
    each_program(*element.logic, [&](const Program& program, std::size_t own, const Program*) {
      found.merge(of(element, program, own));
    });
  }
  --open_;
  return known_[&element] = std::move(found);
}

FactPaths Reach::of(const Element& element, const Program& program, std::size_t own) {
  FactPaths found;
  for (const feel::Read& read : feel::reads(program)) {
    // Names behind the required ones are made within the element, of what its other programs read.
    if (read.input < own || read.input - own >= element.requires_.size()) continue;
    const Element& required = *element.requires_[read.input - own];
    if (fact(required)) {
      FactPath path{required.name};
      path.insert(path.end(), read.path.begin(), read.path.end());
      found.insert(std::move(path));
    } else {
      found.merge(FactPaths(of(required)));
    }
  }
  return found;
}

void Reach::programs(const Visit& visit) {
  for (const auto& [element, facts] : std::map(known_)) {
    if (!element->logic) continue;
    each_program(*element->logic,
                 [&, at = element](const Program& program, std::size_t own, const Program* tested) {
                   FactPaths read = of(*at, program, own);
                   if (tested) read.merge(of(*at, *tested, 0));
                   visit(program, read);
                 });
  }
}

}  // namespace dk::dmn
