#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cerrno>
#include <system_error>

#include "base/file_descriptor.h"
#include "drivers/emulation/far_end.h"
#include "drivers/emulation/tcp_line.h"
#include "drivers/transport/address.h"

namespace dk::drivers {
namespace {

class TcpFarEnd : public FarEnd {
 public:
  TcpFarEnd(std::string host, std::uint16_t port) : host_(std::move(host)), port_(port) {}

  std::string address() const override { return to_string(Address(TcpAddress{host_, port_})); }

  Status plug() override {
    if (listener_) return {};
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_port = htons(port_);
    if (::inet_pton(AF_INET, host_.c_str(), &where.sin_addr) != 1) {
      return fail(FailureCode::config_invalid, "listen on a numeric IPv4 address");
    }
    FileDescriptor listener(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    const int on = 1;
    ::setsockopt(listener.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (::bind(listener.get(), reinterpret_cast<sockaddr*>(&where), sizeof where) != 0 ||
        ::listen(listener.get(), 4) != 0) {
      const FailureCode code =
          errno == EADDRINUSE ? FailureCode::device_busy : FailureCode::io_error;
      return fail(code, "listen: " + std::generic_category().message(errno));
    }
    socklen_t size = sizeof where;
    ::getsockname(listener.get(), reinterpret_cast<sockaddr*>(&where), &size);
    port_ = ntohs(where.sin_port);
    listener_ = std::move(listener);
    return {};
  }

  void unplug() override {
    listener_.reset();
    client_.reset();
  }
  bool plugged() const override { return static_cast<bool>(listener_); }

  void look() override {
    if (client_ && tcp_line_is_gone(client_.get())) client_.reset();
    if (!client_ && listener_) {
      client_ = FileDescriptor(
          ::accept4(listener_.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
      if (client_) tcp_line_without_delay(client_.get());
    }
  }
  bool connected() const override { return static_cast<bool>(client_); }

  void watch(std::vector<pollfd>& to, bool want_bytes, bool want_room) const override {
    if (client_) {
      to.push_back({client_.get(), tcp_line_events(want_bytes, want_room), 0});
    } else if (listener_) {
      to.push_back({listener_.get(), POLLIN, 0});
    }
  }

  Bytes read(std::size_t at_most) override {
    return client_ ? tcp_line_read(client_.get(), at_most) : Bytes{};
  }

  std::size_t write(ByteView bytes) override {
    return client_ ? tcp_line_write(client_.get(), bytes) : 0;
  }

 private:
  std::string host_;
  std::uint16_t port_;
  FileDescriptor listener_;
  FileDescriptor client_;
};

}  // namespace

std::unique_ptr<FarEnd> make_tcp_far_end(std::string host, std::uint16_t port) {
  return std::make_unique<TcpFarEnd>(std::move(host), port);
}

}  // namespace dk::drivers
