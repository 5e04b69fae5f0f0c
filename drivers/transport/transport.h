// A line to a device: bytes out, bytes in, and the news that it is gone.
//
// One thread owns a transport; only interrupt() may be called from another one. After a failure
// of read or write with device_offline the line is lost: close() it and open() it again.
// Failures of open: device_absent (no such device, nobody listens), device_busy (somebody else
// has it), timed_out, permission_unsafe (not ours to open), io_error.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/result.h"
#include "drivers/transport/address.h"

namespace dk::drivers {

struct TransportCounters {
  std::uint64_t bytes_in = 0;
  std::uint64_t bytes_out = 0;
};

class Transport {
 public:
  virtual ~Transport() = default;
  // What an earlier owner left in the line is thrown away.
  [[nodiscard]] virtual Status open() = 0;
  // What has come by `timeout` at the latest, returning with the first bytes; empty = nothing came,
  // or interrupt() was called. device_offline = hung up and everything before it has been read.
  [[nodiscard]] virtual Result<Bytes> read(Milliseconds timeout) = 0;
  // All of it or a failure: timed_out (an unknown part has left), device_offline. A success means
  // handed to the line, not understood by the device.
  [[nodiscard]] virtual Status write(ByteView all, Milliseconds timeout) = 0;
  virtual void close() = 0;
  [[nodiscard]] virtual bool is_open() const = 0;
  // Ends a waiting or the next read() early. Any thread.
  virtual void interrupt() = 0;
  [[nodiscard]] virtual TransportCounters counters() const = 0;  // since construction
};

// Not opened yet. Never fails later because of the address.
[[nodiscard]] std::unique_ptr<Transport> make_transport(const Address& address);

// What drivers take, so that tests can put a simulated line in its place.
using TransportFactory =
    std::function<Result<std::unique_ptr<Transport>>(std::string_view address)>;
[[nodiscard]] TransportFactory system_transports();

}  // namespace dk::drivers
