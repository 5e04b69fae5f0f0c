// The sampling desk's screen on a window without a display, and a finger.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "i18n/texts.h"
#include "kiosk/screens/sampling_screen.h"
#include "kiosk/ui/stage_for_tests.h"

namespace dk::kiosk::screens {

// A desk at work: two people in a tube of ten.
inline sampling::SamplingView desk_for_tests() {
  using Look = sampling::CellView::Look;
  sampling::SamplingView view;
  view.stage = sampling::Stage::Desk;
  view.language = "zh-CN";
  view.scanner = view.printer = sampling::DeviceHealth::Healthy;
  view.tube.code = "LH1122-0457-38";
  view.tube.capacity = 10;
  view.tube.count = 2;
  for (int position = 1; position <= 10; ++position) {
    const bool filled = position <= view.tube.count;
    view.tube.cells.push_back({.look = filled ? Look::Filled : Look::Empty,
                               .position = position,
                               .masked_name = filled ? "赵*国" : ""});
  }
  view.can_undo = true;
  return view;
}

class SamplingStage : public testing::Test {
 protected:
  SamplingStage() {
    EXPECT_TRUE(i18n::load("zh-CN", DK_TEXTS_DIR));
    EXPECT_TRUE(i18n::set_language("zh-CN"));
  }
  std::optional<std::string> draw(const sampling::SamplingView& view) {
    std::optional<std::string> tapped;
    stage_.frame(
        [&](Ui& ui) {
          if (auto tap = draw_sampling(ui, view)) tapped = tap;
        },
        page_of(view));
    return tapped;
  }
  // Presses the middle of a widget, as a finger would.
  std::optional<std::string> tap(const sampling::SamplingView& view, std::string_view id) {
    draw(view);
    const UiNode* node = stage_.ui->tree().find(id);
    if (node == nullptr) {
      ADD_FAILURE() << "nothing is called " << id;
      return {};
    }
    stage_.platform->press(node->x + node->w / 2, node->y + node->h / 2);
    return draw(view);
  }
  const UiNode* node(std::string_view id) { return stage_.ui->tree().find(id); }

  StageForTests stage_;
};

}  // namespace dk::kiosk::screens
