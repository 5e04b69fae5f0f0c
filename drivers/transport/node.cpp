#include "drivers/transport/node.h"

#include <fcntl.h>
#include <linux/hidraw.h>
#include <linux/input.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>

namespace dk::drivers {

Status NodeTransport::open() {
  close();
  const bool keys = address_.kind == NodeAddress::Kind::Evdev;
  FileDescriptor fd(::open(address_.path.c_str(),
                           (keys ? O_RDONLY : O_RDWR) | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
  if (!fd) return std::unexpected(system_failure("open " + address_.path, errno));
  hidraw_devinfo info{};
  const int taken =
      keys ? ::ioctl(fd.get(), EVIOCGRAB, 1) : ::ioctl(fd.get(), HIDIOCGRAWINFO, &info);
  if (taken != 0) {
    if (errno == ENOTTY || errno == EINVAL) {
      return fail(FailureCode::device_absent, address_.path + " is another kind of device");
    }
    return std::unexpected(system_failure("take " + address_.path, errno));
  }
  adopt(std::move(fd));
  return {};
}

ssize_t NodeTransport::put(ByteView bytes) { return ::write(fd(), bytes.data(), bytes.size()); }

}  // namespace dk::drivers
