#include "drivers/emulation/tcp_line.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>

namespace dk::drivers {

short tcp_line_events(bool want_bytes, bool want_room) {
  return static_cast<short>((want_bytes ? POLLIN : 0) | (want_room ? POLLOUT : 0) | POLLRDHUP);
}

Bytes tcp_line_read(int line, std::size_t at_most) {
  if (at_most == 0) return {};
  Bytes bytes(std::min<std::size_t>(at_most, 4096));
  const ssize_t count = ::recv(line, bytes.data(), bytes.size(), 0);
  bytes.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
  return bytes;
}

std::size_t tcp_line_write(int line, ByteView bytes) {
  const ssize_t count = ::send(line, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  return count > 0 ? static_cast<std::size_t>(count) : 0;
}

bool tcp_line_is_gone(int line) {
  char byte = 0;
  const ssize_t count = ::recv(line, &byte, 1, MSG_PEEK);
  return count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR);
}

void tcp_line_without_delay(int line) {
  const int on = 1;
  ::setsockopt(line, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

}  // namespace dk::drivers
