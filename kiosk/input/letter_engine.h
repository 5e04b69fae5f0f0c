// Keys become candidates: pinyin, strokes and codes behind one interface.
//
// An engine holds the composition, so an engine serves one field at a time. Calls come from the
// thread that draws: all of them answer well under a millisecond, long pinyin within ten
// (tests/bench/input_bench). Every text is a Secret; clear() forgets the composition and what was
// chosen. Nothing is learned and nothing is written. No call fails: a key that does not belong to
// the engine is refused by `false`, an index that is not there gives an empty text.
#pragma once

#include <cstddef>
#include <vector>

#include "base/secret.h"

namespace dk::kiosk::input {

struct Candidates {
  std::vector<Secret> texts;
  bool more = false;  // there are others behind the last one
};

class LetterEngine {
 public:
  virtual ~LetterEngine() = default;
  // ASCII. False: not a key of this engine, or the composition is full.
  [[nodiscard]] virtual bool type(char key) = 0;
  // Takes back the last key, or the last choice. False: nothing is being composed.
  [[nodiscard]] virtual bool backspace() = 0;
  // As it is shown: what is chosen already, then the letters, parted by syllables. May be empty.
  [[nodiscard]] virtual Secret composition() = 0;
  [[nodiscard]] virtual Candidates candidates(std::size_t first, std::size_t count) = 0;
  // The finished text; empty while letters are left over that are still to be chosen for.
  [[nodiscard]] virtual Secret choose(std::size_t index) = 0;
  virtual void clear() = 0;
};

}  // namespace dk::kiosk::input
