#include "drivers/transport/serial.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <termios.h>

#include <cerrno>

namespace dk::drivers {
namespace {

speed_t speed_of(int baud) {
  switch (baud) {
    case 1200:
      return B1200;
    case 2400:
      return B2400;
    case 4800:
      return B4800;
    case 9600:
      return B9600;
    case 19200:
      return B19200;
    case 38400:
      return B38400;
    case 57600:
      return B57600;
    case 230400:
      return B230400;
    case 460800:
      return B460800;
    case 921600:
      return B921600;
    default:
      return B115200;
  }
}

}  // namespace

Status SerialTransport::open() {
  close();
  FileDescriptor fd(::open(address_.path.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC));
  if (!fd) return std::unexpected(system_failure("open " + address_.path, errno));
  if (::isatty(fd.get()) == 0) {
    return fail(FailureCode::device_absent, address_.path + " is not a serial line");
  }
  // TIOCEXCL keeps out later opens, but not of root and not one that was there before: the lock
  // does both, between programs that ask for it.
  if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
    return std::unexpected(system_failure("lock " + address_.path, errno));
  }
  if (::ioctl(fd.get(), TIOCEXCL) != 0) {
    return std::unexpected(system_failure("exclusive " + address_.path, errno));
  }
  termios settings{};
  if (::tcgetattr(fd.get(), &settings) != 0) {
    return std::unexpected(system_failure("tcgetattr " + address_.path, errno));
  }
  ::cfmakeraw(&settings);
  settings.c_cflag |= CLOCAL | CREAD;
  settings.c_cflag &= ~static_cast<tcflag_t>(CSTOPB | CRTSCTS | HUPCL);
  settings.c_iflag &= ~static_cast<tcflag_t>(IXOFF | IXANY | INPCK);
  settings.c_cc[VMIN] = 0;
  settings.c_cc[VTIME] = 0;
  ::cfsetispeed(&settings, speed_of(address_.baud));
  ::cfsetospeed(&settings, speed_of(address_.baud));
  if (::tcsetattr(fd.get(), TCSANOW, &settings) != 0 || ::tcflush(fd.get(), TCIOFLUSH) != 0) {
    return std::unexpected(system_failure("settings of " + address_.path, errno));
  }
  adopt(std::move(fd));
  return {};
}

ssize_t SerialTransport::put(ByteView bytes) { return ::write(fd(), bytes.data(), bytes.size()); }

// A pty stays exclusive as long as its other end lives, even with nobody here: give it back.
void SerialTransport::close() {
  if (fd() >= 0) ::ioctl(fd(), TIOCNXCL);
  FdTransport::close();
}

}  // namespace dk::drivers
