// Brings the store back by itself: hears of its trouble, tries again with growing pauses, and says
// when it is well, together with what it holds of the desk. A thread of its own, asleep while all
// is well. Listeners are called on any thread and must not block.
#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "base/clock.h"
#include "base/result.h"
#include "offline-cache/outbox/healing_outbox.h"

namespace dk::kiosk {

class StoreHealing {
 public:
  using LocalState = std::map<std::string, std::string>;
  struct Listener {
    std::function<void(FailureCode code)> trouble;
    // All local state by name; to be wiped by the listener.
    std::function<void(LocalState local_state)> healed;
  };

  StoreHealing() = default;
  ~StoreHealing() { stop(); }
  StoreHealing(const StoreHealing&) = delete;
  StoreHealing& operator=(const StoreHealing&) = delete;

  // Any thread. What comes before start() is kept until then.
  void noticed(const Failure& failure);
  // Once; `outbox` must outlive stop().
  void start(cache::HealingOutbox& outbox, Listener listener);
  void stop();

 private:
  void run(cache::HealingOutbox& outbox);
  [[nodiscard]] Result<LocalState> heal(cache::HealingOutbox& outbox);

  Listener listener_;
  SystemClock clock_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool started_ = false;
  bool stopping_ = false;
  std::optional<FailureCode> trouble_;  // not yet healed
  std::thread thread_;
};

// The pause before try number `tries` (from 0): 200 ms, doubled up to 5 s.
[[nodiscard]] Milliseconds healing_pause(int tries);

}  // namespace dk::kiosk
