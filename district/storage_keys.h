// The district's keys for data at rest, all made from the one storage key in online/storage.key:
// one seals bodies and objects (AES-256-GCM), one names persons, one compares repeated events.
//
// A sealed body is bound to its kind and id, so that a row cannot be moved to another. A person's
// digest is an HMAC of (document type, number): equal persons are countable, nobody is readable.
// Immutable after load; any thread. Failures: those of Files, crypto_failed.
#pragma once

#include <string_view>

#include "base/crypto/crypto.h"
#include "base/files.h"
#include "base/random.h"
#include "base/result.h"
#include "base/secret.h"
#include "district/layout.h"

namespace dk::district {

class StorageKeys {
 public:
  [[nodiscard]] static Result<StorageKeys> load(Files& files, const Layout& layout);
  [[nodiscard]] static Status create(Files& files, const Layout& layout, Random& random);

  [[nodiscard]] Result<Bytes> seal(std::string_view kind, ByteView id, ByteView plain,
                                   Random& random) const;
  [[nodiscard]] Result<Secret> open(std::string_view kind, ByteView id, ByteView sealed) const;
  [[nodiscard]] crypto::Digest person_digest(std::string_view document_type,
                                             std::string_view document_number) const;
  // Two envelopes are the same event when their canonical lines have the same digest.
  [[nodiscard]] crypto::Digest content_digest(std::string_view canonical_line) const;

 private:
  Secret sealing_;
  Secret persons_;
  Secret contents_;
};

}  // namespace dk::district
