#include "kiosk/input/input_view.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace dk::kiosk::input {
namespace {

constexpr char32_t kStar = U'*';

KeysLayout layout_of(const InputState& s) {
  switch (s.tab) {
    case Tab::Handwriting:
      return KeysLayout::Ink;
    case Tab::Pinyin:
      return KeysLayout::Letters;
    case Tab::English:
      return KeysLayout::LatinLetters;
    case Tab::Symbols:
      return KeysLayout::Symbols;
    case Tab::Strokes:
      return KeysLayout::Strokes;
    case Tab::Code:
      return KeysLayout::Code;
    case Tab::Digits:
      break;
  }
  if (s.field.pad == Pad::Phone) return KeysLayout::Phone;
  return s.field.pad == Pad::CitizenNumber ? KeysLayout::DigitsX : KeysLayout::Digits;
}

// The last one stays, so that a wrong key is seen.
Secret masked(const InputState& s) {
  Characters shown(s.text.size(), kStar);
  if (!shown.empty() && s.caret > 0) shown[s.caret - 1] = s.text[s.caret - 1];
  return to_utf8(shown);
}

std::pair<std::string, HintTone> hint_of(const InputState& s) {
  if (s.field.pad == Pad::CitizenNumber) {
    switch (check_number(s)) {
      case NumberCheck::Right:
        return {"input.hint.number_right", HintTone::Good};
      case NumberCheck::Wrong:
        return {"input.hint.number_wrong", HintTone::Wrong};
      case NumberCheck::NotYet:
        return {s.number_wrong ? "input.hint.number_short" : "input.hint.number",
                s.number_wrong ? HintTone::Wrong : HintTone::Plain};
    }
  }
  switch (s.tab) {
    case Tab::Handwriting:
      return {"input.hint.ink", HintTone::Plain};
    case Tab::Strokes:
      return {"input.hint.strokes", HintTone::Plain};
    case Tab::Code:
      return {"input.hint.code", HintTone::Plain};
    default:
      return {};
  }
}

}  // namespace

InputView view_of(const InputState& s, const LetterEngines& engines) {
  InputView view;
  view.open = s.open;
  if (!s.open) return view;
  view.pad = s.field.pad;
  view.layout = layout_of(s);
  view.tab = s.tab;
  view.voice_available = s.voice_available && s.field.pad == Pad::Text;
  for (const Tab tab : tabs_of(s, engines)) {
    if (tab == Tab::Handwriting || tab == Tab::Pinyin || tab == Tab::Strokes) {
      const bool rare = tab == Tab::Strokes && s.tab == Tab::Code;
      view.tabs.push_back({tab, tab == s.tab || rare});
    }
  }
  view.code_available = s.field.pad == Pad::Text && engines.code != nullptr;
  view.can_switch_language = s.field.pad == Pad::Text && engines.pinyin != nullptr;
  const bool number = s.field.pad != Pad::Text && s.field.pad != Pad::LatinName;
  view.text = s.field.masked && number ? masked(s) : to_utf8(s.text);
  view.caret = s.caret;
  view.upper = s.upper;
  const bool half = !s.composition.empty() || !s.strokes.empty();
  view.can_finish = s.field.pad == Pad::CitizenNumber ? check_number(s) == NumberCheck::Right
                                                      : !s.text.empty() || half;
  view.quick_words = s.field.quick_words;
  view.suggestions = s.suggestions;
  view.composition = s.composition;
  const std::size_t shown = s.list_open ? kCandidatesOfPage : kCandidatesOfBar;
  const auto count = static_cast<std::ptrdiff_t>(std::min(shown, s.candidates.texts.size()));
  view.candidates.assign(s.candidates.texts.begin(), s.candidates.texts.begin() + count);
  view.list_open = s.list_open;
  view.earlier_candidates = s.first_candidate > 0;
  view.more_candidates =
      s.candidates.more || std::ssize(s.candidates.texts) > std::ssize(view.candidates);
  view.strokes = s.strokes;
  view.pen_down = s.pen_down;
  std::tie(view.hint, view.tone) = hint_of(s);
  return view;
}

const std::vector<std::u32string>& symbol_rows() {
  static const std::vector<std::u32string> rows{U"1234567890", U"，。、？！：；“”·",
                                                U"（）《》【】—…～", U"-/#@._+"};
  return rows;
}

}  // namespace dk::kiosk::input
