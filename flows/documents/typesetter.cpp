#include "flows/documents/typesetter.h"

#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <algorithm>

#include "flows/documents/limits.h"

namespace dk::documents {

namespace {

bool is_selector(char32_t c) {
  return (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef);
}

bool is_mark(UChar32 c) {
  const auto type = u_charType(c);
  return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK;
}

// What has no picture of its own: controls, joiners, marks of direction.
bool is_unseen(UChar32 c) {
  return u_charType(c) == U_CONTROL_CHAR || c == 0x2028 || c == 0x2029 ||
         u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

enum class Break : std::uint8_t { None, May, Must };

}  // namespace

struct Typesetter::Letter {
  char32_t character = 0;
  std::size_t units = 1;  // of UTF-16
  std::uint16_t font = 0;
  std::uint32_t glyph = 0;
  Um advance = 0;
  bool seen = false;    // has a glyph
  bool blank = false;   // may hang over the end of a line
  bool joined = false;  // belongs to the one before it
  Break before = Break::None;
};

// ICU's line breaker, made when it is first needed.
class Typesetter::Breaks {
 public:
  void find(std::vector<Letter>& letters) {
    UErrorCode error = U_ZERO_ERROR;
    if (!lines_) {
      lines_.reset(icu::BreakIterator::createLineInstance(icu::Locale("zh"), error));
    }
    if (U_FAILURE(error) || !lines_) {
      throw LayoutStop{{"line_breaker", "ICU has no rules for breaking lines"}};
    }
    icu::UnicodeString text;
    for (const Letter& letter : letters) text.append(static_cast<UChar32>(letter.character));
    lines_->setText(text);
    std::size_t letter = 0;
    std::size_t units = 0;
    for (auto at = lines_->next(); at != icu::BreakIterator::DONE; at = lines_->next()) {
      while (letter < letters.size() && units < static_cast<std::size_t>(at)) {
        units += letters[letter++].units;
      }
      if (letter == letters.size()) break;
      const bool must = lines_->getRuleStatus() >= UBRK_LINE_HARD;
      letters[letter].before = must ? Break::Must : Break::May;
    }
  }

 private:
  std::unique_ptr<icu::BreakIterator> lines_;
};

Typesetter::Typesetter(Fonts& fonts) : fonts_(fonts), breaks_(std::make_unique<Breaks>()) {}
Typesetter::~Typesetter() = default;

void Typesetter::take(const Piece& piece, const Letters& look, const std::string& element,
                      std::vector<Letter>& into) {
  if (piece.text.size() > 4 * static_cast<std::size_t>(limits::kParagraphCharacters)) {
    throw LayoutStop{{"paragraph_characters", element + ": a text is too long"}};
  }
  UErrorCode error = U_ZERO_ERROR;
  const icu::UnicodeString given = icu::UnicodeString::fromUTF8(piece.text);
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(error);
  const icu::UnicodeString text = U_SUCCESS(error) ? nfc->normalize(given, error) : given;
  const Fonts::Style style{look.bold, piece.language};
  for (std::int32_t at = 0; at < text.length();) {
    auto c = text.char32At(at);
    at = text.moveIndex32(at, 1);
    char32_t selector = 0;
    if (at < text.length() && is_selector(static_cast<char32_t>(text.char32At(at)))) {
      selector = static_cast<char32_t>(text.char32At(at));
      at = text.moveIndex32(at, 1);
    }
    if (c == '\t') c = ' ';
    Letter letter;
    letter.character = static_cast<char32_t>(c);
    letter.units = c > 0xffff ? 2 : 1;
    letter.joined = is_mark(c);
    letter.blank = u_isUWhiteSpace(c) && c != 0xa0;
    if (!is_unseen(c)) {
      const auto found = fonts_.find(letter.character, selector, style);
      if (found.missing && !letter.blank) missing_.insert(letter.character);
      letter.font = found.font;
      letter.glyph = found.glyph;
      letter.seen = !found.missing || !letter.blank;
      if (!letter.joined) letter.advance = fonts_.advance(found.font, found.glyph, look.em);
    }
    into.push_back(letter);
    if (into.size() > static_cast<std::size_t>(limits::kParagraphCharacters)) {
      throw LayoutStop{{"paragraph_characters", element + ": a text is too long"}};
    }
    if (++characters_ > limits::kCharacters) {
      throw LayoutStop{{"characters", element + ": the document has too many characters"}};
    }
  }
}

Line Typesetter::line(const std::vector<Letter>& letters, std::size_t begin, std::size_t end,
                      const Letters& look) const {
  Line out;
  while (end > begin && (letters[end - 1].blank || !letters[end - 1].seen)) --end;
  for (std::size_t i = begin; i < end; ++i) {
    const Letter& letter = letters[i];
    if (!letter.seen) continue;
    if (out.runs.empty() || out.runs.back().font != letter.font) {
      out.runs.push_back({.font = letter.font, .em = look.em, .colour = look.colour});
    }
    out.runs.back().glyphs.push_back({letter.glyph, letter.character, out.width, 0});
    out.width += letter.advance;
  }
  return out;
}

std::vector<Line> Typesetter::lines(const std::vector<Piece>& pieces, const Letters& look, Um width,
                                    const std::string& element) {
  std::vector<Letter> letters;
  for (const Piece& piece : pieces) take(piece, look, element, letters);
  breaks_->find(letters);
  std::vector<Line> out;
  std::size_t begin = 0;
  do {
    std::size_t end = begin;
    std::size_t may = begin;  // the last place where the line may end
    Um used = 0;
    for (; end < letters.size(); ++end) {
      const Letter& letter = letters[end];
      if (end > begin && letter.before == Break::Must) break;
      if (end > begin && letter.before == Break::May) may = end;
      if (!letter.blank && used + letter.advance > width && end > begin) {
        if (may > begin) {
          end = may;
        } else {  // a word longer than the line: between two characters as readers count them
          while (end < letters.size() && letters[end].joined) ++end;
        }
        break;
      }
      used += letter.advance;
    }
    out.push_back(line(letters, begin, end, look));
    begin = end;
  } while (begin < letters.size());
  return out;
}

}  // namespace dk::documents
