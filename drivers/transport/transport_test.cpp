// One contract, three lines: a pty, a TCP connection, the simulated twin.
#include "drivers/transport/transport.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>

#include <fstream>
#include <thread>

#include "drivers/emulation/far_end.h"
#include "drivers/emulation/test_bench.h"
#include "drivers/transport/serial.h"
#include "drivers/transport/simulated_transport.h"
#include "drivers/transport/tcp.h"

namespace dk::drivers {
namespace {

constexpr Milliseconds kAWhile{10'000};

class RealLine : public ::testing::TestWithParam<bool> {
 protected:
  void SetUp() override {
    far_ = GetParam() ? make_tcp_far_end("127.0.0.1", 0) : make_pty_far_end(folder_ / "line");
    ASSERT_TRUE(far_->plug());
    near_ = system_transports()(far_->address()).value();
  }
  void connect() {
    ASSERT_TRUE(near_->open());
    ASSERT_TRUE(wait_until([this] {
      far_->look();
      return far_->connected();
    }));
  }
  Bytes read_far(std::size_t count) {
    Bytes all;
    static_cast<void>(wait_until([&] {
      append(all, far_->read(4096));
      return all.size() >= count;
    }));
    return all;
  }
  TestFolder folder_;
  std::unique_ptr<FarEnd> far_;
  std::unique_ptr<Transport> near_;
};

TEST_P(RealLine, every_byte_value_passes_both_ways) {
  connect();
  Bytes all;
  for (int i = 0; i < 256; ++i) all.push_back(static_cast<std::uint8_t>(i));
  ASSERT_TRUE(near_->write(all, kAWhile));
  EXPECT_EQ(read_far(256), all);
  ASSERT_EQ(far_->write(all), all.size());
  Bytes back;
  while (back.size() < all.size()) append(back, near_->read(kAWhile).value());
  EXPECT_EQ(back, all);
  EXPECT_EQ(near_->counters().bytes_in, 256U);
  EXPECT_EQ(near_->counters().bytes_out, 256U);
}

TEST_P(RealLine, silence_is_an_empty_read) {
  connect();
  EXPECT_TRUE(near_->read(Milliseconds(1)).value().empty());
}

TEST_P(RealLine, interruption_ends_a_long_read) {
  connect();
  std::thread other([this] { near_->interrupt(); });
  EXPECT_TRUE(near_->read(std::chrono::hours(1)).value().empty());
  other.join();
}

TEST_P(RealLine, plug_is_pulled_and_comes_back) {
  connect();
  far_->unplug();
  const auto lost = near_->read(kAWhile);
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().code, FailureCode::device_offline);
  near_->close();
  const auto absent = near_->open();
  ASSERT_FALSE(absent);
  EXPECT_EQ(absent.error().code, FailureCode::device_absent);
  ASSERT_TRUE(far_->plug());
  EXPECT_TRUE(near_->open());
}

TEST_P(RealLine, writing_to_a_pulled_plug_fails) {
  connect();
  far_->unplug();
  Status written;
  // TCP learns it from the answer to the first packet.
  ASSERT_TRUE(wait_until([&] {
    written = near_->write(Bytes(64, 'x'), kAWhile);
    return !written;
  }));
  EXPECT_EQ(written.error().code, FailureCode::device_offline);
}

TEST_P(RealLine, device_that_takes_no_more_times_out) {
  connect();
  const auto written = near_->write(Bytes(32 << 20, 'x'), Milliseconds(50));
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, FailureCode::timed_out);
  EXPECT_LT(near_->counters().bytes_out, 32U << 20);
}

TEST_P(RealLine, near_end_leaves_and_another_one_comes) {
  connect();
  near_->close();
  ASSERT_TRUE(wait_until([this] {
    far_->look();
    return !far_->connected();
  }));
  near_ = system_transports()(far_->address()).value();
  // A pty is a new one now: the link may be on its way.
  ASSERT_TRUE(wait_until([this] {
    if (!near_->is_open()) static_cast<void>(near_->open());
    far_->look();
    return far_->connected();
  }));
  ASSERT_TRUE(near_->write(as_bytes("again"), kAWhile));
  EXPECT_EQ(as_text(read_far(5)), "again");
}

INSTANTIATE_TEST_SUITE_P(Transport, RealLine, ::testing::Bool(),
                         [](const auto& info) { return info.param ? "tcp" : "pty"; });

TEST(Serial, second_program_is_kept_out) {
  const TestFolder folder;
  const auto far = make_pty_far_end(folder / "line");
  ASSERT_TRUE(far->plug());
  SerialTransport first({folder / "line", 9600});
  SerialTransport second({folder / "line", 9600});
  ASSERT_TRUE(first.open());
  const auto refused = second.open();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, FailureCode::device_busy);
  first.close();
  EXPECT_TRUE(second.open());
}

TEST(Serial, file_is_not_a_line) {
  const TestFolder folder;
  std::ofstream(folder / "file") << "not a line";
  SerialTransport transport({folder / "file", 9600});
  EXPECT_EQ(transport.open().error().code, FailureCode::device_absent);
}

TEST(Tcp, printer_that_is_not_there) {
  const auto far = make_tcp_far_end("127.0.0.1", 0);
  ASSERT_TRUE(far->plug());
  const auto address = far->address();
  far->unplug();
  EXPECT_EQ(system_transports()(address).value()->open().error().code, FailureCode::device_absent);
}

// A listener whose queue is full answers nothing: the same as a printer behind a dead switch.
TEST(Tcp, connecting_gives_up) {
  const FileDescriptor listener(::socket(AF_INET, SOCK_STREAM, 0));
  sockaddr_in where{};
  where.sin_family = AF_INET;
  where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof where;
  ASSERT_EQ(::bind(listener.get(), reinterpret_cast<sockaddr*>(&where), size), 0);
  ASSERT_EQ(::listen(listener.get(), 0), 0);
  ::getsockname(listener.get(), reinterpret_cast<sockaddr*>(&where), &size);
  std::vector<std::unique_ptr<TcpTransport>> queue;
  FailureCode last = FailureCode::internal;
  for (int i = 0; i < 8 && last != FailureCode::timed_out; ++i) {
    queue.push_back(std::make_unique<TcpTransport>(TcpAddress{"127.0.0.1", ntohs(where.sin_port)},
                                                   Milliseconds(100)));
    if (const auto opened = queue.back()->open(); !opened) last = opened.error().code;
  }
  EXPECT_EQ(last, FailureCode::timed_out);
}

TEST(SimulatedLine, plays_its_script) {
  const auto line = std::make_shared<SimulatedLine>();
  SimulatedTransport transport(line);
  line->goes_absent();
  EXPECT_EQ(transport.open().error().code, FailureCode::device_absent);
  line->comes_back();
  ASSERT_TRUE(transport.open());
  line->device_says({1, 2});
  line->silence();
  line->device_says({3});
  line->hangs_up();
  EXPECT_EQ(transport.read(kAWhile).value(), (Bytes{1, 2}));
  EXPECT_TRUE(transport.read(kAWhile).value().empty());
  EXPECT_EQ(transport.read(kAWhile).value(), (Bytes{3}));
  EXPECT_EQ(transport.read(kAWhile).error().code, FailureCode::device_offline);
  EXPECT_FALSE(transport.is_open());
  ASSERT_TRUE(transport.open());
  line->takes_only(2);
  EXPECT_EQ(transport.write(Bytes{7, 8, 9}, kAWhile).error().code, FailureCode::timed_out);
  EXPECT_EQ(line->was_told(), (Bytes{7, 8}));
  EXPECT_EQ(line->opened(), 2);
}

}  // namespace
}  // namespace dk::drivers
