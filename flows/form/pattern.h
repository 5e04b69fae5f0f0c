// A regular expression of a form, read as ECMAScript without flags reads it: \d, \w are ASCII, it
// matches anywhere in the text. Run by ICU with a limit of time, since authors write them.
//
// Immutable; any thread.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

namespace dk::form {

class Pattern {
 public:
  // Empty: not an expression.
  [[nodiscard]] static std::optional<Pattern> compile(std::string_view text);
  // Empty: it took too long (some 5 ms).
  [[nodiscard]] std::optional<bool> found_in(std::string_view text) const;

 private:
  struct Compiled;
  std::shared_ptr<const Compiled> compiled_;
};

}  // namespace dk::form
