#include "kiosk/screens/citizen/decision_parts.h"

#include <algorithm>

namespace dk::kiosk::screens {

namespace {

using namespace citizen;  // NOLINT(google-build-using-namespace): the words of the view

// What nobody decided is told calmly; a refusal is not painted as an error of the person.
constexpr Gradient kNeutral{theme::kInk700, theme::kInk600};

constexpr float kReasonsHead = 80, kAroundChange = 12;
constexpr std::size_t kMostReasons = 4;

float reason_line(const Page& page) { return page.elder ? 96 : page.at.halves ? 72 : 76; }

std::string took_words(std::int64_t ms) {
  const std::int64_t tenths = std::max<std::int64_t>(1, (ms + 50) / 100);
  return tr("citizen.decision.took",
            {{"seconds", std::to_string(tenths / 10) + "." + std::to_string(tenths % 10)}});
}

void draw_reason(Page& page, Box b, const DecisionView::Reason& reason, std::size_t number,
                 bool good) {
  Ui& ui = page.ui;
  const float icon = page.elder ? 58 : 48;
  ui.icon(b.x, b.y + (b.h - icon) / 2, icon, good ? icons::kCheckCircle : icons::kInfo,
          good ? theme::kGreen700 : theme::kInk600);
  float end = b.right();
  if (!reason.source.empty()) {
    end -= 20 + ui.chip(0, b.y + (b.h - 52) / 2, source_word(reason.source),
                        {.ground = theme::kSegment,
                         .ink = theme::kInk700,
                         .right = end,
                         .em = ui.em(theme::kCaption)});
  }
  const std::string value =
      reason.yes ? tr(*reason.yes ? "citizen.review.yes" : "citizen.review.no") : reason.value;
  const std::string words =
      tr("citizen.decision.reason.line", {{"label", reason.label}, {"value", value}});
  const float x = b.x + icon + 22;
  const Box box{x, b.y, end - x, b.h};
  page.ui.node("decision.why[" + std::to_string(number) + "]", Role::Text, words, kPersonal, box);
  ui.text(box, words, {.em = ui.em({36, 46}), .ellipsis = true});
}

}  // namespace

OutcomeLook look_of_outcome(const DecisionView& view) {
  const Outcome outcome = outcome_of(view);
  const Tint green{theme::kWhite, theme::kGreen700};
  const Tint blue{theme::kWhite, theme::kBrand700};
  if (outcome == Outcome::Approve) {
    return {theme::kSuccess, theme::kWhite, icons::kCheckFat, green,
            tr("citizen.decision.approve")};
  }
  if (outcome == Outcome::Register) {
    return {theme::kSuccess, theme::kWhite, icons::kCheckFat, green,
            tr("citizen.decision.register")};
  }
  if (outcome == Outcome::Provisional) {
    return {theme::kTrouble,
            theme::kInk900,
            icons::kClockCountdown,
            {theme::kAmber800, theme::kWhite},
            tr("citizen.decision.provisional"),
            true};
  }
  if (outcome == Outcome::Refuse) {
    return {kNeutral,
            theme::kWhite,
            icons::kInfo,
            {theme::kWhite, theme::kInk700},
            tr("citizen.decision.refuse")};
  }
  if (outcome == Outcome::Info) {
    return {theme::kHero, theme::kWhite, icons::kInfo, blue, tr("citizen.decision.info")};
  }
  return {theme::kHero, theme::kWhite, icons::kUsers, blue, tr("citizen.decision.refer")};
}

std::string outcome_line(const DecisionView& view) {
  if (outcome_of(view) == Outcome::Provisional && view.offline) {
    return tr("citizen.decision.provisional.offline");
  }
  if (!view.sentence.empty()) return view.sentence;
  return outcome_of(view) == Outcome::Refer ? tr("citizen.decision.refer.line") : std::string();
}

bool has_figure(const DecisionView& view) {
  return !view.figure.empty() || !view.after.empty() || !view.case_number.empty();
}

namespace {

// The number and its unit, `w` at most; drawn to the right when asked.
void draw_number(Page& page, Box b, const DecisionView& view, bool right) {
  Ui& ui = page.ui;
  const TextStyle number{.em = 80, .weight = Weight::Bold, .colour = theme::kGreen800};
  const TextStyle unit{.em = 42, .weight = Weight::Bold, .colour = theme::kGreen800};
  const float unit_w = view.figure_unit.empty() ? 0 : ui.measure(view.figure_unit, unit) + 12;
  const float wanted = std::min(ui.measure(view.figure, number), b.w - unit_w);
  const float x = right ? b.right() - unit_w - wanted : b.x;
  ui.node("decision.figure", Role::Text, view.figure + " " + view.figure_unit, kPersonal, b);
  const float drawn = ui.text({x, b.y, wanted + 1, 92}, view.figure, number);
  ui.text({x + drawn + 12, b.y + 14, unit_w, 72}, view.figure_unit, unit);
}

// Below each other, where the card is narrow or the letters are large.
void draw_figure_lines(Page& page, Box b, const DecisionView& view) {
  Ui& ui = page.ui;
  const float w = b.w - 72;
  const float x = b.x + 36;
  const float number_h = view.case_number.empty() ? 0 : ui.em({30, 42}) * 1.4F;
  const float after_h = view.after.empty() || page.elder ? 0 : 48;
  const float figure_h = view.figure.empty() ? 0 : 96;
  float y = b.y + (b.h - number_h - after_h - figure_h) / 2;
  if (figure_h > 0) {
    const TextStyle label{.em = ui.em({32, 46}), .colour = theme::kInk700};
    const TextStyle number{.em = 80, .weight = Weight::Bold};
    const TextStyle unit{.em = 42, .weight = Weight::Bold};
    const float taken = ui.measure(view.figure, number) + ui.measure(view.figure_unit, unit) + 40;
    const float label_w = std::min(ui.measure(view.figure_label, label), w - taken);
    say(page, "decision.figure_label", {x, y, label_w + 1, figure_h}, view.figure_label, label);
    draw_number(page, {x + label_w + 24, y, w - label_w - 24, 92}, view, true);
    y += figure_h;
  }
  if (after_h > 0) {
    say(page, "decision.after", {x, y, w, after_h}, view.after, {.em = 36, .weight = Weight::Bold});
    y += after_h;
  }
  if (number_h > 0) {
    say(page, "decision.number", {x, y, w, number_h},
        tr("citizen.decision.number", {{"number", view.case_number}}),
        {.em = ui.em({30, 42}), .colour = theme::kInk700});
  }
}

}  // namespace

float height_of_figure(const Page& page, float w, const DecisionView& view) {
  const bool lines = page.elder || w < 900;
  if (!lines) return view.figure.empty() && view.after.empty() ? 112 : 196;
  const float number = view.case_number.empty() ? 0 : page.ui.em({30, 42}) * 1.4F;
  return number + (view.figure.empty() ? 0 : 96) + (view.after.empty() || page.elder ? 0 : 48) + 48;
}

void draw_figure(Page& page, Box b, const DecisionView& view) {
  Ui& ui = page.ui;
  ui.shadow(b, 2);
  ui.rect(b, theme::kSurface, 32);
  if (page.elder || b.w < 900) return draw_figure_lines(page, b, view);
  float x = b.x + 40;
  if (!view.figure.empty()) {
    const float label = ui.measure(view.figure_label, {.em = 32}) + 8;
    const float w = b.w * (view.after.empty() ? 0.45F : std::clamp(label / b.w, 0.34F, 0.45F));
    const float top = b.y + (b.h - 44 - 92) / 2;
    say(page, "decision.figure_label", {x, top, w, 44}, view.figure_label,
        {.em = 32, .colour = theme::kInk700});
    draw_number(page, {x, top + 44, w, 92}, view, false);
    ui.rect({x + w + 16, b.y + 36, 2, b.h - 72}, theme::kLine300);
    x += w + 52;
  }
  const float w = b.right() - 36 - x;
  const float number_h = view.case_number.empty() ? 0 : 42;
  const TextStyle bold{.em = 36, .weight = Weight::Bold};
  const float after_h = view.after.empty() ? 0 : ui.measure(view.after, bold) > w ? 100 : 50;
  float y = b.y + (b.h - after_h - number_h) / 2;
  tell(page, "decision.after", {x, y, w, after_h}, view.after, bold);
  y += after_h;
  if (number_h > 0) {
    say(page, "decision.number", {x, y, w, number_h},
        tr("citizen.decision.number", {{"number", view.case_number}}),
        {.em = 30, .colour = theme::kInk700});
  }
}

float height_of_reasons(const Page& page, const DecisionView& view) {
  const float line = reason_line(page);
  const float change = view.change_label.empty() ? 0 : line + 2 * kAroundChange;
  const auto lines = static_cast<float>(std::min(view.reasons.size(), kMostReasons));
  if (lines == 0 && change == 0) return 0;
  return kReasonsHead + change + lines * line + 20;
}

void draw_reasons(Page& page, Box b, const DecisionView& view) {
  Ui& ui = page.ui;
  ui.card(b);
  const bool refused = outcome_of(view) == Outcome::Refuse;
  const bool good = outcome_of(view) == Outcome::Approve || outcome_of(view) == Outcome::Register;
  const std::string title = tr(refused ? "citizen.decision.why.refused"
                               : good  ? "citizen.decision.why.approved"
                                       : "citizen.decision.why");
  float right = b.right() - 36;
  if (view.took_ms > 0 && good) {
    right -= 24 + ui.chip(0, b.y + 20, took_words(view.took_ms),
                          {.icon = icons::kLightning,
                           .ground = theme::kAmber400,
                           .ink = theme::kInk900,
                           .right = right,
                           .em = ui.em(theme::kCaption)});
  }
  say(page, "decision.why", {b.x + 36, b.y + 20, right - b.x - 36, 60}, title,
      {.em = ui.em(theme::kH3), .weight = Weight::Bold});
  // A little nearer to each other before the last one is left out.
  const auto lines = static_cast<float>(std::min(view.reasons.size(), kMostReasons) +
                                        (view.change_label.empty() ? 0 : 1));
  const float around = view.change_label.empty() ? 0 : 2 * kAroundChange;
  const float room = (b.h - kReasonsHead - around - 8) / std::max(lines, 1.0F);
  const float line = std::min(reason_line(page), std::max(room, page.elder ? 80.0F : 60.0F));
  float y = b.y + kReasonsHead;
  if (!view.change_label.empty()) {
    const Box row{b.x + 20, y + kAroundChange, b.w - 40, line};
    ui.rect(row, theme::kBrand100, 20);
    const float icon = page.elder ? 58 : 48;
    ui.icon(row.x + 16, row.y + (line - icon) / 2, icon, icons::kTrendUp, theme::kBrand700);
    const std::string words =
        tr("citizen.decision.change", {{"label", view.change_label}, {"value", view.change_value}});
    const Box box{row.x + 38 + icon, row.y, row.w - 58 - icon, line};
    ui.node("decision.change", Role::Text, words, kPersonal, box);
    ui.text(box, words,
            {.em = ui.em({36, 46}), .weight = Weight::Bold, .colour = theme::kBrand800});
    y += line + 2 * kAroundChange;
  }
  for (std::size_t i = 0; i < std::min(view.reasons.size(), kMostReasons); ++i) {
    if (y + line > b.bottom() - 4) break;
    draw_reason(page, {b.x + 36, y, b.w - 72, line}, view.reasons[i], i, good);
    y += line;
  }
}

void draw_human(Page& page, Box b, const DecisionView& view) {
  if (view.human_asked) {
    telling(page, "decision.human_asked", b,
            {.icon = icons::kUsers,
             .tint = theme::kGreenTint,
             .title = tr("citizen.decision.human_asked")});
    return;
  }
  page.button("decision.human", b, tr("citizen.decision.human"),
              {.icon = icons::kUsers, .em = page.ui.em(theme::kButton)});
}

}  // namespace dk::kiosk::screens
