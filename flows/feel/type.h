// Types of FEEL and of DMN's item definitions (DMN 1.5 clauses 7.3.3 and 10.3.2.2).
//
// Immutable, shared; any thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "flows/feel/value.h"

namespace dk::feel {

class Program;

struct Type {
  enum class Kind { Any, Null, Simple, List, Context, Function, Range, Named } kind = Kind::Any;
  feel::Kind simple = feel::Kind::Null;
  std::string name;                // Named: a name that nobody has defined
  std::vector<std::string> names;  // Context: members
  // List, Range: the element; Context: members; Function: parameters, then the result.
  std::vector<std::shared_ptr<const Type>> parts;
  // Unary tests that a value must pass ("allowed values"); null: none.
  std::shared_ptr<const Program> allowed;
};

// Is of that type, as `instance of` asks: allowed values do not count. Null is of no type but Null.
[[nodiscard]] bool instance_of(const Value& value, const Type& type);
// Is of that type and, with all its parts, allowed.
[[nodiscard]] bool conforms(const Value& value, const Type& type);
// The value as that type: itself, the only item of a list, a list of it, a date's midnight
// (10.3.2.9.4). Empty when it does not fit; null fits everywhere.
[[nodiscard]] std::optional<Value> coerced(const Value& value, const Type& type);

}  // namespace dk::feel
