// The parts of the sampling desk, one file each. `Tap` is the id of a widget without "sampling.".
// Inside kiosk/screens only; UI thread.
#pragma once

#include <optional>
#include <string>

#include "kiosk/sampling/view.h"
#include "kiosk/ui/ui.h"

namespace dk::kiosk::screens {

using sampling::SamplingView;
using Tap = std::optional<std::string>;

Tap draw_top_bar(Ui& ui, const SamplingView& view);
// Also gives the choice of the next tube's capacity.
Tap draw_tube_column(Ui& ui, const SamplingView& view);
void draw_grid(Ui& ui, const sampling::TubeView& tube);
void draw_confirmed(Ui& ui, const SamplingView& view);
void draw_next_card(Ui& ui, const SamplingView& view);
void draw_counters(Ui& ui, const SamplingView& view);
void draw_sync(Ui& ui, const SamplingView& view);
Tap draw_action_bar(Ui& ui, const SamplingView& view);
Tap draw_alert(Ui& ui, const SamplingView& view);
Tap draw_ask(Ui& ui, const SamplingView& view);
Tap draw_menu(Ui& ui, const SamplingView& view);
Tap draw_manual(Ui& ui, const SamplingView& view);
Tap draw_badge(Ui& ui, const SamplingView& view);
Tap draw_pin(Ui& ui, const SamplingView& view);
Tap draw_not_ready(Ui& ui, const SamplingView& view);
// The view has a box, a shift.
Tap draw_packing(Ui& ui, const SamplingView& view);
Tap draw_shift_end(Ui& ui, const SamplingView& view);
// Parts of packing: at the left the box, at the right what is in none.
void draw_box_column(Ui& ui, const SamplingView& view);
void draw_loose_column(Ui& ui, const SamplingView& view);
Tap draw_packed(Ui& ui, const SamplingView& view);

// The white bar at the bottom (140 px) with its line.
void draw_bar_ground(Ui& ui);
// 简体 繁體 英文 at the right of the bar: before somebody has signed in.
Tap draw_languages(Ui& ui, const SamplingView& view);
// Red box with what is wrong and what to do.
void draw_trouble(Ui& ui, Box box, FailureCode code);

// A numeric keypad of 3 x 4 keys, 312 x 128, gap 24, from (x, y); `group` such as "pin" names the
// ids "sampling.pin.key[5]", "sampling.pin.erase". Digits typed on a real keyboard count as well.
// Returns "pin.key[5]", "pin.erase".
inline constexpr float kKeypadW = 984, kKeypadH = 584;
struct KeypadKeys {
  std::string leave;   // the tap of Backspace when there is nothing to erase
  bool empty = false;  // nothing was typed yet
  bool has_x = false;  // left of the zero
};
Tap draw_keypad(Ui& ui, float x, float y, const std::string& group, const KeypadKeys& keys);

// A tube's code as Code 128 bars over the whole box.
void draw_bars(Ui& ui, Box box, const std::string& code);
// A huge icon, a line and a hint in the middle of a white panel: what to scan next.
struct Prompt {
  Icon icon;
  std::string title, hint;
};
void draw_prompt(Ui& ui, Box panel, const Prompt& prompt);
// The green ground with rings and the tick: something was done for good.
void draw_done_ground(Ui& ui, Box panel);

}  // namespace dk::kiosk::screens
