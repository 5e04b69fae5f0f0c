#include "flows/form/markdown.h"

#include <algorithm>

namespace dk::form {

namespace {

constexpr std::string_view kSpecial = "\\`*_{}[]()#+-.!<>&|~";

bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
// Bytes above ASCII are letters of other scripts.
bool word(char c) { return digit(c) || letter(c) || static_cast<unsigned char>(c) >= 0x80; }

class Inline {
 public:
  explicit Inline(std::string_view text) : text_(text) {}
  std::vector<Span> read() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '\\' && at_ + 1 < text_.size() && kSpecial.contains(text_[at_ + 1])) {
        span_.text += text_[at_ + 1];
        at_ += 2;
      } else if (c == '*' || c == '_') {
        marks(c);
      } else if (c == '`') {
        ++at_;  // there is one typeface
      } else {
        span_.text += c;
        ++at_;
      }
    }
    flush();
    return std::move(spans_);
  }

 private:
  void flush() {
    if (!span_.text.empty()) spans_.push_back(span_);
    span_.text.clear();
  }
  // A run of stars opens when something follows it, closes when something stands before it.
  void marks(char c) {
    std::size_t count = 0;
    while (at_ + count < text_.size() && text_[at_ + count] == c) ++count;
    const char before = at_ > 0 ? text_[at_ - 1] : ' ';
    const char after = at_ + count < text_.size() ? text_[at_ + count] : ' ';
    const bool inside = c == '_' && word(before) && word(after);
    const bool opens = after != ' ' && !inside;
    const bool closes = before != ' ' && !inside;
    bool used = false;
    const auto turn = [&](bool& style) {
      if (style ? closes : opens) {
        flush();
        style = !style;
        used = true;
      }
    };
    if (count >= 2) turn(span_.bold);
    if (count == 1 || count == 3) turn(span_.italic);
    if (!used) span_.text.append(count, c);
    at_ += count;
  }
  std::string_view text_;
  std::size_t at_ = 0;
  Span span_;
  std::vector<Span> spans_;
};

std::string_view trimmed(std::string_view line) {
  const auto from = line.find_first_not_of(" \t\r");
  if (from == std::string_view::npos) return {};
  return line.substr(from, line.find_last_not_of(" \t\r") - from + 1);
}

// A line that is a block of its own; Plain when it is a part of a paragraph.
Paragraph block(std::string_view line, std::string_view& rest) {
  Paragraph made;
  rest = line;
  const std::size_t hashes = std::min(line.find_first_not_of('#'), line.size());
  if (hashes > 0 && hashes <= 6 && (hashes == line.size() || line[hashes] == ' ')) {
    made.kind = Paragraph::Kind::Heading;
    made.level = static_cast<int>(hashes);
    rest = trimmed(line.substr(hashes));
    return made;
  }
  if (line.size() >= 3 && (line.front() == '-' || line.front() == '*' || line.front() == '_') &&
      line.find_first_not_of(line.front()) == std::string_view::npos) {
    made.kind = Paragraph::Kind::Rule;
    rest = {};
    return made;
  }
  if (line.size() >= 2 && line[1] == ' ' && std::string_view("-*+").contains(line[0])) {
    made.kind = Paragraph::Kind::Bullet;
    rest = trimmed(line.substr(2));
    return made;
  }
  if (line.front() == '>') {
    made.kind = Paragraph::Kind::Quote;
    rest = trimmed(line.substr(1));
    return made;
  }
  std::size_t digits = 0;
  while (digits < line.size() && digits < 4 && digit(line[digits])) ++digits;
  if (digits > 0 && digits + 1 < line.size() && (line[digits] == '.' || line[digits] == ')') &&
      line[digits + 1] == ' ') {
    made.kind = Paragraph::Kind::Numbered;
    for (std::size_t i = 0; i < digits; ++i) made.level = made.level * 10 + (line[i] - '0');
    rest = trimmed(line.substr(digits + 1));
  }
  return made;
}

}  // namespace

std::vector<Paragraph> paragraphs(std::string_view text) {
  std::vector<Paragraph> out;
  std::string open;  // lines of a plain paragraph
  const auto close = [&] {
    if (!open.empty()) out.push_back({Paragraph::Kind::Plain, 0, Inline(open).read()});
    open.clear();
  };
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(text.size(), end + 1));
    if (line.empty()) {
      close();
      continue;
    }
    std::string_view rest;
    Paragraph made = block(line, rest);
    if (made.kind == Paragraph::Kind::Plain) {
      if (!open.empty()) open += ' ';
      open += rest;
      continue;
    }
    close();
    made.spans = Inline(rest).read();
    out.push_back(std::move(made));
  }
  close();
  return out;
}

std::string foreign_markdown(std::string_view text) {
  if (text.contains("```") || text.contains("~~~")) return "a block of code";
  if (text.contains("](")) return text.contains("![") ? "a picture" : "a link";
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const char next = text[i + 1];
    if (text[i] == '<' && (letter(next) || next == '/' || next == '!')) return "HTML";
  }
  return {};
}

std::string escape_markdown(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (kSpecial.contains(c)) out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out;
}

}  // namespace dk::form
