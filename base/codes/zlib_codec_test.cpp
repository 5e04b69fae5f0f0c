#include "base/codes/zlib_codec.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace dk::codes {
namespace {

FailureCode code_of(const Result<Bytes>& result) {
  return result ? FailureCode::internal : result.error().code;
}

TEST(Zlib, goes_there_and_back) {
  SeededRandom random(1950);
  for (std::size_t size : {0U, 1U, 100U, 2047U, 2048U, 2049U, 8192U, 70000U}) {
    const Bytes noise = random.bytes(size);
    EXPECT_EQ(*inflate_bounded(*deflate(noise), size), noise);
    const Bytes same(size, 0x41);
    EXPECT_EQ(*inflate_bounded(*deflate(same), size), same);
  }
}

// "district kiosk" as packed by CPython's zlib, gzip and raw deflate.
TEST(Zlib, a_stream_that_we_did_not_make) {
  const auto packed = from_hex("789c4bc92c2e29ca4c2e51c8cecc2fce06002abd05a8");
  EXPECT_EQ(as_text(*inflate_bounded(*packed, 14)), "district kiosk");
  EXPECT_EQ(code_of(inflate_bounded(*packed, 13)), FailureCode::code_too_large);
}

TEST(Zlib, bomb_costs_no_more_than_its_bound) {
  const Bytes zeros(std::size_t{1} << 20, 0);
  const Bytes bomb = *deflate(zeros);
  EXPECT_LT(bomb.size(), 1200U);
  EXPECT_EQ(code_of(inflate_bounded(bomb, 8192)), FailureCode::code_too_large);
  EXPECT_EQ(code_of(inflate_bounded(bomb, zeros.size() - 1)), FailureCode::code_too_large);
  EXPECT_TRUE(inflate_bounded(bomb, zeros.size()));
}

TEST(Zlib, cut_longer_and_damaged_streams_are_refused) {
  const Bytes plain = to_bytes("LH1 LH1 LH1 a person at a desk, a person at a desk");
  const Bytes packed = *deflate(plain);
  for (std::size_t size = 0; size < packed.size(); ++size) {
    EXPECT_EQ(code_of(inflate_bounded(ByteView(packed).first(size), 8192)),
              FailureCode::code_malformed)
        << size;
  }
  Bytes longer = packed;
  longer.push_back(0);
  EXPECT_EQ(code_of(inflate_bounded(longer, 8192)), FailureCode::code_malformed);
  for (std::size_t bit = 0; bit < packed.size() * 8; ++bit) {
    Bytes damaged = packed;
    damaged[bit / 8] = static_cast<std::uint8_t>(damaged[bit / 8] ^ (1U << (bit % 8)));
    const auto answer = inflate_bounded(damaged, 8192);
    EXPECT_FALSE(answer) << "bit " << bit;  // header, data, padding, sum: no bit is free
  }
}

TEST(Zlib, raw_deflate_gzip_and_preset_dictionaries_are_refused) {
  for (const char* hex : {"4bc92c2e29ca4c2e51c8cecc2fce0600",
                          "1f8b08000000000002034bc92c2e29ca4c2e51c8cecc2fce0600170f25a60e000000",
                          "78bb0f3a03674b81d20ad999f9c5d9002abd05a8"}) {
    EXPECT_EQ(code_of(inflate_bounded(*from_hex(hex), 100)), FailureCode::code_malformed) << hex;
  }
}

}  // namespace
}  // namespace dk::codes
