#include "district/published_items.h"

#include <charconv>

#include "flows/engine/bundle.h"

namespace dk::district {

Result<std::shared_ptr<const engine::Item>> PublishedItems::of(const std::string& fingerprint) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = loaded_.find(fingerprint); found != loaded_.end()) return found->second;
  }
  // "senior-allowance/1/0a1b2c3d4e5f6071"
  const std::size_t first = fingerprint.find('/');
  const std::size_t second =
      first == std::string::npos ? std::string::npos : fingerprint.find('/', first + 1);
  std::uint64_t version = 0;
  if (second == std::string::npos ||
      std::from_chars(fingerprint.data() + first + 1, fingerprint.data() + second, version).ptr !=
          fingerprint.data() + second) {
    return fail(FailureCode::not_found, "no fingerprint of an item");
  }
  const std::string name = std::string(wire::kItemPrefix) + fingerprint.substr(0, first);
  DK_TRY(object, objects_.of_version(name, version, root_));
  const auto bundle = engine::read_bundle(object.content);
  if (!bundle) return fail(FailureCode::data_damaged, "a published item is no bundle");
  auto item = engine::Item::load(bundle->files);
  if (!item) return fail(FailureCode::data_damaged, "a published item cannot be loaded");
  if ((*item)->fingerprint != fingerprint) {
    return fail(FailureCode::not_found, "another item has this id and version");
  }
  const std::lock_guard lock(mutex_);
  if (loaded_.size() >= kMaxLoadedItems) loaded_.erase(loaded_.begin());
  loaded_[fingerprint] = *item;
  return std::move(*item);
}

}  // namespace dk::district
