#include "flows/engine/bundle.h"

#include <toml++/toml.h>

#include <algorithm>
#include <optional>

#include "base/codes/cbor.h"
#include "base/codes/utf8.h"
#include "base/crypto/crypto.h"
#include "flows/engine/item_toml.h"

namespace dk::engine {

namespace {

using codes::CborValue;
using Type = CborValue::Type;

constexpr std::string_view kSchema = "item-bundle/1";
constexpr std::string_view kHead = "item.toml";

std::unexpected<Finding> refuse(std::string_view file, std::string message) {
  return std::unexpected(Finding{std::string(file), "", std::move(message)});
}

struct Head {
  std::string id;
  std::uint64_t version = 0;
};

// Only what the bundle repeats: compiling the parameters' values is for Item::load.
std::expected<Head, Finding> head_of(const Files& files) {
  const auto found = files.find(std::string(kHead));
  if (found == files.end()) return refuse(kHead, "is missing");
  if (!is_within_limits(found->second)) {
    return refuse(kHead, "has more than 128 kB or 2,000 dots");
  }
  toml::table root;
  try {
    root = toml::parse(found->second);
  } catch (const toml::parse_error& error) {
    return refuse(kHead, "line " + std::to_string(error.source().begin.line) + ": " +
                             std::string(error.description()));
  }
  const auto id = root["item"]["id"].value_exact<std::string>();
  const auto version = root["item"]["version"].value_exact<std::int64_t>();
  if (!id || !is_bundle_id(*id)) {
    return refuse(kHead, "its id is not made of at most 35 of a-z, 0-9 and -");
  }
  if (!version || *version < 1 || static_cast<std::uint64_t>(*version) > kMaxItemVersion) {
    return refuse(kHead, "its version is no number from 1 to 1,000,000,000");
  }
  return Head{*id, static_cast<std::uint64_t>(*version)};
}

// Over the whole: what must hold before a bundle is written and after it was read.
std::optional<Finding> fault_of(const Files& files) {
  if (files.size() > kMaxBundleFiles) return Finding{std::string(kBundle), "", "over 1,000 files"};
  for (const auto& [path, content] : files) {
    if (!is_bundle_path(path)) return Finding{std::string(kBundle), "", "a path is not safe"};
    if (path.ends_with(".po")) return Finding{path, "", "is no part of a bundle, its .mo is"};
  }
  return std::nullopt;
}

Bytes digest_of(ByteView content) {
  const crypto::Digest digest = crypto::sha256(content);
  return {digest.begin(), digest.end()};
}

std::expected<Files, Finding> files_of(const CborValue& list) {
  Files files;
  for (const CborValue& entry : list.items) {
    if (!entry.is(Type::Array) || entry.items.size() != 3 || !entry.items[0].is(Type::Text) ||
        !entry.items[1].is(Type::Bytes) || !entry.items[2].is(Type::Bytes)) {
      return refuse(kBundle, "a file is not path, SHA-256 and content");
    }
    const std::string_view path = entry.items[0].as_text();
    // Asked before the path is named in a message.
    if (!is_bundle_path(path)) return refuse(kBundle, "a path is not safe");
    if (!files.empty() && path <= files.rbegin()->first) {
      return refuse(path, "stands twice or not in the order of the paths");
    }
    if (entry.items[1].data != digest_of(entry.items[2].data)) {
      return refuse(path, "its content has another SHA-256");
    }
    files.emplace_hint(files.end(), path, as_text(entry.items[2].data));
  }
  return files;
}

}  // namespace

bool is_bundle_id(std::string_view id) {
  return !id.empty() && id.size() <= kMaxBundleIdBytes && std::ranges::all_of(id, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

bool is_bundle_path(std::string_view path) {
  if (path.size() > kMaxBundlePathBytes || !codes::is_utf8(path)) return false;
  bool begins = true;  // a part
  char before = 0;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    // U+0080 to U+009F are control characters too: C2 80 to C2 9F.
    const bool second_control = before == '\xC2' && byte < 0xA0;
    if (byte < 0x20 || byte == 0x7F || c == '\\' || second_control) return false;
    if (begins && (c == '/' || c == '.')) return false;
    begins = c == '/';
    before = c;
  }
  return !begins;  // neither empty nor ending in /
}

std::expected<Bytes, Finding> write_bundle(const Files& all) {
  Files files = all;
  std::erase_if(files, [](const auto& file) { return file.first.ends_with(".po"); });
  if (auto fault = fault_of(files)) return std::unexpected(std::move(*fault));
  const auto head = head_of(files);
  if (!head) return std::unexpected(head.error());
  CborValue list = CborValue::array();
  for (const auto& [path, content] : files) {
    list.items.push_back(
        CborValue::array({CborValue::text(path), CborValue::bytes(digest_of(as_bytes(content))),
                          CborValue::bytes(as_bytes(content))}));
  }
  CborValue map = CborValue::map();
  map.put(CborValue::text("schema"), CborValue::text(kSchema));
  map.put(CborValue::text("id"), CborValue::text(head->id));
  map.put(CborValue::text("version"), CborValue::integer(static_cast<std::int64_t>(head->version)));
  map.put(CborValue::text("files"), std::move(list));
  auto bytes = codes::cbor_encode(map);
  if (!bytes) return refuse(kBundle, bytes.error().detail);
  if (bytes->size() > kMaxBundleBytes) return refuse(kBundle, "is larger than 32 MB");
  return std::move(*bytes);
}

std::expected<Bundle, Finding> read_bundle(ByteView bytes) {
  const codes::CborLimits limits{
      .max_bytes = kMaxBundleBytes, .max_items = 4 * kMaxBundleFiles + 16, .max_depth = 4};
  const auto map = codes::cbor_decode(bytes, limits);
  if (!map) return refuse(kBundle, map.error().detail);
  const CborValue* schema = map->find("schema");
  const CborValue* id = map->find("id");
  const CborValue* version = map->find("version");
  const CborValue* list = map->find("files");
  if (schema == nullptr || !schema->is(Type::Text) || schema->as_text() != kSchema) {
    return refuse(kBundle, "is no item-bundle/1");
  }
  if (map->items.size() != 8 || id == nullptr || !id->is(Type::Text) || version == nullptr ||
      !version->is(Type::Unsigned) || list == nullptr || !list->is(Type::Array)) {
    return refuse(kBundle, "a member is missing, of another kind or not known");
  }
  auto files = files_of(*list);
  if (!files) return std::unexpected(std::move(files.error()));
  if (auto fault = fault_of(*files)) return std::unexpected(std::move(*fault));
  const auto head = head_of(*files);
  if (!head) return std::unexpected(head.error());
  if (id->as_text() != head->id || version->number != head->version) {
    return refuse(kHead, "says another id or version than the bundle");
  }
  // One form only, or two digests would name the same files.
  const auto written = codes::cbor_encode(*map);
  if (!written || !std::ranges::equal(*written, bytes)) {
    return refuse(kBundle, "is not written in the one canonical form");
  }
  return Bundle{head->id, head->version, std::move(*files)};
}

}  // namespace dk::engine
