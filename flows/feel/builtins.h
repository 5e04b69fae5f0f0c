// The table of built-in functions (DMN 1.5 clause 10.3.4), filled by one file per family. Inside
// flows/feel only.
#pragma once

#include <string>
#include <vector>

#include "flows/feel/feel.h"

namespace dk::feel {

using Arguments = List&;
using BuiltinCall = Value (*)(Evaluation&, Arguments);

// "list, key" per signature; '?' behind a name: it may be missing; "..." behind: any number;
// '!' behind: no list under this name, it has another name in another signature.
struct Builtin {
  const char* name;
  std::vector<const char*> signatures;
  BuiltinCall call;
};

[[nodiscard]] const std::vector<Builtin>& number_builtins();
[[nodiscard]] const std::vector<Builtin>& string_builtins();
[[nodiscard]] const std::vector<Builtin>& list_builtins();
[[nodiscard]] const std::vector<Builtin>& statistics_builtins();
[[nodiscard]] const std::vector<Builtin>& context_builtins();
[[nodiscard]] const std::vector<Builtin>& temporal_builtins();
[[nodiscard]] const std::vector<Builtin>& range_builtins();
[[nodiscard]] const std::vector<Builtin>& conversion_builtins();

// A list of one stands for its only item where no list is asked for (10.3.2.9.4).
[[nodiscard]] const Value& single(const Value& value);
[[nodiscard]] const Value& argument(const List& arguments, std::size_t index);  // null: missing

}  // namespace dk::feel
