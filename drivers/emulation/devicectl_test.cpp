// The real devicectl program, started as a process, at the far end of a real driver.
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "drivers/emulation/png_file.h"
#include "drivers/emulation/test_bench.h"
#include "drivers/receipt-printer/driver.h"
#include "drivers/receipt-printer/raster.h"
#include "drivers/scanner/driver.h"
#include "drivers/scanner/emulator/picture.h"

extern char** environ;

namespace dk::drivers {
namespace {

class Process {
 public:
  explicit Process(std::vector<std::string> words) {
    std::array<int, 2> pipe{};
    if (::pipe(pipe.data()) != 0) return;
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, pipe[1], 1);
    ::posix_spawn_file_actions_addclose(&actions, pipe[0]);
    words.insert(words.begin(), DK_BIN_DIR "/devicectl");
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    started_ =
        ::posix_spawn(&pid_, arguments[0], &actions, nullptr, arguments.data(), environ) == 0;
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(pipe[1]);
    output_ = FileDescriptor(pipe[0]);
  }
  ~Process() { end(); }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  [[nodiscard]] bool started() const { return started_; }
  std::string line() {
    std::string text;
    char c = 0;
    while (::read(output_.get(), &c, 1) == 1 && c != '\n') text.push_back(c);
    return text;
  }
  int end() {
    if (started_) ::kill(pid_, SIGTERM);
    return wait();
  }
  int wait() {
    if (!std::exchange(started_, false)) return -1;
    int status = 0;
    ::waitpid(pid_, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  bool started_ = false;
  pid_t pid_ = -1;
  FileDescriptor output_;
};

#define NEED_DEVICECTL()                            \
  if (::access(DK_BIN_DIR "/devicectl", X_OK) != 0) \
  GTEST_SKIP() << "devicectl is not built: build the target devicectl first"

TEST(Devicectl, scanner_reads_a_picture_for_the_kiosk) {
  NEED_DEVICECTL();
  const TestFolder folder;
  Process process({"emulate", "scanner", "--link", folder / "scanner", "--control",
                   "unix:" + (folder / "control")});
  ASSERT_TRUE(process.started());
  const auto intro = nlohmann::json::parse(process.line(), nullptr, false);
  ASSERT_TRUE(intro.is_object());
  EXPECT_EQ(intro["device"], "scanner");
  EXPECT_EQ(intro["address"], "serial:" + (folder / "scanner"));
  EXPECT_EQ(intro["control"], "unix:" + (folder / "control"));

  const SystemClock clock;
  LetterBox<ScanEvent> scans;
  Scanner scanner({.address = intro["address"]}, clock,
                  [&](ScanEvent event) { scans.put(std::move(event)); }, {});
  ASSERT_TRUE(scanner.start());
  // "LH1:" and bytes that are no text: nothing may be rewritten on the way.
  const std::string text = "LH1:6BF+70790T9WJWG.FKY*4GO0";
  const auto symbol = codes::make_qr(text, codes::QrLevel::M).value();
  RasterImage picture = make_raster(400, 400);
  draw(picture, draw_qr(symbol, 8), 60, 60);
  ASSERT_TRUE(write_png(folder / "code.png", picture));
  ASSERT_TRUE(wait_until([&] {
    Process scan({"do", "--control", "unix:" + (folder / "control"), "scan",
                  "picture=" + (folder / "code.png")});
    return scan.wait() == 0;
  }));
  const auto event = scans.take();
  ASSERT_TRUE(event);
  EXPECT_EQ(as_text(event->data), text);
  scanner.stop();
  EXPECT_EQ(process.end(), 0);
  EXPECT_FALSE(std::filesystem::is_symlink(folder / "scanner")) << "nothing is left behind";
  EXPECT_FALSE(std::filesystem::exists(folder / "control"));
}

TEST(Devicectl, printer_on_tcp_outlives_the_kiosk) {
  NEED_DEVICECTL();
  const TestFolder folder;
  Process process({"emulate", "receipt-printer", "--listen", "tcp:127.0.0.1:0", "--control",
                   "unix:" + (folder / "control"), "--out", folder / "tickets"});
  ASSERT_TRUE(process.started());
  const auto intro = nlohmann::json::parse(process.line(), nullptr, false);
  ASSERT_TRUE(intro.is_object());
  const SystemClock clock;
  SystemRandom random;
  UuidGenerator ids(clock, random);
  for (int kiosk = 1; kiosk <= 2; ++kiosk) {
    LetterBox<PrintOutcome> outcomes;
    ReceiptPrinter printer({.address = intro["address"]},
                           [&](PrintOutcome outcome) { outcomes.put(outcome); }, {});
    ASSERT_TRUE(printer.start());
    ASSERT_TRUE(printer.submit({ids.next(), {{TextLine{.text = "回执"}, CutItem{}}}}));
    const auto done = outcomes.take();
    ASSERT_TRUE(done);
    EXPECT_EQ(done->result, PrintResult::Printed);
  }
  EXPECT_TRUE(std::filesystem::exists(folder / "tickets/ticket-0002.png"));
}

TEST(Devicectl, codes_in_files_are_a_line_each_and_a_bad_file_stops_nothing) {
  NEED_DEVICECTL();
  const TestFolder folder;
  RasterImage picture = make_raster(300, 300);
  draw(picture, draw_qr(codes::make_qr("LH1122-0457-15", codes::QrLevel::M).value(), 6), 60, 60);
  ASSERT_TRUE(write_png(folder / "code.png", picture));
  Process process({"decode", folder / "nothing.png", folder / "code.png"});
  const auto bad = nlohmann::json::parse(process.line(), nullptr, false);
  EXPECT_EQ(bad["file"], folder / "nothing.png");
  EXPECT_EQ(bad["error"]["code"], "not_found");
  const auto good = nlohmann::json::parse(process.line(), nullptr, false);
  ASSERT_EQ(good["symbols"].size(), 1U);
  EXPECT_EQ(good["symbols"][0]["text"], "LH1122-0457-15");
  EXPECT_EQ(process.wait(), 1);
  EXPECT_EQ(Process({"decode", folder / "code.png"}).wait(), 0);
  EXPECT_EQ(Process({"decode"}).wait(), 2);
}

TEST(Devicectl, wrong_command_lines) {
  NEED_DEVICECTL();
  const TestFolder folder;
  EXPECT_EQ(Process({"emulate", "scanner", "--control", "unix:" + (folder / "c")}).wait(), 2);
  EXPECT_EQ(Process({"emulate", "toaster"}).wait(), 2);
  EXPECT_EQ(Process({"do", "--control", "unix:" + (folder / "nobody"), "state"}).wait(), 1);
}

}  // namespace
}  // namespace dk::drivers
