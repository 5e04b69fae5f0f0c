#include <fcntl.h>
#include <netdb.h>
#include <sys/socket.h>

#include <memory>

#include "base/file_descriptor.h"
#include "drivers/emulation/far_end.h"
#include "drivers/emulation/tcp_line.h"

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
    if (line_ && tcp_line_is_gone(line_.get())) line_.reset();
    if (!line_ && plugged_) call();
  }
  bool connected() const override { return static_cast<bool>(line_); }

  void watch(std::vector<pollfd>& to, bool want_bytes, bool want_room) const override {
    if (!line_) return;
    to.push_back({line_.get(), tcp_line_events(want_bytes, want_room), 0});
  }
  Bytes read(std::size_t at_most) override {
    return line_ ? tcp_line_read(line_.get(), at_most) : Bytes{};
  }
  std::size_t write(ByteView bytes) override {
    return line_ ? tcp_line_write(line_.get(), bytes) : 0;
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
    tcp_line_without_delay(line.get());
    ::fcntl(line.get(), F_SETFL, O_NONBLOCK);
    line_ = std::move(line);
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
