// XPath's regular expressions (XPath and XQuery Functions 3.1, clause 5.6, over XML Schema's
// appendix G), which FEEL's matches(), replace() and split() ask for, on ICU's engine.
//
// The two differ: `[a-z-[aeiou]]`, `\i`, `\c`, `\w`, `\p{IsBasicLatin}`, what `.` and `$` mean; and
// ICU reads much that XPath refuses (look-ahead, possessive `a*+`, `[a&&b]`, flags inside). So an
// expression is read by XPath's grammar and written anew. Pure functions; any thread; what is no
// expression of XPath is empty, and FEEL makes null of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dk::feel {

struct IcuExpression {
  std::string text;           // UTF-8
  std::uint32_t options = 0;  // UREGEX_*
};

// `flags` are some of "smixq".
[[nodiscard]] std::optional<IcuExpression> icu_expression(std::string_view xpath,
                                                          std::string_view flags);
// The replacement of replace(): `$1` and `\$`. A group that is not there stands for nothing.
[[nodiscard]] std::optional<std::string> icu_replacement(std::string_view xpath, int groups);

}  // namespace dk::feel
