// A service before it begins: what to bring, how long it takes, what happens then. And whether it
// can be done here now; where not, what to do instead.
#include "kiosk/screens/citizen/parts.h"

namespace dk::kiosk::screens {

namespace {

using namespace citizen;  // NOLINT(google-build-using-namespace): the words of the view

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& one : words) {
    if (!all.empty()) all += tr("citizen.words.and");
    all += one;
  }
  return all;
}

struct Row {
  std::string id, label, value;
  Icon icon;
};

// The most important ones first: an elder's page has three.
std::vector<Row> rows_of(const GuideView& view) {
  std::vector<Row> rows;
  rows.push_back({"guide.needs", tr("citizen.guide.needs"),
                  view.needs.empty() ? tr("citizen.guide.needs.none") : joined(view.needs),
                  icons::kClipboard});
  if (view.level >= 3) {
    rows.push_back(
        {"guide.level", tr("citizen.guide.level"), tr("citizen.guide.level.face"), icons::kQrCode});
  }
  if (view.minutes > 0) {
    rows.push_back({"guide.minutes", tr("citizen.guide.minutes"),
                    tr("citizen.guide.minutes.value", {{"minutes", std::to_string(view.minutes)}}),
                    icons::kClock});
  }
  if (!view.after.empty()) {
    rows.push_back({"guide.after", tr("citizen.guide.after"), view.after, icons::kCheckCircle});
  }
  std::vector<std::string> whom;
  for (const Whom one : view.whom) whom.push_back(whom_word(one));
  if (!whom.empty()) {
    rows.push_back({"guide.whom", tr("citizen.guide.whom"), joined(whom), icons::kUsers});
  }
  if (!view.department.empty()) {
    rows.push_back(
        {"guide.department", tr("citizen.guide.department"), view.department, icons::kHouseLine});
  }
  return rows;
}

// What happened and what to do; empty when it can be done here.
struct Trouble {
  std::string what, to_do;
};
Trouble trouble_of(const GuideView& view) {
  const std::string nearest = view.nearest.empty()
                                  ? tr("citizen.guide.ask")
                                  : tr("citizen.guide.nearest", {{"place", view.nearest}});
  switch (view.service.finish) {
    case Finish::Here:
      return {};
    case Finish::TakenIn:
      return {tr("citizen.guide.taken_in"), tr("citizen.guide.taken_in.do")};
    case Finish::NeedsNet:
      return {tr("citizen.guide.needs_net"), tr("citizen.guide.needs_net.do")};
    case Finish::NeedsDevice:
      return {view.missing.empty() ? tr("citizen.guide.needs_any")
                                   : tr("citizen.guide.needs_device",
                                        {{"device", device_word(view.missing.front())}}),
              nearest};
    case Finish::Elsewhere:
      return {tr("citizen.guide.elsewhere"), nearest};
  }
  return {};
}

void draw_row(Page& page, const Row& row, Box b, bool last) {
  Ui& ui = page.ui;
  const float side = page.elder ? 92 : 72;
  widgets::tile(ui, {b.x + 32, b.y + (b.h - side) / 2, side, side}, row.icon, side * 0.62F,
                theme::kBrandTint, 22);
  const float x = b.x + 32 + side + 28;
  const float w = b.right() - 32 - x;
  const TextStyle label{.em = ui.em(theme::kCaption), .colour = theme::kInk600};
  const TextStyle value{.em = page.elder ? 52.0F : 36.0F, .weight = Weight::Bold};
  const float label_h = label.em * 1.36F;
  const float lines = ui.measure(row.value, value) <= w ? 1 : 2;
  const float value_h = std::min(b.h - label_h - 16, lines * value.em * 1.26F);
  const float y = b.y + (b.h - label_h - value_h) / 2;
  ui.text({x, y, w, label_h}, row.label, label);
  ui.paragraph({x, y + label_h, w, value_h}, row.value, value, 1.26F);
  std::string aloud = row.label;
  (aloud += " ") += row.value;
  ui.node(row.id, Role::Text, aloud, "", b);
  if (!last) ui.rect({x, b.bottom() - 1, w, 2}, theme::kLine300);
}

}  // namespace

void draw(Page& page, const GuideView& view) {
  Ui& ui = page.ui;
  ui.rect(ui.canvas(), theme::kCanvas);
  const AreaLook look = look_of_area(view.service.area);
  float y = draw_title(
      page, {.title = view.service.title, .line = view.service.summary, .icon = look.icon});
  const Box c = page.at.content;
  const Finish finish = view.service.finish;
  const Trouble trouble = trouble_of(view);
  if (!trouble.what.empty()) {
    const float h = page.elder ? 168 : 128;
    widgets::banner(
        ui, "guide.trouble", {c.x + 48, y, c.w - 96, h},
        {.title = trouble.what,
         .sub = trouble.to_do,
         .icon = finish == Finish::TakenIn || finish == Finish::NeedsNet ? icons::kWifiSlash
                                                                         : icons::kInfo});
    y += h + 24;
  }
  std::vector<Row> rows = rows_of(view);
  std::size_t most = page.elder ? 3 : rows.size();
  if (page.elder && !trouble.what.empty()) most = 2;  // three sentences on a page
  if (rows.size() > most) rows.resize(most);
  const auto n = static_cast<float>(rows.size());
  const float room = c.bottom() - 24 - y;
  const float tallest = page.elder ? 250 : 160;
  const float h = std::min(tallest, room / n);
  const Box card{c.x + 48, y, c.w - 96, h * n};
  ui.card(card);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    draw_row(page, rows[i], {card.x, card.y + h * static_cast<float>(i), card.w, h},
             i + 1 == rows.size());
  }
  const bool can = finish == Finish::Here || finish == Finish::TakenIn;
  draw_actions(page, {.secondary_id = "page.back",
                      .secondary = tr("citizen.action.back"),
                      .secondary_icon = icons::kArrowLeft,
                      .primary_id = can ? "guide.start" : "",
                      .primary = can ? tr("citizen.guide.start") : std::string(),
                      .primary_icon = icons::kHandTap});
}

}  // namespace dk::kiosk::screens
