// Which symbols of a frame are news: a symbol that stays in view is told once, until it was away.
//
// Held before a camera a code is read many times a second, with frames between that are blurred.
// "Away" is not seen for `away_after`. The same symbol in two places is one. Contents are kept in
// wiped memory and forgotten when they are away. Pure; one thread.
#pragma once

#include <cstddef>
#include <vector>

#include "base/clock.h"
#include "base/secret.h"
#include "drivers/camera/symbol.h"

namespace dk::drivers {

class InView {
 public:
  static constexpr std::size_t kMost = 128;  // remembered at a time; the longest unseen gives way
  explicit InView(Milliseconds away_after) : away_after_(away_after) {}

  // Those of the frame that are told now; `repeats` counts the others.
  [[nodiscard]] std::vector<Symbol> news(std::vector<Symbol> symbols, Milliseconds now);
  [[nodiscard]] std::uint64_t repeats() const { return repeats_; }
  [[nodiscard]] std::size_t remembered() const { return seen_.size(); }

 private:
  struct Seen {
    SymbolFormat format;
    Secret content;
    Milliseconds last{0};
  };
  Milliseconds away_after_;
  std::vector<Seen> seen_;
  std::uint64_t repeats_ = 0;
};

}  // namespace dk::drivers
