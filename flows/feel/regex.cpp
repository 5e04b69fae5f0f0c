#include "flows/feel/regex.h"

#include <unicode/uregex.h>

#include <vector>

#include "flows/feel/characters.h"

namespace dk::feel {

namespace {

constexpr int kMaxNestedClasses = 16;

// XML's name characters (1.0, fifth edition), as members of a class.
constexpr std::string_view kNameStart =
    ":A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF"
    "\\u200C\\u200D\\u2070-\\u218F\\x{2C00}-\\x{2FEF}\\x{3001}-\\x{D7FF}\\x{F900}-\\x{FDCF}\\x{"
    "FDF0}-"
    "\\x{FFFD}"
    "\\U00010000-\\U000EFFFF";
constexpr std::string_view kNameMore = "\\-.0-9\\u00B7\\u0300-\\u036F\\u203F\\u2040";

bool space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool digit(char c) { return c >= '0' && c <= '9'; }

// The flag `x`: no white space but in brackets.
std::string without_space(std::string_view text) {
  std::string out;
  int brackets = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size() && (brackets > 0 || !space(text[i + 1]))) {
      out += text[i++];
    } else if (text[i] == '[') {
      ++brackets;
    } else if (text[i] == ']') {
      --brackets;
    } else if (brackets <= 0 && space(text[i])) {
      continue;
    }
    out += text[i];
  }
  return out;
}

class Translator {
 public:
  Translator(std::string_view text, bool dot_all, bool lines)
      : text_(text), dot_all_(dot_all), lines_(lines) {}

  // False: this is no expression of XPath.
  bool translate() {
    bool repeatable = false;  // something stands before, which a quantifier may repeat
    while (at_ < text_.size()) {
      const char c = text_[at_];
      switch (c) {
        case '\\':
          if (!escape(false)) return false;
          repeatable = true;
          break;
        case '[':
          if (!char_class(0)) return false;
          repeatable = true;
          break;
        case '(':
          if (!open_group()) return false;
          repeatable = false;
          break;
        case ')':
          if (open_.empty()) return false;
          closed_[open_.back()] = true;
          open_.pop_back();
          put(c);
          repeatable = true;
          break;
        case '.':
          out_ += dot_all_ ? "." : "[^\\n\\r]";
          ++at_;
          repeatable = true;
          break;
        case '^':
        case '|':
          put(c);
          repeatable = false;
          break;
        case '$':
          // ICU's `$` also stands before a newline at the end.
          out_ += lines_ ? "$" : "\\z";
          ++at_;
          repeatable = false;
          break;
        case '*':
        case '+':
        case '?':
        case '{':
          if (!repeatable || !quantifier()) return false;
          repeatable = false;
          break;
        case ']':
        case '}':
          return false;
        default:
          literal();
          repeatable = true;
      }
    }
    return open_.empty();
  }

  [[nodiscard]] std::string& out() { return out_; }

 private:
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  void put(char c) {
    out_ += c;
    ++at_;
  }

  // A character that means itself.
  void literal() {
    const Character c = character_at(text_, at_);
    const bool word =
        c.code >= 0x80 || digit(text_[at_]) || ((c.code | 0x20) >= 'a' && (c.code | 0x20) <= 'z');
    if (!word) out_ += '\\';
    out_ += text_.substr(at_, c.size);
    at_ += c.size;
  }

  bool open_group() {
    if (peek(1) == '?') {
      if (peek(2) != ':') return false;  // no look-around, no flags, no names
      out_ += "(?:";
      at_ += 3;
      open_.push_back(0);
    } else {
      put('(');
      open_.push_back(closed_.size());
      closed_.push_back(false);
    }
    return true;
  }

  bool quantifier() {
    if (peek() == '{') {
      const std::size_t start = at_;
      const auto number = [&] {
        const std::size_t from = at_;
        while (digit(peek())) ++at_;
        return at_ > from;
      };
      ++at_;
      if (!number()) return false;
      if (peek() == ',') {
        ++at_;
        number();
      }
      if (peek() != '}') return false;
      ++at_;
      out_ += text_.substr(start, at_ - start);
    } else {
      put(peek());
    }
    if (peek() == '?') put('?');  // reluctant; ICU's possessive `+` is refused by the caller
    return true;
  }

  bool property() {
    const std::size_t end = text_.find('}', at_);
    if (peek(2) != '{' || end == std::string_view::npos) return false;
    const std::string_view name = text_.substr(at_ + 3, end - at_ - 3);
    const bool block = name.starts_with("Is");
    if (!block) {
      static constexpr std::string_view kMajor = "LMNPZSC";
      const bool minor = name.size() == 2 && name[1] >= 'a' && name[1] <= 'z';
      if (name.empty() || kMajor.find(name[0]) == std::string_view::npos ||
          (name.size() != 1 && !minor)) {
        return false;
      }
    }
    out_ += '\\';
    out_ += text_[at_ + 1];
    out_ += block ? "{blk=" : "{gc=";
    out_ += block ? name.substr(2) : name;
    out_ += '}';
    at_ = end + 1;
    return true;
  }

  bool back_reference() {
    std::size_t number = static_cast<std::size_t>(peek(1) - '0');
    at_ += 2;
    // As many digits as name a group that is there (5.6.1.1).
    while (digit(peek()) && number * 10 + static_cast<std::size_t>(peek() - '0') < closed_.size()) {
      number = number * 10 + static_cast<std::size_t>(peek() - '0');
      ++at_;
    }
    if (number == 0 || number >= closed_.size() || !closed_[number]) return false;
    // In a group of its own: what follows may be a digit.
    out_ += "(?:\\" + std::to_string(number) + ")";
    return true;
  }

  bool escape(bool in_class) {
    const char c = peek(1);
    const auto set = [&](std::string_view members, bool negated) {
      out_ += negated ? "[^" : "[";
      out_ += members;
      out_ += ']';
      at_ += 2;
      return true;
    };
    switch (c) {
      case 'n':
      case 'r':
      case 't':
      case 'd':
      case 'D':
        out_ += '\\';
        out_ += c;
        at_ += 2;
        return true;
      case 's':
      case 'S':
        return set(" \\t\\n\\r", c == 'S');
      case 'w':
      case 'W':
        return set("\\p{P}\\p{Z}\\p{C}", c == 'w');
      case 'i':
      case 'I':
        return set(kNameStart, c == 'I');
      case 'c':
      case 'C':
        return set(std::string(kNameStart) + std::string(kNameMore), c == 'C');
      case 'p':
      case 'P':
        return property();
      default:
        break;
    }
    if (digit(c)) return !in_class && back_reference();
    static constexpr std::string_view kPlain = "\\|.?*+(){}$-[]^";
    if (c == '\0' || kPlain.find(c) == std::string_view::npos) return false;
    ++at_;
    literal();
    return true;
  }

  // One end of a range; false: a class such as \d, which ends none.
  bool single() const {
    return peek() != '\\' ||
           std::string_view("nrt\\|.?*+(){}$-[]^").find(peek(1)) != std::string_view::npos;
  }

  // "[^a-z-[aeiou]]": ICU writes a difference as "[[^a-z]--[aeiou]]".
  bool char_class(int depth) {
    if (depth > kMaxNestedClasses) return false;
    out_ += "[[";
    ++at_;
    if (peek() == '^') put('^');
    bool any = false;
    while (peek() != ']') {
      if (at_ >= text_.size()) return false;
      if (peek() == '-' && peek(1) == '[') {
        if (!any) return false;
        out_ += "]--";
        ++at_;
        if (!char_class(depth + 1) || peek() != ']') return false;
        ++at_;
        out_ += ']';
        return true;
      }
      any = true;
      const bool may_begin_range = single();
      if (!member()) return false;
      const bool range = may_begin_range && peek() == '-' && peek(1) != ']' && peek(1) != '[' &&
                         at_ + 1 < text_.size();
      if (!range) continue;
      put('-');
      if (!single() || !member()) return false;
    }
    if (!any) return false;
    ++at_;
    out_ += "]]";
    return true;
  }

  bool member() {
    if (peek() == '\\') return escape(true);
    if (peek() == '[') return false;
    literal();
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool dot_all_;
  bool lines_;
  std::string out_;
  std::vector<std::size_t> open_;    // groups not closed yet; 0: one that captures nothing
  std::vector<bool> closed_{false};  // by number; 0 is nobody's
};

}  // namespace

std::optional<IcuExpression> icu_expression(std::string_view xpath, std::string_view flags) {
  if (flags.find_first_not_of("smixq") != std::string_view::npos) return std::nullopt;
  const auto set = [&](char flag) { return flags.find(flag) != std::string_view::npos; };
  IcuExpression out;
  if (set('i')) out.options |= UREGEX_CASE_INSENSITIVE;
  if (set('q')) {  // the others have no effect then
    out.options |= UREGEX_LITERAL;
    out.text = xpath;
    return out;
  }
  if (set('s')) out.options |= UREGEX_DOTALL;
  if (set('m')) out.options |= UREGEX_MULTILINE | UREGEX_UNIX_LINES;
  const std::string source = set('x') ? without_space(xpath) : std::string(xpath);
  Translator translator(source, set('s'), set('m'));
  if (!translator.translate()) return std::nullopt;
  out.text = std::move(translator.out());
  return out;
}

std::optional<std::string> icu_replacement(std::string_view xpath, int groups) {
  std::string out;
  for (std::size_t i = 0; i < xpath.size(); ++i) {
    const char next = i + 1 < xpath.size() ? xpath[i + 1] : '\0';
    if (xpath[i] == '\\') {
      if (next != '\\' && next != '$') return std::nullopt;
      out += '\\';
      out += next;
      ++i;
    } else if (xpath[i] == '$') {
      if (!digit(next)) return std::nullopt;
      int group = next - '0';
      ++i;
      while (i + 1 < xpath.size() && digit(xpath[i + 1]) &&
             group * 10 + (xpath[i + 1] - '0') <= groups) {
        group = group * 10 + (xpath[++i] - '0');
      }
      if (group > groups) continue;
      out += '$' + std::to_string(group);
      if (i + 1 < xpath.size() && digit(xpath[i + 1])) out += '\\';  // not another digit of it
    } else {
      out += xpath[i];
    }
  }
  return out;
}

}  // namespace dk::feel
