// A TCP connection to a device (raw port 9100 and the like), connected without blocking for ever.
#pragma once

#include "drivers/transport/fd_transport.h"

namespace dk::drivers {

class TcpTransport : public FdTransport {
 public:
  explicit TcpTransport(TcpAddress address, Milliseconds connect_timeout = Milliseconds(3000))
      : address_(std::move(address)), connect_timeout_(connect_timeout) {}
  Status open() override;

 protected:
  ssize_t put(ByteView bytes) override;

 private:
  TcpAddress address_;
  Milliseconds connect_timeout_;
};

}  // namespace dk::drivers
