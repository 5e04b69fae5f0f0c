// What can be said of a program without running it: which inputs it reads, and which constants
// stand in it. Pure functions; any thread.
#pragma once

#include "flows/feel/feel.h"

namespace dk::feel {

struct Read {
  std::size_t input = 0;          // its index in Names::inputs; a tested value is one too
  std::vector<std::string> path;  // members asked of it; empty: it is read as a whole
  auto operator<=>(const Read&) const = default;
};

[[nodiscard]] std::vector<Read> reads(const Program& program);

// Literals, ends of ranges, and what is made of them alone (`-5`, `date("1950-01-01")`,
// `today() - duration("P70Y")`); no contexts, lists, functions or null. Each once.
[[nodiscard]] List constants(const Program& program, Evaluation& evaluation);

// The cell "-": it tests nothing.
[[nodiscard]] bool tests_nothing(const Program& program);

}  // namespace dk::feel
