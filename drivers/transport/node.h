// A device file of the kernel: /dev/hidrawN (each read is one report) or /dev/input/eventN.
//
// An input device is grabbed (EVIOCGRAB): its keys come here and nowhere else, so a code can never
// type into a window. Without the grab it is not opened: device_busy when somebody else has it,
// device_absent when the file is another kind of device. Nothing can be written to an input device
// (unsupported by the system: io_error).
#pragma once

#include "drivers/transport/fd_transport.h"

namespace dk::drivers {

class NodeTransport : public FdTransport {
 public:
  explicit NodeTransport(NodeAddress address) : address_(std::move(address)) {}
  Status open() override;

 protected:
  ssize_t put(ByteView bytes) override;

 private:
  NodeAddress address_;
};

}  // namespace dk::drivers
