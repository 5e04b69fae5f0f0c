// Plays one emulated device: carries bytes between the far end and the device, and verbs between
// the control socket and the device. One loop, one thread; stop() from any thread or signal
// handler.
//
// Verbs that every device has: "plug", "unplug" (a hang-up for the other program), "state".
#pragma once

#include <memory>
#include <string>

#include "base/clock.h"
#include "base/file_descriptor.h"
#include "base/result.h"
#include "drivers/emulation/control.h"
#include "drivers/emulation/emulated_device.h"
#include "drivers/emulation/far_end.h"

namespace dk::drivers {

class EmulatorHost {
 public:
  EmulatorHost(EmulatedDevice& device, std::unique_ptr<FarEnd> far_end, std::string control_path,
               const Clock& clock);

  [[nodiscard]] Status open();
  // One JSON object: {"device":..,"address":..,"control":"unix:PATH","pid":..}
  [[nodiscard]] std::string introduction() const;
  [[nodiscard]] std::string address() const { return far_end_->address(); }
  void run();   // until stop()
  void stop();  // async-signal-safe

 private:
  [[nodiscard]] VerbAnswer handle(const std::string& verb, const VerbArguments& arguments);
  [[nodiscard]] VerbAnswer state();
  void carry();
  void keep_line();
  [[nodiscard]] int wait_ms(std::optional<Milliseconds> due) const;

  EmulatedDevice& device_;
  std::unique_ptr<FarEnd> far_end_;
  std::string control_path_;
  const Clock& clock_;
  ControlServer control_;
  FileDescriptor stop_;
  Bytes output_;
  bool plugged_ = true;  // by the person; a device that is switched off is unplugged as well
  bool line_up_ = false;
  std::uint64_t bytes_in_ = 0;
  std::uint64_t bytes_out_ = 0;
};

}  // namespace dk::drivers
