// The service items that a terminal offers to citizens, in the order of the home screen, and how
// they are found. Immutable and shared; any thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "flows/engine/item.h"
#include "i18n/search.h"

namespace dk::kiosk::citizen {

struct Catalogue {
  std::vector<std::shared_ptr<const engine::Item>> items;
  i18n::SearchIndex index;  // of all their names

  [[nodiscard]] std::shared_ptr<const engine::Item> find(std::string_view id) const;
};

// Of `items` those for citizens that have something to say on a screen.
[[nodiscard]] std::shared_ptr<const Catalogue> make_catalogue(
    const std::vector<std::shared_ptr<const engine::Item>>& items);

}  // namespace dk::kiosk::citizen
