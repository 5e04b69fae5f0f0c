// One manifest and everything that it names, read from the disk and verified: the raw material of
// a Snapshot. What does not verify is absent and `complete` is false.
#pragma once

#include <memory>
#include <optional>
#include <set>

#include "offline-cache/reference/reference.h"

namespace dk::cache {

// Where objects lie and how they are opened: <folder>/<name>/<sha256>, sealed.
class ObjectStore {
 public:
  ObjectStore(Files& files, Keys& keys, Random& random, std::string folder)
      : files_(files), keys_(keys), random_(random), folder_(std::move(folder)) {}

  // Verifies and writes; a content that its reader refuses is not kept (answer_malformed).
  [[nodiscard]] Status put(const wire::Root& root, const wire::ManifestObject& object,
                           ByteView cose, const crypto::AlgorithmPolicy& policy);
  // Failures: not_found, data_damaged, and those of verify_object.
  [[nodiscard]] Result<wire::SignedObject> get(const wire::Root& root,
                                               const wire::ManifestObject& object,
                                               const crypto::AlgorithmPolicy& policy) const;
  // Removes every object of these names that the manifest does not name.
  void tidy(const std::set<std::string>& names, const wire::Manifest& keep);

 private:
  Files& files_;
  Keys& keys_;
  Random& random_;
  std::string folder_;
};

struct LoadedSet {
  wire::Manifest manifest;
  std::shared_ptr<const Snapshot> snapshot;
  std::set<std::string> present;  // hex digests of what is in the snapshot
  bool complete = false;
  crypto::AlgorithmPolicy algorithms;
  std::optional<Failure> below_floor;  // the first object that the policy refused
};
// The site object comes first: its floor holds for the whole set that it comes in, itself included.
// Without a site that can be read, `algorithms` (the floor so far) holds.
[[nodiscard]] LoadedSet load_set(const ObjectStore& store, const wire::Root& root,
                                 wire::Manifest manifest,
                                 const crypto::AlgorithmPolicy& algorithms);
// Nothing current: before the first swap, or when the manifest itself is not believed.
[[nodiscard]] LoadedSet empty_set(const crypto::AlgorithmPolicy& algorithms);

}  // namespace dk::cache
