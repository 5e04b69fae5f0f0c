// Variables: an instance sees its own, then those of what it stands in, up to its process.
#include <algorithm>
#include <span>

#include "flows/bpmn/runner.h"

namespace dk::bpmn {

namespace {

void put(feel::Context& context, std::span<const std::string> path, const feel::Value& value) {
  if (path.size() == 1) {
    // A function is code, and a state is data.
    context.set(path[0], value.is(feel::Kind::Function) ? feel::Value() : value);
    return;
  }
  const feel::Value* held = context.find(path[0]);
  feel::Context inner =
      held != nullptr && held->is(feel::Kind::Context) ? held->context() : feel::Context{};
  put(inner, path.subspan(1), value);
  context.set(path[0], std::move(inner));
}

}  // namespace

feel::Value Runner::visible(InstanceId id) const { return visible_variables(state_, id); }

feel::Value Runner::evaluate(const Expression& expression, InstanceId id) {
  if (expression.program == nullptr) return expression.text;
  return expression.evaluate(visible(id), evaluation_);
}

void Runner::set_own(InstanceId id, const std::vector<std::string>& path,
                     const feel::Value& value) {
  put(at(id).variables, path, value);
}

// Where the variable is known already, else in the process.
void Runner::set(InstanceId id, const std::vector<std::string>& path, const feel::Value& value) {
  Instance* home = find(id);
  while (home->element != 0 && home->variables.find(path[0]) == nullptr) {
    home = find(home->parent);
  }
  put(home->variables, path, value);
}

}  // namespace dk::bpmn
