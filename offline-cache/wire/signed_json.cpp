#include "offline-cache/wire/signed_json.h"

#include <nlohmann/json.hpp>
#include <set>

#include "offline-cache/wire/rules.h"
#include "offline-cache/wire/strict_json.h"

namespace dk::wire {

using nlohmann::json;

namespace {

constexpr std::size_t kMaxKeys = 16;
constexpr std::size_t kMaxRoles = 16;
constexpr std::size_t kMaxPatterns = 64;
constexpr std::size_t kMaxObjects = 400;  // 300 items and the lists; fits kMaxManifestBytes

std::string canonical(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

json keys_to_json(const std::vector<RoleKey>& keys) {
  json out = json::array();
  for (const RoleKey& key : keys) {
    out.push_back({{"kid", to_hex(key.key_id)}, {"spki", to_base64(key.key.spki())}});
  }
  return out;
}

// A key's id is computed, never believed.
std::vector<RoleKey> read_keys(StrictJson& in, std::vector<StrictJson> from) {
  std::vector<RoleKey> out;
  for (StrictJson& item : from) {
    const Bytes kid = item.hex("kid", 8, 8);
    const Bytes spki = item.base64("spki", 1, 1024);
    auto key = crypto::PublicKey::from_spki(spki);
    if (!key || key->key_id() != kid) {
      in.refuse("spki", "not a key, or not the key of its kid");
      return {};
    }
    out.push_back({kid, std::move(*key)});
  }
  return out;
}

}  // namespace

std::string to_json(const Root& root) {
  json roles = json::object();
  for (const auto& [role, keys] : root.roles) roles[role] = keys_to_json(keys);
  return canonical({{"schema", "root/1"},
                    {"version", root.version},
                    {"expires", to_rfc3339(root.expires)},
                    {"root_keys", keys_to_json(root.root_keys)},
                    {"roles", std::move(roles)},
                    {"objects", root.object_roles}});
}

Result<Root> root_from_json(std::string_view text) {
  DK_TRY(in, StrictJson::parse(text, {.max_bytes = kMaxRootBytes}));
  Root out;
  in.constant("schema", "root/1");
  out.version = static_cast<std::uint64_t>(in.integer("version", 1, kMaxJsonInteger));
  out.expires = in.time("expires");
  out.root_keys = read_keys(in, in.objects("root_keys", kMaxKeys));
  for (auto& [role, keys] : in.object_lists("roles", rules::kObjectName, kMaxRoles)) {
    out.roles[role] = read_keys(in, std::move(keys));
  }
  out.object_roles = in.text_map("objects", {Chars::Text, 1, 40}, rules::kObjectName, kMaxPatterns);
  for (const auto& [name, role] : out.object_roles) {
    if (name != kAllItems && !fits(name, rules::kObjectName)) {
      in.refuse("objects", "a name that no object can have");
    }
    if (!out.roles.contains(role)) in.refuse("objects", "a role that the root does not name");
    // The online keys can introduce nothing new: no object may be their own.
    if (role == "manifest" || role == "countersign") {
      in.refuse("objects", "an online key signs no objects");
    }
  }
  DK_CHECK(in.finish());
  return out;
}

std::string to_json(const Manifest& manifest) {
  json objects = json::array();
  for (const ManifestObject& object : manifest.objects) {
    objects.push_back({{"name", object.name},
                       {"version", object.version},
                       {"sha256", to_hex(object.sha256)},
                       {"size", object.size}});
  }
  return canonical({{"schema", "manifest/1"},
                    {"terminal", manifest.terminal},
                    {"version", manifest.version},
                    {"issued", to_rfc3339(manifest.issued)},
                    {"expires", to_rfc3339(manifest.expires)},
                    {"objects", std::move(objects)}});
}

Result<Manifest> manifest_from_json(std::string_view text) {
  DK_TRY(in, StrictJson::parse(text, {.max_bytes = kMaxManifestBytes}));
  Manifest out;
  in.constant("schema", "manifest/1");
  out.terminal = in.text("terminal", rules::kTerminal);
  out.version = static_cast<std::uint64_t>(in.integer("version", 1, kMaxJsonInteger));
  out.issued = in.time("issued");
  out.expires = in.time("expires");
  if (out.expires <= out.issued) in.refuse("expires", "not after issued");
  std::set<std::string> names;
  for (StrictJson& item : in.objects("objects", kMaxObjects)) {
    ManifestObject object;
    object.name = item.text("name", rules::kObjectName);
    object.version = static_cast<std::uint64_t>(item.integer("version", 1, kMaxJsonInteger));
    const Bytes digest = item.hex("sha256", 32, 32);
    if (digest.size() == object.sha256.size()) {
      std::copy(digest.begin(), digest.end(), object.sha256.begin());
    }
    object.size = static_cast<std::uint64_t>(
        item.integer("size", 1, static_cast<std::int64_t>(kMaxObjectBytes)));
    if (!names.insert(object.name).second) in.refuse("name", "twice");
    out.objects.push_back(std::move(object));
  }
  DK_CHECK(in.finish());
  return out;
}

}  // namespace dk::wire
