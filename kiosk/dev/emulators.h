// Emulators for `emulator:` addresses: programs of their own on the other end of a pty, which
// outlive a killed kiosk; one that still answers is used again. UI thread; start blocks briefly.
// "social-card" is a card before the virtual reader of pcscd: its address is that reader's.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace dk::kiosk::dev {

class Emulators {
 public:
  // `devicectl` is the program; links and control sockets lie in `folder` (0700). `persons` is the
  // file whose people hold the cards of "id-card-reader" and "social-card"; empty = nobody's.
  Emulators(std::string devicectl, std::string folder, std::string persons)
      : devicectl_(std::move(devicectl)),
        folder_(std::move(folder)),
        persons_(std::move(persons)) {}

  // "emulator:" becomes the address of a running emulator; any other address comes back as it is.
  [[nodiscard]] Result<std::string> address_of(const std::string& device,
                                               const std::string& address);
  [[nodiscard]] std::string control_of(const std::string& device) const;
  [[nodiscard]] std::string tickets_folder() const { return folder_ + "/tickets"; }

 private:
  std::string devicectl_;
  std::string folder_;
  std::string persons_;
};

// Runs a program to its end and gives what it printed. Failure: io_error, timed_out.
[[nodiscard]] Result<std::string> run_program(const std::vector<std::string>& arguments);

}  // namespace dk::kiosk::dev
