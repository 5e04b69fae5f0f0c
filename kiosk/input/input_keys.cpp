// Keys, compositions and candidates.
#include <algorithm>
#include <utility>

#include "kiosk/input/input_editor.h"

namespace dk::kiosk::input {
namespace {

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_latin(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }
char32_t upper_of(char32_t c) { return c >= U'a' && c <= U'z' ? c - U'a' + U'A' : c; }

// What a pad takes by a key; engines and candidates are asked elsewhere.
bool belongs(Pad pad, char32_t c, std::span<const char32_t> text, std::size_t caret) {
  switch (pad) {
    case Pad::Digits:
      return is_digit(c);
    case Pad::Phone:
      return is_digit(c) || (c == U'+' && caret == 0 && (text.empty() || text.front() != U'+'));
    case Pad::CitizenNumber:
      return is_digit(c) || (c == U'X' && caret == 17);
    case Pad::LatinName:
      return is_latin(c) || c == U'-' || c == U'\'' || c == U'.' || c == U',';
    case Pad::Text:
      return c >= U' ' && c != 0x7f && c <= 0x10ffff && !(c >= 0x80 && c < 0xa0) &&
             !(c >= 0xd800 && c <= 0xdfff);
  }
  return false;
}

}  // namespace

LetterEngine* InputEditor::engine() const {
  switch (s.tab) {
    case Tab::Pinyin:
      return engines.pinyin;
    case Tab::Strokes:
      return engines.strokes;
    case Tab::Code:
      return engines.code;
    default:
      return nullptr;
  }
}

void InputEditor::refresh() {
  LetterEngine* letters = engine();
  if (letters == nullptr) return;
  s.composition = letters->composition();
  s.candidates =
      letters->candidates(s.first_candidate, s.list_open ? kCandidatesOfPage : kCandidatesOfBar);
  if (s.composition.empty()) s.list_open = false;
}

void InputEditor::drop_composition() {
  if (LetterEngine* letters = engine(); letters != nullptr && !s.composition.empty()) {
    letters->clear();
  }
  s.composition = {};
  s.candidates = {};
  s.first_candidate = 0;
  s.list_open = false;
}

void InputEditor::handle(const CharacterKey& event) {
  char32_t c = event.character;
  if (LetterEngine* letters = engine(); letters != nullptr && c < 0x80) {
    if (letters->type(static_cast<char>(c))) {
      s.first_candidate = 0;
      refresh();
      return;
    }
    // A digit between letters of pinyin ends the word; a refused stroke or code digit does nothing.
    if (s.tab != Tab::Pinyin || is_latin(c)) return;
    if (!s.composition.empty()) handle(CandidateChosen{0});
    drop_composition();
  }
  drop_ink();
  if (s.field.pad == Pad::CitizenNumber) c = upper_of(c);
  if (s.field.pad == Pad::LatinName || s.upper) c = upper_of(c);
  if (s.field.pad == Pad::Text) s.upper = false;
  if (belongs(s.field.pad, c, s.text, s.caret)) insert(std::span(&c, 1));
}

void InputEditor::handle(const ShiftKey& /*event*/) {
  if (s.tab == Tab::English && s.field.pad == Pad::Text) s.upper = !s.upper;
}

void InputEditor::handle(const SpaceKey& /*event*/) {
  if (!s.composition.empty() || !s.strokes.empty()) {
    handle(CandidateChosen{0});
    return;
  }
  // One between two words; none in numbers.
  const bool words = s.field.pad == Pad::Text || s.field.pad == Pad::LatinName;
  if (!words || s.caret == 0 || s.text[s.caret - 1] == U' ') return;
  constexpr char32_t kSpace = U' ';
  insert(std::span(&kSpace, 1));
}

void InputEditor::handle(const BackspaceKey& /*event*/) {
  if (LetterEngine* letters = engine(); letters != nullptr && !s.composition.empty()) {
    (void)letters->backspace();
    s.first_candidate = 0;
    refresh();
    return;
  }
  if (!s.strokes.empty()) {
    s.pen_down = false;
    s.strokes.pop_back();
    s.candidates = {};
    s.first_candidate = 0;
    if (s.strokes.empty()) {
      drop_ink();
    } else {
      ask_ink();
    }
    return;
  }
  erase_before_caret();
}

void InputEditor::handle(const CandidateChosen& event) {
  if (event.index >= s.candidates.texts.size()) return;
  if (LetterEngine* letters = engine(); letters != nullptr) {
    const Secret text = letters->choose(s.first_candidate + event.index);
    s.first_candidate = 0;
    s.list_open = false;
    insert_text(text.text());
    refresh();
    return;
  }
  if (s.strokes.empty() || s.ink_answered != s.ink_asked) return;
  const Secret text = s.candidates.texts[event.index];
  drop_ink();
  insert_text(text.text());
}

void InputEditor::handle(const CandidatesOpened& /*event*/) {
  if (s.candidates.texts.empty()) return;
  s.list_open = !s.list_open;
  s.first_candidate = 0;
  refresh();
}

void InputEditor::handle(const CandidatesTurned& event) {
  if (!s.list_open || engine() == nullptr) return;
  if (event.forward) {
    if (s.candidates.more) s.first_candidate += kCandidatesOfPage;
  } else {
    s.first_candidate -= std::min(s.first_candidate, kCandidatesOfPage);
  }
  refresh();
}

}  // namespace dk::kiosk::input
