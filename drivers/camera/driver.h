// A camera that reads codes like a bar code scanner, with a thread of its own.
//
//   CameraScanner camera({.address = "v4l2:/dev/video0"}, clock, on_scan, on_state);
//   camera.start();
//
// Frames are taken and decoded in that thread, the newest first, and both callbacks come from it:
// hand the value on and return. on_scan gets each symbol once until it was out of view (in_view.h),
// as the same event that a scanner gives (data unchanged, symbology = AIM identifier, the time is
// that of the frame). on_state comes when the state changes or an error was counted: a camera that
// is not there or was pulled is noDevice and is opened again by itself, first after `reopen_first`,
// then more slowly; one that is open and sends nothing for `silent_after` is powerOff; a frame that
// is no picture is last_failure device_protocol, and the next one is looked at.
// Frames are wiped after decoding. What was read goes nowhere but to on_scan.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "base/clock.h"
#include "base/result.h"
#include "drivers/camera/decoder.h"
#include "drivers/camera/frame_source.h"
#include "drivers/camera/in_view.h"
#include "drivers/device.h"
#include "drivers/scanner/driver.h"

namespace dk::drivers {

struct CameraOptions {
  std::string address{};  // see frame_source.h
  DecodeLimits limits{.budget = Milliseconds(150), .go_on_with_next_frame = true};
  Milliseconds away_after{1500};
  Milliseconds rest{30};  // after each frame: a core of the terminal is not the camera's alone
  Milliseconds silent_after{5000};
  Milliseconds reopen_first{100};
  Milliseconds reopen_most{2000};
  FrameSourceFactory sources = system_frame_sources();
};

class CameraScanner {
 public:
  using Options = CameraOptions;
  CameraScanner(Options options, const Clock& clock, std::function<void(ScanEvent)> on_scan,
                std::function<void(DeviceStatus)> on_state);
  ~CameraScanner();  // stops
  CameraScanner(const CameraScanner&) = delete;
  CameraScanner& operator=(const CameraScanner&) = delete;

  // Failures: those of parse_camera_address; a camera that is not there is not a failure but a
  // state.
  [[nodiscard]] Status start();
  void stop();                                // joins the thread; not from a callback
  [[nodiscard]] DeviceStatus status() const;  // any thread
  // Readings of a symbol that was already told, since start. Any thread.
  [[nodiscard]] std::uint64_t repeats() const { return repeats_; }

 private:
  void run();
  bool open_source(bool& was_open);
  void serve();
  void read_frame(GreyFrame& frame);
  void set_state(DeviceState state);
  bool stopping();
  bool pause(Milliseconds duration);  // false when the camera is being stopped

  Options options_;
  const Clock& clock_;
  std::function<void(ScanEvent)> on_scan_;
  std::function<void(DeviceStatus)> on_state_;
  DeviceMeter meter_;
  SymbolDecoder decoder_;
  InView in_view_;
  std::unique_ptr<FrameSource> source_;
  std::atomic<std::uint64_t> repeats_{0};
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace dk::drivers
