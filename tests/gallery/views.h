// The views of the gallery by name: invented people only, masked by the one function that masks.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/sampling/view.h"

namespace dk::kiosk::gallery {

struct NamedView {
  std::string name;  // "seven_of_ten"
  std::function<sampling::SamplingView(std::string_view language)> make;
  std::string held{};  // id of a widget that a finger holds while the picture is taken
};

[[nodiscard]] std::vector<NamedView> all_views();

// Parts of it.
[[nodiscard]] std::vector<NamedView> alert_views();
[[nodiscard]] std::vector<NamedView> packing_views();
// The desk, changed.
[[nodiscard]] NamedView changed(std::string name, int capacity, int count,
                                std::function<void(sampling::SamplingView&)> change);
// A desk at 14:26 with a tube of `capacity` and `count` people in it.
[[nodiscard]] sampling::SamplingView desk(std::string_view language, int capacity, int count);

}  // namespace dk::kiosk::gallery
