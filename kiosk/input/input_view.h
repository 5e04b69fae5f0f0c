// What the screen shows of a field being filled: a plain value, made from the state by view_of().
// No words but what the person wrote and what the form supplied; hints are text keys.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "kiosk/input/input_update.h"

namespace dk::kiosk::input {

enum class KeysLayout {
  Ink,
  Letters,
  LatinLetters,
  Digits,
  DigitsX,
  Phone,
  Symbols,
  Strokes,
  Code
};
enum class HintTone { Plain, Good, Wrong };

struct TabView {
  Tab tab = Tab::Pinyin;
  bool selected = false;
};

struct InputView {
  bool open = false;
  Pad pad = Pad::Text;
  KeysLayout layout = KeysLayout::Letters;
  Tab tab = Tab::Pinyin;
  // Those with a button of their own: handwriting, pinyin, rare characters (strokes or code).
  std::vector<TabView> tabs;
  bool code_available = false;  // strokes and code lead to each other
  bool voice_available = false;
  bool can_switch_language = false;

  Secret text;            // as it is shown: masked where the field asks for it
  std::size_t caret = 0;  // in characters of `text`
  bool upper = false;
  bool can_finish = false;
  std::vector<std::string> quick_words;
  std::vector<Suggestion> suggestions;

  Secret composition;
  std::vector<Secret> candidates;
  bool list_open = false;
  bool earlier_candidates = false;
  bool more_candidates = false;

  std::vector<Stroke> strokes;
  bool pen_down = false;
  std::string hint;  // text key "input.hint.*"; empty: none
  HintTone tone = HintTone::Plain;
};

[[nodiscard]] InputView view_of(const InputState& state, const LetterEngines& engines);
// Symbols of the page, by rows of 10, 10, 9 and 7; the same in all languages.
[[nodiscard]] const std::vector<std::u32string>& symbol_rows();

}  // namespace dk::kiosk::input
