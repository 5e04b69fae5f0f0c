// The way to a page printer: one request there, one answer back (RFC 8010 section 4: HTTP POST).
//
// Every request has a connection of its own and is sent at most once: a library that quietly
// repeats a POST on a fresh connection would print twice. No proxy, no redirection, no TLS. One
// thread owns a link; only interrupt() may be called from another one.
// Failures of post:
//   device_absent    nobody answers at this address
//   timed_out        connected, and then nothing for `timeout`
//   device_offline   the connection was lost on the way
//   device_busy      HTTP 503
//   device_protocol  what came back is not HTTP, not IPP or longer than ipp::kMaxMessageBytes
//   cancelled        interrupt(), or the upload's own `go_on` said no
#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/result.h"

namespace dk::drivers {

// A document behind a request.
struct Upload {
  ByteView document{};
  std::size_t bytes_left = 0;     // set by post(): so many of it may have left the program
  std::function<bool()> go_on{};  // asked now and then while it lasts; may use another link
};

struct LinkCounters {
  std::uint64_t bytes_in = 0;
  std::uint64_t bytes_out = 0;
};

class IppLink {
 public:
  virtual ~IppLink() = default;
  // `timeout` begins anew whenever bytes of the document leave.
  [[nodiscard]] virtual Result<Bytes> post(ByteView message, Upload* upload,
                                           Milliseconds timeout) = 0;
  // Ends a waiting or the next post() early. Any thread.
  virtual void interrupt() = 0;
  [[nodiscard]] virtual LinkCounters counters() const = 0;  // since construction
};

// What the driver takes, so that tests can put a simulated printer in its place.
using IppLinkFactory = std::function<Result<std::unique_ptr<IppLink>>(std::string_view address)>;
// Failures: those of parse_printer_uri.
[[nodiscard]] IppLinkFactory system_ipp_links();

}  // namespace dk::drivers
