// The ways of speaking beside the plain line: SSI, USB HID POS, keyboard wedge. Each with bytes
// that a sheet of its maker has, and with what happens in the hall.
#include "drivers/scanner/protocol.h"

#include <gtest/gtest.h>
#include <linux/input.h>

#include "drivers/scanner/hid_pos.h"
#include "drivers/scanner/keyboard_wedge.h"
#include "drivers/scanner/ssi.h"
#include "drivers/scanner/trigger.h"

namespace dk::drivers {
namespace {

constexpr Milliseconds kNow{10'000};
constexpr Milliseconds kLater{20'000};

struct Heard {
  std::vector<std::string> codes, symbologies;
  int repeats = 0, too_long = 0, torn = 0, garbage = 0, replies = 0;
  Heard& add(const ScanProtocol::Messages& messages) {
    for (const ScannerMessage& message : messages) {
      if (const auto* code = std::get_if<ScanCode>(&message)) {
        codes.emplace_back(as_text(code->data));
        symbologies.push_back(code->symbology);
      }
      repeats += std::holds_alternative<ScanRepeat>(message) ? 1 : 0;
      too_long += std::holds_alternative<ScanTooLong>(message) ? 1 : 0;
      torn += std::holds_alternative<ScanTorn>(message) ? 1 : 0;
      garbage += std::holds_alternative<ScanGarbage>(message) ? 1 : 0;
      replies += std::holds_alternative<TriggerReply>(message) ? 1 : 0;
    }
    return *this;
  }
};
using Codes = std::vector<std::string>;

TEST(ScanAddress, says_how_an_engine_speaks) {
  EXPECT_EQ(parse_scan_address("serial:/dev/ttyS1").speech, ScanSpeech::Suffix);
  EXPECT_EQ(parse_scan_address("hid:/dev/hidraw0").speech, ScanSpeech::HidPos);
  EXPECT_EQ(parse_scan_address("hid:/dev/hidraw0").line, "hid:/dev/hidraw0");
  EXPECT_EQ(parse_scan_address("evdev:/dev/input/event3").speech, ScanSpeech::Keyboard);
  const ScanAddress ssi = parse_scan_address("ssi+serial:/dev/ttyS1?baud=9600");
  EXPECT_EQ(ssi.speech, ScanSpeech::Ssi);
  EXPECT_EQ(ssi.line, "serial:/dev/ttyS1?baud=9600");
}

// Every way of speaking, code by code and byte by byte, as a line gives it.
struct Way {
  ScanSpeech speech;
  std::function<Bytes(std::string_view)> sent;
};
Bytes hid_report(std::string_view data, bool goes_on) {
  Bytes report(kHidPosReportBytes);
  report[0] = kHidPosReportId;
  report[1] = static_cast<std::uint8_t>(data.size());
  const std::string_view aim = "]Q1";
  std::ranges::copy(aim, report.begin() + 2);
  std::ranges::copy(data, report.begin() + 5);
  report[63] = goes_on ? 1 : 0;
  return report;
}
Bytes hid_reports(std::string_view text) {
  Bytes bytes;
  while (true) {
    const std::string_view piece = text.substr(0, kHidPosDataBytes);
    text.remove_prefix(piece.size());
    append(bytes, hid_report(piece, !text.empty()));
    if (text.empty()) return bytes;
  }
}
Bytes ssi_decoded(std::string_view text, std::uint8_t status = 0) {
  Bytes data = {0x1c};
  append(data, as_bytes(text));
  return ssi_decoder_packet(SsiOpcode::DecodeData, status, data);
}
std::vector<Way> ways() {
  return {{ScanSpeech::HidPos, hid_reports},
          {ScanSpeech::Ssi, [](std::string_view text) { return ssi_decoded(text); }},
          {ScanSpeech::Keyboard,
           [](std::string_view text) { return typed_events(as_bytes(std::string(text) + "\r")); }}};
}

TEST(ScanProtocols, code_arrives_whole_however_the_bytes_come) {
  for (const Way& way : ways()) {
    const std::string text = "LH1122-0457-15 A~z|\"{}";
    const Bytes bytes = way.sent(text);
    for (const std::size_t piece : {bytes.size(), std::size_t{1}, std::size_t{7}}) {
      const auto protocol = make_scan_protocol(way.speech, {});
      Heard heard;
      for (std::size_t at = 0; at < bytes.size(); at += piece) {
        heard.add(
            protocol->feed(ByteView(bytes).subspan(at, std::min(piece, bytes.size() - at)), kNow));
      }
      EXPECT_EQ(heard.codes, Codes{text}) << static_cast<int>(way.speech) << " by " << piece;
      EXPECT_EQ(heard.torn + heard.garbage, 0);
    }
  }
}

TEST(ScanProtocols, line_lost_at_every_byte_leaves_no_half_code) {
  for (const Way& way : ways()) {
    const Bytes bytes = way.sent("4403090012");
    for (std::size_t cut = 1; cut < bytes.size(); ++cut) {
      const auto protocol = make_scan_protocol(way.speech, {});
      Heard heard;
      heard.add(protocol->feed(ByteView(bytes).first(cut), kNow));
      heard.add(protocol->line_lost());
      const bool told = !heard.codes.empty();
      heard.add(protocol->feed(bytes, kLater));
      EXPECT_EQ(heard.codes.back(), "4403090012") << static_cast<int>(way.speech) << " " << cut;
      EXPECT_EQ(heard.codes.size(), told ? 2U : 1U);
      EXPECT_EQ(heard.garbage, 0);
    }
  }
}

TEST(ScanProtocols, same_code_held_before_the_window_is_told_once) {
  for (const Way& way : ways()) {
    const auto protocol = make_scan_protocol(way.speech, {});
    Heard heard;
    for (int i = 0; i < 4; ++i) heard.add(protocol->feed(way.sent("440309"), kNow));
    EXPECT_EQ(heard.codes.size(), 1U);
    EXPECT_EQ(heard.repeats, 3);
    EXPECT_GT(protocol->wait(kNow), Milliseconds(0));
    heard.add(protocol->silence(kLater));
    EXPECT_LT(protocol->wait(kLater), Milliseconds(0)) << "nothing is remembered for ever";
    EXPECT_EQ(heard.add(protocol->feed(way.sent("440309"), kLater)).codes.size(), 2U);
  }
}

TEST(ScanProtocols, code_without_end_is_refused_and_the_next_one_read) {
  for (const Way& way : ways()) {
    if (way.speech == ScanSpeech::Ssi) continue;  // a packet of it cannot be that long
    const auto protocol = make_scan_protocol(way.speech, {.max_bytes = 100});
    Heard heard;
    heard.add(protocol->feed(way.sent(std::string(400, 'x')), kNow));
    EXPECT_EQ(heard.too_long, 1);
    heard.add(protocol->feed(way.sent("next"), kNow));
    EXPECT_EQ(heard.codes, Codes{"next"});
  }
}

TEST(HidPos, aim_identifier_and_a_code_of_three_reports) {
  HidPosCodec codec({});
  Heard heard;
  heard.add(codec.feed(hid_reports(std::string(130, 'a')), kNow));
  EXPECT_EQ(heard.codes, Codes{std::string(130, 'a')});
  EXPECT_EQ(heard.symbologies, Codes{"]Q1"});
}

TEST(HidPos, report_of_another_kind_ends_the_code_that_was_arriving) {
  HidPosCodec codec({});
  Heard heard;
  heard.add(codec.feed(hid_report("half", true), kNow));
  Bytes other(kHidPosReportBytes);
  other[0] = 0x04;
  heard.add(codec.feed(other, kNow));
  EXPECT_EQ(heard.garbage, 1);
  Bytes long_one = hid_report("x", false);
  long_one[1] = 57;
  EXPECT_EQ(heard.add(codec.feed(long_one, kNow)).garbage, 2);
  EXPECT_EQ(heard.add(codec.feed(hid_report("whole", false), kNow)).codes, Codes{"whole"});
}

TEST(HidPos, second_report_that_never_comes) {
  HidPosCodec codec({});
  Heard heard;
  heard.add(codec.feed(hid_report("half", true), kNow));
  heard.add(codec.silence(kLater));
  EXPECT_EQ(heard.torn, 1);
  EXPECT_EQ(heard.add(codec.feed(hid_report("other", false), kLater)).codes, Codes{"other"});
}

// The frames of SE-923's sheet.
TEST(Ssi, host_frames_are_the_makers) {
  EXPECT_EQ(to_hex(ssi_packet(SsiOpcode::StartSession)), "04e40400ff14");
  EXPECT_EQ(to_hex(ssi_packet(SsiOpcode::StopSession)), "04e50400ff13");
  EXPECT_EQ(to_hex(ssi_packet(SsiOpcode::ScanEnable)), "04e90400ff0f");
  EXPECT_EQ(to_hex(ssi_packet(SsiOpcode::ScanDisable)), "04ea0400ff0e");
  EXPECT_EQ(to_hex(ssi_packet(SsiOpcode::CmdAck)), "04d00400ff28");
  EXPECT_EQ(trigger_command(TriggerDialect::Ssi, true), ssi_packet(SsiOpcode::StartSession));
}

TEST(Ssi, each_packet_is_acknowledged_and_a_broken_one_asked_for_again) {
  SsiCodec codec({});
  Heard heard;
  Bytes broken = ssi_decoded("440309");
  broken[6] ^= 0x10;
  heard.add(codec.feed(broken, kNow));
  EXPECT_EQ(heard.garbage, 1);
  EXPECT_EQ(codec.answer(), ssi_packet(SsiOpcode::CmdNak, Bytes{1}));
  EXPECT_TRUE(codec.answer().empty()) << "said once";
  heard.add(codec.feed(ssi_decoded("440309", 0x01), kNow));
  EXPECT_EQ(heard.codes, Codes{"440309"});
  EXPECT_EQ(codec.answer(), ssi_packet(SsiOpcode::CmdAck));
}

TEST(Ssi, packet_whose_acknowledgement_was_lost_is_taken_once) {
  SsiCodec codec({});
  Heard heard;
  heard.add(codec.feed(ssi_decoded("first-", 0x02), kNow));
  heard.add(codec.feed(ssi_decoded("first-", 0x03), kNow));
  heard.add(codec.feed(ssi_decoded("second", 0x00), kNow));
  EXPECT_EQ(heard.codes, Codes{"first-second"});
  heard.add(codec.feed(ssi_decoded("second", 0x01), kNow + Milliseconds(100)));
  EXPECT_EQ(heard.codes.size(), 1U) << "half a code is none";
  EXPECT_EQ(heard.add(codec.feed(ssi_decoded("next"), kLater)).codes.size(), 2U);
}

TEST(Ssi, wake_up_bytes_replies_and_rubbish) {
  SsiCodec codec({});
  Heard heard;
  heard.add(codec.feed(Bytes{0, 0, 0}, kNow));
  EXPECT_EQ(heard.garbage, 0);
  heard.add(codec.feed(ssi_decoder_packet(SsiOpcode::CmdAck, 0), kNow));
  EXPECT_EQ(heard.replies, 1);
  EXPECT_TRUE(codec.answer().empty()) << "an acknowledgement is not acknowledged";
  heard.add(codec.feed(Bytes{0x01, 0x03, 0x02}, kNow));
  EXPECT_EQ(heard.garbage, 3);
  heard.add(codec.feed(ssi_packet(SsiOpcode::DecodeData, Bytes{1, 'x'}), kNow));
  EXPECT_EQ(heard.garbage, 4) << "what says that it is the host is not the decoder";
  EXPECT_TRUE(heard.codes.empty());
}

Bytes key(std::uint16_t code, std::int32_t value) { return input_event(EV_KEY, code, value); }

TEST(KeyboardWedge, shift_caps_and_control) {
  KeyboardWedgeCodec codec({});
  Bytes keys;
  const auto tap = [&](std::uint16_t code) {
    append(keys, key(code, 1));
    append(keys, key(code, 2));  // held: types nothing more
    append(keys, key(code, 0));
  };
  tap(KEY_CAPSLOCK);
  tap(KEY_A);
  append(keys, key(KEY_LEFTSHIFT, 1));
  tap(KEY_A);
  tap(KEY_1);
  append(keys, key(KEY_LEFTSHIFT, 0));
  tap(KEY_CAPSLOCK);
  append(keys, key(KEY_LEFTCTRL, 1));
  tap(KEY_RIGHTBRACE);  // GS, between the fields of GS1
  append(keys, key(KEY_LEFTCTRL, 0));
  tap(KEY_F5);
  tap(KEY_KP7);
  tap(KEY_KPENTER);
  EXPECT_EQ(Heard().add(codec.feed(keys, kNow)).codes, Codes{"Aa!\x1d"
                                                             "7"});
}

TEST(KeyboardWedge, characters_that_have_no_key) {
  KeyboardWedgeCodec codec({});
  EXPECT_EQ(Heard().add(codec.feed(typed_events(as_bytes("\xe9\x99\x88\r")), kNow)).codes,
            Codes{"\xe9\x99\x88"});
  Bytes keys = key(KEY_LEFTALT, 1);  // 陈 in GB 18030: B3 C2 = 46018
  for (const std::uint16_t digit :
       std::vector<std::uint16_t>{KEY_KP4, KEY_KP6, KEY_KP0, KEY_KP1, KEY_KP8}) {
    append(keys, key(digit, 1));
    append(keys, key(digit, 0));
  }
  append(keys, key(KEY_LEFTALT, 0));
  append(keys, key(KEY_ENTER, 1));
  EXPECT_EQ(Heard().add(codec.feed(keys, kLater)).codes, Codes{"\xb3\xc2"});
}

TEST(KeyboardWedge, alt_with_too_many_digits_types_nothing) {
  KeyboardWedgeCodec codec({});
  Bytes keys = key(KEY_LEFTALT, 1);
  for (int i = 0; i < 40; ++i) append(keys, key(KEY_KP9, 1));
  append(keys, key(KEY_LEFTALT, 0));
  append(keys, typed_events(as_bytes("ok\r")));
  EXPECT_EQ(Heard().add(codec.feed(keys, kNow)).codes, Codes{"ok"});
}

TEST(KeyboardWedge, events_that_the_kernel_dropped_tear_the_code) {
  KeyboardWedgeCodec codec({});
  Bytes keys = typed_events(as_bytes("half"));
  append(keys, input_event(EV_SYN, SYN_DROPPED, 0));
  append(keys, typed_events(as_bytes("whole\r")));
  Heard heard;
  heard.add(codec.feed(keys, kNow));
  EXPECT_EQ(heard.torn, 1);
  EXPECT_EQ(heard.codes, Codes{"whole"});
}

}  // namespace
}  // namespace dk::drivers
