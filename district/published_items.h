// The service items that this district has published, in every version: a question or a case names
// one by its fingerprint, and is judged by that version and no other.
//
// Read, verified and loaded once per fingerprint (at most kMaxLoadedItems are kept). not_found: no
// such item was published. Thread-safe.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "district/objects.h"
#include "flows/engine/item.h"

namespace dk::district {

inline constexpr std::size_t kMaxLoadedItems = 64;

class PublishedItems {
 public:
  PublishedItems(Objects& objects, const wire::Root& root) : objects_(objects), root_(root) {}
  [[nodiscard]] Result<std::shared_ptr<const engine::Item>> of(const std::string& fingerprint);

 private:
  Objects& objects_;
  const wire::Root& root_;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const engine::Item>> loaded_;
};

}  // namespace dk::district
