// An engine that sends without end: the real driver on a real pseudo terminal.
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "base/random.h"
#include "drivers/emulation/test_bench.h"
#include "drivers/scanner/codec.h"
#include "drivers/scanner/driver.h"
#include "drivers/scanner/emulator/scanner_emulator.h"

namespace dk::drivers {
namespace {

// Memory of this process that is in use now.
std::size_t resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  std::size_t all_pages = 0;
  std::size_t resident_pages = 0;
  statm >> all_pages >> resident_pages;
  return resident_pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

TEST(HostileScanner, ten_megabytes_without_an_end_cost_one_refusal_and_no_memory) {
  constexpr int kPieces = 40;
  constexpr std::size_t kPieceBytes = 262'144;
  const SystemClock clock;
  LetterBox<ScanEvent> scans;
  const TestFolder folder;
  ScannerEmulator emulator;
  const EmulatorBench bench(emulator, folder);
  // The silence between two pieces must not count as the end of the code.
  Scanner scanner(
      {.address = bench.address(), .framing = {.gap = std::chrono::hours(1)}}, clock,
      [&](ScanEvent event) { scans.put(std::move(event)); }, [](DeviceStatus) {});
  ASSERT_TRUE(scanner.start());
  ASSERT_TRUE(bench.wait_connected());

  SeededRandom dice(10'000'000);
  std::size_t sent = 0;
  [[maybe_unused]] std::size_t before = 0;  // a sanitizer has a memory of its own
  for (int i = 0; i < kPieces; ++i) {
    Bytes noise = dice.bytes(kPieceBytes);
    for (auto& byte : noise) byte = byte == '\r' ? std::uint8_t{'?'} : byte;
    if (i == 0) noise[0] = 'x';  // not the beginning of an engine's reply
    const nlohmann::json request = {{"verb", "garbage"}, {"bytes", to_hex(noise)}};
    ASSERT_NE(bench.call_line(request.dump()).find(R"("ok":true)"), std::string::npos);
    sent += noise.size();
    ASSERT_TRUE(wait_until([&] { return scanner.status().counters.bytes_in >= sent; }));
    if (i == 4) before = resident_bytes();  // what the emulator needs is warm by now
  }
  ASSERT_GE(sent, 10u << 20);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  const std::size_t after = resident_bytes();
  EXPECT_LT(after, before + (4u << 20)) << "nine megabytes came since";
#endif
  EXPECT_EQ(scanner.status().counters.errors, 1u);
  EXPECT_EQ(scanner.status().last_failure, FailureCode::code_too_large);
  EXPECT_TRUE(scans.empty());
  // The end comes at last: what follows is read again.
  ASSERT_FALSE(bench.call_line(R"({"verb":"garbage","bytes":"0d"})").empty());
  ASSERT_FALSE(bench.call_line(R"({"verb":"scan","text":"LH1122-0457-15"})").empty());
  const auto event = scans.take();
  ASSERT_TRUE(event);
  EXPECT_EQ(as_text(event->data), "LH1122-0457-15");
  EXPECT_EQ(scanner.status().counters.errors, 1u);
}

TEST(HostileScanner, noise_in_every_framing_is_codes_or_refusals_and_ends) {
  SeededRandom dice(7);
  for (const ScanSuffix suffix :
       {ScanSuffix::Cr, ScanSuffix::Lf, ScanSuffix::CrLf, ScanSuffix::Nul, ScanSuffix::None}) {
    ScannerCodec codec({.suffix = suffix, .max_bytes = 64});
    std::size_t handed_on = 0;
    std::size_t fed = 0;
    Milliseconds now(0);
    for (int i = 0; i < 2000; ++i) {
      const Bytes noise = dice.bytes(dice.below(200));
      fed += noise.size();
      now += Milliseconds(static_cast<std::int64_t>(dice.below(300)));
      for (const auto& message : codec.feed(noise, now)) {
        if (const auto* code = std::get_if<ScanCode>(&message)) {
          ASSERT_LE(code->data.size(), 64u);
          handed_on += code->data.size();
        }
      }
    }
    // The first silence ends the code that was arriving, the second the guard against its repeat.
    (void)codec.silence(now + std::chrono::hours(1));
    (void)codec.silence(now + std::chrono::hours(2));
    EXPECT_LE(handed_on, fed);
    EXPECT_LT(codec.wait(now + std::chrono::hours(2)).count(), 0) << "nothing is left over";
  }
}

}  // namespace
}  // namespace dk::drivers
