// A form: the steps, what is known, the questions of this page; and its end, the review.
#include <algorithm>
#include <array>

#include "kiosk/citizen/form_pages.h"
#include "kiosk/screens/citizen/form_fields.h"

namespace dk::kiosk::screens {

namespace {

using namespace citizen;  // NOLINT(google-build-using-namespace): the words of the view

constexpr int kSteps = 4;

std::array<std::string, kSteps> step_words() {
  return {tr("citizen.form.step.login"), tr("citizen.form.step.check"),
          tr("citizen.form.step.choose"), tr("citizen.form.step.confirm")};
}

// An elder's header says the step; a bar below it shows how far that is.
void elder_header(Page& page, std::string_view service, int step) {
  Ui& ui = page.ui;
  const std::string words = tr("citizen.form.step", {{"number", std::to_string(step + 1)},
                                                     {"steps", std::to_string(kSteps)}});
  widgets::header(ui,
                  {.name = service, .chip = words, .chip_tint = {theme::kWhite, theme::kBrand800}});
  const Box header = page.at.header;
  widgets::step_bar(ui, "page.steps", {0, header.bottom(), header.w, 20}, words, step + 1, kSteps);
}

Column elder_top(Page& page, const JourneyTop& top) {
  elder_header(page, top.service, static_cast<int>(top.step));
  const std::string title = top.question.empty() ? std::string(top.service) : top.question;
  const TextStyle style{.em = 84, .weight = Weight::Bold};
  const float begin = page.at.header.bottom() + 20;
  if (page.at.halves) {
    const Box d = page.at.display;
    const Box box{48, begin + 60, d.w - 96, 320};
    tell(page, "page.title", box, title, style);
    tell(page, "page.line", {48, box.bottom() + 20, d.w - 96, 130}, top.line,
         {.em = 46, .colour = theme::kInk700});
    return column_of(page, page.at.content.y + 24);
  }
  return column_of(page, begin + 32);
}

// The question of an elder's tall page, below what stands over it.
void elder_question(Page& page, Column& column, const JourneyTop& top) {
  if (page.at.halves || !page.elder) return;
  const TextStyle style{.em = 84, .weight = Weight::Bold};
  const std::string title = top.question.empty() ? std::string(top.service) : top.question;
  // One line where it fits at a size that is still large.
  const bool long_one = page.ui.measure(title, style) > column.w * 1.3F;
  tell(page, "page.title", column.take(long_one ? 170 : 104, 8), title,
       {.em = long_one ? 66.0F : 84.0F, .weight = Weight::Bold});
  if (top.line.empty()) return column.take(0, 16), void();
  const Box line = column.take(62, 36);
  page.ui.icon(line.x, line.y + 2, 56, icons::kHandPointing, theme::kBrand700);
  say(page, "page.line", {line.x + 76, line.y, line.w - 76, line.h}, top.line,
      {.em = 46, .colour = theme::kInk700});
}

}  // namespace

Column journey_top(Page& page, const JourneyTop& top) {
  if (page.elder) {
    Column column = elder_top(page, top);
    return column;
  }
  draw_header(page, true);
  const std::string chip =
      top.minutes_left > 0
          ? tr("citizen.form.minutes", {{"minutes", std::to_string(top.minutes_left)}})
          : std::string();
  const Box steps = widgets::title_panel(
      page.ui, {.title = top.service, .chip = chip, .chip_icon = icons::kClock});
  widgets::stepper(page.ui, "page.steps", steps, step_words(), static_cast<int>(top.step));
  const float below = page.at.header.bottom() + 232;
  return column_of(page, (page.at.halves ? page.at.content.y : below) + 24);
}

namespace {

// While the input pad is open it has the lower part and the line that is typed.
bool draw_being_filled(Page& page, const FormView& view) {
  if (!page.inputs.pad) return false;
  const auto field = std::ranges::find_if(view.fields, &FieldView::editing);
  if (field == view.fields.end()) return false;
  draw_header(page, true);
  const float y = page.at.header.bottom() + 20;
  const float w = page.at.header.w - 96;
  tell(page, "page.title", {48, y, w, page.elder ? 90.0F : 70.0F}, field->label,
       {.em = page.ui.em(theme::kH2), .weight = Weight::Bold});
  const float title = page.elder ? 92 : 72;
  const float hint = page.elder ? 62 : 46;
  tell(page, "page.line", {48, y + title, w, hint}, field->hint,
       {.em = page.ui.em(theme::kSmall), .colour = theme::kInk700});
  if (!page.inputs.typed) return true;
  const float top = y + title + (field->hint.empty() ? 8 : hint + 20);
  const float end = page.at.halves ? page.at.display.bottom() - 24 : 904 - 16;
  page.inputs.typed(page.ui, {48, top, w, end - top});
  return true;
}

void draw_form_actions(Page& page, const FormView& view) {
  draw_actions(page,
               {.secondary_id = "page.back",
                .secondary = tr("citizen.action.back"),
                .secondary_icon = page.elder ? std::nullopt : std::optional(icons::kArrowLeft),
                .primary_id = "form.next",
                .primary = tr("citizen.action.next"),
                .primary_icon = icons::kArrowRight,
                .note = view.pages > 1 && !page.elder
                            ? tr("citizen.form.page", {{"number", std::to_string(view.page + 1)},
                                                       {"pages", std::to_string(view.pages)}})
                            : std::string(),
                .secondary_w = page.elder ? 330.0F : 312.0F});
}

bool is_heading(const FieldView& field) {
  return field.kind == FieldView::Kind::Heading || field.kind == FieldView::Kind::Words;
}

// What is known, on the first page, closed.
void draw_known(Page& page, Column& column, const FormView& view) {
  if (view.known == 0 || view.page > 0) return;
  const Access& access = page.view.chrome.access;
  const float h = height_of_facts(view.known, access) - layout::kGap;
  if (page.at.halves) {
    if (!page.elder) {
      const float top = page.at.header.bottom() + 256;
      const float rest = page.at.display.bottom() - 16 - top;
      const auto lines = static_cast<float>((view.facts.size() + 1) / 2);
      const float wanted = layout::kFactsHead + lines * layout::kFactLine + layout::kFactsFoot;
      draw_facts_closed(page, {48, top, page.at.display.w - 96, std::min(rest, wanted)}, view,
                        false);
    }
    page.button("form.change", column.take(h), tr("citizen.form.change_known"),
                {.icon = icons::kPencilSimple, .em = page.ui.em({34, 46})});
    return;
  }
  const Box b = column.take(h);
  if (!page.elder) return draw_facts_closed(page, b, view, true);
  page.ui.rect(b, theme::kGreen100, 28);
  page.ui.icon(b.x + 32, b.y + (b.h - 68) / 2, 68, icons::kCheckCircle, theme::kGreen800);
  say(page, "form.known", {b.x + 124, b.y, b.w - 124 - 262, b.h}, tr("citizen.form.known_all"),
      {.em = 46, .weight = Weight::Bold, .colour = theme::kGreen800});
  page.button("form.change", {b.right() - 240, b.y + 10, 224, b.h - 20}, tr("citizen.form.change"),
              {.em = 46});
}

void draw_move(Page& page, Column& column) {
  const float h = 96;
  if (page.elder || column.left() < h + 8) return;
  const float w = 460;
  page.button("page.move", {column.x + column.w - w, column.end - h, w, h}, tr("citizen.form.move"),
              {.icon = icons::kSwap, .em = 32});
}

}  // namespace

void draw(Page& page, const FormView& view) {
  if (draw_being_filled(page, view)) return;
  const Access& access = page.view.chrome.access;
  const bool open = view.facts_open && view.fields.empty() && !view.facts.empty();
  JourneyTop top{.service = view.service, .step = view.step, .minutes_left = view.minutes_left};
  // An elder's page has one question, which is the title.
  const auto asks = [](const FieldView& field) { return !is_heading(field); };
  const auto question = std::ranges::find_if(view.fields, asks);
  const bool alone =
      page.elder && question != view.fields.end() &&
      std::ranges::count_if(view.fields, asks) == 1 && view.fields.size() == 1 &&
      question->kind != FieldView::Kind::YesNo && question->kind != FieldView::Kind::Add &&
      question->kind != FieldView::Kind::Remove && question->kind != FieldView::Kind::Button;
  if (alone) {
    top.question = question->label;
    top.line = !question->hint.empty()                      ? question->hint
               : question->kind == FieldView::Kind::Choice  ? tr("citizen.form.tip.one")
               : question->kind == FieldView::Kind::Choices ? tr("citizen.form.tip.many")
                                                            : std::string();
  } else if (open) {
    top.question = tr("citizen.form.facts.title");
  }
  Column column = journey_top(page, top);
  if (open) {
    elder_question(page, column, top);
    const float k = page.elder ? layout::kElder : 1.0F;
    const float wanted = (layout::kFactsHead + layout::kFactsFoot) * k +
                         static_cast<float>(view.facts.size()) * layout::kFactRow * k;
    draw_facts_open(page, column.take(std::min(wanted, column.left())), view);
    return draw_form_actions(page, view);
  }
  draw_known(page, column, view);
  elder_question(page, column, top);
  for (const FieldView& field : view.fields) {
    const float h = alone ? column.left() : height_of(field, access);
    draw_field(page, column.take(h, layout::kGap), field, alone);
  }
  if (view.fields.empty()) {
    telling(page, "form.nothing", column.take(page.elder ? 220 : 150),
            {.icon = icons::kCheckFat,
             .tint = theme::kGreenTint,
             .title = tr("citizen.form.nothing_asked")});
  }
  if (!alone) draw_move(page, column);
  draw_form_actions(page, view);
}

void draw(Page& page, const ReviewView& view) {
  Ui& ui = page.ui;
  const bool last = view.page + 1 >= view.pages;
  const JourneyTop top{.service = view.service,
                       .step = JourneyStep::Confirm,
                       .question = tr("citizen.review.title")};
  Column column = journey_top(page, top);
  elder_question(page, column, top);
  if (!page.elder) {
    say(page, "review.title", column.take(60, 20), tr("citizen.review.title"),
        {.em = ui.em(theme::kH3), .weight = Weight::Bold});
  }
  const float row = page.elder ? 156 : 108;
  const Box card = column.take(static_cast<float>(view.lines.size()) * row + 32);
  ui.card(card);
  float y = card.y + 16;
  for (std::size_t i = 0; i < view.lines.size(); ++i) {
    const FieldView& line = view.lines[i];
    if (i > 0) ui.rect({card.x + 32, y, card.w - 64, 2}, theme::kLine300);
    const std::string value = line.kind == FieldView::Kind::YesNo
                                  ? tr(line.chosen ? "citizen.review.yes" : "citizen.review.no")
                              : line.value.empty() ? tr("citizen.review.empty")
                                                   : line.value;
    const float h = page.elder ? 128 : 86;
    widgets::fact(ui, "review.line[" + line.place + "]",
                  {card.x + 32, y + (row - h) / 2, card.w - 64, h},
                  {.label = line.label,
                   .value = value,
                   .source = line.source.empty() ? std::string() : source_word(line.source),
                   .personal = true});
    y += row;
  }
  const float note = page.elder ? 68 : 50;
  if (view.pages > 1 && column.left() >= note) {
    say(page, "review.page", column.take(note, 8),
        tr("citizen.page.number",
           {{"number", std::to_string(view.page + 1)}, {"pages", std::to_string(view.pages)}}),
        {.em = ui.em(theme::kSmall), .colour = theme::kInk700});
  }
  if (last && column.left() >= note) {
    say(page, "review.line", column.take(note), tr("citizen.review.line"),
        {.em = ui.em(theme::kBody), .colour = theme::kInk700});
  }
  if (last && !page.elder) draw_move(page, column);
  const bool first = view.page == 0;
  draw_actions(page,
               {.secondary_id = first ? "page.back" : "page.previous",
                .secondary = first ? tr("citizen.review.change") : tr("citizen.page.previous"),
                .secondary_icon = icons::kArrowLeft,
                .primary_id = last ? "review.submit" : "page.next",
                .primary = last ? tr("citizen.review.submit") : tr("citizen.review.more"),
                .primary_icon = last ? icons::kPaperPlane : icons::kArrowRight,
                .secondary_w = page.elder ? 360.0F : 312.0F});
}

}  // namespace dk::kiosk::screens
