// A program that is started for one text, gets it on its standard input and ends. The text goes
// through anonymous memory: not on the command line, where other users would see it, and not on the
// disk. Its output is dropped. It dies with the thread that started it, and so with the kiosk.
// Destruction kills and collects it. One thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/file_descriptor.h"
#include "base/result.h"

namespace dk::kiosk {

class ChildProgram {
 public:
  enum class End { Ended, Woken, TimedOut };

  // `arguments` begins with the program's path. Failure: io_error. A program that is not there ends
  // at once.
  [[nodiscard]] static Result<ChildProgram> start(const std::vector<std::string>& arguments,
                                                  std::string_view text);
  ~ChildProgram();
  ChildProgram(ChildProgram&& other) noexcept;
  ChildProgram& operator=(ChildProgram&&) = delete;

  // Until it ended, `wake_fd` can be read, or the time is up.
  [[nodiscard]] End wait(int wake_fd, Milliseconds limit);

 private:
  ChildProgram(int pid, FileDescriptor watch) : pid_(pid), watch_(std::move(watch)) {}

  int pid_;
  FileDescriptor watch_;  // readable when the program has ended
};

}  // namespace dk::kiosk
