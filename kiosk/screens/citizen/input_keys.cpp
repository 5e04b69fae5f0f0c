// The keys of the input pad.
#include <algorithm>
#include <array>

#include "kiosk/screens/citizen/input_parts.h"
#include "kiosk/ui/widgets/pads.h"

namespace dk::kiosk::screens {

using namespace input;  // NOLINT(google-build-using-namespace): the words of the view
using i18n::tr;

namespace {

constexpr float kKeyW = 92, kKeyH = 118, kPitch = 100.8F;
constexpr float kRows[] = {1179, 1317, 1455, 1593, 1731};
constexpr std::u32string_view kLetters[] = {U"1234567890", U"qwertyuiop", U"asdfghjkl", U"zxcvbnm"};
constexpr float kLeft[] = {40, 40, 88, 189};
constexpr float kWholeRow = 984;

std::string id_of(char32_t character) {
  return "input.key[" + std::string(to_utf8(character).text()) + "]";
}

}  // namespace

void InputPad::character_key(Box box, char32_t character, float em) {
  const char32_t shown =
      view.upper && character >= U'a' && character <= U'z' ? character - U'a' + U'A' : character;
  const Secret label = to_utf8(shown);
  if (key(id_of(character), box, label.text(), {.em = em})) happens(CharacterKey{character});
}

void InputPad::backspace_key(Box box, bool with_word) {
  const std::string word = tr("input.key.back");
  if (ui.button("input.key.back", box, word,
                {.kind = ButtonKind::KeyFunction,
                 .icon = with_word ? beside(icons::kBackspace) : icons::kBackspace,
                 .em = 34,
                 .icon_only = !with_word})) {
    happens(BackspaceKey{});
  }
}

void InputPad::done_key(Box box) {
  const std::string word = tr("input.done");
  if (ui.button("input.done", box, word,
                {.kind = ButtonKind::Primary,
                 .icon = beside(icons::kCheckFat),
                 .em = 40,
                 .enabled = view.can_finish,
                 .first_focus = true})) {
    happens(DoneKey{});
  }
}

void InputPad::draw_letters() {
  // A Latin name has no digits.
  for (std::size_t row = view.pad == Pad::LatinName ? 1 : 0; row < std::size(kLetters); ++row) {
    for (std::size_t i = 0; i < kLetters[row].size(); ++i) {
      const float x = kLeft[row] + static_cast<float>(i) * (row < 2 ? kPitch : 101.5F);
      character_key(at(x, kRows[row], kKeyW, kKeyH), kLetters[row][i]);
    }
  }
  const Box left = at(40, kRows[3], 140, kKeyH);
  if (view.pad == Pad::LatinName) {
    character_key(left, U'-');
  } else if (view.can_switch_language) {
    if (function_key("input.key.language", left, tr("input.key.language"))) happens(LanguageKey{});
  } else if (function_key("input.key.shift", left, tr("input.key.shift"))) {
    happens(ShiftKey{});
  }
  backspace_key(at(900, kRows[3], 140, kKeyH));
  draw_bottom_row(false);
}

void InputPad::draw_symbols() {
  const auto& rows = symbol_rows();
  for (std::size_t row = 0; row < rows.size(); ++row) {
    for (std::size_t i = 0; i < rows[row].size(); ++i) {
      const float x = kLeft[row] + static_cast<float>(i) * (row < 2 ? kPitch : 101.5F);
      character_key(at(x, kRows[row], kKeyW, kKeyH), rows[row][i]);
    }
  }
  if (view.can_switch_language &&
      function_key("input.key.language", at(40, kRows[3], 140, kKeyH), tr("input.key.language"))) {
    happens(LanguageKey{});
  }
  backspace_key(at(900, kRows[3], 140, kKeyH));
  draw_bottom_row(true);
}

void InputPad::draw_bottom_row(bool symbols) {
  constexpr float kGap = 9;
  const float y = kRows[4];
  float left = 40;
  float right = 771;
  if (view.pad == Pad::LatinName) {
    character_key(at(left, y, 180, kKeyH), U'\'');
  } else {
    const char* word = symbols ? "input.key.back_to_letters" : "input.key.symbols";
    if (function_key("input.key.symbols", at(left, y, 180, kKeyH), tr(word))) {
      happens(TabChosen{Tab::Symbols});
    }
  }
  left += 180 + kGap;
  // Latin letters have their shift where pinyin has the quick words.
  if (view.layout == KeysLayout::LatinLetters && view.pad == Pad::Text &&
      view.can_switch_language) {
    right -= 180;
    if (ui.button("input.key.shift", at(right, y, 180, kKeyH), tr("input.key.shift"),
                  {.kind = ButtonKind::KeyFunction, .em = 34, .selected = view.upper})) {
      happens(ShiftKey{});
    }
    right -= kGap;
  } else {
    const std::size_t words = std::min<std::size_t>(view.quick_words.size(), 2);
    for (std::size_t i = words; i-- > 0;) {
      const float word =
          ui.measure(view.quick_words[i], {.em = ui.em({34, 42}), .weight = Weight::Bold});
      const float w = std::clamp(word + 56, kKeyW, 180.0F);
      right -= w;
      if (function_key("input.quick[" + std::to_string(i) + "]", at(right, y, w, kKeyH),
                       view.quick_words[i])) {
        happens(QuickWordKey{i});
      }
      right -= kGap;
    }
  }
  if (key("input.key.space", at(left, y, right - left, kKeyH), tr("input.key.space"), {.em = 34})) {
    happens(SpaceKey{});
  }
  done_key(at(780, y, 260, 120));
}

void InputPad::draw_numbers() {
  constexpr float kGap = 24;
  const Box keys = at(48, kRows[0], kWholeRow, 584);
  const auto pressed = widgets::numeric_keypad(
      ui, "input.digit", keys, view.layout == KeysLayout::DigitsX, tr("input.key.back"));
  if (pressed == '\b') {
    happens(BackspaceKey{});
  } else if (pressed) {
    happens(CharacterKey{static_cast<char32_t>(*pressed)});
  }
  const float w = (keys.w - 2 * kGap) / 3;
  const Box free_key{keys.x, keys.y + 3 * (128 + kGap), w, 128};
  if (view.layout == KeysLayout::Phone) character_key(free_key, U'+', 64);
  if (view.pad != Pad::Text) {
    done_key(at(48, 1783, kWholeRow, 120));
    return;
  }
  // Back to what the person wrote with before.
  if (function_key("input.key.digits", free_key, tr("input.key.back_to_letters"))) {
    happens(TabChosen{Tab::Digits});
  }
  done_key(at(48, 1783, kWholeRow, 120));
}

void InputPad::draw_rare() {
  if (view.layout == KeysLayout::Strokes) {
    constexpr std::array<char, 5> kStrokes{'h', 's', 'p', 'n', 'z'};
    for (std::size_t i = 0; i < kStrokes.size(); ++i) {
      const std::string name = std::string("input.stroke.") + kStrokes[i];
      const Box box = at(48 + static_cast<float>(i) * 200, kRows[0], 184, 256);
      if (key(name, box, tr(name), {.em = 54})) {
        happens(CharacterKey{static_cast<char32_t>(kStrokes[i])});
      }
    }
  } else {
    constexpr std::array<char32_t, 18> kDigits{'0', '1', '2', '3', '4', '5', '6', '7', '8',
                                               '9', 'A', 'B', 'C', 'D', 'E', 'F', 'U', '+'};
    for (std::size_t i = 0; i < kDigits.size(); ++i) {
      const Box box = at(48 + static_cast<float>(i % 6) * 166.8F,
                         kRows[0] + static_cast<float>(i / 6) * 138, 150, kKeyH);
      character_key(box, kDigits[i]);
    }
  }
  const bool strokes = view.layout == KeysLayout::Strokes;
  const std::string other = strokes ? "input.key.code" : "input.key.strokes";
  if (view.code_available && function_key(other, at(48, kRows[4], 340, kKeyH), tr(other))) {
    happens(TabChosen{strokes ? Tab::Code : Tab::Strokes});
  }
  backspace_key(at(404, kRows[4], 360, kKeyH), true);
  done_key(at(780, kRows[4], 252, 120));
}

}  // namespace dk::kiosk::screens
