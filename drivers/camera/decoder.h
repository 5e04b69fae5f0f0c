// Frames to symbols: both libraries over the frame and over pictures made from it, cheapest first.
//
//   SymbolDecoder decoder(clock, {.budget = Milliseconds(150)});
//   for (const Symbol& symbol : decoder.decode(frame)) ...
//
// The first look is ZXing-C++ at about a megapixel: most symbols are read there, and the dots of a
// screen are melted by then. Where that finds nothing the steps of the table in decoder.cpp follow
// until something is found or the budget is used up (looked at between steps: one step of the
// largest frame may take longer). What was found is painted over and looked for once more, so that
// every symbol of a frame is read. The same symbol in the same place is one symbol.
//
// Nothing is better than a wrong code: what has error correction is believed when it is read once,
// a bar code with a check digit and 6 characters too, others need a second sight (believed()).
// Corners are in pixels of the frame as given. Empty when nothing was found; never fails.
// One thread.
#pragma once

#include <vector>

#include "base/clock.h"
#include "drivers/camera/engines.h"
#include "drivers/camera/frame.h"
#include "drivers/camera/symbol.h"

namespace dk::drivers {

struct DecodeLimits {
  Milliseconds budget{5000};  // for a file
  // A camera sends the next frame anyway: the dear steps go on with it where the budget ended.
  bool go_on_with_next_frame = false;
};

class SymbolDecoder {
 public:
  explicit SymbolDecoder(const Clock& clock, DecodeLimits limits = {})
      : clock_(clock), limits_(limits) {}
  [[nodiscard]] std::vector<Symbol> decode(const GreyFrame& frame);
  // How many steps the last frame took.
  [[nodiscard]] int steps_taken() const { return steps_taken_; }

 private:
  class Search;
  const Clock& clock_;
  DecodeLimits limits_;
  ZbarEngine zbar_;
  std::size_t next_dear_step_ = 0;
  int steps_taken_ = 0;
};

}  // namespace dk::drivers
