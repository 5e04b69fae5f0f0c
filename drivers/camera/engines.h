// The two libraries that find symbols in a frame, behind one shape. Neither changes the bytes.
//
// They find what the other misses: ZXing-C++ is fast and good at photographs, ZBar reads bent and
// blurred finder patterns. Which is asked when, and who is believed, is the decoder's matter
// (decoder.h). Nothing throws; a library in trouble found nothing. A ZbarEngine has one thread.
#pragma once

#include <memory>
#include <vector>

#include "drivers/camera/frame.h"
#include "drivers/camera/symbol.h"

namespace dk::drivers {

enum class ZxingEffort {
  Quick,     // one orientation, fewer lines
  Thorough,  // every orientation, every line
  Bars,      // bar codes only, along and across
};
[[nodiscard]] std::vector<Symbol> read_with_zxing(const GreyFrame& frame, ZxingEffort effort);

class ZbarEngine {
 public:
  ZbarEngine();
  ~ZbarEngine();
  ZbarEngine(const ZbarEngine&) = delete;
  ZbarEngine& operator=(const ZbarEngine&) = delete;
  // Every `density`-th row and column is looked along.
  [[nodiscard]] std::vector<Symbol> read(const GreyFrame& frame, int density = 1);

 private:
  struct Scanner;
  std::unique_ptr<Scanner> scanner_;
};

}  // namespace dk::drivers
