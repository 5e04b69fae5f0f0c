#include "offline-cache/reference/reference.h"

#include <algorithm>
#include <mutex>

#include "base/log.h"
#include "offline-cache/reference/loaded_set.h"
#include "offline-cache/reference/reference_state.h"
#include "offline-cache/reference/sealed_file.h"
#include "offline-cache/wire/signed_json.h"

namespace dk::cache {
namespace {

class SealedReference : public Reference {
 public:
  SealedReference(Files& files, Keys& keys, Random& random, std::string folder,
                  std::string terminal, const Clock& clock)
      : files_(files),
        keys_(keys),
        random_(random),
        folder_(std::move(folder)),
        terminal_(std::move(terminal)),
        clock_(clock),
        store_(files, keys, random, folder_),
        set_(empty_set(crypto::kEveryKnownSuite)) {}

  Status start(ByteView pinned_root) {
    DK_CHECK(files_.make_folder(folder_));
    DK_CHECK(files_.make_folder(partial_folder()));
    auto state = read_state();
    const bool other_root = state && !pinned_root.empty() &&
                            !std::equal(pinned_root.begin(), pinned_root.end(),
                                        state->roots.front().begin(), state->roots.front().end());
    if (state && !other_root) {
      if (auto root = verify_chain(state->roots)) {
        state_ = std::move(*state);
        root_ = std::move(*root);
        set_ = load_current(root_, floor_so_far(state_, root_));
        return {};
      }
    }
    // First start, another district's root, or a state that cannot be read: begin at the pin.
    if (pinned_root.empty()) {
      return state ? Status(fail(FailureCode::data_damaged, "reference state: roots"))
                   : Status(std::unexpected(std::move(state.error())));
    }
    if (!state && state.error().code != FailureCode::not_found) {
      if (state.error().code != FailureCode::data_damaged) {
        return std::unexpected(std::move(state.error()));
      }
      log::warn("reference.state_damaged", {{"why", log::safe(state.error())}});
    }
    DK_TRY(root, wire::verify_root(pinned_root, nullptr));
    ReferenceState fresh;
    fresh.roots.emplace_back(pinned_root.begin(), pinned_root.end());
    const crypto::AlgorithmPolicy algorithms = floor_so_far(fresh, root);
    DK_CHECK(write_state(fresh, algorithms));
    state_ = std::move(fresh);
    root_ = std::move(root);
    set_ = empty_set(algorithms);
    return {};
  }

  std::shared_ptr<const Snapshot> snapshot() const override {
    const std::lock_guard lock(mutex_);
    return set_.snapshot;
  }
  wire::Root root() const override {
    const std::lock_guard lock(mutex_);
    return root_;
  }
  std::uint64_t manifest_floor() const override {
    const std::lock_guard lock(mutex_);
    return state_.manifest_floor;
  }
  bool complete() const override {
    const std::lock_guard lock(mutex_);
    return set_.complete;
  }

  Status update_root(ByteView cose) override {
    // What we have was verified when it came, under the floor of its day; its signer may be a key
    // that it retired.
    const Bytes& current = state_.roots.back();
    if (std::equal(cose.begin(), cose.end(), current.begin(), current.end())) return {};
    DK_TRY(next, wire::verify_root(cose, &root_, set_.algorithms));
    if (next.version == root_.version) {
      return fail(FailureCode::manifest_older, "root: the same version with another content");
    }
    ReferenceState changed = state_;
    DK_TRY(chain, extend_chain(state_.roots, cose));
    changed.roots = std::move(chain);
    DK_CHECK(write_state(changed, set_.algorithms));
    LoadedSet set = load_current(next, set_.algorithms);
    const std::lock_guard lock(mutex_);
    state_ = std::move(changed);
    root_ = std::move(next);
    set_ = std::move(set);
    return {};
  }

  Result<wire::Manifest> check_manifest(ByteView cose) override {
    if (root_.expires <= clock_.now()) return fail(FailureCode::manifest_expired, "root");
    DK_TRY(manifest, wire::verify_manifest(cose, root_, terminal_, state_.manifest_floor,
                                           clock_.now(), set_.algorithms));
    for (const wire::ManifestObject& object : manifest.objects) {
      const auto floor = state_.object_floors.find(object.name);
      if (floor != state_.object_floors.end() && object.version < floor->second) {
        return fail(FailureCode::manifest_older, "an object's version");
      }
    }
    return manifest;
  }

  std::vector<wire::ManifestObject> missing(const wire::Manifest& manifest) const override {
    std::vector<wire::ManifestObject> out;
    for (const wire::ManifestObject& object : manifest.objects) {
      if (!set_.present.contains(to_hex(object.sha256)) &&
          !store_.get(root_, object, set_.algorithms)) {
        out.push_back(object);
      }
    }
    return out;
  }

  Status store(const wire::ManifestObject& object, ByteView cose) override {
    DK_CHECK(store_.put(root_, object, cose, set_.algorithms));
    forget_partial(object);
    return {};
  }

  Status swap(ByteView manifest_cose) override {
    DK_TRY(manifest, check_manifest(manifest_cose));
    LoadedSet set = load_set(store_, root_, std::move(manifest), set_.algorithms);
    if (set.below_floor) return std::unexpected(*set.below_floor);
    // The new floor holds for the manifest that brings it, too.
    DK_CHECK(wire::verify_manifest(manifest_cose, root_, terminal_, state_.manifest_floor,
                                   clock_.now(), set.algorithms));
    if (!set.complete) return fail(FailureCode::reference_missing, "an object of the manifest");
    ReferenceState changed = state_;
    changed.manifest.assign(manifest_cose.begin(), manifest_cose.end());
    changed.manifest_floor = set.manifest.version;
    for (const wire::ManifestObject& object : set.manifest.objects) {
      changed.object_floors[object.name] = object.version;
    }
    changed.algorithms = set.algorithms;
    DK_CHECK(write_state(changed, set.algorithms));
    std::set<std::string> names;
    for (const auto& [name, floor] : changed.object_floors) names.insert(name);
    const wire::Manifest keep = set.manifest;
    {
      const std::lock_guard lock(mutex_);
      state_ = std::move(changed);
      set_ = std::move(set);
    }
    store_.tidy(names, keep);
    remove_partials("");
    return {};
  }

  Bytes partial(const wire::ManifestObject& object) override {
    Bytes out;
    while (out.size() < object.size) {
      const std::string name = partial_name(object, out.size());
      const auto piece = read_sealed(files_, keys_, partial_folder() + "/" + name, name);
      if (!piece || piece->empty()) break;
      append(out, piece->view());
    }
    if (out.size() <= object.size) return out;
    forget_partial(object);
    return {};
  }

  Status keep_partial(const wire::ManifestObject& object, std::uint64_t offset,
                      ByteView more) override {
    const std::string name = partial_name(object, offset);
    return write_sealed(files_, keys_, random_, partial_folder() + "/" + name, name, more,
                        set_.algorithms.write);
  }

  void forget_partial(const wire::ManifestObject& object) override {
    remove_partials(to_hex(object.sha256));
  }

 private:
  std::string partial_folder() const {
    return folder_ + "/" + std::string(kReferencePartialFolder);
  }
  std::string state_path() const { return folder_ + "/" + std::string(kReferenceStateFile); }

  static std::string partial_name(const wire::ManifestObject& object, std::uint64_t offset) {
    return to_hex(object.sha256) + "." + std::to_string(offset);
  }

  void remove_partials(std::string_view prefix) {
    const auto found = files_.list(partial_folder());
    if (!found) return;
    for (const std::string& file : *found) {
      if (file.starts_with(prefix)) (void)files_.remove(partial_folder() + "/" + file);
    }
  }

  Result<ReferenceState> read_state() {
    DK_TRY(plain, read_sealed(files_, keys_, state_path(), std::string(kReferenceStateFile)));
    return reference_state_from_json(plain.text());
  }
  Status write_state(const ReferenceState& state, const crypto::AlgorithmPolicy& algorithms) {
    return write_sealed(files_, keys_, random_, state_path(), std::string(kReferenceStateFile),
                        as_bytes(to_json(state)), algorithms.write);
  }

  // Before the first swap: whatever this program knows, written as the pinned root is signed.
  static crypto::AlgorithmPolicy floor_so_far(const ReferenceState& state, const wire::Root& root) {
    crypto::AlgorithmPolicy any = crypto::kEveryKnownSuite;
    if (!root.root_keys.empty()) any.write = root.root_keys.front().key.suite();
    return state.algorithms.value_or(any);
  }

  // An expired manifest is still served, with its age; everything else must hold.
  LoadedSet load_current(const wire::Root& root, const crypto::AlgorithmPolicy& algorithms) const {
    if (state_.manifest.empty()) return empty_set(algorithms);
    auto manifest = wire::verify_manifest(state_.manifest, root, terminal_, state_.manifest_floor,
                                          TimePoint::min(), algorithms);
    if (!manifest) {
      log::warn("reference.manifest_not_served", {{"why", log::safe(manifest.error())}});
      return empty_set(algorithms);
    }
    return load_set(store_, root, std::move(*manifest), algorithms);
  }

  Files& files_;
  Keys& keys_;
  Random& random_;
  const std::string folder_;
  const std::string terminal_;
  const Clock& clock_;
  ObjectStore store_;

  // The sync side alone writes these; the lock is for readers on other threads.
  mutable std::mutex mutex_;
  ReferenceState state_;
  wire::Root root_;
  LoadedSet set_;
};

}  // namespace

Result<std::unique_ptr<Reference>> Reference::open(Files& files, Keys& keys, Random& random,
                                                   const std::string& folder,
                                                   const std::string& terminal,
                                                   ByteView pinned_root, const Clock& clock) {
  auto reference = std::make_unique<SealedReference>(files, keys, random, folder, terminal, clock);
  DK_CHECK(reference->start(pinned_root));
  return reference;
}

}  // namespace dk::cache
