// The driver, libpcsclite, a real pcscd of our own with vsmartcard's virtual reader, and our card
// at the far end. Needs the packages pcscd and vsmartcard-vpcd, the right to write to /run/pcscd,
// and no other pcscd; skips where that is not so.
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "drivers/emulation/test_bench.h"
#include "drivers/smart-card/driver.h"
#include "drivers/smart-card/emulator/social_card_emulator.h"

extern char** environ;

namespace dk::drivers {
namespace {

constexpr const char* kVirtualReader = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so";
constexpr const char* kChen = "440309194905209540";

// A port that was free a moment ago, with the next one for the second slot.
std::uint16_t free_port() {
  const FileDescriptor socket(::socket(AF_INET, SOCK_STREAM, 0));
  sockaddr_in where{};
  where.sin_family = AF_INET;
  where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof where;
  ::bind(socket.get(), reinterpret_cast<sockaddr*>(&where), sizeof where);
  ::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&where), &size);
  return ntohs(where.sin_port);
}

// libpcsclite remembers the first path that it was told: one folder for the whole process.
const TestFolder& service_folder() {
  static const TestFolder folder;
  return folder;
}

// pcscd takes its socket from whoever starts it (systemd's way), so ours disturbs nobody.
class OwnPcscd {
 public:
  explicit OwnPcscd(std::uint16_t port) {
    const TestFolder& folder = service_folder();
    std::filesystem::create_directory(folder / "readers");
    std::ofstream(folder / "readers/vpcd")
        << "FRIENDLYNAME \"Virtual PCD\"\nDEVICENAME /dev/null:" << port << "\nLIBPATH "
        << kVirtualReader << "\nCHANNELID " << port << "\n";
    listener_ = FileDescriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    ::unlink((folder / "service").c_str());
    sockaddr_un where{};
    where.sun_family = AF_UNIX;
    (folder / "service").copy(where.sun_path, sizeof where.sun_path - 1);
    EXPECT_EQ(::bind(listener_.get(), reinterpret_cast<sockaddr*>(&where), sizeof where), 0);
    EXPECT_EQ(::listen(listener_.get(), 8), 0);
    ::setenv("PCSCLITE_CSOCK_NAME", (folder / "service").c_str(), 1);
  }
  ~OwnPcscd() { stop(); }
  OwnPcscd(const OwnPcscd&) = delete;
  OwnPcscd& operator=(const OwnPcscd&) = delete;

  void start() {
    // The shell's process becomes pcscd, so that LISTEN_PID is its own.
    std::string command = "LISTEN_PID=$$ LISTEN_FDS=1 exec /usr/sbin/pcscd -f -C -c '" +
                          (service_folder() / "readers") + "' >/dev/null 2>&1";
    std::string shell = "/bin/sh";
    std::string option = "-c";
    std::array<char*, 4> words = {shell.data(), option.data(), command.data(), nullptr};
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, listener_.get(), 3);
    started_ = ::posix_spawn(&pid_, words[0], &actions, nullptr, words.data(), environ) == 0;
    ::posix_spawn_file_actions_destroy(&actions);
  }
  void stop() {
    if (!std::exchange(started_, false)) return;
    ::kill(pid_, SIGTERM);
    int status = 0;
    ::waitpid(pid_, &status, 0);
  }
  // False when it went away by itself: it may not run here.
  bool stays() {
    int status = 0;
    if (started_ && ::waitpid(pid_, &status, WNOHANG) == pid_) started_ = false;
    return started_;
  }

 private:
  FileDescriptor listener_;
  bool started_ = false;
  pid_t pid_ = -1;
};

class RealService : public ::testing::Test {
 protected:
  void SetUp() override {
    if (::access("/usr/sbin/pcscd", X_OK) != 0 || ::access(kVirtualReader, R_OK) != 0) {
      GTEST_SKIP() << "pcscd or vsmartcard-vpcd is not installed";
    }
    if (::access("/run/pcscd/pcscd.pid", F_OK) == 0) GTEST_SKIP() << "another pcscd runs here";
    port_ = free_port();
    service_ = std::make_unique<OwnPcscd>(port_);
    service_->start();
    reader_ = std::make_unique<SmartCardReader>(
        SmartCardReaderOptions{.address = "pcsc:Virtual PCD",
                               .look_interval = Milliseconds(50),
                               .reopen_first = Milliseconds(20),
                               .reopen_most = Milliseconds(50)},
        clock_, [this](CardEvent event) { cards_.put(std::move(event)); }, [](DeviceStatus) {});
    ASSERT_TRUE(reader_->start());
    bool there = false;
    ASSERT_TRUE(wait_until([&] {
      there = reader_->status().state == DeviceState::Online;
      return there || !service_->stays();
    }));
    if (!there) GTEST_SKIP() << "pcscd may not run here: it needs to write to /run/pcscd";
    host_ = std::make_unique<EmulatorHost>(card_,
                                           make_tcp_caller("127.0.0.1", port_, "pcsc:Virtual PCD"),
                                           folder_ / "control", clock_);
    ASSERT_TRUE(host_->open());
    thread_ = std::thread([this] { host_->run(); });
  }
  void TearDown() override {
    reader_.reset();
    service_.reset();
    if (!thread_.joinable()) return;
    host_->stop();
    thread_.join();
  }
  nlohmann::json call(const nlohmann::json& request) const {
    const auto answer = control_call(folder_ / "control", request.dump(), std::chrono::seconds(10));
    return nlohmann::json::parse(answer.value_or("{}"), nullptr, false);
  }
  nlohmann::json verb(const std::string& verb) const { return call({{"verb", verb}}); }
  void insert() { EXPECT_EQ(call({{"verb", "insert_card"}, {"person", "P02"}})["ok"], true); }
  template <class Event>
  std::optional<Event> next() {
    auto event =
        cards_.take([](const CardEvent& one) { return std::holds_alternative<Event>(one); });
    if (!event) return {};
    return std::get<Event>(std::move(*event));
  }
  std::string next_number() {
    const auto read = next<CardRead>();
    return read ? std::string(read->document.number.text()) : "(nothing came)";
  }

  TestFolder folder_;
  SystemClock clock_;
  LetterBox<CardEvent> cards_;
  SocialCardEmulator card_{Persons::load(DK_PROJECT_DIR "/assets/persons/persons.json").value()};
  std::uint16_t port_ = 0;
  std::unique_ptr<OwnPcscd> service_;
  std::unique_ptr<SmartCardReader> reader_;
  std::unique_ptr<EmulatorHost> host_;
  std::thread thread_;
};

TEST_F(RealService, card_is_put_in_read_and_taken_out) {
  reader_->ask();
  insert();
  ASSERT_TRUE(next<CardPresent>());
  EXPECT_EQ(next_number(), kChen);
  reader_->ask();
  EXPECT_EQ(next_number(), kChen);
  verb("remove_card");
  const auto gone = next<CardGone>();
  ASSERT_TRUE(gone);
  EXPECT_TRUE(gone->seen);
  EXPECT_EQ(verb("state")["verifications"], 0);
}

TEST_F(RealService, card_pulled_while_reading) {
  verb("pull_while_reading");
  reader_->ask();
  insert();
  const auto trouble = next<CardTrouble>();
  ASSERT_TRUE(trouble);
  EXPECT_EQ(trouble->advice, CardAdvice::LeaveCard) << name_of(trouble->code);
  ASSERT_TRUE(next<CardGone>());
  // pcscd looks at this slot every 400 ms and misses a hand that is faster.
  std::this_thread::sleep_for(std::chrono::milliseconds(900));
  insert();
  EXPECT_EQ(next_number(), kChen);
}

TEST_F(RealService, card_put_in_the_wrong_way_round) {
  reader_->ask();
  EXPECT_EQ(call({{"verb", "mute_card"}, {"person", "P02"}})["ok"], true);
  const auto trouble = next<CardTrouble>();
  ASSERT_TRUE(trouble);
  EXPECT_EQ(trouble->advice, CardAdvice::TurnCard) << name_of(trouble->code);
  verb("remove_card");
  ASSERT_TRUE(next<CardGone>());
}

TEST_F(RealService, service_restarts) {
  reader_->ask();
  service_->stop();
  ASSERT_TRUE(wait_until([&] { return reader_->status().state == DeviceState::NoDevice; }));
  service_->start();
  ASSERT_TRUE(wait_until([&] { return reader_->status().state == DeviceState::Online; }));
  insert();
  EXPECT_EQ(next_number(), kChen);
  EXPECT_GE(reader_->status().counters.reconnects, 1U);
}

}  // namespace
}  // namespace dk::drivers
