// The far end of a device's line: a pseudo terminal behind a link, or a listening TCP port.
//
// One program is at the near end at a time. It may be killed and come back: the far end stays.
// unplug() is a hang-up for the near end, and the address leads nowhere until plug(). One thread.
// Failures: device_busy (the link or port is taken by something else), io_error.
#pragma once

#include <poll.h>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace dk::drivers {

class FarEnd {
 public:
  virtual ~FarEnd() = default;
  [[nodiscard]] virtual std::string address() const = 0;  // for the near end: "serial:PATH"
  [[nodiscard]] virtual Status plug() = 0;
  virtual void unplug() = 0;
  [[nodiscard]] virtual bool plugged() const = 0;
  // Looks who is there: takes up a new near end, lets go of one that left.
  virtual void look() = 0;
  [[nodiscard]] virtual bool connected() const = 0;
  // What to poll for news; may be empty when only looking now and then helps.
  virtual void watch(std::vector<pollfd>& to, bool want_bytes, bool want_room) const = 0;
  [[nodiscard]] virtual Bytes read(std::size_t at_most) = 0;    // empty = nothing now
  [[nodiscard]] virtual std::size_t write(ByteView bytes) = 0;  // how many were taken
};

// `link` becomes a symbolic link to the terminal (0600); a stale link is replaced, a file is not.
[[nodiscard]] std::unique_ptr<FarEnd> make_pty_far_end(std::string link);
// Port 0 = any; kept over unplug and plug.
[[nodiscard]] std::unique_ptr<FarEnd> make_tcp_far_end(std::string host, std::uint16_t port);
// Calls a listener (a numeric host) while it is plugged in, again and again until it answers; the
// near end opens `near_address`. plug() never fails.
[[nodiscard]] std::unique_ptr<FarEnd> make_tcp_caller(std::string host, std::uint16_t port,
                                                      std::string near_address);

}  // namespace dk::drivers
