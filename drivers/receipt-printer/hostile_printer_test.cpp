// Printers that answer rubbish for ever, half, or not at all: the real driver on a real socket.
// Every job gets its one outcome, and never Printed on the word of a printer that said nothing
// sensible.
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <functional>
#include <thread>

#include "base/random.h"
#include "drivers/emulation/test_bench.h"
#include "drivers/receipt-printer/driver.h"

namespace dk::drivers {
namespace {

// What it sends when it may: called again and again while somebody is connected.
using Tongue = std::function<Bytes()>;

class RoguePrinter {
 public:
  RoguePrinter(Tongue tongue, bool reads) : tongue_(std::move(tongue)), reads_(reads) {
    listener_ = FileDescriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(at);
    if (::bind(listener_.get(), reinterpret_cast<sockaddr*>(&at), size) != 0 ||
        ::listen(listener_.get(), 8) != 0 ||
        ::getsockname(listener_.get(), reinterpret_cast<sockaddr*>(&at), &size) != 0) {
      std::abort();
    }
    port_ = ntohs(at.sin_port);
    thread_ = std::thread([this] { run(); });
  }
  ~RoguePrinter() {
    stopping_ = true;
    ::shutdown(listener_.get(), SHUT_RDWR);
    thread_.join();
  }
  RoguePrinter(const RoguePrinter&) = delete;
  RoguePrinter& operator=(const RoguePrinter&) = delete;
  [[nodiscard]] std::string address() const { return "tcp:127.0.0.1:" + std::to_string(port_); }

 private:
  void run() {
    while (!stopping_) {
      const FileDescriptor peer(::accept(listener_.get(), nullptr, nullptr));
      if (!peer) continue;
      std::array<char, 4096> sink{};
      while (!stopping_) {
        pollfd ready{peer.get(), static_cast<short>(POLLIN | POLLOUT), 0};
        if (::poll(&ready, 1, 5) < 0 || (ready.revents & (POLLHUP | POLLERR)) != 0) break;
        if (reads_ && (ready.revents & POLLIN) != 0 &&
            ::recv(peer.get(), sink.data(), sink.size(), MSG_DONTWAIT) == 0) {
          break;
        }
        const Bytes said = tongue_();
        if (said.empty()) {
          ::poll(nullptr, 0, 2);
        } else if (::send(peer.get(), said.data(), said.size(), MSG_DONTWAIT | MSG_NOSIGNAL) < 0 &&
                   errno != EAGAIN) {
          break;
        }
      }
    }
  }

  Tongue tongue_;
  bool reads_;
  FileDescriptor listener_;
  int port_ = 0;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

class HostilePrinter : public ::testing::Test {
 protected:
  PrintOutcome outcome_of(Tongue tongue, bool reads = true) {
    const RoguePrinter rogue(std::move(tongue), reads);
    ReceiptPrinterOptions options;
    options.address = rogue.address();
    options.reply_timeout = Milliseconds(40);
    options.poll_interval = Milliseconds(20);
    options.obstacle_timeout = Milliseconds(300);
    options.finish_timeout = Milliseconds(300);
    options.reopen_first = Milliseconds(5);
    options.reopen_most = Milliseconds(20);
    LetterBox<PrintOutcome> outcomes;
    ReceiptPrinter printer(options, [&](PrintOutcome done) { outcomes.put(done); }, {});
    EXPECT_TRUE(printer.start());
    const Uuid id = ids_.next();
    EXPECT_TRUE(printer.submit({id, {{TextLine{.text = "LH1122-0457-15"}, CutItem{}}}}));
    const auto done = outcomes.take();
    EXPECT_TRUE(done) << "the job got no outcome";
    if (!done) return {};
    EXPECT_EQ(done->id, id);
    printer.stop();
    EXPECT_TRUE(outcomes.empty()) << "one outcome for each job";
    return *done;
  }

  SystemClock clock_;
  SystemRandom random_;
  UuidGenerator ids_{clock_, random_};
};

TEST_F(HostilePrinter, rubbish_for_ever) {
  const auto done = outcome_of([] { return Bytes(512, 0xFF); });
  EXPECT_EQ(done.result, PrintResult::Failed);
  EXPECT_EQ(done.code, FailureCode::device_offline);
}

TEST_F(HostilePrinter, silence) {
  const auto done = outcome_of([] { return Bytes(); });
  EXPECT_EQ(done.result, PrintResult::Failed);
  EXPECT_EQ(done.code, FailureCode::device_offline);
}

TEST_F(HostilePrinter, silence_that_does_not_even_listen) {
  const auto done = outcome_of([] { return Bytes(); }, /*reads=*/false);
  EXPECT_EQ(done.result, PrintResult::Failed);
  EXPECT_EQ(done.code, FailureCode::device_offline);
}

TEST_F(HostilePrinter, half_a_status_again_and_again) {
  // Two of the four bytes of an automatic status, then the next begins.
  const auto done = outcome_of([] { return Bytes{0x10, 0x00}; });
  EXPECT_EQ(done.result, PrintResult::Failed);
  EXPECT_EQ(done.code, FailureCode::device_offline);
}

TEST_F(HostilePrinter, flow_control_for_ever) {
  const auto done = outcome_of([] { return Bytes(64, 0x13); });
  EXPECT_EQ(done.result, PrintResult::Failed);
}

// Random bytes contain every true answer as well: then only the promise of one outcome holds.
TEST_F(HostilePrinter, random_bytes_for_ever_end_each_job_once) {
  SeededRandom dice(9);
  for (int i = 0; i < 5; ++i) {
    (void)outcome_of([&dice] { return dice.bytes(64); });
  }
}

}  // namespace
}  // namespace dk::drivers
