#include "drivers/id-card-reader/codec.h"

#include <gtest/gtest.h>

#include <string>

#include "base/random.h"
#include "drivers/id-card-reader/status.h"

namespace dk::drivers {
namespace {

Bytes hex(std::string text) {
  std::erase(text, ' ');
  return from_hex(text).value();
}

// As captured from real modules and printed in their makers' texts, not made by this code.
constexpr const char* kCardFound = "AA AA AA 96 69 00 08 00 00 9F 00 00 00 00 97";
constexpr const char* kSelected = "AA AA AA 96 69 00 0C 00 00 90 00 00 00 00 00 00 00 00 9C";
constexpr const char* kReadFailed = "AA AA AA 96 69 00 04 00 00 41 45";
constexpr const char* kNoCard = "AA AA AA 96 69 00 04 00 00 80 84";

struct Heard {
  std::vector<int> statuses;
  std::size_t data_bytes = 0;
  std::size_t noise = 0;
  int damaged = 0;

  Heard& add(const std::vector<SamMessage>& messages) {
    for (const SamMessage& message : messages) {
      if (const auto* answer = std::get_if<SamAnswer>(&message)) {
        statuses.push_back(answer->status);
        data_bytes += answer->data.size();
      } else if (const auto* noise_bytes = std::get_if<SamNoise>(&message)) {
        noise += noise_bytes->bytes;
      } else {
        ++damaged;
      }
    }
    return *this;
  }
};
using Statuses = std::vector<int>;

TEST(SamCodec, requests_are_those_of_the_makers_text) {
  EXPECT_EQ(sam_request(SamCommand::Check), hex("AA AA AA 96 69 00 03 11 FF ED"));
  EXPECT_EQ(sam_request(SamCommand::Find), hex("AA AA AA 96 69 00 03 20 01 22"));
  EXPECT_EQ(sam_request(SamCommand::Select), hex("AA AA AA 96 69 00 03 20 02 21"));
  EXPECT_EQ(sam_request(SamCommand::ReadBase), hex("AA AA AA 96 69 00 03 30 01 32"));
  EXPECT_EQ(sam_request(SamCommand::ReadAddress), hex("AA AA AA 96 69 00 03 30 03 30"));
  EXPECT_EQ(sam_request(SamCommand::ReadBaseAndFingers), hex("AA AA AA 96 69 00 03 30 10 23"));
}

TEST(SamCodec, captured_answers_are_read) {
  SamCodec codec;
  Heard heard;
  for (const char* frame : {kCardFound, kSelected, kReadFailed, kNoCard}) {
    heard.add(codec.feed(hex(frame)));
  }
  EXPECT_EQ(heard.statuses, (Statuses{0x9f, 0x90, 0x41, 0x80}));
  EXPECT_EQ(heard.data_bytes, 12U);
  EXPECT_EQ(heard.noise, 0U);
  EXPECT_EQ(codec.pending(), 0U);
}

TEST(SamCodec, answer_cut_at_each_byte_waits_for_the_rest) {
  const Bytes frame = hex(kSelected);
  for (std::size_t cut = 0; cut <= frame.size(); ++cut) {
    SamCodec codec;
    Heard heard;
    heard.add(codec.feed(ByteView(frame).first(cut)));
    EXPECT_EQ(heard.statuses.size(), cut == frame.size() ? 1U : 0U);
    heard.add(codec.feed(ByteView(frame).subspan(cut)));
    EXPECT_EQ(heard.statuses, Statuses{0x90}) << cut;
  }
}

TEST(SamCodec, answer_after_half_an_answer_is_found) {
  const Bytes frame = hex(kSelected);
  for (std::size_t cut = 0; cut < frame.size(); ++cut) {
    SamCodec codec;
    Heard heard;
    heard.add(codec.feed(ByteView(frame).first(cut)));
    codec.forget();
    heard.add(codec.feed(hex(kNoCard)));
    EXPECT_EQ(heard.statuses, Statuses{0x80}) << cut;
  }
}

TEST(SamCodec, rubbish_around_answers_is_skipped) {
  SamCodec codec;
  Heard heard;
  heard.add(codec.feed(hex("00 FF AA AA AA AA 96 69 00 04 00 00 80 84 AA AA 55")));
  EXPECT_EQ(heard.statuses, Statuses{0x80});
  EXPECT_EQ(heard.noise, 6U);
}

TEST(SamCodec, answer_whose_check_is_wrong_is_never_used) {
  SamCodec codec;
  Heard heard;
  heard.add(codec.feed(hex("AA AA AA 96 69 00 04 00 00 90 95")));
  heard.add(codec.feed(hex(kNoCard)));
  EXPECT_EQ(heard.damaged, 1);
  EXPECT_EQ(heard.statuses, Statuses{0x80});
}

TEST(SamCodec, length_of_no_answer_is_rubbish) {
  for (const char* frame :
       {"AA AA AA 96 69 00 00", "AA AA AA 96 69 00 03 00 00 03", "AA AA AA 96 69 FF FF 00 00 90"}) {
    SamCodec codec;
    Heard heard;
    heard.add(codec.feed(hex(frame)));
    heard.add(codec.feed(hex(kNoCard)));
    EXPECT_EQ(heard.statuses, Statuses{0x80}) << frame;
  }
}

TEST(SamCodec, each_damaged_bit_is_seen) {
  const Bytes whole = hex(kCardFound);
  for (std::size_t i = 5; i < whole.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      Bytes frame = whole;
      frame[i] = static_cast<std::uint8_t>(frame[i] ^ (1 << bit));
      SamCodec codec;
      EXPECT_TRUE(Heard().add(codec.feed(frame)).statuses.empty()) << i << "," << bit;
    }
  }
}

TEST(SamCodec, noise_without_end_is_not_kept) {
  SeededRandom dice(20221118);
  SamCodec codec;
  for (int i = 0; i < 2000; ++i) {
    static_cast<void>(codec.feed(dice.bytes(dice.below(300))));
    ASSERT_LE(codec.pending(), kMaxSamLength + 7);
  }
}

TEST(SamStatus, each_status_has_an_advice) {
  EXPECT_EQ(meaning_of(0x40).advice, CardAdvice::OtherCard);
  EXPECT_EQ(meaning_of(0x60).advice, CardAdvice::OutOfService);
  EXPECT_EQ(meaning_of(0x66).next, SamNext::ModuleFault);
  EXPECT_EQ(meaning_of(0x10).next, SamNext::SendAgain);
  EXPECT_EQ(meaning_of(0x80).code, FailureCode::card_removed);
  for (const int status : {0x31, 0x32, 0x33}) {
    EXPECT_TRUE(meaning_of(static_cast<std::uint8_t>(status)).proof_failed);
  }
  for (const int status : {0x24, 0x37, 0x3e, 0x41, 0x47, 0x81, 0x91, 0xff}) {
    const SamMeaning meaning = meaning_of(static_cast<std::uint8_t>(status));
    EXPECT_EQ(meaning.code, FailureCode::card_read_failed) << status;
    EXPECT_EQ(meaning.advice, CardAdvice::TryAgain) << status;
  }
}

}  // namespace
}  // namespace dk::drivers
