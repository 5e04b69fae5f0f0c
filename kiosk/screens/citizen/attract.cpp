// Nobody is here: a dark, still page, moved a little each minute so that no letter burns in. The
// whole screen is the button. It speaks all three languages: nobody has chosen one yet.

#include "kiosk/screens/citizen/parts.h"

namespace dk::kiosk::screens {

void draw(Page& page, const citizen::AttractView& view) {
  Ui& ui = page.ui;
  const Box all = ui.canvas();
  const std::string start = tr("citizen.attract.start");
  const Ui::Act act = ui.act("attract.start", all, start, {.radius = 0, .first_focus = true});
  ui.veil(theme::kBrand900);
  ui.gradient(all, {theme::kBrand900, {0x0A2E72}}, 0);
  ui.picture("skyline", {all.w - 1080, all.h - 420, 1080, 420}, 0.25F);

  // Eight places, two rows of four.
  const int place = ((view.shift % 8) + 8) % 8;
  const float dx = (static_cast<float>(place % 4) - 1.5F) * 32;
  const float top = all.h * 0.22F + static_cast<float>(place / 4) * 96;
  const Box column{40 + dx, 0, all.w - 80, 0};
  const auto line = [&](std::string_view id, float y, float h, const std::string& words, float em,
                        Weight weight, float alpha) {
    const Box b{column.x, top + y, column.w, h};
    ui.text(b, words,
            {.em = em,
             .weight = weight,
             .colour = theme::kWhite.with_alpha(alpha),
             .align = Align::Centre});
    ui.node(id, Role::Text, words, "", b);
  };
  ui.picture("mark", {column.x + column.w / 2 - 48, top - 130, 96, 96}, 0.8F);
  line("attract.name", 0, 70, page.view.chrome.district, 46, Weight::Bold, 0.8F);
  line("attract.clock", 80, 250, i18n::clock_hm(page.view.chrome.now), 200, Weight::Bold, 0.85F);
  line("page.title", 372, 110, start, 84, Weight::Bold, 0.92F);
  float y = 496;
  for (const std::string_view language : {"zh-CN", "zh-HK", "en"}) {
    if (language == page.view.chrome.language) continue;
    const std::string words = i18n::tr_in(language, "citizen.attract.start");
    if (words == start) continue;
    line("attract." + std::string(language), y, 72, words, 46, Weight::Regular, 0.8F);
    y += 76;
  }
  page.tap(act.fired, "attract.start");
}

}  // namespace dk::kiosk::screens
