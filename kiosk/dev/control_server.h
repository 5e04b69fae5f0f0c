// The test door's socket: a unix socket (0600), one JSON request a line, one JSON answer a line.
//
// Each client has a thread; `handle` is called on it and may block (wait). Only kiosk-dev links
// this. Failure of open: io_error.
#pragma once

#include <atomic>
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <thread>

#include "base/result.h"

namespace dk::kiosk::dev {

class ControlServer {
 public:
  [[nodiscard]] static Result<std::unique_ptr<ControlServer>> open(
      const std::string& path, std::function<std::string(const std::string& line)> handle);
  ~ControlServer();  // closes clients, joins
  ControlServer(const ControlServer&) = delete;
  ControlServer& operator=(const ControlServer&) = delete;

 private:
  ControlServer(std::string path, int listener,
                std::function<std::string(const std::string&)> handle);
  void accept_clients();
  void serve(int client);

  std::string path_;
  int listener_;
  int wake_[2] = {-1, -1};  // a pipe whose closing ends every poll
  std::function<std::string(const std::string&)> handle_;
  std::list<std::thread> clients_;
  std::thread thread_;
};

}  // namespace dk::kiosk::dev
