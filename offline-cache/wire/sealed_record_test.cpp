#include "offline-cache/wire/sealed_record.h"

#include <gtest/gtest.h>

#include "base/crypto/test_suite.h"

namespace dk::wire {
namespace {

using crypto::test::test_suite;

struct Sealed {
  SystemRandom random;
  crypto::PrivateKey recovery = crypto::PrivateKey::generate_sealing(test_suite()).value();
  Bytes day_key = random.bytes(crypto::kAeadKeyBytes);
  RecordBinding binding{uuid_from_string("0184a9d2-7c00-7a51-9f3b-2d5e8c1f4a6b").value(), 7,
                        "sampling.person_registered", "sampling", "2022-11-18"};
  SealedRecord record =
      make_sealed_record(binding, as_bytes("plain"), day_key,
                         crypto::Sealer::to(recovery.public_key().value()).value(), random,
                         test_suite())
          .value();
};

TEST(SealedRecord, opens_with_either_key) {
  const Sealed s;
  EXPECT_EQ(open_with_day_key(s.binding, s.record.record, s.day_key)->text(), "plain");
  EXPECT_EQ(open_with_recovery_key(s.binding, s.record.record, s.record.recovery_wrap, s.recovery)
                ->text(),
            "plain");
}

TEST(SealedRecord, layout_is_the_one_of_the_format) {
  const Sealed s;
  const auto parts = parse_sealed_record(s.record.record).value();
  EXPECT_EQ(s.record.record[0], 1);
  EXPECT_EQ(parts.day_wrap.size(), 1u + 12 + 32 + 16);
  const bool shangmi = test_suite() == crypto::Suite::Shangmi;
  EXPECT_EQ(parts.day_wrap[0], shangmi ? 83 : 3);
  EXPECT_EQ(parts.box[0], parts.day_wrap[0]);
  EXPECT_EQ(parts.box.size(), 1u + 12 + 5 + 16);
  const auto wrap = parse_recovery_wrap(s.record.recovery_wrap).value();
  EXPECT_EQ(Bytes(wrap.key_id.begin(), wrap.key_id.end()), s.recovery.public_key()->key_id());
  EXPECT_EQ(wrap.sealed[0], shangmi ? 2 : 1);
  if (!shangmi) {
    EXPECT_EQ(s.record.recovery_wrap.size(), 1u + 8 + 1 + 32 + 32 + 16);
  }
}

TEST(SealedRecord, two_records_of_the_same_content_have_nothing_in_common) {
  Sealed s;
  const SealedRecord again =
      make_sealed_record(s.binding, as_bytes("plain"), s.day_key,
                         crypto::Sealer::to(s.recovery.public_key().value()).value(), s.random)
          .value();
  EXPECT_NE(again.record, s.record.record);
  EXPECT_NE(again.recovery_wrap, s.record.recovery_wrap);
}

TEST(SealedRecord, every_column_is_bound) {
  const Sealed s;
  std::vector<RecordBinding> others(5, s.binding);
  others[0].id.bytes[15] ^= 1;
  others[1].seq = 8;
  others[2].type = "sampling.tube_opened";
  others[3].retention_class = "other";
  others[4].day = "2022-11-19";
  // Moving a character between neighbours must not be the same binding.
  others.push_back(s.binding);
  others[5].type += "s";
  others[5].retention_class = "ampling";
  for (const RecordBinding& other : others) {
    auto by_day = open_with_day_key(other, s.record.record, s.day_key);
    ASSERT_FALSE(by_day);
    EXPECT_EQ(by_day.error().code, FailureCode::crypto_failed);
    EXPECT_FALSE(
        open_with_recovery_key(other, s.record.record, s.record.recovery_wrap, s.recovery));
  }
}

TEST(SealedRecord, every_changed_byte_is_found) {
  const Sealed s;
  for (std::size_t i = 0; i < s.record.record.size(); ++i) {
    Bytes changed = s.record.record;
    changed[i] ^= 1;
    EXPECT_FALSE(open_with_day_key(s.binding, changed, s.day_key)) << i;
  }
  for (std::size_t i = 0; i < s.record.recovery_wrap.size(); ++i) {
    Bytes changed = s.record.recovery_wrap;
    changed[i] ^= 1;
    EXPECT_FALSE(open_with_recovery_key(s.binding, s.record.record, changed, s.recovery)) << i;
  }
}

TEST(SealedRecord, every_cut_is_found) {
  const Sealed s;
  for (std::size_t size = 0; size < s.record.record.size(); ++size) {
    EXPECT_FALSE(open_with_day_key(s.binding, ByteView(s.record.record).first(size), s.day_key));
  }
  for (std::size_t size = 0; size < s.record.recovery_wrap.size(); ++size) {
    EXPECT_FALSE(open_with_recovery_key(s.binding, s.record.record,
                                        ByteView(s.record.recovery_wrap).first(size), s.recovery));
  }
  EXPECT_FALSE(parse_sealed_record(Bytes(kMaxSealedRecordBytes + 1, 1)));
}

TEST(SealedRecord, other_recovery_key_is_named) {
  const Sealed s;
  const auto other = crypto::PrivateKey::generate_x25519().value();
  auto opened = open_with_recovery_key(s.binding, s.record.record, s.record.recovery_wrap, other);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, FailureCode::key_missing);
  EXPECT_NE(opened.error().detail.find(to_hex(s.recovery.public_key()->key_id())),
            std::string::npos);
}

TEST(SealedRecord, unknown_version_is_refused) {
  Sealed s;
  s.record.record[0] = 2;
  EXPECT_EQ(parse_sealed_record(s.record.record).error().code, FailureCode::algorithm_refused);
  s.record.recovery_wrap[0] = 2;
  EXPECT_EQ(parse_recovery_wrap(s.record.recovery_wrap).error().code,
            FailureCode::algorithm_refused);
}

TEST(SealedRecord, too_large_is_not_sealed) {
  Sealed s;
  auto sealed =
      make_sealed_record(s.binding, Bytes(kMaxSealedRecordBytes), s.day_key,
                         crypto::Sealer::to(s.recovery.public_key().value()).value(), s.random);
  ASSERT_FALSE(sealed);
  EXPECT_EQ(sealed.error().code, FailureCode::invalid_argument);
}

TEST(SealedRecord, each_part_below_the_floor_is_named) {
  SystemRandom random;
  const RecordBinding binding = Sealed().binding;
  const Bytes day_key(crypto::kAeadKeyBytes, 7);
  using crypto::Suite;
  for (const Suite recovery : {Suite::International, Suite::Shangmi}) {
    const auto key = crypto::PrivateKey::generate_sealing(recovery).value();
    for (const Suite suite : {Suite::International, Suite::Shangmi}) {
      const SealedRecord record =
          make_sealed_record(binding, as_bytes("plain"), day_key,
                             crypto::Sealer::to(key.public_key().value()).value(), random, suite)
              .value();
      EXPECT_EQ(open_with_recovery_key(binding, record.record, record.recovery_wrap, key)->text(),
                "plain");
      EXPECT_TRUE(check_algorithms(record.record, record.recovery_wrap, crypto::kEveryKnownSuite));
      for (const Suite floor : {Suite::International, Suite::Shangmi}) {
        const Status whole =
            check_algorithms(record.record, record.recovery_wrap, crypto::only(floor));
        EXPECT_EQ(whole.has_value(), suite == floor && recovery == floor);
        if (!whole) {
          EXPECT_EQ(whole.error().code, FailureCode::algorithm_refused);
        }
        // A confirmed event has no recovery wrap any more.
        EXPECT_EQ(check_algorithms(record.record, {}, crypto::only(floor)).has_value(),
                  suite == floor);
      }
    }
  }
}

}  // namespace
}  // namespace dk::wire
