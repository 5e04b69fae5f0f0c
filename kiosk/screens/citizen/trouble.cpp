// A device is in trouble: what happened, what to do, that nothing is lost.
#include <algorithm>

#include "kiosk/screens/citizen/lines.h"

namespace dk::kiosk::screens {

namespace {

using namespace citizen;  // NOLINT(google-build-using-namespace): the words of the view

struct Told {
  std::string title, rest;
};

// The first sentence is what happened; the rest what to do.
Told told(const std::string& words) {
  for (const std::string_view stop : {"。", ". "}) {
    const std::size_t at = words.find(stop);
    if (at != std::string::npos && at + stop.size() < words.size()) {
      return {words.substr(0, at), words.substr(at + stop.size())};
    }
  }
  return {words, {}};
}

Told told_of(const TroubleView& view) {
  if (view.mended) return {tr("citizen.trouble.mended"), tr("citizen.trouble.mended.line")};
  const FailureCode code = view.unknown ? FailureCode::print_unknown : view.code;
  return told(i18n::tr_failure(code, i18n::Audience::Citizen));
}

void draw_art(Page& page, Box b, const TroubleView& view) {
  Ui& ui = page.ui;
  const float k = std::min(b.w / 440, b.h / 276);
  const float x = b.x + (b.w - 440 * k) / 2;
  ui.picture("printer", {x, b.y + 6 * k, 420 * k, 270 * k});
  const Icon icon = view.mended ? icons::kCheckFat : icons::kWarning;
  const Tint tint =
      view.mended ? Tint{theme::kGreen700, theme::kWhite} : Tint{theme::kAmber800, theme::kWhite};
  disc(ui, x + 386 * k, b.y + 58 * k, 52 * k, icon, tint);
}

void draw_safe(Page& page, Box b, const TroubleView& view) {
  const bool handed_in = !view.case_number.empty();
  const std::string title = tr(handed_in ? "citizen.trouble.handed_in" : "citizen.trouble.kept");
  const std::string line = !handed_in ? std::string()
                           : page.elder || b.w < 900
                               ? view.case_number
                               : tr("citizen.trouble.number", {{"number", view.case_number}});
  widgets::banner(page.ui, "trouble.safe", b,
                  {.kind = widgets::NoticeKind::Safe, .title = title, .sub = line});
}

// The ground with the art and the words; returns where the rest begins.
float draw_hero(Page& page, const TroubleView& view) {
  Ui& ui = page.ui;
  const Told words = told_of(view);
  const bool halves = page.at.halves;
  const Box ground = halves ? Box{0, page.at.header.h, page.at.display.w, page.at.display.h}
                            : Box{0, page.at.header.h, 1080, page.elder ? 560.0F : 536.0F};
  ui.gradient(ground, theme::kTrouble, 0);
  draw_header(page, true);
  const float banner = page.elder ? 144 : 128;
  const float line = page.elder ? 132 : halves ? 100 : 52;
  const TextStyle title_style{
      .em = ui.em(theme::kH1), .weight = Weight::Bold, .align = Align::Centre};
  const bool two_lines = ui.measure(words.title, title_style) > ground.w - 96;
  const float title = title_style.em * (two_lines ? 2.3F : 1.24F);
  const float bottom = halves ? ground.bottom() - banner - 40 : ground.bottom() - 64;
  const float line_y = bottom - line - (halves ? 24 : 4);
  const float title_y = line_y - title - 6;
  draw_art(page, {48, ground.y + 16, ground.w - 96, std::min(400.0F, title_y - 20 - ground.y - 16)},
           view);
  const float w = ground.w - 96;
  ui.node("page.title", Role::Text, words.title, "", {48, title_y, w, title});
  ui.paragraph({48, title_y, w, title}, words.title, title_style, 1.14F);
  tell(page, "page.line", {48, line_y, w, line}, words.rest,
       {.em = ui.em(theme::kBody), .align = Align::Centre});
  const Box safe{48, halves ? ground.bottom() - banner - 24 : ground.bottom() - 64, w, banner};
  draw_safe(page, safe, view);
  return halves ? page.at.content.y + 24 : safe.bottom() + 32;
}

}  // namespace

void draw(Page& page, const TroubleView& view) {
  Ui& ui = page.ui;
  Column column = column_of(page, draw_hero(page, view));
  const bool handed_in = !view.case_number.empty();
  const float row = page.elder ? 156 : 148;
  const float gap = page.at.halves ? 18 : 28;
  if (handed_in && !view.mended) {
    const bool code = view.code_ready || view.code_used || !view.take_away.empty();
    if (!page.elder && (code || !view.nearest.empty())) {
      say(page, "trouble.how", column.take(58, 20), tr("citizen.trouble.how"),
          {.em = 46, .weight = Weight::Bold});
    }
    if (code) {
      held_code(page, "trouble.code", column.take(page.at.halves ? 244 : 276, gap),
                {.code = view.take_away,
                 .title = tr("citizen.trouble.code"),
                 .sub = tr(view.code_ready          ? "citizen.trouble.code.line"
                           : view.take_away.empty() ? "citizen.decision.code.used"
                                                    : "citizen.trouble.code.line"),
                 .button = tr("citizen.decision.code.hold"),
                 .used = !view.code_ready && view.take_away.empty(),
                 .ready = view.code_ready});
    }
  }
  if (!view.mended && !view.nearest.empty() && column.left() >= row) {
    telling(page, "trouble.nearest", column.take(row, gap),
            {.icon = icons::kMapPin,
             .tint = theme::kIndigoTint,
             .title = tr("citizen.trouble.nearest"),
             .sub = view.nearest});
  }
  if (!page.elder && !view.mended && column.left() >= 44) {
    const Box b = column.take(44);
    ui.icon(b.x, b.y, 44, icons::kInfo, theme::kBrand700);
    say(page, "trouble.others", {b.x + 60, b.y, b.w - 60, b.h}, tr("citizen.trouble.others"),
        {.em = 30, .colour = theme::kInk700});
  }
  Actions actions{.secondary_id = "page.home",
                  .secondary = tr("citizen.action.home"),
                  .secondary_icon = icons::kHouse,
                  .primary_id = "trouble.finish",
                  .primary = tr(handed_in ? "citizen.trouble.finish" : "citizen.trouble.leave"),
                  .primary_icon = icons::kCheck,
                  .quiet = true};
  if (view.mended) {
    actions.secondary_id = "trouble.finish";
    actions.secondary = tr("citizen.trouble.leave");
    actions.secondary_icon = std::nullopt;
    actions.primary_id = "trouble.again";
    actions.primary = tr(handed_in ? "citizen.trouble.again" : "citizen.trouble.go_on");
    actions.primary_icon = icons::kPrinter;
    actions.quiet = false;
  }
  draw_actions(page, actions);
}

}  // namespace dk::kiosk::screens
