#include "drivers/transport/tcp.h"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <memory>

namespace dk::drivers {
namespace {

Result<FileDescriptor> connect_one(const addrinfo& where, Milliseconds timeout,
                                   const std::string& name) {
  FileDescriptor fd(::socket(where.ai_family, where.ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC,
                             where.ai_protocol));
  if (!fd) return std::unexpected(system_failure("socket", errno));
  if (::connect(fd.get(), where.ai_addr, where.ai_addrlen) != 0) {
    if (errno != EINPROGRESS) return std::unexpected(system_failure("connect " + name, errno));
    pollfd watched{fd.get(), POLLOUT, 0};
    const int ready = ::poll(&watched, 1, static_cast<int>(timeout.count()));
    if (ready == 0) return fail(FailureCode::timed_out, "connect " + name);
    int error = errno;
    socklen_t size = sizeof error;
    if (ready > 0) ::getsockopt(fd.get(), SOL_SOCKET, SO_ERROR, &error, &size);
    if (error != 0) return std::unexpected(system_failure("connect " + name, error));
  }
  // Status questions are three bytes: they must not wait for more. A dead network must show.
  const int on = 1;
  const int idle_s = 10;
  const int interval_s = 5;
  const int probes = 3;
  ::setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  ::setsockopt(fd.get(), SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
  ::setsockopt(fd.get(), IPPROTO_TCP, TCP_KEEPIDLE, &idle_s, sizeof idle_s);
  ::setsockopt(fd.get(), IPPROTO_TCP, TCP_KEEPINTVL, &interval_s, sizeof interval_s);
  ::setsockopt(fd.get(), IPPROTO_TCP, TCP_KEEPCNT, &probes, sizeof probes);
  return fd;
}

}  // namespace

ssize_t TcpTransport::put(ByteView bytes) {
  return ::send(fd(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
}

Status TcpTransport::open() {
  close();
  const std::string name = to_string(address_);
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICSERV;
  addrinfo* list = nullptr;
  const int error =
      ::getaddrinfo(address_.host.c_str(), std::to_string(address_.port).c_str(), &hints, &list);
  if (error != 0) {
    return fail(FailureCode::device_absent, name + ": " + std::string(::gai_strerror(error)));
  }
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(list, &::freeaddrinfo);
  Failure last{FailureCode::device_absent, name};
  for (const addrinfo* where = list; where != nullptr; where = where->ai_next) {
    auto connected = connect_one(*where, connect_timeout_, name);
    if (connected) {
      adopt(std::move(*connected));
      return {};
    }
    last = std::move(connected.error());
  }
  return std::unexpected(std::move(last));
}

}  // namespace dk::drivers
