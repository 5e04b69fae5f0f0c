// The loop around sync_once() (sync.h).
#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "base/random.h"
#include "offline-cache/sync/sync.h"

namespace dk::cache {
namespace {

constexpr std::int64_t kFirstPauseMs = 1000;
constexpr std::int64_t kLongestPauseMs = 60'000;
constexpr Milliseconds kLongestFixed{5000};

// Trouble on our side of the wire, which ends without the district.
bool is_ours(FailureCode code) {
  switch (code) {
    case FailureCode::network_unreachable:
    case FailureCode::disk_full:
    case FailureCode::disk_read_only:
    case FailureCode::io_error:
    case FailureCode::store_in_use:
      return true;
    default:
      return false;
  }
}

}  // namespace

Milliseconds back_off(int failures, double jitter) {
  const int doublings = std::clamp(failures - 1, 0, 6);
  const std::int64_t whole = std::min(kFirstPauseMs << doublings, kLongestPauseMs);
  const double kept = 1.0 - std::clamp(jitter, 0.0, 1.0) / 2;
  return Milliseconds(static_cast<std::int64_t>(static_cast<double>(whole) * kept));
}

Pause pause_after(FailureCode code, int failures, double jitter) {
  const Milliseconds whole = back_off(failures, jitter);
  if (!is_ours(code)) return {whole, whole};
  // Never under a second: people come every few seconds, and a cable may be out for hours.
  const Milliseconds fixed = std::clamp(whole, Milliseconds{kFirstPauseMs}, kLongestFixed);
  return {fixed, std::max(fixed, whole)};
}

struct SyncLoop::Impl {
  Sync& sync;
  Remote& remote;
  const Milliseconds interval;
  const std::function<void(const Result<SyncSummary>&)> on_state;

  std::mutex mutex;
  std::condition_variable changed;
  bool stopping = false;
  bool poked = false;
  std::thread thread;

  void run() {
    SystemRandom random;
    int failures = 0;
    while (true) {
      {
        const std::lock_guard lock(mutex);
        if (stopping) return;
        poked = false;  // what was poked for before this pass is in it
      }
      const Result<SyncSummary> result = sync.sync_once();
      failures = result ? 0 : failures + 1;
      if (on_state) on_state(result);
      const double jitter = static_cast<double>(random.below(1000)) / 1000;
      std::unique_lock lock(mutex);
      if (failures == 0) {
        changed.wait_for(lock, interval, [this] { return stopping || poked; });
      } else {
        const Pause pause = pause_after(result.error().code, failures, jitter);
        changed.wait_for(lock, pause.fixed, [this] { return stopping; });
        changed.wait_for(lock, pause.whole - pause.fixed, [this] { return stopping || poked; });
      }
    }
  }
};

SyncLoop::SyncLoop(Sync& sync, Remote& remote, Milliseconds interval,
                   std::function<void(const Result<SyncSummary>&)> on_state)
    : impl_(std::make_unique<Impl>(sync, remote, interval, std::move(on_state))) {
  impl_->thread = std::thread([impl = impl_.get()] { impl->run(); });
}

SyncLoop::~SyncLoop() {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->stopping = true;
  }
  impl_->changed.notify_all();
  impl_->remote.cancel();
  impl_->thread.join();
}

void SyncLoop::poke() {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->poked = true;
  }
  impl_->changed.notify_all();
}

}  // namespace dk::cache
