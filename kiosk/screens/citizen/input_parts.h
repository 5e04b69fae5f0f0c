// The parts of the input pad; boxes are those of the design's portrait canvas, moved to where the
// pad is. Inside kiosk/screens/citizen only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "i18n/texts.h"
#include "kiosk/input/input_view.h"
#include "kiosk/ui/ui.h"

namespace dk::kiosk::screens {

struct InputPad {
  Ui& ui;
  const input::InputView& view;
  std::vector<input::InputEvent>& events;
  float dx = 0, dy = 0;  // from the portrait canvas

  [[nodiscard]] Box at(float x, float y, float w, float h) const { return {x + dx, y + dy, w, h}; }
  void happens(input::InputEvent event) { events.push_back(std::move(event)); }
  // An icon beside a word; an elder's word needs its place.
  [[nodiscard]] std::optional<Icon> beside(Icon icon) const {
    return ui.look().elder ? std::nullopt : std::optional(icon);
  }
  // A key of the keyboard; true when it was pressed.
  bool key(std::string_view id, Box box, std::string_view label, ButtonLook look = {}) {
    if (look.kind == ButtonKind::Secondary) look.kind = ButtonKind::Key;
    return ui.button(id, box, label, look);
  }
  bool function_key(std::string_view id, Box box, std::string_view label) {
    return ui.button(id, box, label, {.kind = ButtonKind::KeyFunction, .em = 34});
  }
  void character_key(Box box, char32_t character, float em = 44);
  void backspace_key(Box box, bool with_word = false);
  void done_key(Box box);

  void draw_tabs();
  void draw_bar();
  void draw_list();
  void draw_ink();
  void draw_letters();
  void draw_symbols();
  void draw_bottom_row(bool symbols);
  void draw_numbers();
  void draw_rare();
  void draw_hint(Box box);
};

}  // namespace dk::kiosk::screens
