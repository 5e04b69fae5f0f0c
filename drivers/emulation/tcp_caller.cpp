#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <memory>

#include "base/file_descriptor.h"
#include "drivers/emulation/far_end.h"

namespace dk::drivers {
namespace {

struct FreeAddresses {
  void operator()(addrinfo* list) const { ::freeaddrinfo(list); }
};

class TcpCaller : public FarEnd {
 public:
  TcpCaller(std::string host, std::uint16_t port, std::string near_address)
      : host_(std::move(host)), port_(port), near_address_(std::move(near_address)) {}

  std::string address() const override { return near_address_; }
  Status plug() override {
    plugged_ = true;
    return {};
  }
  void unplug() override {
    plugged_ = false;
    line_.reset();
  }
  bool plugged() const override { return plugged_; }

  void look() override {
    if (line_ && is_gone()) line_.reset();
    if (!line_ && plugged_) call();
  }
  bool connected() const override { return static_cast<bool>(line_); }

  void watch(std::vector<pollfd>& to, bool want_bytes, bool want_room) const override {
    if (!line_) return;
    const int events = (want_bytes ? POLLIN : 0) | (want_room ? POLLOUT : 0) | POLLRDHUP;
    to.push_back({line_.get(), static_cast<short>(events), 0});
  }
  Bytes read(std::size_t at_most) override {
    if (!line_ || at_most == 0) return {};
    Bytes bytes(std::min<std::size_t>(at_most, 4096));
    const ssize_t count = ::recv(line_.get(), bytes.data(), bytes.size(), 0);
    bytes.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
    return bytes;
  }
  std::size_t write(ByteView bytes) override {
    if (!line_) return 0;
    const ssize_t count = ::send(line_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    return count > 0 ? static_cast<std::size_t>(count) : 0;
  }

 private:
  // Blocks as long as a connection takes; the other end is on this machine.
  void call() {
    addrinfo wanted{};
    wanted.ai_family = AF_UNSPEC;
    wanted.ai_socktype = SOCK_STREAM;
    wanted.ai_flags = AI_NUMERICHOST;
    addrinfo* found = nullptr;
    if (::getaddrinfo(host_.c_str(), std::to_string(port_).c_str(), &wanted, &found) != 0) return;
    const std::unique_ptr<addrinfo, FreeAddresses> list(found);
    FileDescriptor line(::socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!line || ::connect(line.get(), found->ai_addr, found->ai_addrlen) != 0) return;
    const int on = 1;
    ::setsockopt(line.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::fcntl(line.get(), F_SETFL, O_NONBLOCK);
    line_ = std::move(line);
  }
  // Gone, and everything that it had sent has been read.
  [[nodiscard]] bool is_gone() const {
    char byte = 0;
    const ssize_t count = ::recv(line_.get(), &byte, 1, MSG_PEEK);
    return count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR);
  }

  std::string host_;
  std::uint16_t port_;
  std::string near_address_;
  bool plugged_ = false;
  FileDescriptor line_;
};

}  // namespace

std::unique_ptr<FarEnd> make_tcp_caller(std::string host, std::uint16_t port,
                                        std::string near_address) {
  return std::make_unique<TcpCaller>(std::move(host), port, std::move(near_address));
}

}  // namespace dk::drivers
