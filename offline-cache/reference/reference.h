// Cached reference data: signed snapshots under <data>/reference/<name>/<sha256>, each sealed by
// the terminal key, swapped atomically while being read.
//
// A reader holds a shared_ptr<const Snapshot> and keeps its version while a swap happens. The
// pinned root, the current manifest and the version floors are in <data>/reference/state.box
// (sealed, atomic). On open everything current is verified again (root -> role -> signature ->
// digest); what does not verify is not served (reference_missing) and is fetched again. Stale data
// is served with its age; who uses it decides (never fail open). A swap is one atomic write of the
// state file, so a cut at any moment leaves the old set or the new one, never a mix. Thread-safe
// for readers; the sync side is one thread.
// The site object's policy (docs/algorithms.md) holds from the swap that brings it, for everything
// in that swap; a set with a signature below its own floor is algorithm_refused and the old set
// stays. The floor lies in the state file: a site object that cannot be read does not lower it.
// Before the first site object every known suite counts, for keys that the pinned root names only.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/codes/trust_list.h"
#include "base/files.h"
#include "base/result.h"
#include "offline-cache/keys/keys.h"
#include "offline-cache/wire/reference_objects.h"
#include "offline-cache/wire/signed_objects.h"

namespace dk::cache {

// A service item as it was signed: a bundle that only the flow engine reads. Its bytes are shared,
// so that snapshots are cheap.
struct ItemBundle {
  std::string id;  // without "item-"
  std::uint64_t version = 0;
  crypto::Digest digest{};  // of `content`: two snapshots with the same one have the same item
  std::shared_ptr<const Bytes> content;
};

// One consistent set of everything current. Absent objects are null.
struct Snapshot {
  std::uint64_t manifest_version = 0;
  TimePoint manifest_issued{};
  TimePoint manifest_expires{};
  std::shared_ptr<const codes::TrustBundle> trust;
  std::shared_ptr<const wire::StaffRoster> roster;
  std::shared_ptr<const wire::Site> site;
  std::shared_ptr<const wire::KeyPersonList> key_persons;
  std::vector<ItemBundle> items;                // verified, not read; in the order of the manifest
  std::map<std::string, std::string> versions;  // object name -> version, for data_versions
  crypto::AlgorithmPolicy algorithms;           // the site's floor, and what to write with
};

// Names in the reference folder. Dots are not in the alphabet of object names: no object can lie on
// these.
inline constexpr std::string_view kReferenceStateFile = "state.box";
inline constexpr std::string_view kReferencePartialFolder = "partial.d";

class Reference {
 public:
  // `pinned_root` (COSE) is needed at the first open only.
  [[nodiscard]] static Result<std::unique_ptr<Reference>> open(
      Files& files, Keys& keys, Random& random, const std::string& folder,
      const std::string& terminal, ByteView pinned_root, const Clock& clock);
  virtual ~Reference() = default;
  [[nodiscard]] virtual std::shared_ptr<const Snapshot> snapshot() const = 0;
  [[nodiscard]] virtual wire::Root root() const = 0;
  [[nodiscard]] virtual std::uint64_t manifest_floor() const = 0;

  // False when an object of the current manifest is absent or did not verify: fetch again.
  [[nodiscard]] virtual bool complete() const = 0;

  // Sync side: verify a fetched manifest, say what is missing, take objects one by one, then swap
  // everything at once. Object versions only grow, too: an old object in a new manifest is
  // manifest_older. A new root takes effect at once; what it no longer trusts is not served.
  [[nodiscard]] virtual Status update_root(ByteView cose) = 0;
  [[nodiscard]] virtual Result<wire::Manifest> check_manifest(ByteView cose) = 0;
  [[nodiscard]] virtual std::vector<wire::ManifestObject> missing(
      const wire::Manifest& manifest) const = 0;
  [[nodiscard]] virtual Status store(const wire::ManifestObject& object, ByteView cose) = 0;
  [[nodiscard]] virtual Status swap(ByteView manifest_cose) = 0;

  // Pieces of an object that is still coming, sealed on the disk: what there is so far (empty when
  // nothing), and one more piece. forget_partial() when the whole did not verify.
  [[nodiscard]] virtual Bytes partial(const wire::ManifestObject& object) = 0;
  [[nodiscard]] virtual Status keep_partial(const wire::ManifestObject& object,
                                            std::uint64_t offset, ByteView more) = 0;
  virtual void forget_partial(const wire::ManifestObject& object) = 0;
};

}  // namespace dk::cache
