#include "kiosk/screens/citizen/input_pad.h"

#include "kiosk/screens/citizen/input_parts.h"
#include "kiosk/ui/widgets/pads.h"

namespace dk::kiosk::screens {

using namespace input;  // NOLINT(google-build-using-namespace): the words of the view
using i18n::tr;

namespace {

constexpr float kTop = 904, kHeight = 1016, kWidth = 1080;
constexpr int kListColumns = 4;

struct TabWords {
  Tab tab;
  const char* id;
  Icon icon;
};
constexpr TabWords kTabs[] = {{Tab::Handwriting, "input.tab.ink", icons::kPencilSimple},
                              {Tab::Pinyin, "input.tab.pinyin", icons::kKeyboard},
                              {Tab::Strokes, "input.tab.rare", icons::kSearch}};

}  // namespace

void InputPad::draw_tabs() {
  constexpr float kGap = 14, kLeft = 48, kReadLeft = 836;
  const bool voice = view.voice_available;
  const std::size_t count = view.tabs.size() + (voice ? 1 : 0);
  const float room = kReadLeft - kGap - kLeft;
  const float w = count > 3 ? (room - 3 * kGap) / 4 : 196;
  float x = kLeft;
  const auto tab = [&](const char* id, Icon icon, bool selected) {
    const std::string word = tr(id);
    const Box box = at(x, 922, w, 104);
    x += w + kGap;
    const Ui::Act act = ui.act(
        id, box, word,
        {.role = Role::Key, .state = selected ? "selected" : "", .radius = 24, .repeats = true});
    const Colour ink = selected ? theme::kWhite : theme::kInk900;
    ui.rect(box, selected ? theme::kBrand700 : theme::kSurface, 24);
    const float em = ui.em({36, 42});
    const float width = ui.measure(word, {.em = em, .weight = Weight::Bold});
    const float icon_size = width + 46 + 32 > box.w ? 0.0F : 46.0F;  // the word before the picture
    const float words = std::min(width, box.w - 16 - icon_size);
    const float left = box.x + (box.w - words - icon_size - 8) / 2;
    if (icon_size > 0) ui.icon(left, box.y + 29, icon_size, icon, ink);
    ui.text({left + icon_size + 8, box.y, words + 2, box.h}, word,
            {.em = em, .weight = Weight::Bold, .colour = ink});
    ui.pressed(act, box, 24);
    return act.fired;
  };
  for (const TabView& one : view.tabs) {
    for (const TabWords& words : kTabs) {
      if (words.tab != one.tab) continue;
      if (tab(words.id, words.icon, one.selected) && !one.selected) happens(TabChosen{one.tab});
    }
  }
  if (voice && tab("input.tab.voice", icons::kMicrophone, false)) happens(ListenKey{});
  x = kReadLeft;
  const float read_w = kWidth - 48 - kReadLeft;
  const std::string read = tr("input.read");
  if (ui.button("input.read", at(kReadLeft, 922, read_w, 104), read,
                {.kind = ButtonKind::Key, .icon = beside(icons::kSpeaker), .em = 34})) {
    happens(ReadAloudKey{});
  }
}

void InputPad::draw_hint(Box box) {
  if (view.hint.empty()) return;
  const bool wrong = view.tone == HintTone::Wrong;
  const bool good = view.tone == HintTone::Good;
  const Icon icon = wrong ? icons::kWarning : good ? icons::kCheckCircle : icons::kInfo;
  const Colour ink = wrong ? theme::kRed700 : good ? theme::kGreen700 : theme::kInk700;
  const std::string word = tr(view.hint);
  ui.icon(box.x, box.y + (box.h - 40) / 2, 40, icon, ink);
  ui.text({box.x + 54, box.y, box.w - 54, box.h}, word,
          {.em = ui.em(theme::kSmall), .colour = ink});
  ui.node("input.hint", Role::Text, word, wrong ? "wrong" : good ? "right" : "", box);
}

void InputPad::draw_bar() {
  const Box box = at(48, 1043, 984, 112);
  if (view.candidates.empty() && view.composition.empty()) {
    draw_hint(box);
    return;
  }
  // The list itself stands below: then the bar has only the letters and the way back.
  std::vector<std::string> words;
  if (!view.list_open) {
    for (const Secret& text : view.candidates) words.emplace_back(text.text());
  }
  const std::string more =
      view.candidates.empty() ? "" : tr(view.list_open ? "input.list.close" : "input.list.open");
  const widgets::CandidatePick pick =
      widgets::candidate_bar(ui, "input.candidates", box,
                             {.words = words, .composed = view.composition.text(), .more = more});
  for (std::string& word : words) wipe(word.data(), word.size());
  if (pick.word) happens(CandidateChosen{*pick.word});
  if (pick.more) happens(CandidatesOpened{});
}

void InputPad::draw_list() {
  constexpr float kGap = 9, kRow = 104;
  const float w = (984 - kGap * (kListColumns - 1)) / kListColumns;
  for (std::size_t i = 0; i < view.candidates.size(); ++i) {
    const Box box = at(48 + static_cast<float>(i % kListColumns) * (w + kGap),
                       1179 + static_cast<float>(i / kListColumns) * (kRow + kGap), w, kRow);
    if (key("input.list[" + std::to_string(i) + "]", box, view.candidates[i].text(), {.em = 54})) {
      happens(CandidateChosen{i});
    }
  }
  const float half = (984 - 24) / 2;
  if (view.earlier_candidates &&
      function_key("input.list.earlier", at(48, 1760, half, 118), tr("input.list.earlier"))) {
    happens(CandidatesTurned{false});
  }
  if (view.more_candidates && function_key("input.list.later", at(48 + half + 24, 1760, half, 118),
                                           tr("input.list.later"))) {
    happens(CandidatesTurned{true});
  }
}

void InputPad::draw_ink() {
  widgets::Written written;
  for (const Stroke& stroke : view.strokes) {
    auto& drawn = written.strokes.emplace_back();
    for (const InkPoint& p : stroke) drawn.push_back({p.x + dx, p.y + dy});
  }
  written.writing = view.pen_down;
  const std::string label = tr("input.pad");
  const std::string hint = tr("input.pad.hint");
  const widgets::PadEvent event =
      widgets::signature_pad(ui, "input.pad", at(48, 1175, 762, 668),
                             {.label = label, .guides = true, .hint = hint}, written);
  // What the finger has added, as events of its own. A stroke that ended and one that began in the
  // same frame are both here.
  const std::size_t known = view.strokes.size();
  for (std::size_t i = known > 0 ? known - 1 : 0; i < written.strokes.size(); ++i) {
    const bool going_on = i + 1 == known;
    if (going_on && !view.pen_down) continue;
    const auto& drawn = written.strokes[i];
    for (std::size_t k = going_on ? view.strokes[i].size() : 0; k < drawn.size(); ++k) {
      const InkPoint p{drawn[k].x - dx, drawn[k].y - dy};
      happens(k == 0 ? InputEvent{PenDown{p}} : InputEvent{PenMoved{p}});
    }
    const bool last = i + 1 == written.strokes.size();
    if (!last || (event.finished && !written.writing)) happens(PenUp{});
  }
  for (auto& drawn : written.strokes) wipe(drawn.data(), drawn.size() * sizeof(Point));

  backspace_key(at(828, 1175, 204, 104), true);
  const std::string rewrite = tr("input.key.rewrite");
  if (ui.button("input.key.rewrite", at(828, 1297, 204, 104), rewrite,
                {.kind = ButtonKind::KeyFunction, .icon = beside(icons::kEraser), .em = 34})) {
    happens(RewriteKey{});
  }
  if (function_key("input.key.digits", at(828, 1419, 204, 104), tr("input.key.digits"))) {
    happens(TabChosen{Tab::Digits});
  }
  if (function_key("input.key.symbols", at(828, 1541, 204, 104), tr("input.key.symbols"))) {
    happens(TabChosen{Tab::Symbols});
  }
  done_key(at(828, 1663, 204, 180));
  draw_hint(at(48, 1852, 984, 59));
}

std::vector<InputEvent> draw_input(Ui& ui, const InputView& view) {
  std::vector<InputEvent> events;
  if (!view.open) return events;
  const Box canvas = ui.canvas();
  InputPad pad{ui, view, events, canvas.right() - kWidth, canvas.bottom() - kTop - kHeight};
  const Box ground = pad.at(0, kTop, kWidth, kHeight);
  ui.rect(ground, theme::kPad);
  ui.rect({ground.x, ground.y, ground.w, 3}, theme::kPadLine);
  pad.draw_tabs();
  // Under the finger the bar's place stays: on the pad its hint stands below.
  if (view.layout != KeysLayout::Ink || !view.candidates.empty()) pad.draw_bar();
  if (view.list_open) {
    pad.draw_list();
    return events;
  }
  switch (view.layout) {
    case KeysLayout::Ink:
      pad.draw_ink();
      break;
    case KeysLayout::Letters:
    case KeysLayout::LatinLetters:
      pad.draw_letters();
      break;
    case KeysLayout::Symbols:
      pad.draw_symbols();
      break;
    case KeysLayout::Digits:
    case KeysLayout::DigitsX:
    case KeysLayout::Phone:
      pad.draw_numbers();
      break;
    case KeysLayout::Strokes:
    case KeysLayout::Code:
      pad.draw_rare();
      break;
  }
  return events;
}

}  // namespace dk::kiosk::screens
