#include "kiosk/session/item_catalogue.h"

#include <expected>
#include <utility>

#include "base/log.h"
#include "flows/engine/bundle.h"
#include "flows/engine/check.h"

namespace dk::kiosk {

namespace {

std::expected<std::shared_ptr<const engine::Item>, engine::Finding> read(
    const cache::ItemBundle& bundle) {
  const auto opened = engine::read_bundle(*bundle.content);
  if (!opened) return std::unexpected(opened.error());
  // The signature covers the object's name; the bundle may still say another one.
  if (opened->id != bundle.id || opened->version != bundle.version) {
    return std::unexpected(engine::Finding{std::string(engine::kBundle), "",
                                           "says another id or version than the signed object"});
  }
  auto item = engine::Item::load(opened->files);
  if (!item) return std::unexpected(item.error().front());
  const engine::Findings findings = engine::check(**item);
  if (!findings.empty()) return std::unexpected(findings.front());
  return std::move(*item);
}

}  // namespace

ItemCatalogue::Entry ItemCatalogue::look_at(const cache::ItemBundle& bundle, const Entry* before) {
  auto item = read(bundle);
  if (item) return {bundle.digest, std::move(*item), {}};
  const engine::Finding& finding = item.error();
  log::error("item_refused",
             {{"id", log::safe(bundle.id, "name of a signed object")},
              {"version", bundle.version},
              {"file", log::safe(finding.file, "file of a signed item")},
              {"element", log::safe(finding.element, "element of a signed item")},
              {"finding", log::safe(finding.message, "a sentence of ours for authors")}});
  return {bundle.digest,
          before == nullptr ? nullptr : before->item,
          {{bundle.id, bundle.version, std::move(item.error())}}};
}

void ItemCatalogue::take(const cache::Snapshot& snapshot) {
  std::map<std::string, Entry, std::less<>> before;
  {
    const std::lock_guard lock(mutex_);
    before = entries_;
  }
  std::map<std::string, Entry, std::less<>> next;
  for (const cache::ItemBundle& bundle : snapshot.items) {
    const auto known = before.find(bundle.id);
    const Entry* entry = known == before.end() ? nullptr : &known->second;
    next[bundle.id] =
        entry != nullptr && entry->digest == bundle.digest ? *entry : look_at(bundle, entry);
  }
  const std::lock_guard lock(mutex_);
  entries_ = std::move(next);
}

Items ItemCatalogue::items() const {
  const std::lock_guard lock(mutex_);
  Items out;
  for (const auto& [id, entry] : entries_) {
    if (entry.item != nullptr) out.push_back(entry.item);
  }
  return out;
}

std::shared_ptr<const engine::Item> ItemCatalogue::find(std::string_view id) const {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(id);
  return found == entries_.end() ? nullptr : found->second.item;
}

std::vector<RefusedItem> ItemCatalogue::refused() const {
  const std::lock_guard lock(mutex_);
  std::vector<RefusedItem> out;
  for (const auto& [id, entry] : entries_) {
    out.insert(out.end(), entry.refused.begin(), entry.refused.end());
  }
  return out;
}

}  // namespace dk::kiosk
