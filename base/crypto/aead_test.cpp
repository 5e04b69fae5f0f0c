// Vectors: McGrew and Viega, The Galois/Counter Mode of Operation, appendix B, cases 13, 14, 16
// (they stand in NIST's submission of GCM).
#include <gtest/gtest.h>

#include "base/crypto/crypto.h"

namespace dk::crypto {
namespace {

constexpr AeadAlgorithm kGcm = AeadAlgorithm::A256Gcm;

Bytes hex(std::string_view text) { return from_hex(text).value(); }

struct Case {
  std::string key, nonce, additional, plain, sealed;
};

const Case kCases[] = {
    {std::string(64, '0'), std::string(24, '0'), "", "", "530f8afbc74536b9a963b4f1c4cb738b"},
    {std::string(64, '0'), std::string(24, '0'), "", std::string(32, '0'),
     "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"},
    {"feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888",
     "feedfacedeadbeeffeedfacedeadbeefabaddad2",
     "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
     "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
     "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
     "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
     "76fc6ece0f4e1768cddf8853bb2d551b"}};

FailureCode code_of(const Result<Secret>& result) {
  return result ? FailureCode::internal : result.error().code;
}

TEST(Aead, published_vectors) {
  for (const Case& c : kCases) {
    const auto sealed =
        aead_seal(kGcm, hex(c.key), hex(c.nonce), hex(c.additional), hex(c.plain)).value();
    EXPECT_EQ(to_hex(sealed), c.sealed);
    const auto plain = aead_open(kGcm, hex(c.key), hex(c.nonce), hex(c.additional), sealed);
    ASSERT_TRUE(plain);
    EXPECT_EQ(to_hex(plain->view()), c.plain);
  }
}

TEST(Aead, every_changed_bit_is_noticed) {
  const Case& c = kCases[2];
  Bytes sealed = hex(c.sealed);
  for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
    sealed[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
    EXPECT_EQ(code_of(aead_open(kGcm, hex(c.key), hex(c.nonce), hex(c.additional), sealed)),
              FailureCode::crypto_failed);
    sealed[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
  }
  EXPECT_TRUE(aead_open(kGcm, hex(c.key), hex(c.nonce), hex(c.additional), sealed));
}

TEST(Aead, additional_data_belongs_to_it) {
  const Case& c = kCases[2];
  EXPECT_EQ(code_of(aead_open(kGcm, hex(c.key), hex(c.nonce), {}, hex(c.sealed))),
            FailureCode::crypto_failed);
}

TEST(Aead, wrong_sizes_and_algorithms_are_refused) {
  const Bytes key(32), nonce(12);
  EXPECT_EQ(aead_seal(kGcm, Bytes(16), nonce, {}, {}).error().code, FailureCode::invalid_argument);
  EXPECT_EQ(aead_seal(kGcm, key, Bytes(16), {}, {}).error().code, FailureCode::invalid_argument);
  EXPECT_EQ(aead_seal(static_cast<AeadAlgorithm>(1), key, nonce, {}, {}).error().code,
            FailureCode::algorithm_refused);
  EXPECT_EQ(code_of(aead_open(kGcm, key, nonce, {}, Bytes(15))), FailureCode::crypto_failed);
}

TEST(Box, opens_with_its_key_and_context_only) {
  SystemRandom random;
  const Bytes key(32, 7);
  const Bytes box = box_seal(key, as_bytes("row 1"), as_bytes("content"), random).value();
  EXPECT_EQ(box.size(), 1 + 12 + 7 + 16U);
  EXPECT_EQ(box[0], 3);
  EXPECT_EQ(box_open(key, as_bytes("row 1"), box).value().text(), "content");
  EXPECT_EQ(code_of(box_open(key, as_bytes("row 2"), box)), FailureCode::crypto_failed);
  EXPECT_EQ(code_of(box_open(Bytes(32, 8), as_bytes("row 1"), box)), FailureCode::crypto_failed);
  EXPECT_NE(box_seal(key, as_bytes("row 1"), as_bytes("content"), random).value(), box);
}

TEST(Box, empty_content) {
  SystemRandom random;
  const Bytes key(32, 7);
  const auto opened = box_open(key, {}, box_seal(key, {}, {}, random).value());
  ASSERT_TRUE(opened);
  EXPECT_TRUE(opened->empty());
}

TEST(Box, torn_or_changed_boxes_do_not_open) {
  SystemRandom random;
  const Bytes key(32, 7);
  const Bytes box = box_seal(key, {}, as_bytes("content"), random).value();
  for (std::size_t size = 0; size < box.size(); ++size) {
    EXPECT_EQ(code_of(box_open(key, {}, ByteView(box).first(size))), FailureCode::crypto_failed);
  }
  for (std::size_t i = 1; i < box.size(); ++i) {
    Bytes changed = box;
    changed[i] ^= 0x80;
    EXPECT_EQ(code_of(box_open(key, {}, changed)), FailureCode::crypto_failed);
  }
  Bytes other_suite = box;
  other_suite[0] = 9;
  EXPECT_EQ(code_of(box_open(key, {}, other_suite)), FailureCode::algorithm_refused);
}

}  // namespace
}  // namespace dk::crypto
