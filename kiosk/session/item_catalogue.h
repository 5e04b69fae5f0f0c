// The service items that this terminal can run, made of a snapshot's signed bundles.
//
// take() reads each new bundle wholly (Item::load, then check) before anybody sees it. One that is
// refused is named with its first finding, and the version of it that was here stays; an item that
// the snapshot no longer has is gone. A running case keeps its own version by its shared_ptr. What
// was read or refused once is not read again. take() is slow (milliseconds an item) and is for one
// thread, not the UI's; the others are for any thread.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "flows/engine/item.h"
#include "offline-cache/reference/reference.h"

namespace dk::kiosk {

using Items = std::vector<std::shared_ptr<const engine::Item>>;

struct RefusedItem {
  std::string id;
  std::uint64_t version = 0;
  engine::Finding finding;  // the first one
};

class ItemCatalogue {
 public:
  // Every refusal is logged once.
  void take(const cache::Snapshot& snapshot);
  // In the order of their ids.
  [[nodiscard]] Items items() const;
  [[nodiscard]] std::shared_ptr<const engine::Item> find(std::string_view id) const;  // or nullptr
  // Of the last take().
  [[nodiscard]] std::vector<RefusedItem> refused() const;

 private:
  struct Entry {
    crypto::Digest digest{};                   // of the bundle that was looked at last
    std::shared_ptr<const engine::Item> item;  // nullptr: no version of it could be read yet
    std::vector<RefusedItem> refused;          // at most one: why `item` is not of `digest`
  };
  static Entry look_at(const cache::ItemBundle& bundle, const Entry* before);

  mutable std::mutex mutex_;
  std::map<std::string, Entry, std::less<>> entries_;
};

}  // namespace dk::kiosk
