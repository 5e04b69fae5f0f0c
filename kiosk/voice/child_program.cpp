#include "kiosk/voice/child_program.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <utility>

namespace dk::kiosk {
namespace {

Result<FileDescriptor> memory_with(std::string_view text) {
  FileDescriptor memory(memfd_create("speech", MFD_CLOEXEC));
  if (!memory) return fail(FailureCode::io_error, "memfd_create");
  while (!text.empty()) {
    const ssize_t count = write(memory.get(), text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return fail(FailureCode::io_error, "write to memory");
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  if (lseek(memory.get(), 0, SEEK_SET) != 0) return fail(FailureCode::io_error, "lseek");
  return memory;
}

// Between fork and exec: only what is safe in a copy of a process with threads.
[[noreturn]] void become(char* const* arguments, int text, int nowhere, pid_t parent) {
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  const bool orphan = getppid() != parent;  // it died before the line above
  if (orphan || dup2(text, STDIN_FILENO) < 0 || dup2(nowhere, STDOUT_FILENO) < 0 ||
      dup2(nowhere, STDERR_FILENO) < 0) {
    _exit(127);
  }
  close_range(3, ~0U, 0);
  execv(arguments[0], arguments);
  _exit(127);
}

}  // namespace

Result<ChildProgram> ChildProgram::start(const std::vector<std::string>& arguments,
                                         std::string_view text) {
  DK_TRY(memory, memory_with(text));
  const FileDescriptor nowhere(open("/dev/null", O_WRONLY | O_CLOEXEC));
  if (!nowhere) return fail(FailureCode::io_error, "/dev/null");
  std::vector<char*> argv;
  for (const auto& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);

  const pid_t parent = getpid();
  const pid_t pid = fork();
  if (pid < 0) return fail(FailureCode::io_error, "fork");
  if (pid == 0) become(argv.data(), memory.get(), nowhere.get(), parent);
  // By its number: glibc 2.36 declares pidfd_open() as if it were C++.
  ChildProgram child(pid, FileDescriptor(static_cast<int>(syscall(SYS_pidfd_open, pid, 0))));
  if (!child.watch_) return fail(FailureCode::io_error, "pidfd_open");
  return child;
}

ChildProgram::ChildProgram(ChildProgram&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), watch_(std::move(other.watch_)) {}

ChildProgram::~ChildProgram() {
  if (pid_ <= 0) return;
  kill(pid_, SIGKILL);  // not collected yet, so the number is still its own
  while (waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

ChildProgram::End ChildProgram::wait(int wake_fd, Milliseconds limit) {
  const SystemClock clock;
  const auto until = clock.steady() + limit;
  std::array<pollfd, 2> watched{pollfd{watch_.get(), POLLIN, 0}, pollfd{wake_fd, POLLIN, 0}};
  while (true) {
    const auto left = until - clock.steady();
    if (left <= Milliseconds(0)) return End::TimedOut;
    const int ready = poll(watched.data(), watched.size(), static_cast<int>(left.count()));
    if (ready < 0 && errno != EINTR) return End::TimedOut;
    if (watched[1].revents != 0) return End::Woken;
    if (watched[0].revents != 0) return End::Ended;
  }
}

}  // namespace dk::kiosk
