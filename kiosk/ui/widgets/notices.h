// What the terminal tells by itself, and the ground of a question. UI thread, inside a frame.
#pragma once

#include <optional>
#include <string_view>

#include "kiosk/ui/ui.h"

namespace dk::kiosk::widgets {

enum class NoticeKind { Warning, Safe, Error };

// 984 x 120 to 128: stays until the state ends. Red for what is broken, green for "nothing is
// lost", amber for what is limited.
struct BannerLook {
  NoticeKind kind = NoticeKind::Warning;
  std::string_view title{}, sub{};
  std::optional<Icon> icon{};  // else the one of the kind
  std::optional<Icon> end{};   // at the right
};
void banner(Ui& ui, std::string_view id, Box box, const BannerLook& look);

// One sentence on ink, 984 x 104; when it comes and goes is the caller's. Never for errors that
// need an answer.
void toast(Ui& ui, std::string_view id, Box box, std::string_view words,
           Icon icon = icons::kCheckCircle);

// The dark veil and the panel of a question; the caller draws inside the panel afterwards, and
// draws the page before it between ui.cover(true) and ui.cover(false). `shown` 0 to 1 fades it in.
void modal(Ui& ui, std::string_view id, Box panel, std::string_view title, float shown = 1);
// The panel of a citizen's question of that height: 936 wide, its end above the action bar.
[[nodiscard]] Box modal_box(const Ui& ui, float height);

}  // namespace dk::kiosk::widgets
