// Printers that answer half, late, rubbish or not at all, on a real socket: HTTP, libcurl and the
// real driver. Every job gets its one outcome, and what it says of the paper is true.
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <charconv>
#include <thread>

#include "base/file_descriptor.h"
#include "base/random.h"
#include "drivers/emulation/test_bench.h"
#include "drivers/page-printer/test_page_printer.h"

namespace dk::drivers {
namespace {

constexpr std::size_t kAll = SIZE_MAX;

// An HTTP server of one request a connection, that stops where it is told to.
class RogueServer {
 public:
  struct Manners {
    std::size_t reads = kAll;   // bytes of a request, then it hangs up
    std::size_t writes = kAll;  // bytes of an answer, then it hangs up
    int only_request = -1;      // that suffers it, counted from 0; -1 all
    bool silent = false;        // reads and never answers
    std::string answer{};       // sent instead of the printer's
    int drip_ms = 0;            // between the bytes of an answer
  };
  RogueServer(FakePagePrinter& printer, Manners manners) : printer_(printer), manners_(manners) {
    listener_ = FileDescriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(at);
    if (::bind(listener_.get(), reinterpret_cast<sockaddr*>(&at), size) != 0 ||
        ::listen(listener_.get(), 64) != 0 ||
        ::getsockname(listener_.get(), reinterpret_cast<sockaddr*>(&at), &size) != 0) {
      std::abort();
    }
    port_ = ntohs(at.sin_port);
    thread_ = std::thread([this] {
      for (int request = 0; !stopping_; ++request) serve(request);
    });
  }
  ~RogueServer() {
    stopping_ = true;
    ::shutdown(listener_.get(), SHUT_RDWR);
    thread_.join();
  }
  RogueServer(const RogueServer&) = delete;
  RogueServer& operator=(const RogueServer&) = delete;
  [[nodiscard]] std::string address() const {
    return "ipp://127.0.0.1:" + std::to_string(port_) + "/ipp/print";
  }

 private:
  void serve(int number) {
    const FileDescriptor peer(::accept(listener_.get(), nullptr, nullptr));
    if (!peer) return;
    const bool well = manners_.only_request >= 0 && manners_.only_request != number;
    const Manners manners = well ? Manners{} : manners_;
    std::string request;
    std::size_t body = std::string::npos;
    std::size_t wanted = kAll;
    while (request.size() < std::min(wanted, manners.reads)) {
      std::array<char, 65536> buffer{};
      const auto room = std::min(buffer.size(), manners.reads - request.size());
      if (!readable(peer)) return;
      const auto got = ::recv(peer.get(), buffer.data(), room, 0);
      if (got <= 0) return;
      request.append(buffer.data(), static_cast<std::size_t>(got));
      if (body == std::string::npos) {
        body = request.find("\r\n\r\n");
        if (body == std::string::npos) continue;
        body += 4;
        wanted = body + content_length(request);
      }
    }
    if (request.size() < wanted) return;
    const Bytes answer = printer_.answer(as_bytes(request).subspan(body));
    while (manners.silent && readable(peer)) {
      char sink = 0;
      if (::recv(peer.get(), &sink, 1, 0) <= 0) return;
    }
    std::string out = manners.answer;
    if (out.empty()) {
      out = "HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\nContent-Length: " +
            std::to_string(answer.size()) + "\r\n\r\n" + std::string(as_text(answer));
    }
    out.resize(std::min(out.size(), manners.writes));
    if (manners.drip_ms == 0) {
      (void)!::send(peer.get(), out.data(), out.size(), MSG_NOSIGNAL);
      return;
    }
    for (const char c : out) {
      if (stopping_ || ::send(peer.get(), &c, 1, MSG_NOSIGNAL) != 1) return;
      ::poll(nullptr, 0, manners.drip_ms);
    }
  }

  [[nodiscard]] bool readable(const FileDescriptor& peer) const {
    while (!stopping_) {
      pollfd ready{peer.get(), POLLIN, 0};
      if (::poll(&ready, 1, 20) > 0) return true;
    }
    return false;
  }
  static std::size_t content_length(const std::string& request) {
    const auto at = request.find("Content-Length: ");
    std::size_t length = 0;
    if (at != std::string::npos) {
      std::from_chars(request.data() + at + 16, request.data() + request.size(), length);
    }
    return length;
  }

  FakePagePrinter& printer_;
  Manners manners_;
  FileDescriptor listener_;
  int port_ = 0;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

class HostilePagePrinter : public ::testing::Test {
 protected:
  PrintOutcome outcome_of(RogueServer::Manners manners, Bytes document = to_bytes("%PDF-1.7 x")) {
    const RogueServer rogue(printer_, std::move(manners));
    PagePrinterOptions options;
    options.address = rogue.address();
    options.answer_timeout = Milliseconds(150);
    options.obstacle_timeout = Milliseconds(600);
    options.poll_interval = options.job_poll_interval = Milliseconds(5);
    options.reopen_first = Milliseconds(2);
    options.reopen_most = Milliseconds(10);
    LetterBox<PrintOutcome> outcomes;
    PagePrinter printer(options, [&](PrintOutcome done) { outcomes.put(done); }, {});
    EXPECT_TRUE(printer.start());
    const Uuid id = ids_.next();
    EXPECT_TRUE(printer.submit({.id = id, .pdf = std::move(document), .page_count = 1}));
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
  FakePagePrinter printer_;
};

TEST_F(HostilePagePrinter, well_behaved_one_prints_a_large_document) {
  Bytes large = to_bytes("%PDF-1.7 ");
  large.resize(3'000'000, 'x');
  const auto done = outcome_of({}, large);
  EXPECT_EQ(done.result, PrintResult::Printed);
  EXPECT_EQ(printer_.jobs().at(0).document, large);
}

TEST_F(HostilePagePrinter, silence) {
  const auto done = outcome_of({.silent = true});
  EXPECT_EQ(done.result, PrintResult::Failed);
  EXPECT_EQ(done.code, FailureCode::device_offline);
}

TEST_F(HostilePagePrinter, one_byte_at_a_time_and_never_the_last) {
  const auto done = outcome_of({.drip_ms = 10});
  EXPECT_EQ(done.result, PrintResult::Failed);
  EXPECT_EQ(done.code, FailureCode::device_offline);
}

TEST_F(HostilePagePrinter, rubbish_pages_and_refusals_instead_of_ipp) {
  const std::string rubbish(5000, '\xa5');
  const auto body = [](std::string type, std::string text) {
    return "HTTP/1.1 200 OK\r\nContent-Type: " + type +
           "\r\nContent-Length: " + std::to_string(text.size()) + "\r\n\r\n" + text;
  };
  const std::vector<std::pair<std::string, FailureCode>> answers = {
      {rubbish, FailureCode::device_protocol},
      {"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", FailureCode::device_protocol},
      {"HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n",
       FailureCode::device_protocol},
      {"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", FailureCode::device_busy},
      {body("text/html", "<html>Please log in</html>"), FailureCode::device_protocol},
      {body("application/ipp", rubbish), FailureCode::device_protocol},
      {body("application/ipp", std::string(2 * ipp::kMaxMessageBytes, '\x02')),
       FailureCode::device_protocol},
      {"HTTP/1.1 200 OK\r\nX: " + std::string(200'000, 'x') + "\r\n\r\n",
       FailureCode::device_protocol}};
  for (const auto& [answer, code] : answers) {
    const auto done = outcome_of({.answer = answer});
    EXPECT_EQ(done.result, PrintResult::Failed) << answer.substr(0, 60);
    EXPECT_EQ(done.code, code) << answer.substr(0, 60);
  }
  EXPECT_EQ(printer_.papers(), 0);
}

// The requests of a job: state, the list of jobs twice, Create-Job, Send-Document, the job. Each is
// cut at each byte, on its way there and on its way back.
TEST_F(HostilePagePrinter, line_cut_at_each_byte_never_makes_a_second_paper) {
  constexpr int kRequests = 6;
  constexpr std::size_t kStep = 13;  // coprime to everything in there: each run meets other bytes
  for (int request = 0; request < kRequests; ++request) {
    for (std::size_t cut = static_cast<std::size_t>(request); cut < 760; cut += kStep) {
      for (const bool there : {true, false}) {
        RogueServer::Manners manners{.only_request = request};
        (there ? manners.reads : manners.writes) = cut;
        const int before = printer_.papers();
        const auto done = outcome_of(manners);
        ASSERT_EQ(done.result, PrintResult::Printed) << request << " at " << cut << " " << there;
        ASSERT_EQ(printer_.papers(), before + 1) << request << " at " << cut << " " << there;
      }
    }
  }
}

TEST_F(HostilePagePrinter, stopping_does_not_wait_for_a_silent_printer) {
  const RogueServer rogue(printer_, {.silent = true});
  PagePrinterOptions options;
  options.address = rogue.address();
  options.answer_timeout = std::chrono::minutes(10);
  PagePrinter printer(options, [](PrintOutcome) {}, {});
  ASSERT_TRUE(printer.start());
  ASSERT_TRUE(wait_until([&] { return printer_.heard(ipp::Operation::GetPrinterAttributes) > 0; }));
  printer.stop();  // or the test's own time-out ends it
}

}  // namespace
}  // namespace dk::drivers
