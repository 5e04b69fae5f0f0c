// The part of Markdown (CommonMark 0.30) that form-js's text views have on a terminal: headings,
// lists, quotes, rules, emphasis. Pure; any thread; never fails.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dk::form {

struct Span {
  std::string text;
  bool bold = false;
  bool italic = false;
  bool operator==(const Span&) const = default;
};
struct Paragraph {
  enum class Kind : std::uint8_t { Plain, Heading, Bullet, Numbered, Quote, Rule };
  Kind kind = Kind::Plain;
  int level = 0;  // Heading: 1 is the largest; Numbered: its number
  std::vector<Span> spans;
  bool operator==(const Paragraph&) const = default;
};

[[nodiscard]] std::vector<Paragraph> paragraphs(std::string_view text);
// What a terminal does not show (HTML, links, pictures, code blocks), in English; empty: nothing.
[[nodiscard]] std::string foreign_markdown(std::string_view text);
// So that it comes out of paragraphs() as it is: a name with a star is not emphasis.
[[nodiscard]] std::string escape_markdown(std::string_view text);

}  // namespace dk::form
