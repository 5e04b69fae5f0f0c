#include "flows/form/pattern.h"

#include <unicode/regex.h>

#include <string>

namespace dk::form {

namespace {

// ICU's \d and \w know all scripts, and its sets have operators that ECMAScript's have not.
std::string in_icu_words(std::string_view text) {
  std::string out;
  bool set = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\' && i + 1 < text.size()) {
      const char next = text[++i];
      switch (next) {
        case 'd':
          out += "[0-9]";
          break;
        case 'D':
          out += "[^0-9]";
          break;
        case 'w':
          out += "[A-Za-z0-9_]";
          break;
        case 'W':
          out += "[^A-Za-z0-9_]";
          break;
        default:
          out += c;
          out += next;
      }
      continue;
    }
    if (set && (c == '[' || c == '&')) out += '\\';
    if (c == '[') set = true;
    if (c == ']') set = false;
    out += c;
  }
  return out;
}

}  // namespace

struct Pattern::Compiled {
  std::unique_ptr<icu::RegexPattern> pattern;
};

std::optional<Pattern> Pattern::compile(std::string_view text) {
  UErrorCode error = U_ZERO_ERROR;
  UParseError where;
  auto compiled = std::make_shared<Compiled>();
  compiled->pattern.reset(icu::RegexPattern::compile(
      icu::UnicodeString::fromUTF8(in_icu_words(text)), 0, where, error));
  if (U_FAILURE(error)) return std::nullopt;
  Pattern pattern;
  pattern.compiled_ = std::move(compiled);
  return pattern;
}

std::optional<bool> Pattern::found_in(std::string_view text) const {
  UErrorCode error = U_ZERO_ERROR;
  const icu::UnicodeString unicode =
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size())));
  const std::unique_ptr<icu::RegexMatcher> matcher(compiled_->pattern->matcher(unicode, error));
  if (U_FAILURE(error)) return std::nullopt;
  matcher->setTimeLimit(20, error);  // steps of 10,000
  matcher->setStackLimit(1 << 20, error);
  const bool found = matcher->find(error);
  return U_SUCCESS(error) ? std::optional(found) : std::nullopt;
}

}  // namespace dk::form
