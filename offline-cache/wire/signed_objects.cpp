#include "offline-cache/wire/signed_objects.h"

#include <algorithm>

#include "base/codes/cbor.h"
#include "base/codes/cose.h"
#include "offline-cache/wire/rules.h"
#include "offline-cache/wire/signed_json.h"

namespace dk::wire {
namespace {

constexpr std::string_view kRootType = "application/dk-root+json";
constexpr std::string_view kManifestType = "application/dk-manifest+json";
constexpr std::string_view kManifestRole = "manifest";

std::string object_type(std::string_view name) { return "application/dk-" + std::string(name); }

// Structure and content type; the failures of COSE become those of this header.
Result<codes::Sign1> open_sign1(ByteView cose, std::string_view content_type,
                                std::size_t max_bytes) {
  auto message = codes::parse_sign1(cose, max_bytes);
  if (!message) return fail(FailureCode::answer_malformed, message.error().detail);
  if (message->content_type != content_type) {
    return fail(FailureCode::role_refused, "signed for another use");
  }
  // A kid outside the signature could be changed by anybody on the way.
  if (!message->key_id_protected) return fail(FailureCode::role_refused, "key id not protected");
  return message;
}

Status verify_by(const codes::Sign1& message, const std::vector<RoleKey>& keys,
                 const crypto::AlgorithmPolicy& policy) {
  const auto found = std::find_if(keys.begin(), keys.end(),
                                  [&](const RoleKey& key) { return key.key_id == message.key_id; });
  if (found == keys.end()) return fail(FailureCode::role_refused, "not a key of this role");
  DK_TRY(suite, crypto::suite_of_signature(message.algorithm));
  DK_CHECK(policy.require(suite, message.content_type));
  return codes::verify_sign1(message, found->key);
}

const std::vector<RoleKey>& keys_of(const Root& root, std::string_view role) {
  static const std::vector<RoleKey> kNone;
  const auto found = root.roles.find(std::string(role));
  return found == root.roles.end() ? kNone : found->second;
}

std::unexpected<Failure> malformed(const char* what) {
  return fail(FailureCode::answer_malformed, what);
}

Result<SignedObject> read_payload(ByteView payload, std::size_t max_bytes) {
  using Type = codes::CborValue::Type;
  auto map = codes::cbor_decode(payload, {.max_bytes = max_bytes, .max_items = 16, .max_depth = 2});
  if (!map) return malformed("object: not CBOR");
  if (!map->is(Type::Map) || map->items.size() != 8) return malformed("object: not our map");
  const codes::CborValue* name = map->find(1);
  const codes::CborValue* version = map->find(2);
  const codes::CborValue* issued = map->find(3);
  const codes::CborValue* content = map->find(4);
  if (name == nullptr || !name->is(Type::Text) || !fits(name->as_text(), rules::kObjectName) ||
      version == nullptr || !version->is(Type::Unsigned) || issued == nullptr ||
      !issued->as_integer() || content == nullptr || !content->is(Type::Bytes)) {
    return malformed("object: a field is absent or wrong");
  }
  SignedObject out;
  out.name = name->as_text();
  out.version = version->number;
  out.issued_s = *issued->as_integer();
  // Moved, not copied: a list has 39 MB.
  out.content = std::move(map->items[static_cast<std::size_t>(content - map->items.data())].data);
  return out;
}

}  // namespace

const std::string* role_of(const Root& root, std::string_view object) {
  auto found = root.object_roles.find(std::string(object));
  if (found == root.object_roles.end() && object.size() > kItemPrefix.size() &&
      object.starts_with(kItemPrefix)) {
    found = root.object_roles.find(std::string(kAllItems));
  }
  return found == root.object_roles.end() ? nullptr : &found->second;
}

Result<Root> verify_root(ByteView cose, const Root* previous,
                         const crypto::AlgorithmPolicy& policy) {
  DK_TRY(message, open_sign1(cose, kRootType, kMaxRootBytes));
  DK_TRY(root, root_from_json(as_text(message.payload)));
  DK_CHECK(verify_by(message, previous != nullptr ? previous->root_keys : root.root_keys, policy));
  if (previous != nullptr && root.version < previous->version) {
    return fail(FailureCode::manifest_older, "root");
  }
  return root;
}

Result<Bytes> sign_root(const Root& root, const crypto::PrivateKey& root_key) {
  return codes::make_sign1(as_bytes(to_json(root)), kRootType, root_key);
}

Result<Manifest> verify_manifest(ByteView cose, const Root& root, std::string_view terminal,
                                 std::uint64_t floor, TimePoint now,
                                 const crypto::AlgorithmPolicy& policy) {
  DK_TRY(message, open_sign1(cose, kManifestType, kMaxManifestBytes));
  DK_CHECK(verify_by(message, keys_of(root, kManifestRole), policy));
  DK_TRY(manifest, manifest_from_json(as_text(message.payload)));
  if (manifest.terminal != terminal) return fail(FailureCode::manifest_not_ours);
  if (manifest.version < floor) return fail(FailureCode::manifest_older);
  if (manifest.expires <= now) return fail(FailureCode::manifest_expired);
  return manifest;
}

Result<Bytes> sign_manifest(const Manifest& manifest, const crypto::PrivateKey& key) {
  return codes::make_sign1(as_bytes(to_json(manifest)), kManifestType, key);
}

Result<SignedObject> verify_object(ByteView cose, const Root& root, const ManifestObject& expected,
                                   const crypto::AlgorithmPolicy& policy) {
  if (cose.size() != expected.size || crypto::sha256(cose) != expected.sha256) {
    return fail(FailureCode::object_damaged, "size or digest");
  }
  DK_TRY(message, open_sign1(cose, object_type(expected.name), kMaxObjectBytes));
  const std::string* role = role_of(root, expected.name);
  if (role == nullptr) return fail(FailureCode::role_refused, "the root names no role for it");
  DK_CHECK(verify_by(message, keys_of(root, *role), policy));
  DK_TRY(object, read_payload(message.payload, kMaxObjectBytes));
  if (object.name != expected.name || object.version != expected.version) {
    return fail(FailureCode::object_damaged, "name or version");
  }
  return object;
}

Result<Bytes> sign_object(const SignedObject& object, const crypto::PrivateKey& key) {
  if (!fits(object.name, rules::kObjectName) ||
      object.version > static_cast<std::uint64_t>(kMaxJsonInteger)) {
    return fail(FailureCode::invalid_argument, "object: name or version");
  }
  codes::CborValue map = codes::CborValue::map();
  map.put(1, codes::CborValue::text(object.name));
  map.put(2, codes::CborValue::integer(static_cast<std::int64_t>(object.version)));
  map.put(3, codes::CborValue::integer(object.issued_s));
  map.put(4, codes::CborValue::bytes(object.content));
  DK_TRY(payload, codes::cbor_encode(map));
  return codes::make_sign1(payload, object_type(object.name), key);
}

}  // namespace dk::wire
