#include "kiosk/citizen/catalogue.h"

#include <algorithm>

namespace dk::kiosk::citizen {

std::shared_ptr<const engine::Item> Catalogue::find(std::string_view id) const {
  const auto found = std::ranges::find_if(items, [&](const auto& item) { return item->id == id; });
  return found == items.end() ? nullptr : *found;
}

namespace {

using Items = std::vector<std::shared_ptr<const engine::Item>>;

Items for_citizens(const Items& items) {
  Items ours;
  for (const auto& item : items) {
    const bool citizen = std::ranges::find(item->modes, "citizen") != item->modes.end();
    if (item->screen && citizen) ours.push_back(item);
  }
  return ours;
}

}  // namespace

std::shared_ptr<const Catalogue> make_catalogue(const Items& items) {
  Items ours = for_citizens(items);
  std::vector<i18n::SearchEntry> entries;
  for (const auto& item : ours) {
    i18n::SearchEntry entry;
    entry.id = item->id;
    for (const std::string_view language : engine::kLanguages) {
      const auto words = [&](const std::string& message) {
        return item->texts.tr(language, message);
      };
      entry.titles.push_back(words(item->screen->name));
      entry.titles.push_back(words(item->title));
      for (const std::string& keyword : item->screen->keywords) {
        entry.keywords.push_back(words(keyword));
      }
    }
    entries.push_back(std::move(entry));
  }
  return std::make_shared<const Catalogue>(
      Catalogue{std::move(ours), i18n::SearchIndex(std::move(entries))});
}

}  // namespace dk::kiosk::citizen
