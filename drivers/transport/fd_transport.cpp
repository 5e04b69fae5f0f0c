#include "drivers/transport/fd_transport.h"

#include <poll.h>
#include <sys/eventfd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <system_error>

namespace dk::drivers {
namespace {

using Steady = std::chrono::steady_clock;

int milliseconds_until(Steady::time_point deadline) {
  const auto left = std::chrono::ceil<Milliseconds>(deadline - Steady::now()).count();
  return static_cast<int>(left < 0 ? 0 : left);
}

// A hung-up pty answers EIO, a lost USB adapter ENXIO or ENODEV, a socket the rest.
bool is_hang_up(int error) {
  return error == EIO || error == ENXIO || error == ENODEV || error == ECONNRESET ||
         error == EPIPE || error == ETIMEDOUT || error == EHOSTUNREACH || error == ENETUNREACH ||
         error == ENETDOWN;
}

Failure line_failure(const char* what, int error) {
  const FailureCode code = is_hang_up(error) ? FailureCode::device_offline : FailureCode::io_error;
  return {code, std::string(what) + ": " + std::generic_category().message(error)};
}

}  // namespace

Failure system_failure(const std::string& what, int error) {
  FailureCode code = FailureCode::io_error;
  switch (error) {
    case ENOENT:
    case ENXIO:
    case ENODEV:
    case EIO:  // a pty whose other end is being taken down
    case ECONNREFUSED:
    case EHOSTUNREACH:
    case ENETUNREACH:
      code = FailureCode::device_absent;
      break;
    case EBUSY:
    case EWOULDBLOCK:
      code = FailureCode::device_busy;
      break;
    case ETIMEDOUT:
      code = FailureCode::timed_out;
      break;
    case EACCES:
    case EPERM:
      code = FailureCode::permission_unsafe;
      break;
    default:
      break;
  }
  return {code, what + ": " + std::generic_category().message(error)};
}

FdTransport::FdTransport() : wake_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {}

Result<Bytes> FdTransport::read(Milliseconds timeout) {
  if (!fd_) return fail(FailureCode::device_offline, "read: not open");
  const auto deadline = Steady::now() + timeout;
  while (true) {
    std::array<pollfd, 2> watched{{{fd_.get(), POLLIN, 0}, {wake_.get(), POLLIN, 0}}};
    if (::poll(watched.data(), watched.size(), milliseconds_until(deadline)) < 0) {
      if (errno == EINTR) continue;
      return std::unexpected(line_failure("poll", errno));
    }
    // Bytes first: what came before a hang-up or an interruption is not lost by it.
    if (watched[0].revents != 0) {
      Bytes bytes(4096);
      const ssize_t count = ::read(fd_.get(), bytes.data(), bytes.size());
      if (count > 0) {
        bytes.resize(static_cast<std::size_t>(count));
        counters_.bytes_in += bytes.size();
        return bytes;
      }
      if (count == 0) return fail(FailureCode::device_offline, "read: hung up");
      if (errno != EINTR && errno != EAGAIN) return std::unexpected(line_failure("read", errno));
    }
    if (watched[1].revents != 0) {
      std::uint64_t wakes = 0;
      [[maybe_unused]] const ssize_t count = ::read(wake_.get(), &wakes, sizeof wakes);
      return Bytes{};
    }
    if (Steady::now() >= deadline) return Bytes{};
  }
}

Status FdTransport::write(ByteView all, Milliseconds timeout) {
  if (!fd_) return fail(FailureCode::device_offline, "write: not open");
  const auto deadline = Steady::now() + timeout;
  while (!all.empty()) {
    const ssize_t count = put(all);
    if (count > 0) {
      counters_.bytes_out += static_cast<std::uint64_t>(count);
      all = all.subspan(static_cast<std::size_t>(count));
      continue;
    }
    if (count < 0 && errno != EAGAIN && errno != EINTR) {
      return std::unexpected(line_failure("write", errno));
    }
    pollfd watched{fd_.get(), POLLOUT, 0};
    const int wait_ms = milliseconds_until(deadline);
    if (wait_ms == 0) return fail(FailureCode::timed_out, "write: the device takes no more");
    if (::poll(&watched, 1, wait_ms) < 0 && errno != EINTR) {
      return std::unexpected(line_failure("poll", errno));
    }
    if ((watched.revents & (POLLHUP | POLLERR)) != 0) {
      return fail(FailureCode::device_offline, "write: hung up");
    }
  }
  return {};
}

void FdTransport::close() { fd_.reset(); }

void FdTransport::interrupt() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t count = ::write(wake_.get(), &one, sizeof one);
}

}  // namespace dk::drivers
