// Bytes of an emulated device on their way to the wire: at once, after a pause for thought, or at
// the speed of a slow line; and cut off after so many bytes when somebody pulls the plug. One
// thread.
#pragma once

#include <deque>
#include <optional>

#include "base/bytes.h"
#include "base/clock.h"

namespace dk::drivers {

class PacedOutput {
 public:
  void set_pause(Milliseconds before_each_piece) { pause_ = before_each_piece; }
  void set_baud(std::uint64_t bits_per_second) { baud_ = bits_per_second; }  // 0 = at once
  void say(ByteView bytes);
  // What is due moves to take(); when to ask again.
  [[nodiscard]] std::optional<Milliseconds> work(Milliseconds now);
  [[nodiscard]] Bytes take();
  void forget();
  // The plug is pulled when so many more bytes have left.
  void cut_after(std::uint64_t bytes) { cut_after_ = bytes; }
  [[nodiscard]] bool is_cut();  // true once

 private:
  std::deque<std::uint8_t> waiting_;
  Bytes ready_;
  Milliseconds pause_{0};
  std::uint64_t baud_ = 0;
  std::optional<Milliseconds> due_;  // of the next byte
  std::uint64_t sent_ = 0;           // since the speed counts
  Milliseconds since_{0};
  std::optional<std::uint64_t> cut_after_;
};

}  // namespace dk::drivers
