// Signed reference data with roles as in TUF, shared by both ends.
//
// Everything signed is a COSE_Sign1 (RFC 9052) with protected {1: alg, 3: content type, 4: kid}:
//   root      "application/dk-root+json"      signed by the offline root key
//   manifest  "application/dk-manifest+json"  signed by a key of role manifest, online
//   receipt   "application/dk-checkpoint-receipt+json"  role countersign, online too; checkpoint.h
//   object    "application/dk-<name>"         signed by a key of the role that root names for it
//             payload = CBOR map {1: name, 2: version, 3: issued s, 4: content (bytes)}
// The online keys can introduce nothing new: an object counts only with its own role's signature,
// and its name and version are inside that signature.
// Root    {"schema":"root/1","version":n,"expires":rfc3339,"root_keys":[key],"roles":{"catalogue":
//          [key],"lists":[key],"configuration":[key],"manifest":[key],"countersign":[key]},"objects":{"trust-list":
//          "lists","staff-roster":"lists","key-person-list":"lists","site":"configuration",
//          "item-*":"catalogue"}}
//          key = {"kid":hex,"spki":base64}. A new root must be signed by a root key of the old one.
//          "item-*", the only pattern, is every service item (flows/engine/FORMAT.md): a new one
//          needs no new root. A name that stands by itself goes before it.
// Manifest {"schema":"manifest/1","terminal":id,"version":n,"issued":t,"expires":t,"objects":
//          [{"name","version","sha256":hex,"size"}]}; versions only grow.
// Every signature names its algorithm and its key is of that kind. `policy` says which suites count
// (docs/algorithms.md); without one every known suite does: for the signer's own work, and for a
// root that is being pinned, because only keys that this root itself names can sign below it.
// Failures: answer_malformed, algorithm_refused (below the policy's floor), role_refused (wrong or
// unknown key), signature_invalid, manifest_expired, manifest_older, manifest_not_ours,
// object_damaged (digest, name or version do not match). Pure; any thread.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/crypto/crypto.h"
#include "base/result.h"

namespace dk::wire {

inline constexpr std::string_view kObjectTrustList = "trust-list";
inline constexpr std::string_view kObjectStaffRoster = "staff-roster";
inline constexpr std::string_view kObjectKeyPersonList = "key-person-list";
inline constexpr std::string_view kObjectSite = "site";
inline constexpr std::string_view kItemPrefix = "item-";
inline constexpr std::string_view kAllItems = "item-*";  // only as a key of root's "objects"

struct RoleKey {
  Bytes key_id;
  crypto::PublicKey key;
};
struct Root {
  std::uint64_t version = 0;
  TimePoint expires{};
  std::vector<RoleKey> root_keys;
  std::map<std::string, std::vector<RoleKey>> roles;
  std::map<std::string, std::string> object_roles;  // object name or kAllItems -> role
};
// The role that signs the object of this name; nullptr: the root names none.
[[nodiscard]] const std::string* role_of(const Root& root, std::string_view object);
// `previous` is the root trusted so far (nullptr only when a root is pinned at enrolment, then it
// must be signed by one of its own root keys).
[[nodiscard]] Result<Root> verify_root(
    ByteView cose, const Root* previous,
    const crypto::AlgorithmPolicy& policy = crypto::kEveryKnownSuite);
[[nodiscard]] Result<Bytes> sign_root(const Root& root, const crypto::PrivateKey& root_key);

struct ManifestObject {
  std::string name;
  std::uint64_t version = 0;
  crypto::Digest sha256{};
  std::uint64_t size = 0;
};
struct Manifest {
  std::string terminal;
  std::uint64_t version = 0;
  TimePoint issued{};
  TimePoint expires{};
  std::vector<ManifestObject> objects;
};
// `floor` is the highest version seen so far (an equal one is accepted).
[[nodiscard]] Result<Manifest> verify_manifest(
    ByteView cose, const Root& root, std::string_view terminal, std::uint64_t floor, TimePoint now,
    const crypto::AlgorithmPolicy& policy = crypto::kEveryKnownSuite);
[[nodiscard]] Result<Bytes> sign_manifest(const Manifest& manifest, const crypto::PrivateKey& key);

struct SignedObject {
  std::string name;
  std::uint64_t version = 0;
  std::int64_t issued_s = 0;
  Bytes content;
};
// Checks digest and size against the manifest's entry, then role, signature, name and version.
[[nodiscard]] Result<SignedObject> verify_object(
    ByteView cose, const Root& root, const ManifestObject& expected,
    const crypto::AlgorithmPolicy& policy = crypto::kEveryKnownSuite);
[[nodiscard]] Result<Bytes> sign_object(const SignedObject& object, const crypto::PrivateKey& key);

}  // namespace dk::wire
