// For tests only: a district's signing keys in memory, and the objects and manifests that it makes.
#pragma once

#include <map>
#include <string>

#include "base/clock.h"
#include "base/crypto/crypto.h"
#include "base/crypto/test_suite.h"
#include "base/random.h"
#include "offline-cache/reference/reference.h"
#include "offline-cache/wire/reference_objects.h"
#include "offline-cache/wire/signed_objects.h"

namespace dk::cache::test {

inline constexpr const char* kTerminal = "LH-TS-0002";

inline wire::RoleKey role_key(const crypto::PrivateKey& key) {
  const auto shown = key.public_key().value();
  return {shown.key_id(), shown};
}

// What the offline and online rooms of a district do, for one terminal.
class Signer {
 public:
  explicit Signer(TimePoint now) : now_(now) {
    root.version = 1;
    root.expires = now + std::chrono::hours(24 * 3650);
    root.root_keys = {role_key(offline)};
    root.roles = {{"catalogue", {role_key(catalogue)}},
                  {"lists", {role_key(lists)}},
                  {"configuration", {role_key(configuration)}},
                  {"manifest", {role_key(online)}},
                  {"countersign", {role_key(countersign)}}};
    root.object_roles = {{"site", "configuration"},
                         {"staff-roster", "lists"},
                         {"trust-list", "lists"},
                         {"key-person-list", "lists"},
                         {"item-*", "catalogue"}};
    manifest.terminal = kTerminal;
    manifest.issued = now;
    manifest.expires = now + std::chrono::hours(72);
  }

  Bytes root_cose() { return wire::sign_root(root, offline).value(); }

  // Puts a signed object into the next manifest, in the place of an older one of its name.
  wire::ManifestObject put(const std::string& name, std::uint64_t version, ByteView content,
                           const crypto::PrivateKey& key) {
    const Bytes cose =
        wire::sign_object(
            {name, version, to_unix_seconds(now_), Bytes(content.begin(), content.end())}, key)
            .value();
    const wire::ManifestObject entry{name, version, crypto::sha256(cose), cose.size()};
    objects[to_hex(entry.sha256)] = cose;
    std::erase_if(manifest.objects, [&](const auto& old) { return old.name == name; });
    manifest.objects.push_back(entry);
    return entry;
  }
  wire::ManifestObject put_site(std::uint64_t version, std::int64_t population) {
    wire::Site site;
    site.site = "QH-01";
    site.name = {{"en", "Qinghu"}};
    site.district = "440309";
    site.population = population;
    site.algorithms = algorithms;
    return put("site", version, as_bytes(to_json(site)), configuration);
  }
  wire::ManifestObject put_list(std::uint64_t version, int persons) {
    std::vector<wire::KeyPerson> list;
    for (int i = 0; i < persons; ++i) list.push_back({"id-card", std::to_string(i)});
    return put("key-person-list", version,
               wire::encode_key_person_list(list, Bytes(32, 0x11), to_unix_seconds(now_)), lists);
  }
  wire::ManifestObject put_roster(std::uint64_t version) {
    return put("staff-roster", version, as_bytes(to_json(wire::StaffRoster{})), lists);
  }
  Bytes manifest_cose(std::uint64_t version) {
    manifest.version = version;
    return wire::sign_manifest(manifest, online).value();
  }

  crypto::Suite suite = crypto::test::test_suite();
  crypto::AlgorithmPolicy algorithms = crypto::only(suite);  // what the next site object says
  crypto::PrivateKey offline = crypto::PrivateKey::generate_signing(suite).value();
  crypto::PrivateKey catalogue = crypto::PrivateKey::generate_signing(suite).value();
  crypto::PrivateKey lists = crypto::PrivateKey::generate_signing(suite).value();
  crypto::PrivateKey configuration = crypto::PrivateKey::generate_signing(suite).value();
  crypto::PrivateKey online = crypto::PrivateKey::generate_signing(suite).value();
  crypto::PrivateKey countersign = crypto::PrivateKey::generate_signing(suite).value();
  wire::Root root;
  wire::Manifest manifest;
  std::map<std::string, Bytes> objects;  // by hex digest

 private:
  TimePoint now_;
};

// Fetches nothing over a wire: what sync does, in three lines.
inline Status bring(Reference& reference, Signer& signer, ByteView manifest_cose) {
  DK_TRY(manifest, reference.check_manifest(manifest_cose));
  for (const wire::ManifestObject& object : reference.missing(manifest)) {
    DK_CHECK(reference.store(object, signer.objects.at(to_hex(object.sha256))));
  }
  return reference.swap(manifest_cose);
}

}  // namespace dk::cache::test
