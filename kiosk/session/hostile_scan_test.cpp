// Codes that somebody made to hurt, all the way from the line to what the desk believes: bytes,
// scanner codec, classifier, resolver. Seeds are fixed; counts are printed.
#include <gtest/gtest.h>

#include <map>

#include "base/codes/base45.h"
#include "base/codes/cbor.h"
#include "base/codes/cose.h"
#include "base/codes/zlib_codec.h"
#include "base/test_mutation.h"
#include "drivers/scanner/codec.h"
#include "kiosk/session/test_scan_hall.h"

namespace dk::kiosk {
namespace {

class HostileScans : public ::testing::Test, protected ScanHall {
 protected:
  std::string issue(const codes::IdentityCode& code, const codes::DayKey& day,
                    const crypto::PrivateKey& key) {
    return codes::issue_identity_code(code, &day, key, random).value();
  }
  static Bytes message_of(std::string_view text) {
    return *codes::inflate_bounded(*codes::base45_decode(text.substr(4)), 8192);
  }
  static std::string packed(ByteView message) {
    return "LH1:" + codes::base45_encode(*codes::deflate(message));
  }

  // What the desk is told of these bytes, as the scanner sent them: one word for each code.
  std::vector<std::string> told(ByteView line) {
    drivers::ScannerCodec codec({.suffix = drivers::ScanSuffix::Cr});
    std::vector<std::string> words;
    auto messages = codec.feed(line, Milliseconds(1000));
    for (auto& late : codec.silence(Milliseconds(60'000))) messages.push_back(std::move(late));
    for (const auto& message : messages) {
      if (const auto* code = std::get_if<drivers::ScanCode>(&message)) {
        words.push_back(word_of(resolve_scan(code->data, snapshot, now)));
      } else if (std::holds_alternative<drivers::ScanTooLong>(message)) {
        words.emplace_back("code_too_large");
      } else if (std::holds_alternative<drivers::TriggerReply>(message)) {
        words.emplace_back("(trigger reply)");
      } else {
        words.emplace_back("(repeat)");
      }
    }
    return words;
  }
  std::string word_of(const ResolvedScan& what) {
    if (const auto* refused = std::get_if<sampling::ScanRefused>(&what)) {
      return std::string(name_of(refused->code));
    }
    if (const auto* who = std::get_if<sampling::Credential>(&what)) {
      last_ = *who;
      return "credential " + who->body.method;
    }
    if (std::holds_alternative<sampling::StaffBadge>(what)) return "staff";
    return std::holds_alternative<sampling::ScannedTube>(what) ? "tube" : "command";
  }
  std::string one(std::string_view text) {
    const auto words = told(as_bytes(std::string(text) + "\r"));
    return words.size() == 1 ? words[0] : std::to_string(words.size()) + " words";
  }
  static void show(const char* of, const std::map<std::string, int>& counts) {
    std::string line;
    for (const auto& [word, count] : counts) line += " " + word + "=" + std::to_string(count);
    std::printf("[   COUNTS ] %s:%s\n", of, line.c_str());
  }

  SeededRandom dice_{20221118};
  const codes::DayKey yesterday_{to_bytes("dk-2211a"), Secret(ByteView(random.bytes(32)))};
  sampling::Credential last_;
};

TEST_F(HostileScans, ten_thousand_mutations_of_signed_codes_register_nobody_else) {
  std::map<std::string, int> counts;
  const codes::IdentityCode person = person_claims();
  const std::string good = issue(person, today, person_key);
  const std::string badge = issue(staff_claims(), today, staff_key);
  ASSERT_EQ(one(good), "credential lh1");
  ASSERT_EQ(one(badge), "staff");
  int same = 0;
  for (int i = 0; i < 10'000; ++i) {
    const std::string& from = i % 4 == 3 ? badge : good;
    // By turns in what is on the line and in the message inside.
    const bool inside = i % 2 == 0;
    const Bytes before = inside ? message_of(from) : to_bytes(from);
    const Bytes after = mutated(before, dice_);
    if (after == before) continue;
    const std::string shown = inside ? packed(after) : std::string(as_text(after));
    last_ = {};
    for (const std::string& word : told(as_bytes(shown + "\r"))) {
      ++counts[word];
      if (word == "credential lh1" || word == "staff") {
        // A tag or zlib's spelling may differ; what was signed may not.
        // What frames a code (CR, LF, NUL) may have been put around it.
        const std::string from_prefix = shown.substr(shown.find("LH1:"));
        const Bytes message =
            message_of(from_prefix.substr(0, from_prefix.find_first_of(std::string("\r\n\0", 3))));
        const auto was = codes::parse_sign1(message_of(from));
        const auto is = codes::parse_sign1(message);
        ASSERT_TRUE(is) << i;
        ASSERT_EQ(is->payload, was->payload) << i;
        ASSERT_EQ(is->signature, was->signature) << i;
        ++same;
      }
      // A broken prefix makes it a token for the district, never a person with a number.
      ASSERT_NE(word, "credential citizen-number") << i;
      ASSERT_NE(word, "internal") << i;
    }
  }
  show("mutated codes", counts);
  std::printf("[   COUNTS ] spelled otherwise and still the same signed code: %d\n", same);
}

TEST_F(HostileScans, ten_thousand_random_lines_register_nobody) {
  std::map<std::string, int> counts;
  constexpr std::string_view kPrefixes[] = {"", "LH1:", "LHR1:", "HC1:", "DKC:", "LH", "4403"};
  for (int i = 0; i < 10'000; ++i) {
    std::string line(kPrefixes[dice_.below(std::size(kPrefixes))]);
    const bool letters = dice_.below(2) == 0;
    const std::uint64_t size = dice_.below(i % 100 == 0 ? 20'000 : 200);
    for (std::uint64_t k = 0; k < size; ++k) {
      const std::uint8_t byte = dice_.bytes(1)[0];
      line += letters ? "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"[byte % 45]
                      : static_cast<char>(byte);
    }
    for (const std::string& word : told(as_bytes(line + "\r"))) {
      ++counts[word];
      ASSERT_TRUE(word != "staff" && word != "credential lh1") << i;
      ASSERT_NE(word, "internal") << i;
    }
  }
  show("random lines", counts);
}

TEST_F(HostileScans, a_code_under_yesterdays_day_key_names_nobody_here) {
  EXPECT_EQ(one(issue(person_claims(), yesterday_, person_key)), "credential opaque-token");
  EXPECT_TRUE(last_.body.name.empty());
  EXPECT_TRUE(last_.body.document_number.empty());
  EXPECT_FALSE(last_.compared);
}

TEST_F(HostileScans, a_day_key_under_anothers_name_opens_nothing) {
  codes::DayKey forged{today.key_id, Secret(yesterday_.key.view())};
  EXPECT_EQ(one(issue(person_claims(), forged, person_key)), "code_forged");
}

TEST_F(HostileScans, a_code_shown_again_is_the_same_person) {
  const std::string shown = issue(person_claims(), today, person_key);
  EXPECT_EQ(one(shown), "credential lh1");
  const std::string first = last_.digest;
  EXPECT_EQ(one(shown), "credential lh1");
  EXPECT_EQ(last_.digest, first);  // what the desk compares with those in its tubes
  // Held before the window it is told once.
  const auto words = told(as_bytes(shown + "\r" + shown + "\r" + shown + "\r"));
  EXPECT_EQ(words, (std::vector<std::string>{"credential lh1", "(repeat)", "(repeat)"}));
}

TEST_F(HostileScans, a_key_for_persons_makes_no_staff_and_the_other_way_round) {
  EXPECT_EQ(one(issue(staff_claims(), today, person_key)), "code_wrong_use");
  EXPECT_EQ(one(issue(person_claims(), today, staff_key)), "code_wrong_use");
}

TEST_F(HostileScans, another_kind_of_signed_message_is_no_code) {
  const Bytes message = message_of(issue(person_claims(), today, person_key));
  const auto claims_bytes = codes::parse_sign1(message)->payload;
  for (const std::string_view type :
       {"application/dk-manifest+json", "application/dk-root+json", "application/dk-site",
        "application/dk-audit-checkpoint+json", "application/lhr1+cwt", ""}) {
    EXPECT_EQ(one(packed(*codes::make_sign1(claims_bytes, type, person_key))), "code_wrong_use")
        << type;
  }
  const std::string shown = issue(person_claims(), today, person_key);
  EXPECT_EQ(one("LHR1:" + shown.substr(4)), "code_wrong_use");
  EXPECT_EQ(one("HC1:" + shown.substr(4)), "code_switched_off");
}

TEST_F(HostileScans, bombs_are_refused_at_their_bound) {
  EXPECT_EQ(one(packed(Bytes(std::size_t{1} << 20, 0))), "code_too_large");
  for (const std::uint8_t deeper : {std::uint8_t{0x81}, std::uint8_t{0x9F}, std::uint8_t{0xBF},
                                    std::uint8_t{0xC1}, std::uint8_t{0xA1}}) {
    const std::string word = one(packed(Bytes(8000, deeper)));
    EXPECT_TRUE(word == "code_too_large" || word == "code_malformed") << int{deeper} << word;
  }
  for (const char* huge :
       {"9bffffffffffffffff", "bbffffffffffffffff", "5bffffffffffffffff", "7b7fffffffffffffff",
        "9a7fffffff", "5f5a7fffffff", "d2845b00ffffffff"}) {
    EXPECT_EQ(one(packed(*from_hex(huge))), "code_malformed") << huge;
  }
  // Two thousand items are over the limit of items, and so are chunks of nothing.
  Bytes chunks{0x5F};
  chunks.insert(chunks.end(), 2000, 0x40);
  chunks.push_back(0xFF);
  EXPECT_EQ(one(packed(chunks)), "code_too_large");
  EXPECT_EQ(one("LH1:" + std::string(2045, 'A')), "code_too_large");
  EXPECT_EQ(one("DKC:" + std::string(2000, 'a')), "code_malformed");
}

}  // namespace
}  // namespace dk::kiosk
