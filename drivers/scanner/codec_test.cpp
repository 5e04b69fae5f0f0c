#include "drivers/scanner/codec.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "drivers/scanner/trigger.h"

namespace dk::drivers {
namespace {

using std::chrono::milliseconds;

struct Seen {
  std::vector<std::string> codes;
  std::vector<std::string> symbologies;
  std::vector<std::uint32_t> repeats;
  std::vector<TriggerReply::Result> replies;
  int too_long = 0;
  int torn = 0;
  std::optional<milliseconds> last_byte;

  Seen& add(const std::vector<ScannerMessage>& messages) {
    for (const auto& message : messages) {
      if (const auto* code = std::get_if<ScanCode>(&message)) {
        codes.emplace_back(as_text(code->data));
        symbologies.push_back(code->symbology);
        last_byte = code->last_byte;
      } else if (const auto* repeat = std::get_if<ScanRepeat>(&message)) {
        repeats.push_back(repeat->count);
      } else if (const auto* reply = std::get_if<TriggerReply>(&message)) {
        replies.push_back(reply->result);
      } else if (std::holds_alternative<ScanTooLong>(message)) {
        ++too_long;
      } else {
        ++torn;
      }
    }
    return *this;
  }
};

using Strings = std::vector<std::string>;

TEST(ScannerCodec, each_suffix_ends_a_code) {
  const std::vector<std::pair<ScanSuffix, std::string>> suffixes = {
      {ScanSuffix::Cr, "\r"},
      {ScanSuffix::Lf, "\n"},
      {ScanSuffix::CrLf, "\r\n"},
      {ScanSuffix::Nul, std::string(1, '\0')}};
  for (const auto& [suffix, bytes] : suffixes) {
    ScannerCodec codec({.suffix = suffix});
    const auto text = "LH1122-0457-15" + bytes + "440305194905202139" + bytes;
    EXPECT_EQ(Seen().add(codec.feed(as_bytes(text), milliseconds(1000))).codes,
              (Strings{"LH1122-0457-15", "440305194905202139"}));
    EXPECT_LT(codec.wait(milliseconds(5000)), milliseconds(1));
  }
}

TEST(ScannerCodec, code_comes_byte_by_byte) {
  ScannerCodec codec({});
  Seen seen;
  milliseconds now(1000);
  for (const char c : std::string("LH1122-0457-15\r")) {
    seen.add(codec.feed(Bytes{static_cast<std::uint8_t>(c)}, now += milliseconds(1)));
  }
  EXPECT_EQ(seen.codes, Strings{"LH1122-0457-15"});
  EXPECT_EQ(seen.last_byte, now);
}

TEST(ScannerCodec, engine_set_to_crlf_where_cr_or_lf_was_configured) {
  for (const auto suffix : {ScanSuffix::Cr, ScanSuffix::Lf}) {
    ScannerCodec codec({.suffix = suffix});
    EXPECT_EQ(Seen().add(codec.feed(as_bytes("ONE\r\nTWO\r\n"), milliseconds(1))).codes,
              (Strings{"ONE", "TWO"}));
  }
}

// AIM identifiers as in the makers' tables: Q1 = QR model 2, C0 = Code 128 plain, L0 = PDF417.
TEST(ScannerCodec, aim_prefix_is_taken_off_and_reported) {
  ScannerCodec codec({});
  const Seen seen =
      Seen().add(codec.feed(as_bytes("]Q1LH1:ABC\r]C0LH1122\r]L0x\r[C0y\r]1\r"), milliseconds(1)));
  EXPECT_EQ(seen.codes, (Strings{"LH1:ABC", "LH1122", "x", "[C0y", "]1"}));
  EXPECT_EQ(seen.symbologies, (Strings{"]Q1", "]C0", "]L0", "", ""}));
}

TEST(ScannerCodec, bracket_text_without_prefix_setting_is_data) {
  ScannerCodec codec({.aim_prefix = false});
  EXPECT_EQ(Seen().add(codec.feed(as_bytes("]Q1A\r"), milliseconds(1))).codes, Strings{"]Q1A"});
}

TEST(ScannerCodec, silence_ends_a_code_without_suffix) {
  ScannerCodec codec({.suffix = ScanSuffix::None});
  Seen seen;
  seen.add(codec.feed(as_bytes("44030519490520"), milliseconds(1000)));
  EXPECT_EQ(codec.wait(milliseconds(1010)), milliseconds(140));
  seen.add(codec.silence(milliseconds(1149)));
  seen.add(codec.feed(as_bytes("2139"), milliseconds(1149)));
  EXPECT_TRUE(seen.codes.empty());
  seen.add(codec.silence(milliseconds(1299)));
  EXPECT_EQ(seen.codes, Strings{"440305194905202139"});
  EXPECT_EQ(seen.last_byte, milliseconds(1149));
}

TEST(ScannerCodec, pause_between_codes_that_nobody_waited_out) {
  ScannerCodec codec({.suffix = ScanSuffix::None});
  Seen seen;
  seen.add(codec.feed(as_bytes("FIRST"), milliseconds(1000)));
  seen.add(codec.feed(as_bytes("SECOND"), milliseconds(2000)));
  EXPECT_EQ(seen.codes, Strings{"FIRST"});
}

TEST(ScannerCodec, binary_code_keeps_its_bytes) {
  ScannerCodec codec({.suffix = ScanSuffix::None});
  Bytes all;
  for (int i = 255; i >= 0; --i) all.push_back(static_cast<std::uint8_t>(i));
  Seen seen;
  seen.add(codec.feed(all, milliseconds(0))).add(codec.silence(milliseconds(200)));
  ASSERT_EQ(seen.codes.size(), 1U);
  EXPECT_EQ(to_bytes(seen.codes[0]), all);
}

TEST(ScannerCodec, code_stays_before_the_window) {
  ScannerCodec codec({});
  Seen seen;
  for (int t = 1000; t <= 4000; t += 300) {
    seen.add(codec.feed(as_bytes("LH1122-0457-15\r"), milliseconds(t)));
  }
  EXPECT_EQ(seen.codes.size(), 1U);
  EXPECT_EQ(seen.repeats.back(), 10U);
  seen.add(codec.silence(milliseconds(4999)));
  seen.add(codec.feed(as_bytes("LH1122-0457-15\r"), milliseconds(5100)));
  EXPECT_EQ(seen.codes.size(), 2U) << "shown again after it had gone for a second";
}

TEST(ScannerCodec, another_code_in_between_is_no_repeat) {
  ScannerCodec codec({});
  EXPECT_EQ(Seen().add(codec.feed(as_bytes("A1\rB2\rA1\r"), milliseconds(1))).codes,
            (Strings{"A1", "B2", "A1"}));
}

TEST(ScannerCodec, guard_of_zero_reports_every_reading) {
  ScannerCodec codec({.same_code_guard = milliseconds(0)});
  EXPECT_EQ(Seen().add(codec.feed(as_bytes("A1\rA1\r"), milliseconds(1))).codes.size(), 2U);
}

TEST(ScannerCodec, endless_code_is_thrown_away_up_to_its_end) {
  for (const auto suffix : {ScanSuffix::Cr, ScanSuffix::CrLf}) {
    ScannerCodec codec({.suffix = suffix});
    const std::string end = suffix == ScanSuffix::Cr ? "\r" : "\r\n";
    Seen seen;
    for (int i = 0; i < 100; ++i) seen.add(codec.feed(Bytes(1000, 'x'), milliseconds(i)));
    seen.add(codec.feed(as_bytes(end + "GOOD" + end), milliseconds(100)));
    EXPECT_EQ(seen.too_long, 1);
    EXPECT_EQ(seen.codes, Strings{"GOOD"});
  }
}

TEST(ScannerCodec, longest_code_passes_and_one_byte_more_does_not) {
  ScannerCodec codec({});
  Seen seen;
  seen.add(codec.feed(as_bytes(std::string(4096, 'a') + "\r"), milliseconds(1)));
  seen.add(codec.feed(as_bytes(std::string(4097, 'b') + "\r"), milliseconds(2)));
  ASSERT_EQ(seen.codes.size(), 1U);
  EXPECT_EQ(seen.codes[0].size(), 4096U);
  EXPECT_EQ(seen.too_long, 1);
}

TEST(ScannerCodec, scanner_unplugged_mid_code) {
  ScannerCodec codec({});
  Seen seen;
  seen.add(codec.feed(as_bytes("WHOLE\rLH1122-04"), milliseconds(1)));
  seen.add(codec.line_lost());
  seen.add(codec.feed(as_bytes("57-15\r"), milliseconds(2)));
  EXPECT_EQ(seen.torn, 1);
  EXPECT_EQ(seen.codes, (Strings{"WHOLE", "57-15"})) << "two halves never become one code";
  EXPECT_TRUE(codec.line_lost().empty());
}

// Frames of the makers' manuals (PROTOCOL.md).
TEST(ScannerTrigger, commands_are_those_of_the_manuals) {
  EXPECT_EQ(to_hex(trigger_command(TriggerDialect::Honeywell, true)), "16540d");
  EXPECT_EQ(to_hex(trigger_command(TriggerDialect::Honeywell, false)), "16550d");
  EXPECT_EQ(to_hex(trigger_command(TriggerDialect::Newland, true)),
            "7e01303030302353434e545247313b03");
  EXPECT_EQ(to_hex(trigger_command(TriggerDialect::Newland, false)),
            "7e01303030302353434e545247303b03");
  EXPECT_TRUE(trigger_command(TriggerDialect::None, true).empty());
}

TEST(ScannerCodec, newland_reply_is_not_a_code) {
  using Result = TriggerReply::Result;
  for (const auto& [status, result] :
       {std::pair{"06", Result::Done}, {"15", Result::BadData}, {"05", Result::BadCommand}}) {
    ScannerCodec codec({});
    const auto reply =
        from_hex(std::string("0201303030302353434e54524731") + status + "3b03").value();
    Seen seen;
    for (const std::uint8_t byte : reply) seen.add(codec.feed(Bytes{byte}, milliseconds(1)));
    seen.add(codec.feed(as_bytes("LH1122\r"), milliseconds(2)));
    EXPECT_EQ(seen.replies, std::vector{result});
    EXPECT_EQ(seen.codes, Strings{"LH1122"});
  }
}

TEST(ScannerCodec, honeywell_echo_and_acknowledge_are_not_codes) {
  ScannerCodec codec({});
  Seen seen;
  seen.add(codec.feed(from_hex("16540d").value(), milliseconds(1)));
  seen.add(codec.feed(from_hex("06").value(), milliseconds(2)));
  seen.add(codec.feed(as_bytes("LH1122\r"), milliseconds(3)));
  seen.add(codec.feed(from_hex("150d").value(), milliseconds(4)));
  EXPECT_EQ(seen.codes, Strings{"LH1122"});
  EXPECT_EQ(seen.replies, (std::vector{TriggerReply::Result::Done, TriggerReply::Result::BadData}));
}

TEST(ScannerCodec, code_is_forgotten_when_the_guard_is_over) {
  ScannerCodec codec({});
  static_cast<void>(codec.feed(as_bytes("A1\r"), milliseconds(1000)));
  EXPECT_EQ(codec.wait(milliseconds(1400)), milliseconds(600));
  static_cast<void>(codec.silence(milliseconds(2000)));
  EXPECT_LT(codec.wait(milliseconds(2000)), milliseconds(0));
}

}  // namespace
}  // namespace dk::drivers
