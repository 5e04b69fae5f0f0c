// Help as a chain: the hall, the duty desk, the hotline, a call back. Each hop says what is
// happening and what comes when nobody answers.
#include <algorithm>

#include "kiosk/screens/citizen/lines.h"

namespace dk::kiosk::screens {

namespace {

using namespace citizen;  // NOLINT(google-build-using-namespace): the words of the view
using Hop = HelpView::Hop;

struct RowLook {
  std::string id, title, sub;
  Icon icon;
  Tint tint = theme::kBrandTint;
};

void draw_rows(Page& page, Column& column, const std::vector<RowLook>& rows) {
  const float gap = page.elder ? 18 : 20;
  const auto count = static_cast<float>(rows.size());
  const float floor = page.elder ? 124 : 104;
  const float h =
      std::clamp((column.left() + gap) / count - gap, floor, page.elder ? 200.0F : 156.0F);
  for (const RowLook& row : rows) {
    page.tap(
        widgets::item_row(page.ui, row.id, column.take(h, gap),
                          {.title = row.title, .sub = row.sub, .icon = row.icon, .tint = row.tint}),
        row.id);
  }
}

// Calling back: the number first, when none is known.
void add_ticket(std::vector<RowLook>& rows, const HelpView& view, bool elder) {
  if (view.phone.empty()) {
    rows.push_back(
        {"help.phone", tr("citizen.help.phone"), tr("citizen.help.phone.line"), icons::kPhoneCall});
    return;
  }
  rows.push_back({"help.ticket", tr("citizen.help.ticket"), view.phone, icons::kTicket});
  if (!elder) {
    rows.push_back({"help.phone", tr("citizen.help.phone_other"), tr("citizen.help.phone.line"),
                    icons::kPencilSimple});
  }
}

RowLook hotline_row(const HelpView& view) {
  return {"help.hotline", tr("citizen.help.hotline", {{"number", view.hotline}}),
          tr("citizen.help.hotline.line"), icons::kHeadset};
}

void draw_menu(Page& page, Column column, const HelpView& view) {
  std::vector<RowLook> rows;
  if (view.helper || !view.offline) {
    rows.push_back({"help.call", tr("citizen.help.call"),
                    tr(view.helper ? "citizen.help.call.hall" : "citizen.help.call.desk"),
                    icons::kUsers, theme::kTealTint});
  }
  rows.push_back(hotline_row(view));
  add_ticket(rows, view, page.elder);
  rows.push_back({"help.sos", tr("citizen.help.sos"), tr("citizen.help.sos.line"), icons::kWarning,
                  theme::kRedTint});
  if (!page.elder) {
    rows.push_back({"dock.lang", tr("citizen.help.settings"), tr("citizen.help.settings.line"),
                    icons::kTextSize, theme::kIndigoTint});
  }
  draw_rows(page, column, rows);
}

void draw_large(Page& page, std::string_view id, Box b, std::string_view label,
                std::string_view value, std::string_view state = "") {
  Ui& ui = page.ui;
  ui.card(b);
  const float em = ui.em({32, 46});
  const float big = page.elder ? 104 : 96;
  const float top = b.y + (b.h - em * 1.4F - big * 1.2F) / 2;
  ui.node(id, Role::Text, std::string(label) + " " + std::string(value), state, b);
  ui.text({b.x + 32, top, b.w - 64, em * 1.4F}, label,
          {.em = em, .colour = theme::kInk700, .align = Align::Centre});
  ui.text({b.x + 32, top + em * 1.4F, b.w - 64, big * 1.2F}, value,
          {.em = big, .weight = Weight::Bold, .colour = theme::kBrand800, .align = Align::Centre});
}

void draw_call(Page& page, Column column, const HelpView& view) {
  const bool coming = view.state == HelpView::State::Coming;
  const std::string hop = view.hop == Hop::Hall ? "hall" : "desk";
  const float h = page.elder ? 210 : 170;
  if (coming) {
    telling(page, "help.state", column.take(h),
            {.icon = icons::kHandshake,
             .tint = theme::kGreenTint,
             .title = tr("citizen.help.coming." + hop)});
  } else {
    telling(page, "help.state", column.take(h),
            {.icon = icons::kPhoneCall,
             .tint = theme::kTealTint,
             .title = tr("citizen.help.calling." + hop)});
    telling(
        page, "help.next", column.take(h),
        {.icon = icons::kClock,
         .title = tr("citizen.help.next." + hop, {{"seconds", seconds_word(view.seconds_left)}})});
  }
  if (!view.ticket.empty() && column.left() >= 200) {
    draw_large(page, "help.number", column.take(std::min(240.0F, column.left())),
               tr("citizen.help.number"), view.ticket);
  }
}

void draw_hotline(Page& page, Column column, const HelpView& view) {
  if (view.state == HelpView::State::NoAnswer && (!page.at.halves || !page.elder)) {
    telling(
        page, "help.state", column.take(page.elder ? 190 : 130),
        {.icon = icons::kInfo, .tint = theme::kAmberTint, .title = tr("citizen.help.no_answer")});
  }
  draw_large(page, "help.number", column.take(page.elder ? 250 : 230),
             tr("citizen.help.hotline.dial"), view.hotline);
  std::vector<RowLook> rows;
  add_ticket(rows, view, true);
  draw_rows(page, column, rows);
}

void draw_ticket(Page& page, Column column, const HelpView& view) {
  draw_large(page, "help.number", column.take(page.elder ? 250 : 240), tr("citizen.help.number"),
             view.ticket);
  const float h = page.elder ? 170 : 140;
  if (!view.phone.empty()) {
    telling(page, "help.phone_given", column.take(h),
            {.icon = icons::kPhoneCall,
             .tint = theme::kGreenTint,
             .title = tr("citizen.help.call_back"),
             .sub = view.phone,
             .state = kPersonal});
  }
  const bool out = view.paper == Paper::Printed || view.paper == Paper::Taken;
  const bool printing = view.paper == Paper::Asked || view.paper == Paper::Printing;
  if (out || printing) {
    telling(
        page, "help.paper", column.take(h),
        {.icon = icons::kReceipt,
         .tint = theme::kIndigoTint,
         .title = tr(out ? "citizen.decision.paper.printed" : "citizen.decision.paper.printing"),
         .sub = tr("citizen.decision.paper.where")});
  } else {
    telling(page, "help.keep", column.take(h),
            {.icon = icons::kInfo, .title = tr("citizen.help.keep")});
  }
}

Title title_of(const HelpView& view) {
  const bool coming = view.state == HelpView::State::Coming;
  switch (view.hop) {
    case Hop::Menu:
      return {tr("citizen.help.title"),
              tr(view.offline ? "citizen.help.title.offline" : "citizen.help.title.line"),
              icons::kHeadset};
    case Hop::Hall:
    case Hop::Desk:
      return {tr(coming ? "citizen.help.coming" : "citizen.help.calling"), tr("citizen.help.stay"),
              icons::kPhoneCall};
    case Hop::Hotline:
      return {tr("citizen.help.hotline.title"), tr("citizen.help.stay"), icons::kHeadset};
    case Hop::Ticket:
      break;
  }
  return {tr("citizen.help.ticket.title"), tr("citizen.help.stay"), icons::kTicket};
}

}  // namespace

void draw(Page& page, const HelpView& view) {
  if (page.inputs.pad) {
    const float y = draw_title(page, {tr("citizen.help.phone"), tr("citizen.help.phone.line")});
    if (!page.inputs.typed) return;
    const Box d = page.at.display;
    const Box line = page.at.halves ? Box{48, std::min(d.y + 460, d.bottom() - 184), d.w - 96, 160}
                                    : Box{48, y, 984, 160};
    page.inputs.typed(page.ui, line);
    return;
  }
  const Column column = column_of(page, draw_title(page, title_of(view)));
  switch (view.hop) {
    case Hop::Menu:
      draw_menu(page, column, view);
      break;
    case Hop::Hall:
    case Hop::Desk:
      draw_call(page, column, view);
      break;
    case Hop::Hotline:
      draw_hotline(page, column, view);
      break;
    case Hop::Ticket:
      draw_ticket(page, column, view);
      break;
  }
  draw_actions(page, {.secondary_id = "help.end",
                      .secondary = tr("citizen.help.end"),
                      .secondary_icon = icons::kArrowLeft});
}

}  // namespace dk::kiosk::screens
