// Keys of the terminal. The terminal key (file-backed here, 0600, in <data>/keys/terminal.key; a
// TPM later behind the same interface) wraps the keys of (retention class, day). The recovery key
// is the district's public key (X25519 or SM2), pinned at enrolment.
//
// Wrapped class-day keys live in the outbox database's table `class_day_key` (secure_delete), so
// that erasing one is one durable transaction; Keys only wraps and unwraps. `hardware_protected()`
// is false for the file (the readiness report says so). Thread-safe.
#pragma once

#include <memory>
#include <string>

#include "base/crypto/crypto.h"
#include "base/files.h"
#include "base/random.h"
#include "base/result.h"
#include "base/secret.h"

namespace dk::cache {

class Keys {
 public:
  virtual ~Keys() = default;
  // Boxes under the terminal key, bound to `context` (additional data). Each suite has its own
  // wrapping key; unwrap() goes by the box's algorithm id.
  [[nodiscard]] virtual Result<Bytes> wrap(std::string_view context, ByteView secret,
                                           crypto::Suite suite = crypto::Suite::International) = 0;
  [[nodiscard]] virtual Result<Secret> unwrap(std::string_view context, ByteView wrapped) = 0;
  // Names the terminal key (8 bytes) so that a disk from another machine is recognised.
  [[nodiscard]] virtual Bytes terminal_key_id() const = 0;
  [[nodiscard]] virtual const crypto::PublicKey& recovery_key() const = 0;
  [[nodiscard]] virtual bool hardware_protected() const = 0;
};

// Loads or (when `create`) makes the file-backed terminal key <folder>/terminal.key; an existing
// one is never replaced. `recovery_spki` is the pinned key. `random` must outlive the
// result. Failures: key_missing (none there and not `create`; wrapped by another terminal's key),
// permission_unsafe, data_damaged, algorithm_refused (recovery key), crypto_failed, those of Files.
[[nodiscard]] Result<std::unique_ptr<Keys>> open_file_keys(Files& files, Random& random,
                                                           const std::string& folder,
                                                           ByteView recovery_spki, bool create);

}  // namespace dk::cache
