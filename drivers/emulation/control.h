// The control socket of an emulator: lines of JSON over a Unix socket that only its owner reaches.
//
//   {"id":1,"verb":"scan","text":"LH1122-0457-15"}   ->  {"id":1,"ok":true}
//   {"id":2,"verb":"scan"}  ->
//   {"id":2,"ok":false,"error":{"code":"invalid_argument","detail":".."}}
// A line has at most 1 MiB; a longer one ends that connection. Arguments are flat: texts, numbers,
// true and false. The server belongs to one thread; the client call may be made from any.
#pragma once

#include <poll.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/file_descriptor.h"
#include "base/result.h"
#include "drivers/emulation/emulated_device.h"

namespace dk::drivers {

using VerbHandler = std::function<VerbAnswer(const std::string& verb, const VerbArguments&)>;

// One line in, one line out (without line ends). Never fails: what is wrong is in the answer.
[[nodiscard]] std::string answer_line(std::string_view line, const VerbHandler& handler);

class ControlServer {
 public:
  ControlServer(std::string path, VerbHandler handler)
      : path_(std::move(path)), handler_(std::move(handler)) {}
  ~ControlServer();
  ControlServer(const ControlServer&) = delete;
  ControlServer& operator=(const ControlServer&) = delete;

  // Failures: device_busy (another emulator answers there), io_error.
  [[nodiscard]] Status open();
  void watch(std::vector<pollfd>& to) const;
  void service();  // accepts, reads, answers; does not wait

 private:
  struct Client {
    FileDescriptor fd;
    std::string pending;
    bool gone = false;
  };
  void accept_all();
  void read_from(Client& client);

  std::string path_;
  VerbHandler handler_;
  FileDescriptor listener_;
  std::vector<Client> clients_;
};

// Sends one line to an emulator and waits for its answer line.
// Failures: device_absent (nobody there), timed_out, device_protocol.
[[nodiscard]] Result<std::string> control_call(const std::string& path, std::string_view line,
                                               Milliseconds timeout);

}  // namespace dk::drivers
