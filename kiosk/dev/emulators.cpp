#include "kiosk/dev/emulators.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <nlohmann/json.hpp>

#include "kiosk/dev/door.h"

extern char** environ;

namespace dk::kiosk::dev {

namespace {

// Starts a program whose standard output comes back through `out`; in a session of its own when it
// shall outlive us.
Result<pid_t> spawn(const std::vector<std::string>& arguments, int& out, bool own_session) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return fail(FailureCode::io_error, "pipe");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  if (own_session) posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID);
  std::vector<char*> argv;
  for (const auto& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  pid_t pid = 0;
  const int error = posix_spawn(&pid, argv[0], &actions, &attributes, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  close(ends[1]);
  if (error != 0) {
    close(ends[0]);
    return fail(FailureCode::io_error, "cannot start " + arguments[0]);
  }
  out = ends[0];
  return pid;
}

std::string read_until(int fd, bool one_line) {
  std::string text;
  char c = 0;
  while (true) {
    const ssize_t n = read(fd, &c, 1);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0 || (one_line && c == '\n')) return text;
    text += c;
  }
}

}  // namespace

std::string Emulators::control_of(const std::string& device) const {
  return "unix:" + folder_ + "/" + device + ".sock";
}

Result<std::string> Emulators::address_of(const std::string& device, const std::string& address) {
  if (!address.starts_with("emulator:")) return address;
  const std::string link = folder_ + "/" + device;
  const bool in_virtual_reader = device == "social-card";
  const std::string near =
      in_virtual_reader ? "pcsc:Virtual PCD" : "serial:" + link + "?baud=115200";
  if (ask_emulator(control_of(device), R"({"id":0,"verb":"state"})")) return near;
  mkdir(folder_.c_str(), 0700);
  mkdir(tickets_folder().c_str(), 0700);
  std::vector<std::string> arguments{devicectl_, "emulate", device, "--control",
                                     control_of(device)};
  const auto add = [&arguments](const std::string& option, const std::string& value) {
    arguments.push_back(option);
    arguments.push_back(value);
  };
  if (!in_virtual_reader) add("--link", link);
  if (device == "receipt-printer") add("--out", tickets_folder());
  const bool has_cards = in_virtual_reader || device == "id-card-reader";
  if (has_cards && !persons_.empty()) add("--persons", persons_);
  int out = -1;
  DK_TRY(pid, spawn(arguments, out, true));
  const std::string line = read_until(out, true);
  close(out);
  const auto said = nlohmann::json::parse(line, nullptr, false);
  if (!said.is_object() || !said.contains("address")) {
    waitpid(pid, nullptr, 0);
    return fail(FailureCode::device_absent, "the emulator of " + device + " did not start");
  }
  return near;
}

Result<std::string> run_program(const std::vector<std::string>& arguments) {
  int out = -1;
  DK_TRY(pid, spawn(arguments, out, false));
  std::string text = read_until(out, false);
  close(out);
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    return fail(FailureCode::io_error, arguments[0] + " failed");
  }
  return text;
}

}  // namespace dk::kiosk::dev
