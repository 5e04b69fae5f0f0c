// What a serial line and a TCP connection have in common: a descriptor that poll() watches.
#pragma once

#include <sys/types.h>
#include <string>

#include "base/file_descriptor.h"
#include "drivers/transport/transport.h"

namespace dk::drivers {

class FdTransport : public Transport {
 public:
  FdTransport();
  Result<Bytes> read(Milliseconds timeout) override;
  Status write(ByteView all, Milliseconds timeout) override;
  void close() override;
  [[nodiscard]] bool is_open() const override { return static_cast<bool>(fd_); }
  void interrupt() override;
  [[nodiscard]] TransportCounters counters() const override { return counters_; }

 protected:
  void adopt(FileDescriptor fd) { fd_ = std::move(fd); }  // non-blocking
  [[nodiscard]] int fd() const { return fd_.get(); }
  // One write of the system; a line that is gone is an errno, never a signal that ends the program.
  [[nodiscard]] virtual ssize_t put(ByteView bytes) = 0;

 private:
  FileDescriptor fd_;
  FileDescriptor wake_;  // eventfd
  TransportCounters counters_;
};

// open() failures of the system as words of ours; the detail names the call and errno's text.
[[nodiscard]] Failure system_failure(const std::string& what, int error);

}  // namespace dk::drivers
