// Rows of words: a service as one target (what it is, and whether this terminal can do it now), and
// what is only told.
#include <algorithm>

#include "kiosk/screens/citizen/lines.h"

namespace dk::kiosk::screens {

void draw_service(Page& page, const citizen::ServiceView& service, Box b) {
  Ui& ui = page.ui;
  const std::string id = "service[" + service.id + "]";
  const std::string chip = finish_chip(service.finish);
  const AreaLook look = look_of_area(service.area);
  std::string aloud = service.title;
  if (!service.summary.empty()) (aloud += " ") += service.summary;
  if (!chip.empty()) (aloud += " ") += chip;
  const Ui::Act act = ui.act(id, b, aloud, {.radius = 32});
  ui.card(b);
  const bool half = b.w < 600;
  const float side = half ? 84 : page.elder ? 120 : 96;
  const Box square{b.x + 28, b.y + (b.h - side) / 2, side, side};
  widgets::tile(ui, square, look.icon, side * 0.64F, look.tint);
  float end = b.right() - 28;
  ui.icon(end - 36, b.y + (b.h - 36) / 2, 36, icons::kCaretRight, theme::kInk600);
  end -= 36 + 20;
  Ui::ChipLook chip_look{.ground = theme::kChipWarn.ground,
                         .ink = theme::kChipWarn.ink,
                         .height = page.elder ? 64.0F : 46.0F,
                         .em = ui.em(theme::kCaption)};
  // Beside the words, or below the title where it is narrow.
  const bool below = !chip.empty() && b.w < 800;
  if (!chip.empty() && !below) {
    Ui::ChipLook at_end = chip_look;
    at_end.right = end;
    end -= 20 + ui.chip(0, b.y + (b.h - chip_look.height) / 2, chip, at_end);
  }
  const Box words{square.right() + 24, b.y + 10, end - square.right() - 24, b.h - 20};
  const TextStyle title{.em = half ? 34.0F : ui.em(theme::kItem), .weight = Weight::Bold};
  const TextStyle sub{.em = ui.em(theme::kSmall), .colour = theme::kInk700};
  const bool two = half && ui.measure(service.title, title) > words.w;
  const float title_h = title.em * (two ? 2.5F : 1.25F);
  // A summary that has no room whole is left to the guide, and read aloud.
  float sub_h = 0;
  if (below) {
    sub_h = chip_look.height + 4;
  } else if (!half && !service.summary.empty()) {
    const float line = ui.em(theme::kCaption) * 1.28F;
    const TextStyle smallest{.em = ui.em(theme::kCaption)};
    if (ui.measure(service.summary, sub) <= words.w) {
      sub_h = sub.em * 1.28F;
    } else if (ui.measure(service.summary, smallest) <= words.w * 1.8F &&
               title_h + 2 * line <= words.h) {
      sub_h = std::min(words.h - title_h, sub.em * 2.56F);
    }
  }
  const float y = words.y + (words.h - title_h - sub_h) / 2;
  if (two) {
    ui.paragraph({words.x, y, words.w, title_h}, service.title, title, 1.25F);
  } else {
    ui.text({words.x, y, words.w, title_h}, service.title, title);
  }
  if (below) {
    ui.chip(words.x, y + title_h + 4, chip, chip_look);
  } else if (sub_h > 0) {
    ui.paragraph({words.x, y + title_h, words.w, sub_h}, service.summary, sub, 1.28F);
  }
  ui.pressed(act, b, 32);
  page.tap(act.fired, id);
}

void draw_told(Page& page, Box room, const std::vector<Told>& lines) {
  const auto n = static_cast<float>(lines.size());
  const float gap = page.at.halves ? 16 : 24;
  const float h = std::min(page.elder ? 236.0F : 168.0F, (room.h - gap * (n - 1)) / n);
  float y = room.y;
  for (const Told& one : lines) {
    telling(page, one.id, {room.x, y, room.w, h},
            {.icon = one.icon, .tint = one.tint, .title = one.title, .sub = one.sub});
    y += h + gap;
  }
}

}  // namespace dk::kiosk::screens
