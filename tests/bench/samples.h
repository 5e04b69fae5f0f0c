// What a benchmark measured, sorted: percentiles of a distribution, and the load of the machine
// while it was made. One thread.
#pragma once

#include <stdlib.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

namespace dk::bench {

using Steady = std::chrono::steady_clock;

inline double ms_between(Steady::time_point from, Steady::time_point to) {
  return std::chrono::duration<double, std::milli>(to - from).count();
}

class Samples {
 public:
  void add(double value) { values_.push_back(value); }
  [[nodiscard]] std::size_t size() const { return values_.size(); }

  // Nearest rank: a value that was measured, never one in between. `share` 0..1.
  [[nodiscard]] double at(double share) const {
    if (values_.empty()) return std::nan("");
    std::vector<double> sorted = values_;
    std::ranges::sort(sorted);
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(size())));
    return sorted[std::clamp<std::size_t>(rank, 1, size()) - 1];
  }

 private:
  std::vector<double> values_;
};

inline void print_row(const char* name, const Samples& samples, const char* unit) {
  std::printf("%-34s n %6zu  p50 %9.3f  p90 %9.3f  p99 %9.3f  most %9.3f %s\n", name,
              samples.size(), samples.at(0.50), samples.at(0.90), samples.at(0.99), samples.at(1.0),
              unit);
}

// Timings beside other work are too high: say so beside them.
inline void print_load() {
  double load[1] = {0};
  (void)::getloadavg(load, 1);
  std::printf("load average %.1f\n", load[0]);
}

}  // namespace dk::bench
