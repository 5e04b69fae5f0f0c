// The line that is typed, and whole answers before characters.
#include <string>

#include "i18n/texts.h"
#include "kiosk/screens/citizen/input_pad.h"
#include "kiosk/ui/widgets/cards.h"
#include "kiosk/ui/widgets/fields.h"

namespace dk::kiosk::screens {

using i18n::tr;

namespace {

std::vector<input::InputEvent> draw_answers(Ui& ui, Box box, const input::InputView& view) {
  std::vector<input::InputEvent> events;
  constexpr float kTitle = 70;
  const float row = ui.look().elder ? 160 : 116;
  const std::string title = tr("input.answers.title");
  const std::string hint = tr("input.answers.hint");
  ui.text({box.x, box.y, box.w * 0.6F, 54}, title,
          {.em = ui.em(theme::kH3), .weight = Weight::Bold});
  ui.node("input.answers.title", Role::Text, title, "", {box.x, box.y, box.w * 0.6F, 54});
  ui.text({box.x + box.w * 0.6F, box.y, box.w * 0.4F, 54}, hint,
          {.em = ui.em(theme::kSmall), .colour = theme::kInk700, .align = Align::Right});
  float y = box.y + kTitle;
  for (std::size_t i = 0; i < view.suggestions.size() && y + row <= box.bottom(); ++i) {
    const input::Suggestion& answer = view.suggestions[i];
    const Box at{box.x, y, box.w, row};
    const bool first = i == 0;
    const Ui::Act act =
        ui.act("input.answer[" + std::to_string(i) + "]", at, answer.title.text(), {.radius = 26});
    ui.rect(at, first ? theme::kBrand100 : theme::kSurface, 26);
    ui.border(at, first ? theme::kBrand600 : theme::kLine500, first ? 5.0F : 3.0F, 26);
    ui.icon(at.x + 35, at.y + (row - 52) / 2, 52, icons::kMapPin, theme::kBrand700);
    const float x = at.x + 113;
    const float w = at.w - 113 - 90;
    widgets::two_lines(ui, {x, at.y, w, row}, answer.title.text(),
                       {.em = ui.em({38, 46}), .weight = Weight::Bold}, answer.detail.text(),
                       {.em = ui.em(theme::kCaption), .colour = theme::kInk700});
    ui.icon(at.right() - 75, at.y + (row - 40) / 2, 40, icons::kCaretRight, theme::kInk600);
    ui.pressed(act, at, 26);
    if (act.fired) events.emplace_back(input::SuggestionChosen{i});
    y += row + 16;
  }
  return events;
}

}  // namespace

std::vector<input::InputEvent> draw_typed(Ui& ui, Box box, const input::InputView& view) {
  const float line = ui.look().elder ? 148 : 132;
  const bool numbers = view.pad != input::Pad::Text && view.pad != input::Pad::LatinName;
  const std::string name = tr("input.typed");
  widgets::typed_field(ui, "input.typed", {box.x, box.y, box.w, line},
                       {.value = view.text.text(),
                        .placeholder = name,
                        .active = true,
                        .mono = numbers && !view.text.empty(),
                        .personal = true});
  const float y = box.y + line + 28;
  if (view.suggestions.empty() || ui.look().low_reach) return {};
  return draw_answers(ui, {box.x, y, box.w, box.bottom() - y}, view);
}

}  // namespace dk::kiosk::screens
