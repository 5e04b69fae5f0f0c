// An item as one file: "item-bundle/1" (FORMAT.md), deterministic CBOR (RFC 8949 section 4.2.1).
//
// Written from the files of an item and read back into them; the same files give the same bytes,
// and nothing is read that would not be written so. Id and version are those of item.toml; whether
// the item is whole, Item::load and check.h say. Bundles own their data. What breaks a rule is a
// Finding: its file is the one concerned, or kBundle. Pure; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "flows/engine/finding.h"

namespace dk::engine {

inline constexpr std::size_t kMaxBundleBytes = 32u << 20;
inline constexpr std::size_t kMaxBundleFiles = 1'000;
inline constexpr std::size_t kMaxBundlePathBytes = 200;
inline constexpr std::size_t kMaxBundleIdBytes = 35;
inline constexpr std::uint64_t kMaxItemVersion = 1'000'000'000;
inline constexpr std::string_view kBundle = "bundle";  // Finding::file of what concerns the whole

struct Bundle {
  std::string id;
  std::uint64_t version = 0;
  Files files;
};

// texts/*.po are left out.
[[nodiscard]] std::expected<Bytes, Finding> write_bundle(const Files& files);
[[nodiscard]] std::expected<Bundle, Finding> read_bundle(ByteView bytes);

// a-z 0-9 -, so that "item-<id>" may be the name of a signed object.
[[nodiscard]] bool is_bundle_id(std::string_view id);
// Relative, no way up, nothing hidden, no control characters.
[[nodiscard]] bool is_bundle_path(std::string_view path);

}  // namespace dk::engine
