#include "kiosk/ui/widgets/notices.h"

#include <algorithm>
#include <string>

#include "kiosk/ui/widgets/cards.h"

namespace dk::kiosk::widgets {

namespace {

struct Paint {
  Colour ground, ink;
  Icon icon;
};

Paint paint_of(NoticeKind kind) {
  switch (kind) {
    case NoticeKind::Safe:
      return {theme::kGreen700, theme::kWhite, icons::kShield};
    case NoticeKind::Error:
      return {theme::kRed700, theme::kWhite, icons::kWarning};
    case NoticeKind::Warning:
      break;
  }
  return {theme::kAmber400, theme::kInk900, icons::kWarning};
}

const char* word_of(NoticeKind kind) {
  switch (kind) {
    case NoticeKind::Safe:
      return "safe";
    case NoticeKind::Error:
      return "error";
    case NoticeKind::Warning:
      break;
  }
  return "warning";
}

}  // namespace

void banner(Ui& ui, std::string_view id, Box b, const BannerLook& look) {
  const Paint paint = paint_of(look.kind);
  ui.shadow(b, 2);
  ui.rect(b, paint.ground, 28);
  const float icon = ui.look().elder ? 72 : 64;
  ui.icon(b.x + 32, b.y + (b.h - icon) / 2, icon, look.icon.value_or(paint.icon), paint.ink);
  float end = b.right() - 32;
  if (look.end) {
    ui.icon(end - 56, b.y + (b.h - 56) / 2, 56, *look.end, paint.ink);
    end -= 78;
  }
  const float x = b.x + 32 + icon + 22;
  two_lines(ui, {x, b.y, end - x, b.h}, look.title,
            {.em = ui.em({38, 46}), .weight = Weight::Bold, .colour = paint.ink}, look.sub,
            {.em = ui.em(theme::kSmall), .colour = paint.ink});
  std::string aloud(look.title);
  if (!look.sub.empty()) (aloud += ' ') += look.sub;
  ui.node(id, Role::Alert, aloud, word_of(look.kind), b);
}

void toast(Ui& ui, std::string_view id, Box b, std::string_view words, Icon icon) {
  ui.shadow(b, 2);
  ui.rect(b, theme::kInk900, 28);
  ui.icon(b.x + 32, b.y + (b.h - 48) / 2, 48, icon, theme::kWhite);
  ui.text({b.x + 104, b.y, b.w - 136, b.h}, words,
          {.em = ui.em(theme::kBody), .colour = theme::kWhite});
  ui.node(id, Role::Status, words, "toast", b);
}

Box modal_box(const Ui& ui, float height) {
  const Box canvas = ui.canvas();
  constexpr float kWidth = 936, kLowest = 1656;
  const float bottom = std::min(kLowest, canvas.h - (canvas.h - height) / 2);
  return {(canvas.w - kWidth) / 2, bottom - height, kWidth, height};
}

void modal(Ui& ui, std::string_view id, Box panel, std::string_view title, float shown) {
  shown = std::clamp(shown, 0.0F, 1.0F);
  ui.veil(theme::kOverlay.with_alpha(theme::kOverlay.alpha * shown));
  ui.fade(shown);
  ui.shadow(panel, 3);
  ui.rect(panel, theme::kSurface, 44);
  ui.node(id, Role::Dialog, title, "open", panel);
}

}  // namespace dk::kiosk::widgets
