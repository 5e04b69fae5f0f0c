#include "kiosk/shell/testing_mode.h"

#include <utility>

#include "kiosk/screens/keys.h"
#include "kiosk/screens/sampling_screen.h"

namespace dk::kiosk {

void TestingMode::draw(Ui& ui, float width, float height) {
  const sampling::SamplingView view = desk_.view();
  ui.begin(width, height, screens::page_of(view));
  if (auto tapped = screens::draw_sampling(ui, view)) tapped_ = std::move(tapped);
  ui.end();
  if (const auto key = ui.hard_key()) {
    if (auto tapped = screens::tap_of_key(*key, ui.tree())) tapped_ = std::move(tapped);
  }
}

bool TestingMode::act() {
  if (!tapped_) return false;
  desk_.tapped(*std::exchange(tapped_, std::nullopt));
  return true;
}

}  // namespace dk::kiosk
