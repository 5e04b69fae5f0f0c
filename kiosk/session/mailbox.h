// Messages to the UI thread: any thread posts work, the UI thread runs it in order. The only thing
// that threads share besides the devices' own state. `wake` is called after each post.
#pragma once

#include <deque>
#include <functional>
#include <mutex>
#include <utility>

namespace dk::kiosk {

class Mailbox {
 public:
  explicit Mailbox(std::function<void()> wake) : wake_(std::move(wake)) {}

  // False when the mailbox is closed: the work will not be done.
  bool post(std::function<void()> work) {
    {
      const std::lock_guard lock(mutex_);
      if (closed_) return false;
      work_.push_back(std::move(work));
    }
    wake_();
    return true;
  }
  // UI thread. Runs what is there now; returns how many.
  std::size_t run() {
    std::deque<std::function<void()>> now;
    {
      const std::lock_guard lock(mutex_);
      now.swap(work_);
    }
    for (auto& work : now) work();
    return now.size();
  }
  // From here on posts are dropped: whoever they were for is going away.
  void close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    work_.clear();
  }

 private:
  std::function<void()> wake_;
  std::mutex mutex_;
  std::deque<std::function<void()>> work_;
  bool closed_ = false;
};

}  // namespace dk::kiosk
