#include "kiosk/session/store_healing.h"

#include <algorithm>
#include <utility>

#include "base/log.h"

namespace dk::kiosk {

namespace {

// A store that fails again so soon after it was healed has not been well.
constexpr Milliseconds kWellFor{60'000};

}  // namespace

Milliseconds healing_pause(int tries) {
  return std::min(Milliseconds{200} * (1 << std::clamp(tries, 0, 10)), Milliseconds{5000});
}

void StoreHealing::noticed(const Failure& failure) {
  {
    const std::lock_guard lock(mutex_);
    trouble_ = failure.code;
    if (!started_) return;
  }
  listener_.trouble(failure.code);
  changed_.notify_all();
}

void StoreHealing::start(cache::HealingOutbox& outbox, Listener listener) {
  listener_ = std::move(listener);
  std::optional<FailureCode> already;
  {
    const std::lock_guard lock(mutex_);
    started_ = true;
    already = trouble_;
  }
  if (already) listener_.trouble(*already);
  thread_ = std::thread([this, &outbox] { run(outbox); });
}

void StoreHealing::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

Result<StoreHealing::LocalState> StoreHealing::heal(cache::HealingOutbox& outbox) {
  DK_CHECK(outbox.heal());
  return cache::all_local_state(outbox);
}

void StoreHealing::run(cache::HealingOutbox& outbox) {
  int tries = 0;
  Milliseconds well_since = clock_.steady();
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return stopping_ || trouble_; });
    if (stopping_) return;
    const FailureCode told = *trouble_;
    if (tries > 0 && clock_.steady() - well_since > kWellFor) tries = 0;
    changed_.wait_for(lock, healing_pause(tries++), [this] { return stopping_; });
    if (stopping_) return;
    trouble_.reset();  // what fails from here on is new
    lock.unlock();
    auto healed = heal(outbox);
    lock.lock();
    if (healed && !trouble_) {
      well_since = clock_.steady();
      lock.unlock();
      listener_.healed(std::move(*healed));
      lock.lock();
      continue;
    }
    if (healed) continue;  // and failed again already; the listener has heard of it
    const FailureCode now = healed.error().code;
    if (!trouble_) trouble_ = now;
    if (now == told) continue;
    log::error("outbox_not_healed", {{"failure", log::safe(healed.error())}});
    lock.unlock();
    listener_.trouble(now);
    lock.lock();
  }
}

}  // namespace dk::kiosk
