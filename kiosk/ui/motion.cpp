#include "kiosk/ui/motion.h"

#include <algorithm>

namespace dk::kiosk {

void Motion::begin_frame(double now) {
  std::erase_if(known_, [](const auto& one) { return !one.second.seen; });
  for (auto& [name, known] : known_) known.seen = false;
  now_ = now;
  still_ = true;
}

float Motion::progress(std::string_view name, double seconds, bool reduced) {
  const auto found = known_.find(name);
  Known& known = found != known_.end() ? found->second : known_[std::string(name)];
  if (found == known_.end()) known.since = now_;
  known.seen = true;
  if (reduced || seconds <= 0) return 1;
  const double done = std::clamp((now_ - known.since) / seconds, 0.0, 1.0);
  if (done < 1) still_ = false;
  return static_cast<float>(done);
}

}  // namespace dk::kiosk
