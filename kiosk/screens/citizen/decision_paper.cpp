// What a person takes along from the result, and what the person thinks of it.
#include <algorithm>

#include "kiosk/screens/citizen/decision_parts.h"

namespace dk::kiosk::screens {

namespace {

using namespace citizen;  // NOLINT(google-build-using-namespace): the words of the view

bool asks_why(const DecisionView& view) { return !view.rating_reasons.empty() && !view.rated; }

bool asks_for_paper(const DecisionView& view) {
  return view.paper == Paper::None || view.paper == Paper::Failed ||
         view.paper == Paper::Declined || view.paper == Paper::Unknown;
}

const char* paper_state(const DecisionView& view) {
  switch (view.paper) {
    case Paper::Asked:
    case Paper::Printing:
      return "printing";
    case Paper::Printed:
      return "printed";
    case Paper::Taken:
      return "taken";
    case Paper::Failed:
      return "failed";
    case Paper::Unknown:
      return "unknown";
    case Paper::None:
    case Paper::Declined:
      break;
  }
  return view.printer ? "none" : "no_printer";
}

}  // namespace

void draw_paper(Page& page, Box b, const DecisionView& view) {
  Ui& ui = page.ui;
  ui.card(b);
  const bool runs = view.paper == Paper::Asked || view.paper == Paper::Printing;
  const bool button = asks_for_paper(view);
  const char* state = paper_state(view);
  const bool done = view.paper == Paper::Printed || view.paper == Paper::Taken;
  const std::string key = std::string("citizen.decision.paper.") + state;
  const float side = page.elder ? 84 : 72;
  const float pad = 28;
  widgets::tile(ui, {b.x + pad, b.y + pad, side, side}, done ? icons::kCheckFat : icons::kReceipt,
                side * 0.62F, done ? theme::kGreenTint : theme::kIndigoTint, 22);
  const float x = b.x + pad + side + 20;
  const std::string title = tr(key);
  ui.node("decision.paper", Role::Status, title, state, b);
  const Box words{x, b.y + pad, b.right() - 20 - x, side};
  const TextStyle bold{.em = ui.em({36, 46}), .weight = Weight::Bold};
  if (ui.measure(title, bold) <= words.w) {
    ui.text(words, title, bold);
  } else {
    ui.paragraph(words, title, bold, 1.15F);
  }
  const float low = b.y + pad + side + 14;
  if (button) {
    const float h = page.elder ? 124 : 100;
    page.button("decision.print", {b.x + pad, b.bottom() - pad + 4 - h, b.w - 2 * pad, h},
                tr(view.printer ? "citizen.decision.print" : "citizen.decision.print_other"),
                {.icon = icons::kPrinter, .em = ui.em({34, 46})});
    return;
  }
  float y = low;
  if (runs) {
    const float part = static_cast<float>(view.paper_percent) / 100;
    widgets::progress_bar(ui, "decision.progress", {b.x + pad, y + 4, b.w - 2 * pad, 28}, title,
                          part);
    y += 44;
  }
  const float em = ui.em(theme::kSmall);
  if (b.bottom() - 12 - y < em * 1.3F) return;
  float right = b.right() - pad;
  if (runs) {
    const std::string percent = std::to_string(view.paper_percent) + "%";
    const TextStyle style{.em = ui.em({34, 46}),
                          .weight = Weight::Bold,
                          .colour = theme::kIndigo700,
                          .align = Align::Right};
    const float w = ui.measure(percent, style);
    ui.text({right - w, y, w + 1, em * 1.4F}, percent, style);
    right -= w + 16;
  }
  if (view.paper == Paper::Taken) return;
  say(page, "decision.paper_line", {b.x + pad, y, right - b.x - pad, em * 1.4F},
      tr("citizen.decision.paper.where"), {.em = em, .colour = theme::kInk700});
}

void draw_paper_large(Page& page, Box b, const DecisionView& view) {
  const bool button = asks_for_paper(view);
  const std::string words = tr(std::string("citizen.decision.paper.") + paper_state(view));
  if (!button) {
    telling(page, "decision.paper", b,
            {.icon = icons::kReceipt, .tint = theme::kIndigoTint, .title = words});
    return;
  }
  page.button("decision.print", b,
              tr(view.printer ? "citizen.decision.print" : "citizen.decision.print_other"),
              {.icon = icons::kPrinter, .em = page.ui.em({38, 50})});
}

void draw_code_large(Page& page, Box b, Box shown, const DecisionView& view) {
  if (!view.code_ready && view.code.empty()) {
    telling(page, "decision.code", b,
            {.icon = view.code_used ? icons::kCheckFat : icons::kQrCode,
             .title = tr(view.code_used ? "citizen.decision.code.used_short"
                         : b.w < 700    ? "citizen.decision.code.coming_short"
                                        : "citizen.decision.code.coming")});
    return;
  }
  const auto hold = page.ui.hold("decision.code", b, tr("citizen.decision.code.hold_long"),
                                 {.em = page.ui.em({36, 46})});
  if (hold.held) page.touch.held = "decision.code";
  if (view.code.empty()) return;
  const float side = std::min(shown.w, shown.h);
  const Box card{shown.x + (shown.w - side) / 2, shown.y + (shown.h - side) / 2, side, side};
  page.ui.card(card);
  code_symbol(page, "decision.code.symbol", card.inset(20), view.code, tr("citizen.decision.code"));
}

void draw_code(Page& page, Box b, const DecisionView& view) {
  const std::string line = tr(view.code_used    ? "citizen.decision.code.used"
                              : view.code_ready ? "citizen.decision.code.line"
                                                : "citizen.decision.code.coming");
  held_code(page, "decision.code", b,
            {.code = view.code,
             .title = tr("citizen.decision.code"),
             .sub = line,
             .button = tr("citizen.decision.code.hold"),
             .used = view.code_used,
             .ready = view.code_ready});
}

float height_of_rating(const Page& page, const DecisionView& view) {
  if (view.rated) return page.elder ? 170 : 130;
  if (page.elder) return asks_why(view) ? 92 + 3 * 136 + 148 : 92 + 2 * 176 + 12;
  const float faces = page.at.halves ? 226 : 262;
  return asks_why(view) ? faces + 2 * 116 + 116 : faces;
}

namespace {

void draw_faces(Page& page, Box b, const DecisionView& view) {
  const int columns = page.elder ? 3 : 5;
  const float gap = 16;
  const float w = (b.w - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  const float h = page.elder ? (b.h - gap) / 2 : b.h;
  // The first face is the best one: grade 5 of the standard is the widget's 1.
  for (int i = 0; i < 5; ++i) {
    const int grade = 5 - i;
    const std::string id = "decision.rate[" + std::to_string(grade) + "]";
    const Box box{b.x + static_cast<float>(i % columns) * (w + gap),
                  b.y + static_cast<float>(i / columns) * (h + gap), w, h};
    page.tap(widgets::face(page.ui, id, box, i + 1, tr("citizen.rating." + std::to_string(grade)),
                           view.rating == grade),
             id);
  }
}

void draw_rating_reasons(Page& page, Box b, const DecisionView& view) {
  const int columns = page.elder ? 2 : 3;
  const float h = page.elder ? 120 : 100;
  const float gap = 16;
  const float w = (b.w - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  for (std::size_t i = 0; i < view.rating_reasons.size(); ++i) {
    const auto& [key, chosen] = view.rating_reasons[i];
    const auto at = static_cast<int>(i);
    const std::string id = "decision.reason[" + key + "]";
    const Box box{b.x + static_cast<float>(at % columns) * (w + gap),
                  b.y + static_cast<float>(at / columns) * (h + gap), w, h};
    const std::string word = tr("citizen.rating.reason." + key);
    page.tap(
        widgets::choice_tile(page.ui, id, box, {.title = word, .selected = chosen, .many = true}),
        id);
  }
  const float button = page.elder ? 120 : 100;
  page.button("decision.rated", {b.x, b.bottom() - button, b.w, button},
              tr("citizen.decision.rated"), {.icon = icons::kCheck, .em = page.ui.em({36, 50})});
}

}  // namespace

void draw_rating(Page& page, Box b, const DecisionView& view) {
  Ui& ui = page.ui;
  if (view.rated) {
    telling(page, "decision.thanks", b,
            {.icon = icons::kThumbsUp,
             .tint = theme::kGreenTint,
             .title = tr("citizen.decision.thanks")});
    return;
  }
  ui.card(b);
  const bool why = asks_why(view);
  const std::string title = tr(why ? "citizen.decision.rate.why" : "citizen.decision.rate");
  const TextStyle style{.em = ui.em({36, 50}), .weight = Weight::Bold};
  const Box head{b.x + 24, b.y + 16, b.w - 48, page.elder ? 60.0F : 52.0F};
  say(page, "decision.rate", head, title, style);
  const std::string line = tr("citizen.decision.rate.line");
  const TextStyle small{.em = ui.em(theme::kSmall), .colour = theme::kInk700};
  const float x = head.x + ui.measure(title, style) + 16;
  if (ui.measure(line, small) <= head.right() - x) {
    say(page, "decision.rate_line", {x, head.y, head.right() - x, head.h}, line, small);
  }
  Box room{b.x + 20, head.bottom() + 10, b.w - 40, b.bottom() - 18 - head.bottom() - 10};
  if (!why || !page.elder) {
    const float faces = !why ? room.h : page.at.halves ? 130 : 162;
    draw_faces(page, {room.x, room.y, room.w, faces}, view);
    room = {room.x, room.y + faces + 16, room.w, room.h - faces - 16};
  }
  if (why) draw_rating_reasons(page, room, view);
}

}  // namespace dk::kiosk::screens
