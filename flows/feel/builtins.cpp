#include "flows/feel/builtins.h"

#include <algorithm>
#include <unordered_map>

#include "flows/feel/scope.h"

namespace dk::feel {

namespace {

Signature signature_of(std::string_view text) {
  Signature signature;
  while (!text.empty()) {  // "" takes nothing
    const std::size_t comma = text.find(", ");
    std::string name(text.substr(0, comma));
    text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 2);
    if (name.ends_with("...")) {
      name.resize(name.size() - 3);
      signature.variadic = true;
    }
    if (name.ends_with('!')) {
      name.pop_back();
      signature.no_list = signature.parameters.size();
    }
    if (name.ends_with('?')) {
      name.pop_back();
    } else {
      ++signature.least;
    }
    signature.parameters.push_back(std::move(name));
  }
  return signature;
}

// In the time of an addition, measured: what calls ICU or iterates to 34 digits is slow.
std::uint64_t cost_of(std::string_view name) {
  for (const std::string_view slow : {"matches", "replace", "split"}) {
    if (name == slow) return 400;
  }
  for (const std::string_view slow : {"exp", "log", "sqrt", "stddev", "upper case", "lower case",
                                      "date and time", "time", "range"}) {
    if (name == slow) return 60;
  }
  return 5;
}

struct Table {
  std::unordered_map<std::string, Value> functions;
  std::vector<std::string> spaced;  // names with a space, longest first
};

const Table& table() {
  static const Table made = [] {
    Table out;
    for (const auto* family :
         {&number_builtins(), &string_builtins(), &list_builtins(), &statistics_builtins(),
          &context_builtins(), &temporal_builtins(), &range_builtins(), &conversion_builtins()}) {
      for (const Builtin& builtin : *family) {
        Function function;
        function.name = builtin.name;
        for (const char* text : builtin.signatures) {
          function.signatures.push_back(signature_of(text));
        }
        function.call = builtin.call;
        function.cost = cost_of(function.name);
        if (function.name.find(' ') != std::string::npos) out.spaced.push_back(function.name);
        out.functions.emplace(builtin.name, Value(std::move(function)));
      }
    }
    return out;
  }();
  return made;
}

}  // namespace

const Value* builtin(std::string_view name) {
  const auto& functions = table().functions;
  const auto found = functions.find(std::string(name));
  return found == functions.end() ? nullptr : &found->second;
}

std::size_t longest_builtin(std::string_view text) {
  std::size_t best = 0;
  for (const std::string& name : table().spaced) best = std::max(best, spelled(text, name));
  return best;
}

const Value& single(const Value& value) {
  return value.is(Kind::List) && value.list().size() == 1 ? value.list()[0] : value;
}

const Value& argument(const List& arguments, std::size_t index) {
  static const Value kNull;
  return index < arguments.size() ? arguments[index] : kNull;
}

}  // namespace dk::feel
