#include "kiosk/input/input_update.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/codes/citizen_number.h"
#include "kiosk/input/input_editor.h"
#include "kiosk/input/rime_session.h"

namespace dk::kiosk::input {
namespace {

constexpr std::size_t kCitizenNumberLength = 18;
constexpr std::size_t kLongestPhone = 15;  // E.164, without the plus

std::size_t limit_of(const Field& field) {
  const std::size_t asked = std::min(field.most_characters, kMostCharacters);
  switch (field.pad) {
    case Pad::CitizenNumber:
      return kCitizenNumberLength;
    case Pad::Phone:
      return std::min(asked, kLongestPhone + 1);
    default:
      return asked;
  }
}

bool is_writing(Tab tab) {
  return tab == Tab::Handwriting || tab == Tab::Pinyin || tab == Tab::English;
}

Tab first_tab(const InputState& s, const std::vector<Tab>& tabs) {
  const auto has = [&tabs](Tab tab) { return std::ranges::find(tabs, tab) != tabs.end(); };
  if (s.last_tab && has(*s.last_tab)) return *s.last_tab;
  if ((s.elder_mode || s.age >= kElderAge) && has(Tab::Handwriting)) return Tab::Handwriting;
  if (has(Tab::Pinyin)) return Tab::Pinyin;
  return tabs.front();
}

}  // namespace

std::vector<Tab> tabs_of(const InputState& state, const LetterEngines& engines) {
  switch (state.field.pad) {
    case Pad::Digits:
    case Pad::Phone:
    case Pad::CitizenNumber:
      return {Tab::Digits};
    case Pad::LatinName:
      return {Tab::English};
    case Pad::Text:
      break;
  }
  std::vector<Tab> tabs;
  if (engines.ink) tabs.push_back(Tab::Handwriting);
  if (engines.pinyin != nullptr) tabs.push_back(Tab::Pinyin);
  tabs.insert(tabs.end(), {Tab::English, Tab::Digits, Tab::Symbols});
  if (engines.strokes != nullptr) tabs.push_back(Tab::Strokes);
  if (engines.code != nullptr) tabs.push_back(Tab::Code);
  return tabs;
}

NumberCheck check_number(const InputState& state) {
  if (state.field.pad != Pad::CitizenNumber || state.text.size() < kCitizenNumberLength) {
    return NumberCheck::NotYet;
  }
  const Secret number = to_utf8(state.text);
  auto parsed = codes::parse_citizen_number(number.text(), state.today);
  if (!parsed) return NumberCheck::Wrong;
  wipe(parsed->text.data(), parsed->text.size());
  wipe(parsed->birth.data(), parsed->birth.size());
  return NumberCheck::Right;
}

InputStep update(InputState state, InputEvent event, const LetterEngines& engines) {
  InputStep step{std::move(state), {}};
  InputEditor editor{step.state, step.effects, engines};
  // Between fields only these mean something.
  const bool always =
      std::holds_alternative<Opened>(event) || std::holds_alternative<PersonKnown>(event);
  if (step.state.open || always) {
    std::visit([&editor](auto& what) { editor.handle(what); }, event);
  }
  return step;
}

InputStep clear(const LetterEngines& engines) {
  for (LetterEngine* engine : {engines.pinyin, engines.strokes, engines.code}) {
    if (engine != nullptr) engine->clear();
  }
  return {InputState{}, {ForgetInk{}}};
}

void InputEditor::handle(const PersonKnown& event) {
  s.age = event.age;
  s.elder_mode = event.elder_mode;
  s.script = event.script;
  s.voice_available = event.voice_available;
  s.today = event.today;
}

void InputEditor::handle(const Opened& event) {
  drop_composition();
  drop_ink();
  s.open = true;
  s.field = event.field;
  s.suggestions.clear();
  s.text = to_characters(s.field.start.text(), limit_of(s.field));
  s.field.start = {};
  s.caret = s.text.size();
  s.number_wrong = false;
  s.upper = s.field.pad == Pad::LatinName;
  s.tab = first_tab(s, tabs_of(s, engines));
  s.back_to = s.tab;
}

void InputEditor::handle(SuggestionsChanged& event) {
  s.suggestions = std::move(event.suggestions);
}

void InputEditor::go_to(Tab tab) {
  // What was half written goes with its keys; a letter typed is not yet a text.
  drop_composition();
  drop_ink();
  if (is_writing(s.tab)) s.back_to = s.tab;
  s.tab = tab;
  s.upper = false;
  if (is_writing(tab) && s.field.pad == Pad::Text) s.last_tab = tab;
}

void InputEditor::handle(const TabChosen& event) {
  const std::vector<Tab> tabs = tabs_of(s, engines);
  if (std::ranges::find(tabs, event.tab) == tabs.end()) return;
  // The key of the digits and that of the symbols lead back as well.
  go_to(event.tab == s.tab ? s.back_to : event.tab);
}

void InputEditor::handle(const LanguageKey& /*event*/) {
  if (s.field.pad != Pad::Text) return;
  const Tab other = s.tab == Tab::English && engines.pinyin != nullptr ? Tab::Pinyin : Tab::English;
  go_to(other);
}

void InputEditor::insert(std::span<const char32_t> characters) {
  // All of it or nothing: half a word is a wrong answer.
  if (characters.empty() || s.text.size() + characters.size() > limit_of(s.field)) return;
  s.text.insert(s.text.begin() + static_cast<std::ptrdiff_t>(s.caret), characters.begin(),
                characters.end());
  s.caret += characters.size();
  changed();
}

void InputEditor::insert_text(std::string_view utf8) {
  insert(to_characters(utf8, kMostCharacters));
}

void InputEditor::erase_before_caret() {
  if (s.caret == 0) return;
  // Anew: erasing in place would leave a copy of the last one behind the end.
  const auto gone = s.text.begin() + static_cast<std::ptrdiff_t>(s.caret) - 1;
  Characters rest(s.text.begin(), gone);
  rest.insert(rest.end(), gone + 1, s.text.end());
  s.text = std::move(rest);
  --s.caret;
  changed();
}

void InputEditor::changed() {
  s.number_wrong = false;
  effects.emplace_back(TextChanged{});
}

void InputEditor::handle(const CaretMoved& event) {
  if (s.composition.empty() && s.strokes.empty()) s.caret = std::min(event.to, s.text.size());
}

void InputEditor::handle(const QuickWordKey& event) {
  if (event.index >= s.field.quick_words.size()) return;
  drop_composition();
  drop_ink();
  insert_text(s.field.quick_words[event.index]);
}

void InputEditor::handle(const SuggestionChosen& event) {
  if (event.index >= s.suggestions.size()) return;
  Characters whole = to_characters(s.suggestions[event.index].value.text(), limit_of(s.field));
  if (whole.empty()) return;
  drop_composition();
  drop_ink();
  s.text = std::move(whole);
  s.caret = s.text.size();
  changed();
  handle(DoneKey{});
}

void InputEditor::handle(const DoneKey& /*event*/) {
  // The first candidate is what the person sees underlined; ink that is still being read is not
  // thrown away.
  if (!s.strokes.empty() && s.ink_answered != s.ink_asked) return;
  for (std::size_t left = kMostLetters; left > 0 && !s.candidates.texts.empty(); --left) {
    handle(CandidateChosen{0});
  }
  drop_composition();
  drop_ink();
  if (s.field.pad == Pad::CitizenNumber && check_number(s) != NumberCheck::Right) {
    s.number_wrong = true;
    return;
  }
  effects.emplace_back(Finished{to_utf8(s.text)});
  s.open = false;
  s.text = {};
  s.caret = 0;
  s.suggestions.clear();
  s.field = {};
}

void InputEditor::handle(const ListenKey& /*event*/) {
  if (s.voice_available) effects.emplace_back(Listen{});
}
void InputEditor::handle(const Heard& event) {
  if (!s.voice_available || s.field.pad != Pad::Text) return;
  drop_composition();
  drop_ink();
  insert_text(event.text.text());
}
void InputEditor::handle(const ReadAloudKey& /*event*/) { effects.emplace_back(ReadAloud{}); }

}  // namespace dk::kiosk::input
