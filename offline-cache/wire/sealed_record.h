// A record as it lies on the terminal's disk (offline-cache/FORMAT.md section 5), shared by the
// terminal that seals it and the district that recovers a dead terminal's disk.
//
// Each record has its own data key, wrapped twice: by the key of its retention class and day, and
// by the district's public recovery key. All three are bound to the record's clear columns, so that
// nothing can be swapped. Pure; any thread. Failures: data_damaged (layout, bounds),
// algorithm_refused (a layout or suite that we do not know), key_missing (another recovery key),
// crypto_failed (wrong key, changed byte or changed column), invalid_argument (too large to seal).
#pragma once

#include <cstdint>
#include <string>

#include "base/bytes.h"
#include "base/crypto/crypto.h"
#include "base/random.h"
#include "base/result.h"
#include "base/secret.h"
#include "base/uuid.h"

namespace dk::wire {

inline constexpr std::uint8_t kSealedRecordVersion = 1;
inline constexpr std::size_t kMaxSealedRecordBytes = 128 * 1024;

// The clear columns that a record is bound to.
struct RecordBinding {
  Uuid id;
  std::uint64_t seq = 0;
  std::string type;
  std::string retention_class;
  std::string day;  // "2022-11-18"
};

struct SealedRecord {
  Bytes record;         // layout version | day wrap | box
  Bytes recovery_wrap;  // layout version | key id | sealed data key
};

// The parts of `record`; views into the bytes given.
struct SealedRecordParts {
  ByteView day_wrap;
  ByteView box;
};
[[nodiscard]] Result<SealedRecordParts> parse_sealed_record(ByteView record);

struct RecoveryWrapParts {
  ByteView key_id;  // 8 bytes: which recovery key
  ByteView sealed;
};
[[nodiscard]] Result<RecoveryWrapParts> parse_recovery_wrap(ByteView wrap);

// `suite` seals the record and wraps for the day; the recovery key's kind decides its own wrap.
// `recovery`: a sealer to the recovery key that has not sealed under this binding before.
[[nodiscard]] Result<SealedRecord> make_sealed_record(
    const RecordBinding& binding, ByteView plain, ByteView day_key, const crypto::Sealer& recovery,
    Random& random, crypto::Suite suite = crypto::Suite::International);

// algorithm_refused when any part was made by a suite that does not count; an empty recovery wrap
// (of a confirmed event) is passed over. Nothing is opened.
[[nodiscard]] Status check_algorithms(ByteView record, ByteView recovery_wrap,
                                      const crypto::AlgorithmPolicy& policy);

[[nodiscard]] Result<Secret> open_with_day_key(const RecordBinding& binding, ByteView record,
                                               ByteView day_key);

[[nodiscard]] Result<Secret> open_with_recovery_key(const RecordBinding& binding, ByteView record,
                                                    ByteView recovery_wrap,
                                                    const crypto::PrivateKey& recovery_key);

}  // namespace dk::wire
