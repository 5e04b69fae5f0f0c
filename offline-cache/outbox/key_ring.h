// The store's symmetric keys: one per retention class and day, one for local state. On the disk
// they are wrapped by the terminal key; in memory they are Secrets. FORMAT.md section 4.
//
// One thread (the store's writer), inside its transaction: a key that was made in a transaction
// that then fails must be dropped with forget(). Failures: key_missing (erased, or another
// terminal's), crypto_failed, data_damaged and those of the store.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/random.h"
#include "base/result.h"
#include "base/secret.h"
#include "offline-cache/keys/keys.h"
#include "offline-cache/store/sqlite.h"

namespace dk::cache {

using ClassDay = std::pair<std::string, std::string>;

// What a class-day key's wrap is bound to.
[[nodiscard]] inline std::string class_day_context(const ClassDay& of) {
  return "class-day/1|" + of.first + "|" + of.second;
}

class KeyRing {
 public:
  // `algorithms`: the site's policy of the moment; empty: the international suite.
  KeyRing(Keys& keys, Random& random, std::function<crypto::AlgorithmPolicy()> algorithms = {})
      : keys_(keys), random_(random), algorithms_(std::move(algorithms)) {}
  KeyRing(KeyRing&&) = default;
  KeyRing(const KeyRing&) = delete;  // a copy would seal with the same agreement
  KeyRing& operator=(const KeyRing&) = delete;

  [[nodiscard]] crypto::AlgorithmPolicy algorithms() const {
    return algorithms_ ? algorithms_() : crypto::only(crypto::Suite::International);
  }
  // Wraps again whatever key or local state is still wrapped below the policy's floor, so that
  // nothing new hangs on it; cheap while the policy stays. Call before writing. Old records stay.
  [[nodiscard]] Status follow_policy(Database& database);

  // The key of a class and day; key_missing when there is none.
  [[nodiscard]] Result<Secret> class_day(Database& database, const ClassDay& of);
  struct Made {
    Secret key;
    bool created = false;
  };
  [[nodiscard]] Result<Made> class_day_or_new(Database& database, const ClassDay& of);
  // Leaves no copy of the wrapped key in any page of the database (the WAL is the caller's part).
  [[nodiscard]] Status destroy(Database& database, const std::vector<ClassDay>& doomed);

  // Local state, sealed under its own key; `value` empty erases. not_found.
  [[nodiscard]] Status put_local(Database& database, const std::string& name, ByteView value);
  [[nodiscard]] Result<Secret> get_local(Database& database, const std::string& name);
  // Overwrites `names`.
  [[nodiscard]] Status list_local(Database& database, const std::string& prefix,
                                  std::vector<std::string>& names);
  // Seals all local state under a new key and destroys the old one.
  [[nodiscard]] Status rotate_local(Database& database);

  // Wraps every key of the database by `to` instead; the caller notes whose the store is.
  [[nodiscard]] Status rewrap(Database& database, Keys& to);

  // Seals one record to the district's recovery key. A sealer serves kMostSealed records; forget()
  // drops it, so that no binding that was given up meets it again.
  static constexpr int kMostSealed = 256;
  [[nodiscard]] Result<const crypto::Sealer*> recovery();
  // Makes the next sealer ahead of its time. A failure shows when it is asked for.
  void prepare_recovery();

  void forget();
  [[nodiscard]] Random& random() { return random_; }

 private:
  struct Wrapped {
    ClassDay of;
    Bytes wrapped;
  };
  Result<std::vector<Wrapped>> all_wrapped(Database& database);
  Status replace_wrapped(Database& database, const std::vector<Wrapped>& kept);
  Result<Secret> local_key(Database& database);
  Result<Secret> make_key(const std::string& context, Bytes& wrapped);
  Status seal_local(Database& database, ByteView key, const std::string& name, ByteView value);

  Result<bool> local_below_floor(Database& database, const crypto::AlgorithmPolicy& policy);

  Keys& keys_;
  Random& random_;
  std::function<crypto::AlgorithmPolicy()> algorithms_;
  std::optional<crypto::AlgorithmPolicy> followed_;
  std::map<ClassDay, Secret> class_day_;
  Secret local_;
  std::optional<crypto::Sealer> recovery_, next_recovery_;
  int sealed_ = 0;  // records with recovery_
};

}  // namespace dk::cache
