// How the terminal looks and sounds for this visit. The languages stand here where the dock has no
// room for them: in large type.
#include "kiosk/screens/citizen/parts.h"

namespace dk::kiosk::screens {

namespace {

struct Grid {
  Box room;
  float h, gap;
  int place = 0;
  Box next() {
    const float w = (room.w - 24) / 2;
    const Box b{room.x + static_cast<float>(place % 2) * (w + 24),
                room.y + static_cast<float>(place / 2) * (h + gap), w, h};
    ++place;
    return b;
  }
  Box whole() {
    place += place % 2;
    const Box b{room.x, room.y + static_cast<float>(place / 2) * (h + gap), room.w, h};
    place += 2;
    return b;
  }
};

// Less, what it is now, more.
struct Steps {
  std::string less_id, less, more_id, more, now_id, now;
  bool at_least = false, at_most = false;
};
void draw_steps(Page& page, Box b, const Steps& steps) {
  Ui& ui = page.ui;
  const float em = page.elder ? 46.0F : 36.0F;
  const float w = 312;
  page.button(steps.less_id, {b.x, b.y, w, b.h}, steps.less,
              {.em = em, .enabled = !steps.at_least});
  const Box middle{b.x + w + 16, b.y, b.w - 2 * w - 32, b.h};
  ui.text(middle, steps.now,
          {.em = page.elder ? 50.0F : 40.0F, .weight = Weight::Bold, .align = Align::Centre});
  ui.node(steps.now_id, Role::Status, steps.now, "", middle);
  page.button(steps.more_id, {b.right() - w, b.y, w, b.h}, steps.more,
              {.em = em, .enabled = !steps.at_most});
}

}  // namespace

void draw(Page& page, const citizen::SettingsView&) {
  Ui& ui = page.ui;
  ui.rect(ui.canvas(), theme::kCanvas);
  const citizen::Access& access = page.view.chrome.access;
  const float top = draw_title(page, {.title = tr("citizen.settings.title"),
                                      .line = tr("citizen.settings.line"),
                                      .icon = icons::kTextSize});
  const Box c = page.at.content;
  const bool tight = page.elder && page.at.halves;
  const float y = tight ? c.y + 12 : top + 12;
  Grid grid{{c.x + 48, y, c.w - 96, 0},
            tight        ? 120.0F
            : page.elder ? 150.0F
                         : 124.0F,
            tight ? 16.0F : 28.0F};
  if (page.elder) {
    struct Language {
      std::string tag, key;
    };
    for (const Language& one : {Language{"zh-CN", "citizen.settings.language.zh-CN"},
                                Language{"zh-HK", "citizen.settings.language.zh-HK"},
                                Language{"en", "citizen.settings.language.en"}}) {
      const std::string id = "dock.lang[" + one.tag + "]";
      page.tap(widgets::choice_tile(
                   ui, id, grid.next(),
                   {.title = tr(one.key), .selected = page.view.chrome.language == one.tag}),
               id);
    }
  }
  page.tap(widgets::choice_tile(ui, "settings.contrast", grid.next(),
                                {.title = tr("citizen.settings.contrast"),
                                 .selected = access.high_contrast,
                                 .many = true}),
           "settings.contrast");
  page.tap(widgets::choice_tile(ui, "settings.motion", page.elder ? grid.whole() : grid.next(),
                                {.title = tr("citizen.settings.motion"),
                                 .selected = access.reduced_motion,
                                 .many = true}),
           "settings.motion");
  draw_steps(page, grid.whole(),
             {.less_id = "settings.quieter",
              .less = tr("citizen.settings.quieter"),
              .more_id = "settings.louder",
              .more = tr("citizen.settings.louder"),
              .now_id = "settings.volume",
              .now = tr("citizen.settings.volume", {{"volume", std::to_string(access.volume)}}),
              .at_least = access.volume <= 1,
              .at_most = access.volume >= 10});
  const std::string speed = access.speed < 0    ? tr("citizen.settings.speed.slow")
                            : access.speed == 0 ? tr("citizen.settings.speed.normal")
                                                : tr("citizen.settings.speed.quick");
  draw_steps(page, grid.whole(),
             {.less_id = "settings.slower",
              .less = tr("citizen.settings.slower"),
              .more_id = "settings.quicker",
              .more = tr("citizen.settings.quicker"),
              .now_id = "settings.speed",
              .now = speed,
              .at_least = access.speed < 0,
              .at_most = access.speed > 0});
  draw_actions(page, {.primary_id = "page.back",
                      .primary = tr("citizen.settings.done"),
                      .primary_icon = icons::kCheck});
}

}  // namespace dk::kiosk::screens
