#include "kiosk/screens/keys.h"

#include <span>
#include <string_view>

namespace dk::kiosk::screens {

namespace {

constexpr std::string_view kPrefix = "sampling.";

constexpr std::string_view kSeal[] = {"seal"};
constexpr std::string_view kUndo[] = {"undo"};
constexpr std::string_view kChange[] = {"change"};
constexpr std::string_view kManual[] = {"manual"};
constexpr std::string_view kMore[] = {"more", "menu.close"};
// An alert that offers no way round is taken note of. "Not the same person" is a statement that
// calls somebody: it is chosen, never hit by a hand that wanted to go back.
constexpr std::string_view kNo[] = {"ask.no",   "menu.close",   "manual.cancel", "alert.skip",
                                    "pin.back", "packing.back", "shift.back",    "alert.ack"};

std::span<const std::string_view> buttons_of(HardKey key) {
  switch (key) {
    case HardKey::Plus:
      return kSeal;
    case HardKey::Minus:
      return kUndo;
    case HardKey::Star:
      return kChange;
    case HardKey::Slash:
      return kManual;
    case HardKey::Dot:
      return kMore;
    case HardKey::Back:
      break;
  }
  return kNo;
}

}  // namespace

std::optional<std::string> tap_of_key(HardKey key, const UiTree& tree) {
  for (const std::string_view tap : buttons_of(key)) {
    const UiNode* node = tree.find(std::string(kPrefix) + std::string(tap));
    if (node != nullptr && node->state.find("enabled") != std::string::npos) {
      return std::string(tap);
    }
  }
  return std::nullopt;
}

}  // namespace dk::kiosk::screens
