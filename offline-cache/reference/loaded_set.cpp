#include "offline-cache/reference/loaded_set.h"

#include <algorithm>

#include "base/log.h"
#include "offline-cache/reference/sealed_file.h"

namespace dk::cache {
namespace {

std::string context_of(const wire::ManifestObject& object) {
  return object.name + "/" + to_hex(object.sha256);
}

template <class T>
Status put_into(std::shared_ptr<const T>& place, Result<T> parsed) {
  if (!parsed) return std::unexpected(std::move(parsed.error()));
  place = std::make_shared<const T>(std::move(*parsed));
  return {};
}

// Reads the content into its place; an item's is for the flow engine, which is not known here. An
// object of a name that this version does not know is kept and has a version, nothing more.
Status place(Snapshot& snapshot, wire::SignedObject object,
             const crypto::AlgorithmPolicy& algorithms) {
  snapshot.versions[object.name] = std::to_string(object.version);
  if (object.name == wire::kObjectTrustList) {
    auto bundle = codes::parse_trust_bundle(object.content);
    if (bundle) bundle->trust.set_algorithms(algorithms);
    return put_into(snapshot.trust, std::move(bundle));
  }
  if (object.name == wire::kObjectStaffRoster) {
    return put_into(snapshot.roster, wire::staff_roster_from_json(as_text(object.content)));
  }
  if (object.name == wire::kObjectSite) {
    return put_into(snapshot.site, wire::site_from_json(as_text(object.content)));
  }
  if (object.name == wire::kObjectKeyPersonList) {
    return put_into(snapshot.key_persons, wire::KeyPersonList::open(std::move(object.content)));
  }
  if (object.name.starts_with(wire::kItemPrefix)) {
    const crypto::Digest digest = crypto::sha256(object.content);
    snapshot.items.push_back({object.name.substr(wire::kItemPrefix.size()), object.version, digest,
                              std::make_shared<const Bytes>(std::move(object.content))});
  }
  return {};
}

crypto::AlgorithmPolicy policy_of(const ObjectStore& store, const wire::Root& root,
                                  const wire::Manifest& manifest,
                                  const crypto::AlgorithmPolicy& so_far) {
  for (const wire::ManifestObject& entry : manifest.objects) {
    if (entry.name != wire::kObjectSite) continue;
    const auto object = store.get(root, entry, so_far);
    if (!object) break;
    const auto site = wire::site_from_json(as_text(object->content));
    if (site) return site->algorithms;
  }
  return so_far;
}

}  // namespace

Status ObjectStore::put(const wire::Root& root, const wire::ManifestObject& object, ByteView cose,
                        const crypto::AlgorithmPolicy& policy) {
  DK_TRY(verified, wire::verify_object(cose, root, object, policy));
  Snapshot trial;
  DK_CHECK(place(trial, std::move(verified), policy));
  const std::string context = context_of(object);
  DK_CHECK(files_.make_folder(folder_ + "/" + object.name));
  return write_sealed(files_, keys_, random_, folder_ + "/" + context, context, cose, policy.write);
}

Result<wire::SignedObject> ObjectStore::get(const wire::Root& root,
                                            const wire::ManifestObject& object,
                                            const crypto::AlgorithmPolicy& policy) const {
  const std::string context = context_of(object);
  DK_TRY(cose, read_sealed(files_, keys_, folder_ + "/" + context, context));
  return wire::verify_object(cose.view(), root, object, policy);
}

void ObjectStore::tidy(const std::set<std::string>& names, const wire::Manifest& keep) {
  for (const std::string& name : names) {
    const auto found = files_.list(folder_ + "/" + name);
    if (!found) continue;
    for (const std::string& file : *found) {
      const bool wanted = std::any_of(keep.objects.begin(), keep.objects.end(), [&](auto& object) {
        return object.name == name && to_hex(object.sha256) == file;
      });
      // What stays behind is sealed and is tried again at the next swap.
      if (!wanted) (void)files_.remove(folder_ + "/" + name + "/" + file);
    }
  }
}

LoadedSet empty_set(const crypto::AlgorithmPolicy& algorithms) {
  LoadedSet set;
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->algorithms = algorithms;
  set.snapshot = std::move(snapshot);
  set.algorithms = algorithms;
  return set;
}

LoadedSet load_set(const ObjectStore& store, const wire::Root& root, wire::Manifest manifest,
                   const crypto::AlgorithmPolicy& algorithms) {
  LoadedSet set;
  set.algorithms = policy_of(store, root, manifest, algorithms);
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->manifest_version = manifest.version;
  snapshot->manifest_issued = manifest.issued;
  snapshot->manifest_expires = manifest.expires;
  snapshot->algorithms = set.algorithms;
  set.complete = true;
  for (const wire::ManifestObject& entry : manifest.objects) {
    auto object = store.get(root, entry, set.algorithms);
    Status placed = object ? place(*snapshot, std::move(*object), set.algorithms)
                           : Status(std::unexpected(std::move(object.error())));
    if (placed) {
      set.present.insert(to_hex(entry.sha256));
      continue;
    }
    set.complete = false;
    if (placed.error().code == FailureCode::algorithm_refused && !set.below_floor) {
      set.below_floor = placed.error();
    }
    snapshot->versions.erase(entry.name);
    log::warn("reference.object_not_served",
              {{"name", log::safe(entry.name, "object name of a signed manifest")},
               {"why", log::safe(placed.error())}});
  }
  set.manifest = std::move(manifest);
  set.snapshot = std::move(snapshot);
  return set;
}

}  // namespace dk::cache
