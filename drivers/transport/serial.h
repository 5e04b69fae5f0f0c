// A serial line (RS-232, USB-CDC, or a pty): termios raw, 8 data bits, no parity, one stop bit,
// no flow control by characters. Taken exclusively (TIOCEXCL and a lock on the device).
#pragma once

#include "drivers/transport/fd_transport.h"

namespace dk::drivers {

class SerialTransport : public FdTransport {
 public:
  explicit SerialTransport(SerialAddress address) : address_(std::move(address)) {}
  ~SerialTransport() override { SerialTransport::close(); }
  SerialTransport(const SerialTransport&) = delete;
  SerialTransport& operator=(const SerialTransport&) = delete;
  Status open() override;
  void close() override;

 protected:
  ssize_t put(ByteView bytes) override;

 private:
  SerialAddress address_;
};

}  // namespace dk::drivers
