#include "flows/main/item_folder.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <sstream>

namespace dk::flows {

namespace {

constexpr std::size_t kMostFiles = 1'000;
constexpr std::size_t kMostBytes = 64U << 20;

// What `program arguments...` writes to its standard output; its complaints go to the user's.
std::expected<std::string, std::string> output_of(const std::vector<std::string>& command) {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) return std::unexpected("no pipe");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_addclose(&actions, ends[0]);
  std::vector<char*> arguments;
  for (const std::string& one : command) arguments.push_back(const_cast<char*>(one.c_str()));
  arguments.push_back(nullptr);
  pid_t child = 0;
  const int spawned =
      ::posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  std::string out;
  std::array<char, 8192> buffer{};
  for (ssize_t got = 0; (got = ::read(ends[0], buffer.data(), buffer.size())) > 0;) {
    out.append(buffer.data(), static_cast<std::size_t>(got));
  }
  ::close(ends[0]);
  if (spawned != 0) return std::unexpected(command[0] + " cannot be started");
  int status = 0;
  ::waitpid(child, &status, 0);
  if (status != 0) return std::unexpected(command[0] + " refused it");
  return out;
}

}  // namespace

std::expected<std::string, std::string> read_text_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  if (!in) return std::unexpected("cannot read " + file.string());
  return bytes.str();
}

std::expected<engine::Files, engine::Finding> read_item_folder(
    const std::filesystem::path& folder) {
  std::error_code error;
  engine::Files files;
  std::size_t bytes = 0;
  using Walk = std::filesystem::recursive_directory_iterator;
  Walk walk(folder, error);
  if (error)
    return std::unexpected(engine::Finding{folder.string(), "", "there is no such folder"});
  for (; walk != Walk(); walk.increment(error)) {
    const auto& path = walk->path();
    if (path.filename().string().starts_with('.')) {
      if (walk->is_directory()) walk.disable_recursion_pending();
      continue;
    }
    if (!walk->is_regular_file()) continue;
    const std::string name = std::filesystem::relative(path, folder).generic_string();
    auto text = read_text_file(path);
    if (!text) return std::unexpected(engine::Finding{name, "", text.error()});
    bytes += text->size();
    if (bytes > kMostBytes || files.size() >= kMostFiles) {
      return std::unexpected(
          engine::Finding{name, "", "the folder holds more than 64 MB or 1,000 files"});
    }
    if (!name.ends_with(".po")) {
      files[name] = std::move(*text);
      continue;
    }
    auto compiled = output_of({"msgfmt", "--check-format", "-o", "-", path.string()});
    if (!compiled) return std::unexpected(engine::Finding{name, "", compiled.error()});
    files[name.substr(0, name.size() - 3) + ".mo"] = std::move(*compiled);
  }
  return files;
}

}  // namespace dk::flows
