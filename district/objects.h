// Signed reference objects: publishing new versions, and the manifest of each terminal.
//
// Publishing signs with the offline key of the role that the root names for the object; a service
// item comes signed by its author's side (`flowctl sign`) and is never signed again here. The
// running server only stores, lists and hands out what was signed. A manifest's version grows
// whenever what it lists has changed and never falls; it is signed anew every 5 minutes so that
// its 72 h are fresh. Objects lie sealed in the database. Times are the application's clock.
// Failures: invalid_argument (unknown object, content that does not parse, an item that is not
// whole or not newer), algorithm_refused (a site's policy would refuse this signature, or this
// district's own keys), key_missing (no offline key here), not_found, for items also those of
// engine::open_signed_bundle and wire::verify_object; those of Database and crypto.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/files.h"
#include "base/random.h"
#include "district/database.h"
#include "district/layout.h"
#include "district/storage_keys.h"
#include "offline-cache/wire/reference_objects.h"
#include "offline-cache/wire/signed_objects.h"

namespace dk::district {

inline constexpr int kManifestHours = 72;

struct Publication {
  std::string name;
  std::string scope;  // "" for every terminal, else a site
  Bytes content;
};

struct Published {
  std::string name;
  std::uint64_t version = 0;
  crypto::Digest sha256{};
};

class Objects {
 public:
  // All are borrowed and must outlive this.
  Objects(Database& database, const StorageKeys& keys, Random& random, const Clock& clock)
      : database_(database), keys_(keys), random_(random), clock_(clock) {}

  // Checks that the content parses as what it is called, signs the next version and stores it.
  [[nodiscard]] Result<Published> publish(const Publication& publication, const wire::Root& root,
                                          Files& files, const Layout& layout);

  // A service item for every terminal, as `flowctl pack` and `flowctl sign` made it: only what the
  // root's role signed and terminals could run. The newest one once more is no error.
  [[nodiscard]] Result<Published> publish_item(ByteView cose, const wire::Root& root);

  // The signed bytes, only when the object belongs to this site or to everybody: not_found else.
  [[nodiscard]] Result<Bytes> fetch(ByteView sha256, const std::string& site);

  // The newest content of an object, its signature verified; not_found when never published.
  [[nodiscard]] Result<wire::SignedObject> newest(std::string_view name, const std::string& scope,
                                                  const wire::Root& root);

  // One version of an object that is for everybody, its signature verified.
  [[nodiscard]] Result<wire::SignedObject> of_version(std::string_view name, std::uint64_t version,
                                                      const wire::Root& root);

  // What the newest site object lets count (docs/algorithms.md).
  [[nodiscard]] Result<crypto::AlgorithmPolicy> policy_of_site(const std::string& site,
                                                               const wire::Root& root);

  struct SignedManifest {
    std::uint64_t version = 0;
    Bytes cose;
  };
  [[nodiscard]] Result<SignedManifest> manifest(const std::string& terminal,
                                                const std::string& site,
                                                const crypto::PrivateKey& manifest_key);

 private:
  friend class KeyPersons;
  Result<std::vector<wire::ManifestObject>> listed(const std::string& site);
  Result<wire::SignedObject> open(const wire::ManifestObject& entry, const wire::Root& root);
  Result<Published> store(const wire::ManifestObject& entry, const std::string& scope,
                          const Bytes& cose);
  Result<std::vector<crypto::AlgorithmPolicy>> policies(const Publication& publication,
                                                        const wire::Root& root);
  Result<Bytes> unsealed(ByteView sha256, ByteView sealed);
  Database& database_;
  const StorageKeys& keys_;
  Random& random_;
  const Clock& clock_;
};

// A site's current key-person list, opened and verified once per published version. Thread-safe.
class KeyPersons {
 public:
  KeyPersons(Objects& objects, const wire::Root& root) : objects_(objects), root_(root) {}
  struct Current {
    std::uint64_t version = 0;
    std::shared_ptr<const wire::KeyPersonList> list;
  };
  // not_found when the site has none.
  [[nodiscard]] Result<Current> current(const std::string& site);

 private:
  Objects& objects_;
  const wire::Root& root_;
  std::mutex mutex_;
  std::map<std::string, Current> by_site_;
};

}  // namespace dk::district
