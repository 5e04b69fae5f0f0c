// What an emulated device is to the program that plays it: bytes from the wire, bytes to the wire,
// verbs of a person. No sockets here; the host (host.h) carries both. One thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/clock.h"

namespace dk::drivers {

// The arguments of a verb: flat, every value as text ("true", "12", "...").
using VerbArguments = std::map<std::string, std::string>;

struct VerbAnswer {
  std::string error_code;  // empty = ok; a name of FailureCode
  std::string detail;
  std::string json = "{}";  // an object whose members join the answer
};
[[nodiscard]] inline VerbAnswer refused(std::string_view code, std::string_view detail) {
  return {std::string(code), std::string(detail), "{}"};
}

class EmulatedDevice {
 public:
  virtual ~EmulatedDevice() = default;
  [[nodiscard]] virtual std::string_view name() const = 0;  // "scanner"
  // The line came up, or went down (the other program left, or the plug was pulled).
  virtual void line_changed(bool up) = 0;
  // How many bytes it takes now; 0 holds the sender back, as flow control does.
  [[nodiscard]] virtual std::size_t room() const = 0;
  virtual void received(ByteView bytes, Milliseconds now) = 0;
  // Does what is due at `now`; when it wants to be called again at the latest.
  [[nodiscard]] virtual std::optional<Milliseconds> work(Milliseconds now) = 0;
  // What it sends now. Asked after every received(), work() and verb().
  [[nodiscard]] virtual Bytes take_output() = 0;
  // False while it holds the line down by itself (switched off).
  [[nodiscard]] virtual bool wants_line() const { return true; }
  // True once: somebody (a planned fault) pulls the plug now.
  [[nodiscard]] virtual bool pulls_plug() { return false; }
  [[nodiscard]] virtual VerbAnswer verb(const std::string& verb, const VerbArguments& arguments,
                                        bool line_is_up) = 0;
};

[[nodiscard]] std::optional<std::string> argument(const VerbArguments& arguments,
                                                  const std::string& name);
// Nothing when absent; a text that is not a whole number >= 0 counts as absent too.
[[nodiscard]] std::optional<std::uint64_t> number_argument(const VerbArguments& arguments,
                                                           const std::string& name);

}  // namespace dk::drivers
