// Conversions and `is` (10.3.4.1, 10.3.4.6).
#include "flows/feel/builtins.h"

namespace dk::feel {

namespace {

Value to_number(Evaluation&, Arguments arguments) {
  const Value& from = single(arguments[0]);
  if (from.is(Kind::Number) && arguments.size() == 1) return from;
  if (!from.is(Kind::String)) return {};
  const auto separator = [&](std::size_t index) -> std::optional<std::string> {
    const Value& given = single(argument(arguments, index));
    if (given.null()) return std::string();
    if (!given.is(Kind::String) || given.string().size() != 1) return std::nullopt;
    return given.string();
  };
  const auto grouping = separator(1);
  const auto point = separator(2);
  if (!grouping || !point) return {};
  if (!grouping->empty() && *grouping != " " && *grouping != "," && *grouping != ".") return {};
  if (!point->empty() && *point != "." && *point != ",") return {};
  if (!grouping->empty() && *grouping == *point) return {};
  std::string text;
  for (const char c : from.string()) {
    if (!grouping->empty() && c == (*grouping)[0]) continue;
    text += !point->empty() && c == (*point)[0] ? '.' : c;
  }
  const auto number = Decimal::parse(text);
  return number ? Value(*number) : Value();
}

Value to_string_value(Evaluation&, Arguments arguments) {
  if (arguments[0].null()) return {};
  return to_text(arguments[0]);
}

Value is(Evaluation&, Arguments arguments) {
  return identical(argument(arguments, 0), argument(arguments, 1));
}

}  // namespace

const std::vector<Builtin>& conversion_builtins() {
  static const std::vector<Builtin> all{
      {"number", {"from, grouping separator?, decimal separator?"}, to_number},
      {"string", {"from"}, to_string_value},
      {"is", {"value1?, value2?"}, is}};
  return all;
}

}  // namespace dk::feel
