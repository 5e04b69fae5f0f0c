// The driver at one end of a real pseudo terminal, the emulated engine at the other.
#include "drivers/scanner/driver.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "drivers/emulation/test_bench.h"
#include "drivers/scanner/emulator/scanner_emulator.h"

namespace dk::drivers {
namespace {

// The bench with JSON in and out.
class Bench : public EmulatorBench {
 public:
  using EmulatorBench::EmulatorBench;
  nlohmann::json call(const nlohmann::json& request) const {
    return nlohmann::json::parse(call_line(request.dump()), nullptr, false);
  }
  nlohmann::json verb(const std::string& verb) const { return call({{"verb", verb}}); }
};

class ScannerOnALine : public ::testing::Test {
 protected:
  std::unique_ptr<Scanner> make(ScannerOptions options = {}) {
    options.address += bench_.address();  // after a way of speaking
    options.reopen_first = Milliseconds(5);
    options.reopen_most = Milliseconds(20);
    auto scanner = std::make_unique<Scanner>(
        std::move(options), clock_, [this](ScanEvent event) { scans_.put(std::move(event)); },
        [this](DeviceStatus status) { states_.put(status); });
    EXPECT_TRUE(scanner->start());
    EXPECT_TRUE(bench_.wait_connected());
    return scanner;
  }
  nlohmann::json scan(const std::string& text) {
    return bench_.call({{"id", 7}, {"verb", "scan"}, {"text", text}});
  }
  std::string next_code() {
    const auto event = scans_.take();
    return event ? std::string(as_text(event->data)) : "(nothing came)";
  }
  bool reaches(DeviceState state) {
    return states_.take([state](const DeviceStatus& s) { return s.state == state; }).has_value();
  }

  SystemClock clock_;
  LetterBox<ScanEvent> scans_;
  LetterBox<DeviceStatus> states_;
  TestFolder folder_;
  ScannerEmulator emulator_;
  Bench bench_{emulator_, folder_};
};

TEST_F(ScannerOnALine, tube_is_scanned) {
  const auto scanner = make();
  const auto before = std::chrono::steady_clock::now().time_since_epoch();
  const auto answer = scan("LH1122-0457-15");
  EXPECT_EQ(answer["ok"], true) << answer;
  EXPECT_EQ(answer["id"], 7);
  const auto event = scans_.take();
  ASSERT_TRUE(event);
  EXPECT_EQ(as_text(event->data), "LH1122-0457-15");
  EXPECT_GE(event->last_byte_steady_ns, before);
  EXPECT_EQ(event->last_byte_steady, std::chrono::floor<Milliseconds>(event->last_byte_steady_ns))
      << "both clocks are the same moment";
  const auto status = scanner->status();
  EXPECT_EQ(status.state, DeviceState::Online);
  EXPECT_EQ(status.counters.bytes_in, 15U);
  EXPECT_EQ(status.counters.calls, 1U);
  EXPECT_FALSE(status.last_failure);
}

TEST_F(ScannerOnALine, engine_says_the_symbology) {
  const auto scanner = make();
  bench_.call({{"verb", "set"}, {"aim", true}});
  bench_.call({{"verb", "scan"}, {"text", "LH1122"}, {"symbology", "]C0"}});
  const auto event = scans_.take();
  ASSERT_TRUE(event);
  EXPECT_EQ(event->symbology, "]C0");
  EXPECT_EQ(as_text(event->data), "LH1122");
}

TEST_F(ScannerOnALine, every_way_of_speaking) {
  const std::string text = "LH1:6BFOXN*TS0BI$ZD " + std::string(500, 'x') + " 陈";
  for (const std::string speech : {"ssi", "hid", "evdev"}) {
    const auto scanner = make({.address = speech + "+"});
    EXPECT_EQ(bench_.call({{"verb", "set"}, {"speech", speech}})["ok"], true);
    scan(text);
    EXPECT_EQ(next_code(), text) << speech;
    scan("next");
    EXPECT_EQ(next_code(), "next") << speech;
    EXPECT_NE(scanner->status().last_failure, FailureCode::device_protocol) << speech;
    if (speech != "ssi") continue;
    EXPECT_TRUE(wait_until([&] { return bench_.verb("state")["acknowledged"] == 4; }))
        << "three packets and one";
  }
}

TEST_F(ScannerOnALine, ssi_engine_reads_when_it_is_told) {
  const auto scanner = make({.address = "ssi+"});
  bench_.call({{"verb", "set"}, {"speech", "ssi"}});
  EXPECT_TRUE(scanner->trigger(true));
  EXPECT_TRUE(wait_until([&] { return bench_.verb("state")["trigger"] == true; }));
  EXPECT_TRUE(scanner->trigger(false));
  EXPECT_TRUE(wait_until([&] { return bench_.verb("state")["trigger"] == false; }));
  EXPECT_FALSE(scanner->status().last_failure);
}

TEST_F(ScannerOnALine, scanner_set_up_for_another_way_of_speaking) {
  const auto scanner = make({.address = "hid+"});
  bench_.call({{"verb", "set"}, {"speech", "suffix"}});
  scan(std::string(200, 'x'));
  EXPECT_TRUE(states_.take([](const DeviceStatus& s) {
    return s.last_failure == FailureCode::device_protocol;
  })) << "the technician sees why nothing is read";
}

TEST_F(ScannerOnALine, engine_without_suffix_ends_by_silence) {
  const auto scanner = make({.framing = {.suffix = ScanSuffix::None, .gap = Milliseconds(30)}});
  bench_.call({{"verb", "set"}, {"suffix", "none"}});
  scan("440305194905202139");
  const auto event = scans_.take();
  ASSERT_TRUE(event);
  EXPECT_EQ(as_text(event->data), "440305194905202139");
  EXPECT_GE(clock_.steady() - event->last_byte_steady, Milliseconds(30))
      << "the time is that of the byte, not of the silence after it";
}

TEST_F(ScannerOnALine, scanner_unplugged_mid_code) {
  const auto scanner = make();
  ASSERT_TRUE(reaches(DeviceState::Online));
  bench_.call({{"verb", "set"}, {"baud_delay", 100}});
  scan("LH1122-0457-15 and so much more that it takes ten seconds at this speed, in fact more");
  ASSERT_TRUE(wait_until([&] { return scanner->status().counters.bytes_in > 2; }));
  bench_.verb("unplug");
  ASSERT_TRUE(reaches(DeviceState::NoDevice));
  EXPECT_EQ(scanner->status().last_failure, FailureCode::device_offline);
  bench_.verb("plug");
  ASSERT_TRUE(reaches(DeviceState::Online));
  bench_.call({{"verb", "set"}, {"baud_delay", 0}});
  ASSERT_TRUE(bench_.wait_connected());
  scan("AFTER");
  EXPECT_EQ(next_code(), "AFTER") << "nothing of the torn code";
  EXPECT_EQ(scanner->status().counters.reconnects, 1U);
}

TEST_F(ScannerOnALine, cable_blinks_between_codes) {
  const auto scanner = make();
  for (int i = 0; i < 5; ++i) {
    const std::string code = "CODE-" + std::to_string(i);
    ASSERT_TRUE(bench_.wait_connected());
    ASSERT_EQ(scan(code)["ok"], true);
    EXPECT_EQ(next_code(), code);
    bench_.verb("unplug");
    bench_.verb("plug");
  }
  ASSERT_TRUE(wait_until([&] { return scanner->status().counters.reconnects == 5; }));
}

TEST_F(ScannerOnALine, nobody_listens_while_unplugged) {
  const auto scanner = make();
  bench_.verb("unplug");
  const auto answer = scan("LOST");
  EXPECT_EQ(answer["ok"], false);
  EXPECT_EQ(answer["error"]["code"], "device_offline");
}

TEST_F(ScannerOnALine, kiosk_is_killed_and_comes_back) {
  {
    const auto scanner = make();
    scan("BEFORE");
    EXPECT_EQ(next_code(), "BEFORE");
  }
  ASSERT_TRUE(wait_until([&] { return !bench_.verb("state").value("connected", true); }));
  const auto again = make();
  scan("AFTER");
  EXPECT_EQ(next_code(), "AFTER");
}

TEST_F(ScannerOnALine, code_held_before_the_window_counts_as_repeats) {
  const auto scanner = make();
  for (int i = 0; i < 4; ++i) scan("SAME");
  EXPECT_EQ(next_code(), "SAME");
  ASSERT_TRUE(wait_until([&] { return scanner->repeats() == 3; }));
  EXPECT_TRUE(scans_.empty());
}

TEST_F(ScannerOnALine, picture_too_large_for_a_code) {
  const auto scanner = make();
  bench_.call({{"verb", "scan"}, {"base64", to_base64(Bytes(9000, 'x'))}});
  scan("GOOD");
  EXPECT_EQ(next_code(), "GOOD");
  EXPECT_EQ(scanner->status().last_failure, FailureCode::code_too_large);
}

TEST_F(ScannerOnALine, line_noise_is_only_an_unknown_code) {
  const auto scanner = make();
  bench_.call({{"verb", "garbage"}, {"bytes", "ff00fe800d"}});
  EXPECT_EQ(next_code(), std::string("\xff\x00\xfe\x80", 4));
}

TEST_F(ScannerOnALine, clerk_triggers_a_newland_engine) {
  const auto scanner = make({.trigger = TriggerDialect::Newland});
  ASSERT_TRUE(scanner->trigger(true));
  ASSERT_TRUE(wait_until([&] { return bench_.verb("state").value("trigger", false); }));
  EXPECT_EQ(bench_.verb("state")["commands"][0], "7e01303030302353434e545247313b03");
  scan("TRIGGERED");
  EXPECT_EQ(next_code(), "TRIGGERED") << "the engine's reply is not a code";
}

TEST_F(ScannerOnALine, clerk_triggers_a_honeywell_engine_off) {
  const auto scanner = make({.trigger = TriggerDialect::Honeywell});
  ASSERT_TRUE(scanner->trigger(true));
  ASSERT_TRUE(wait_until([&] { return bench_.verb("state").value("trigger", false); }));
  ASSERT_TRUE(scanner->trigger(false));
  ASSERT_TRUE(wait_until([&] { return !bench_.verb("state").value("trigger", true); }));
}

TEST_F(ScannerOnALine, engine_without_trigger_refuses) {
  const auto scanner = make();
  EXPECT_EQ(scanner->trigger(true).error().code, FailureCode::unsupported);
}

TEST_F(ScannerOnALine, second_program_waits_for_its_turn) {
  auto first = make();
  LetterBox<ScanEvent> late;
  Scanner second({.address = bench_.address(),
                  .reopen_first = Milliseconds(5),
                  .reopen_most = Milliseconds(10)},
                 clock_, [&](ScanEvent event) { late.put(std::move(event)); }, {});
  ASSERT_TRUE(second.start());
  ASSERT_TRUE(wait_until([&] { return second.status().last_failure == FailureCode::device_busy; }));
  EXPECT_EQ(second.status().state, DeviceState::NoDevice);
  EXPECT_EQ(second.status().counters.errors, 1U) << "one trouble, however often it is tried";
  first.reset();
  ASSERT_TRUE(wait_until([&] { return second.status().state == DeviceState::Online; }));
}

TEST(Scanner, address_of_another_world_is_refused) {
  const SystemClock clock;
  Scanner scanner({.address = "emulator:scanner"}, clock, [](ScanEvent) {}, {});
  EXPECT_EQ(scanner.start().error().code, FailureCode::unsupported);
}

TEST(Scanner, stops_while_there_is_no_device) {
  const SystemClock clock;
  Scanner scanner({.address = "serial:/dev/no-such-line", .reopen_first = std::chrono::hours(1)},
                  clock, [](ScanEvent) {}, {});
  ASSERT_TRUE(scanner.start());
  ASSERT_TRUE(wait_until([&] { return scanner.status().state == DeviceState::NoDevice; }));
  scanner.stop();
  EXPECT_EQ(scanner.status().last_failure, FailureCode::device_absent);
}

}  // namespace
}  // namespace dk::drivers
