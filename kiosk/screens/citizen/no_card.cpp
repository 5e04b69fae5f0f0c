// No card in the pocket: what else is good enough here, and who helps. And how it goes while the
// network is away.
#include <algorithm>

#include "kiosk/screens/citizen/parts.h"

namespace dk::kiosk::screens {

namespace {

using namespace citizen;  // NOLINT(google-build-using-namespace): the words of the view

Box below(const Page& page, float y) {
  const Box c = page.at.content;
  return {c.x + 48, y, c.w - 96, c.bottom() - 16 - y};
}

}  // namespace

void draw(Page& page, const NoCardView& view) {
  page.ui.rect(page.ui.canvas(), theme::kCanvas);
  const auto works = [&](Way way) { return std::ranges::find(view.ways, way) != view.ways.end(); };
  std::vector<Told> lines;
  if (works(Way::SocialCard)) {
    lines.push_back({"no_card.social", tr("citizen.no_card.social"),
                     tr("citizen.no_card.social.line"), icons::kCreditCard, theme::kTealTint});
  }
  if (works(Way::Code)) {
    lines.push_back({"no_card.code", tr("citizen.no_card.code"), tr("citizen.no_card.code.line"),
                     icons::kQrCode, theme::kBrandTint});
  }
  lines.push_back({"no_card.help", tr("citizen.no_card.help"), tr("citizen.no_card.help.line"),
                   icons::kHeadset, theme::kGreenTint});
  if (!view.hotline.empty()) {
    lines.push_back({"no_card.hotline", tr("citizen.no_card.hotline", {{"number", view.hotline}}),
                     tr("citizen.no_card.hotline.line"), icons::kPhoneCall, theme::kGreenTint});
  }
  if (page.elder && lines.size() > 3) lines.resize(3);  // help stands in the dock as well
  const float y = draw_title(
      page, {.title = tr("citizen.no_card.title"),
             .line = tr(view.ways.empty() ? "citizen.home.mine.none" : "citizen.no_card.line"),
             .icon = icons::kIdCard});
  draw_told(page, below(page, y), lines);
  const bool can = !view.ways.empty();
  draw_actions(page, {.secondary_id = "page.back",
                      .secondary = tr("citizen.action.back"),
                      .secondary_icon = icons::kArrowLeft,
                      .primary_id = can ? "home.login" : "",
                      .primary = can ? tr("citizen.no_card.again") : std::string(),
                      .primary_icon = icons::kHandTap});
}

void draw(Page& page, const OfflineView&) {
  page.ui.rect(page.ui.canvas(), theme::kCanvas);
  const Chrome& chrome = page.view.chrome;
  const bool away = chrome.network == Network::Offline;
  const float y =
      draw_title(page, {.title = tr("citizen.offline.title"),
                        .line = tr(away ? "citizen.offline.line" : "citizen.offline.back"),
                        .icon = icons::kWifiSlash});
  std::vector<Told> lines{{"offline.fill", tr("citizen.offline.fill"),
                           tr("citizen.offline.fill.line"), icons::kPencil, theme::kBrandTint},
                          {"offline.kept", tr("citizen.offline.kept"),
                           chrome.waiting == 0 ? tr("citizen.offline.kept.line")
                                               : tr("citizen.offline.kept.waiting",
                                                    {{"count", std::to_string(chrome.waiting)}}),
                           icons::kShield, theme::kGreenTint},
                          {"offline.result", tr("citizen.offline.result"),
                           tr("citizen.offline.result.line"), icons::kCloudUp, theme::kAmberTint}};
  draw_told(page, below(page, y), lines);
  draw_actions(page, {.primary_id = "page.back",
                      .primary = tr("citizen.offline.understood"),
                      .primary_icon = icons::kCheck});
}

}  // namespace dk::kiosk::screens
