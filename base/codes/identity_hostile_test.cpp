// LH1 codes that somebody made to hurt: forged, cut, mutated, bombs.
#include <gtest/gtest.h>

#include "base/codes/base45.h"
#include "base/codes/cose.h"
#include "base/codes/identity_code.h"
#include "base/codes/identity_test_hall.h"
#include "base/codes/zlib_codec.h"
#include "base/test_mutation.h"

namespace dk::codes {
namespace {

std::string packed(ByteView zlib) { return std::string(kIdentityPrefix) + base45_encode(zlib); }

Bytes zlib_of(std::string_view text) { return *base45_decode(text.substr(kIdentityPrefix.size())); }

TEST(HostileIdentityCode, every_byte_of_the_message_changed) {
  Hall hall;
  for (const auto& [use, text] : {std::pair(CodeUse::Person, hall.issue(hall.person_code())),
                                  std::pair(CodeUse::Staff, hall.issue(hall.staff_code()))}) {
    const Bytes cose = *inflate_bounded(zlib_of(text), 8192);
    for (std::size_t i = 0; i < cose.size(); ++i) {
      for (const unsigned change : {0x01U, 0x20U, 0x80U, 0xFFU}) {
        Bytes forged = cose;
        forged[i] = static_cast<std::uint8_t>(forged[i] ^ change);
        ASSERT_FALSE(hall.verify(packed(*deflate(forged)), use)) << "byte " << i;
      }
    }
    for (std::size_t size = 0; size < cose.size(); ++size) {
      ASSERT_FALSE(hall.verify(packed(*deflate(ByteView(cose).first(size))), use));
    }
    for (std::size_t size = 0; size < text.size(); ++size) {
      ASSERT_FALSE(hall.verify(std::string_view(text).substr(0, size), use));
    }
  }
}

TEST(HostileIdentityCode, ten_thousand_mutations) {
  Hall hall;
  const std::string good = hall.issue(hall.person_code());
  const Bytes plain = *inflate_bounded(zlib_of(good), 8192);
  const Sign1 original = *parse_sign1(plain);
  SeededRandom random(10000);
  for (int i = 0; i < 10000; ++i) {
    // By turns in the text, in the packed bytes and in the message itself.
    const Bytes before = i % 3 == 0 ? to_bytes(good) : i % 3 == 1 ? zlib_of(good) : plain;
    const Bytes bytes = mutated(before, random);
    if (bytes == before) continue;
    const std::string text = i % 3 == 0   ? std::string(as_text(bytes))
                             : i % 3 == 1 ? packed(bytes)
                                          : packed(*deflate(bytes));
    const auto answer = hall.verify(text);
    if (!answer) continue;
    // The wrapping may be spelled otherwise (a tag left out, zlib's choices); what was signed may
    // not differ by a bit.
    const auto message = parse_sign1(*inflate_bounded(zlib_of(text), 8192));
    ASSERT_TRUE(message) << "mutation " << i;
    ASSERT_EQ(message->protected_bytes, original.protected_bytes) << "mutation " << i;
    ASSERT_EQ(message->payload, original.payload) << "mutation " << i;
    ASSERT_EQ(message->signature, original.signature) << "mutation " << i;
  }
}

// Tags are not signed: without them, and with the CWT tag too, it is the same code.
TEST(HostileIdentityCode, tags_make_no_other_code) {
  Hall hall;
  const IdentityCode shown = hall.person_code();
  const Bytes tagged = *inflate_bounded(zlib_of(hall.issue(shown)), 8192);
  ASSERT_EQ(tagged[0], 0xD2);
  const Bytes untagged(tagged.begin() + 1, tagged.end());
  Bytes with_cwt_tag = *from_hex("d83d");
  append(with_cwt_tag, tagged);
  for (const Bytes& form : {untagged, with_cwt_tag}) {
    const auto seen = hall.verify(packed(*deflate(form)));
    ASSERT_TRUE(seen);
    EXPECT_EQ(seen->code_id, shown.code_id);  // shown twice is noticed by this id
  }
}

TEST(HostileIdentityCode, zip_bomb_and_cbor_bomb) {
  Hall hall;
  const std::string zip_bomb = packed(*deflate(Bytes(std::size_t{1} << 20, 0)));
  EXPECT_LE(zip_bomb.size(), 2048U);
  EXPECT_EQ(code_of(hall.verify(zip_bomb)), FailureCode::code_too_large);
  EXPECT_EQ(code_of(hall.verify(packed(*deflate(Bytes(8000, 0x81))))), FailureCode::code_too_large);
  EXPECT_EQ(code_of(hall.verify(packed(*deflate(Bytes(8000, 0x9F))))), FailureCode::code_too_large);
  Bytes huge = *from_hex("9bffffffffffffffff");
  EXPECT_EQ(code_of(hall.verify(packed(*deflate(huge)))), FailureCode::code_malformed);
  EXPECT_EQ(code_of(hall.verify("LH1:" + std::string(2045, 'A'))), FailureCode::code_too_large);
}

TEST(HostileIdentityCode, other_containers) {
  Hall hall;
  const std::string good = hall.issue(hall.person_code());
  for (const std::string& text :
       {std::string(), std::string("LH1:"), "HC1:" + good.substr(4), "lh1:" + good.substr(4),
        good.substr(4), " " + good, good + "\n", good + "00", "LH1:" + good}) {
    EXPECT_EQ(code_of(hall.verify(text)), FailureCode::code_malformed) << text.substr(0, 8);
  }
  Bytes with_tail = *inflate_bounded(zlib_of(good), 8192);
  with_tail.push_back(0xF6);
  EXPECT_EQ(code_of(hall.verify(packed(*deflate(with_tail)))), FailureCode::code_malformed);
}

}  // namespace
}  // namespace dk::codes
