#include "offline-cache/wire/sealed_record.h"

#include <algorithm>
#include <limits>
#include <string_view>

namespace dk::wire {
namespace {

constexpr std::size_t kKeyIdBytes = 8;
constexpr std::size_t kBoxOverhead = 1 + crypto::kAeadNonceBytes + crypto::kAeadTagBytes;
constexpr std::size_t kDayWrapBytes = kBoxOverhead + crypto::kAeadKeyBytes;
// Suite, ephemeral key, data key, tag: section 5. SM2's are longer, within bounds.
constexpr std::size_t kMinSealedKeyBytes = 1 + 32 + crypto::kAeadKeyBytes + crypto::kAeadTagBytes;
constexpr std::size_t kMaxSealedKeyBytes = 1024;

using namespace std::string_view_literals;
// What a key is used for comes first in the additional data: one use never passes for another.
constexpr std::string_view kForRecord = "record\0"sv;
constexpr std::string_view kForDayWrap = "day-wrap\0"sv;
constexpr std::string_view kForRecoveryWrap = "recovery-wrap\0"sv;
constexpr std::string_view kBindingLabel = "dk.sealed-record/1\0"sv;

void append_u16(Bytes& to, std::size_t value) {
  to.push_back(static_cast<std::uint8_t>(value >> 8));
  to.push_back(static_cast<std::uint8_t>(value));
}

void append_text(Bytes& to, std::string_view text) {
  append_u16(to, text.size());
  append(to, as_bytes(text));
}

Result<Bytes> bind(std::string_view use, const RecordBinding& binding) {
  constexpr std::size_t kMaxText = std::numeric_limits<std::uint16_t>::max();
  if (binding.type.size() > kMaxText || binding.retention_class.size() > kMaxText ||
      binding.day.size() > kMaxText) {
    return fail(FailureCode::invalid_argument, "record binding: text too long");
  }
  Bytes out = to_bytes(use);
  append(out, as_bytes(kBindingLabel));
  append(out, binding.id.view());
  for (int shift = 56; shift >= 0; shift -= 8) {
    out.push_back(static_cast<std::uint8_t>(binding.seq >> shift));
  }
  append_text(out, binding.type);
  append_text(out, binding.retention_class);
  append_text(out, binding.day);
  return out;
}

Result<Secret> open_box(const RecordBinding& binding, ByteView box, ByteView data_key) {
  if (data_key.size() != crypto::kAeadKeyBytes) {
    return fail(FailureCode::data_damaged, "sealed record: data key of the wrong size");
  }
  DK_TRY(additional, bind(kForRecord, binding));
  return crypto::box_open(data_key, additional, box);
}

}  // namespace

Result<SealedRecordParts> parse_sealed_record(ByteView record) {
  if (record.size() < 3 || record.size() > kMaxSealedRecordBytes) {
    return fail(FailureCode::data_damaged, "sealed record: size");
  }
  if (record[0] != kSealedRecordVersion) {
    return fail(FailureCode::algorithm_refused, "sealed record: unknown layout version");
  }
  const std::size_t wrap_size = static_cast<std::size_t>(record[1] << 8 | record[2]);
  const ByteView rest = record.subspan(3);
  if (wrap_size < kBoxOverhead || wrap_size > rest.size() ||
      rest.size() - wrap_size < kBoxOverhead) {
    return fail(FailureCode::data_damaged, "sealed record: day wrap does not fit");
  }
  return SealedRecordParts{rest.first(wrap_size), rest.subspan(wrap_size)};
}

Result<RecoveryWrapParts> parse_recovery_wrap(ByteView wrap) {
  if (wrap.empty()) return fail(FailureCode::data_damaged, "recovery wrap: empty");
  if (wrap[0] != kSealedRecordVersion) {
    return fail(FailureCode::algorithm_refused, "recovery wrap: unknown layout version");
  }
  if (wrap.size() < 1 + kKeyIdBytes + kMinSealedKeyBytes ||
      wrap.size() > 1 + kKeyIdBytes + kMaxSealedKeyBytes) {
    return fail(FailureCode::data_damaged, "recovery wrap: size");
  }
  return RecoveryWrapParts{wrap.subspan(1, kKeyIdBytes), wrap.subspan(1 + kKeyIdBytes)};
}

Result<SealedRecord> make_sealed_record(const RecordBinding& binding, ByteView plain,
                                        ByteView day_key, const crypto::Sealer& recovery,
                                        Random& random, crypto::Suite suite) {
  if (plain.size() > kMaxSealedRecordBytes - 3 - kDayWrapBytes - kBoxOverhead) {
    return fail(FailureCode::invalid_argument, "sealed record: content too large");
  }
  const crypto::AeadAlgorithm aead = crypto::algorithms_of(suite).aead;
  Secret data_key(crypto::kAeadKeyBytes);
  random.fill(data_key.writable());

  DK_TRY(for_day_wrap, bind(kForDayWrap, binding));
  DK_TRY(day_wrap, crypto::box_seal(day_key, for_day_wrap, data_key.view(), random, aead));
  DK_TRY(for_record, bind(kForRecord, binding));
  DK_TRY(box, crypto::box_seal(data_key.view(), for_record, plain, random, aead));
  DK_TRY(for_recovery, bind(kForRecoveryWrap, binding));
  DK_TRY(sealed_key, recovery.seal(as_text(for_recovery), data_key.view()));

  SealedRecord out;
  out.record.reserve(3 + day_wrap.size() + box.size());
  out.record.push_back(kSealedRecordVersion);
  append_u16(out.record, day_wrap.size());
  append(out.record, day_wrap);
  append(out.record, box);
  out.recovery_wrap.push_back(kSealedRecordVersion);
  append(out.recovery_wrap, recovery.recipient_id());
  append(out.recovery_wrap, sealed_key);
  return out;
}

Status check_algorithms(ByteView record, ByteView recovery_wrap,
                        const crypto::AlgorithmPolicy& policy) {
  DK_TRY(parts, parse_sealed_record(record));
  DK_TRY(day_wrap, crypto::suite_of_box(parts.day_wrap));
  DK_CHECK(policy.require(day_wrap, "day wrap"));
  DK_TRY(box, crypto::suite_of_box(parts.box));
  DK_CHECK(policy.require(box, "record"));
  if (recovery_wrap.empty()) return {};
  DK_TRY(wrap, parse_recovery_wrap(recovery_wrap));
  DK_TRY(sealed, crypto::suite_of_sealed(wrap.sealed));
  return policy.require(sealed, "recovery wrap");
}

Result<Secret> open_with_day_key(const RecordBinding& binding, ByteView record, ByteView day_key) {
  DK_TRY(parts, parse_sealed_record(record));
  DK_TRY(for_day_wrap, bind(kForDayWrap, binding));
  DK_TRY(data_key, crypto::box_open(day_key, for_day_wrap, parts.day_wrap));
  return open_box(binding, parts.box, data_key.view());
}

Result<Secret> open_with_recovery_key(const RecordBinding& binding, ByteView record,
                                      ByteView recovery_wrap,
                                      const crypto::PrivateKey& recovery_key) {
  DK_TRY(parts, parse_sealed_record(record));
  DK_TRY(wrap, parse_recovery_wrap(recovery_wrap));
  DK_TRY(public_key, recovery_key.public_key());
  if (!std::ranges::equal(public_key.key_id(), wrap.key_id)) {
    return fail(FailureCode::key_missing, "recovery wrap is for key " + to_hex(wrap.key_id));
  }
  DK_TRY(for_recovery, bind(kForRecoveryWrap, binding));
  DK_TRY(data_key, crypto::open_sealed(recovery_key, as_text(for_recovery), wrap.sealed));
  return open_box(binding, parts.box, data_key.view());
}

}  // namespace dk::wire
