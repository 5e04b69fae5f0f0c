// A text as the characters that a person sees: base letter with its combining marks and variation
// selectors (extended grapheme clusters, UAX #29, by ICU). Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dk::i18n {

struct Letter {
  std::string text;  // UTF-8
  char32_t base = 0;
};

// White space becomes U+0020; control and format characters are left out. Nothing: the text is
// not UTF-8, or longer than `most_bytes`, or ICU has no rules (its data file is missing).
[[nodiscard]] std::optional<std::vector<Letter>> letters_of(std::string_view utf8,
                                                            std::size_t most_bytes);

// Han characters, also those of planes 2 and 3 that this ICU does not know yet and the private-use
// ones by which older ID cards write rare names.
[[nodiscard]] bool is_han(char32_t character);

}  // namespace dk::i18n
