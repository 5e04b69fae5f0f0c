// A network cable that the dock and the test door can pull: while it is out, every call to the
// district fails as network_unreachable, and a running one is broken off.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <set>
#include <utility>

#include "offline-cache/sync/sync.h"

namespace dk::kiosk::dev {

class NetworkSwitch {
 public:
  void plug(bool in) {
    plugged_ = in;
    const std::lock_guard lock(mutex_);
    if (in) return;
    for (cache::Remote* remote : remotes_) remote->cancel();
  }
  [[nodiscard]] bool plugged() const { return plugged_; }
  [[nodiscard]] std::unique_ptr<cache::Remote> decorate(std::unique_ptr<cache::Remote> remote) {
    const std::lock_guard lock(mutex_);
    remotes_.insert(remote.get());
    return std::make_unique<Cable>(*this, std::move(remote));
  }

 private:
  class Cable : public cache::Remote {
   public:
    Cable(NetworkSwitch& owner, std::unique_ptr<cache::Remote> inner)
        : owner_(owner), inner_(std::move(inner)) {}
    ~Cable() override {
      const std::lock_guard lock(owner_.mutex_);
      owner_.remotes_.erase(inner_.get());
    }
    Result<cache::HttpAnswer> call(const cache::HttpRequest& request) override {
      if (!owner_.plugged_) return fail(FailureCode::network_unreachable, "cable is out");
      auto answer = inner_->call(request);
      // The answer of a call during which the cable was pulled never arrived.
      if (!owner_.plugged_) return fail(FailureCode::network_unreachable, "cable was pulled");
      return answer;
    }
    void cancel() override { inner_->cancel(); }

   private:
    NetworkSwitch& owner_;
    std::unique_ptr<cache::Remote> inner_;
  };

  std::atomic<bool> plugged_{true};
  std::mutex mutex_;
  std::set<cache::Remote*> remotes_;  // the inner ones, while they live
};

}  // namespace dk::kiosk::dev
