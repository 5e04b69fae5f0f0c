#include "drivers/camera/driver.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "base/secret.h"

namespace dk::drivers {

CameraScanner::CameraScanner(Options options, const Clock& clock,
                             std::function<void(ScanEvent)> on_scan,
                             std::function<void(DeviceStatus)> on_state)
    : options_(std::move(options)),
      clock_(clock),
      on_scan_(std::move(on_scan)),
      on_state_(std::move(on_state)),
      decoder_(clock, options_.limits),
      in_view_(options_.away_after) {}

CameraScanner::~CameraScanner() { stop(); }

Status CameraScanner::start() {
  if (thread_.joinable()) return {};
  DK_TRY(source, options_.sources(options_.address));
  source_ = std::move(source);
  stopping_ = false;
  thread_ = std::thread([this] { run(); });
  return {};
}

void CameraScanner::stop() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  source_->interrupt();
  thread_.join();
  source_->close();
}

DeviceStatus CameraScanner::status() const { return meter_.snapshot(); }

void CameraScanner::run() {
  bool was_open = false;
  Milliseconds back_off = options_.reopen_first;
  do {
    if (open_source(was_open)) {
      back_off = options_.reopen_first;
      serve();
      source_->close();
    } else {
      back_off = std::min(back_off * 2, options_.reopen_most);
    }
  } while (pause(back_off));
}

bool CameraScanner::open_source(bool& was_open) {
  if (auto opened = source_->open(); !opened) {
    // A camera that stays away is one error, not one for each try.
    if (meter_.snapshot().state != DeviceState::NoDevice) {
      meter_.failed(opened.error().code);
      set_state(DeviceState::NoDevice);
    }
    return false;
  }
  if (was_open) meter_.reconnected();
  was_open = true;
  set_state(DeviceState::Online);
  return true;
}

// Takes frames until the camera is lost or stopped.
void CameraScanner::serve() {
  std::uint64_t counted = source_->bytes_in();
  do {
    auto frame = source_->next(options_.silent_after);
    meter_.bytes(source_->bytes_in() - counted, 0);
    counted = source_->bytes_in();
    if (!frame && frame.error().code == FailureCode::device_offline) {
      meter_.failed(FailureCode::device_offline);
      set_state(DeviceState::NoDevice);
      return;
    }
    if (!frame) {
      meter_.failed(FailureCode::device_protocol);
      if (on_state_) on_state_(meter_.snapshot());
    } else if (*frame) {
      set_state(DeviceState::Online);
      read_frame(**frame);
    } else if (!stopping()) {
      set_state(DeviceState::PowerOff);
    }
  } while (pause(options_.rest));
}

void CameraScanner::read_frame(GreyFrame& frame) {
  const Milliseconds came = clock_.steady();
  const std::chrono::nanoseconds came_ns = std::chrono::steady_clock::now().time_since_epoch();
  auto symbols = in_view_.news(decoder_.decode(frame), came);
  wipe(frame.grey.data(), frame.grey.size());
  repeats_ = in_view_.repeats();
  const Milliseconds busy = clock_.steady() - came;
  for (Symbol& symbol : symbols) {
    meter_.called(busy);
    on_scan_(ScanEvent{std::move(symbol.bytes), std::move(symbol.aim), came, came_ns});
  }
}

void CameraScanner::set_state(DeviceState state) {
  if (meter_.set_state(state) && on_state_) on_state_(meter_.snapshot());
}

bool CameraScanner::stopping() {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

bool CameraScanner::pause(Milliseconds duration) {
  std::unique_lock lock(mutex_);
  return !wake_.wait_for(lock, duration, [this] { return stopping_; });
}

}  // namespace dk::drivers
