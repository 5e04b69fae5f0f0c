#include "drivers/camera/simulated_camera.h"

namespace dk::drivers {

class SimulatedSource : public FrameSource {
 public:
  explicit SimulatedSource(SimulatedCamera& camera) : camera_(camera) {}

  Status open() override {
    const std::lock_guard lock(camera_.mutex_);
    if (!camera_.plugged_) return fail(FailureCode::device_absent, "simulated");
    ++camera_.opened_;
    return {};
  }
  Result<std::optional<GreyFrame>> next(Milliseconds timeout) override {
    std::unique_lock lock(camera_.mutex_);
    camera_.came_.wait_for(lock, timeout,
                           [&] { return camera_.interrupted_ || !camera_.script_.empty(); });
    camera_.interrupted_ = false;
    if (camera_.script_.empty()) return std::nullopt;
    using Step = SimulatedCamera::Step;
    SimulatedCamera::Shown shown = std::move(camera_.script_.front());
    camera_.script_.pop_front();
    while (shown.step == Step::Frame && !camera_.script_.empty() &&
           camera_.script_.front().step == Step::Frame) {
      shown = std::move(camera_.script_.front());
      camera_.script_.pop_front();
    }
    if (shown.step == Step::Pulled) return fail(FailureCode::device_offline, "pulled");
    ++camera_.taken_;
    if (shown.step == Step::Garbage) return fail(FailureCode::data_damaged, "garbage");
    bytes_in_ += shown.frame.grey.size();
    return std::move(shown.frame);
  }
  void close() override {}
  void interrupt() override {
    const std::lock_guard lock(camera_.mutex_);
    camera_.interrupted_ = true;
    camera_.came_.notify_all();
  }
  [[nodiscard]] std::uint64_t bytes_in() const override { return bytes_in_; }

 private:
  SimulatedCamera& camera_;
  std::uint64_t bytes_in_ = 0;
};

void SimulatedCamera::add(Step step, GreyFrame frame) {
  const std::lock_guard lock(mutex_);
  if (step == Step::Pulled) plugged_ = false;
  script_.push_back({step, std::move(frame)});
  came_.notify_all();
}
void SimulatedCamera::shows(GreyFrame frame) { add(Step::Frame, std::move(frame)); }
void SimulatedCamera::garbage() { add(Step::Garbage, {}); }
void SimulatedCamera::is_pulled() { add(Step::Pulled, {}); }
void SimulatedCamera::is_plugged() {
  const std::lock_guard lock(mutex_);
  plugged_ = true;
}
int SimulatedCamera::opened() const {
  const std::lock_guard lock(mutex_);
  return opened_;
}
int SimulatedCamera::taken() const {
  const std::lock_guard lock(mutex_);
  return taken_;
}
FrameSourceFactory SimulatedCamera::sources() {
  return [this](std::string_view) -> Result<std::unique_ptr<FrameSource>> {
    return std::make_unique<SimulatedSource>(*this);
  };
}

}  // namespace dk::drivers
