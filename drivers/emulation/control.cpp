#include "drivers/emulation/control.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <system_error>

namespace dk::drivers {
namespace {

constexpr std::size_t kMaxLineBytes = 1 << 20;
constexpr std::size_t kMaxClients = 16;

Result<sockaddr_un> unix_address(const std::string& path) {
  sockaddr_un where{};
  where.sun_family = AF_UNIX;
  if (path.empty() || path.size() >= sizeof where.sun_path) {
    return fail(FailureCode::invalid_argument, "path of a Unix socket too long");
  }
  std::memcpy(where.sun_path, path.c_str(), path.size());
  return where;
}

FileDescriptor unix_socket() {
  return FileDescriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
}

// Waits for room, at most five seconds: whoever asks and does not listen is let go.
bool send_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::send(fd, text.data(), text.size(), MSG_NOSIGNAL);
    if (count > 0) {
      text.remove_prefix(static_cast<std::size_t>(count));
      continue;
    }
    pollfd watched{fd, POLLOUT, 0};
    if (errno != EAGAIN || ::poll(&watched, 1, 5000) <= 0) return false;
  }
  return true;
}

}  // namespace

ControlServer::~ControlServer() {
  if (listener_) ::unlink(path_.c_str());
}

Status ControlServer::open() {
  DK_TRY(where, unix_address(path_));
  {
    const FileDescriptor probe = unix_socket();
    if (::connect(probe.get(), reinterpret_cast<sockaddr*>(&where), sizeof where) == 0) {
      return fail(FailureCode::device_busy, "an emulator answers at " + path_);
    }
    struct stat there{};
    if (::lstat(path_.c_str(), &there) == 0) {
      if (!S_ISSOCK(there.st_mode)) {
        return fail(FailureCode::device_busy, path_ + " is there and is not a socket");
      }
      ::unlink(path_.c_str());  // left by one that was killed
    }
  }
  FileDescriptor listener = unix_socket();
  // The mode is set before anybody can connect: between bind and listen nobody can.
  if (::bind(listener.get(), reinterpret_cast<sockaddr*>(&where), sizeof where) != 0 ||
      ::chmod(path_.c_str(), 0600) != 0 || ::listen(listener.get(), 8) != 0) {
    return fail(FailureCode::io_error, path_ + ": " + std::generic_category().message(errno));
  }
  listener_ = std::move(listener);
  return {};
}

void ControlServer::watch(std::vector<pollfd>& to) const {
  to.push_back({listener_.get(), POLLIN, 0});
  for (const Client& client : clients_) to.push_back({client.fd.get(), POLLIN, 0});
}

void ControlServer::service() {
  accept_all();
  for (Client& client : clients_) read_from(client);
  std::erase_if(clients_, [](const Client& client) { return client.gone; });
}

void ControlServer::accept_all() {
  while (clients_.size() < kMaxClients) {
    FileDescriptor fd(::accept4(listener_.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (!fd) return;
    clients_.push_back({std::move(fd), {}, false});
  }
}

void ControlServer::read_from(Client& client) {
  std::array<char, 16384> buffer{};
  while (true) {
    const ssize_t count = ::recv(client.fd.get(), buffer.data(), buffer.size(), 0);
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (count <= 0) {
      client.gone = true;
      return;
    }
    client.pending.append(buffer.data(), static_cast<std::size_t>(count));
    for (auto end = client.pending.find('\n'); end != std::string::npos;
         end = client.pending.find('\n')) {
      const std::string line = client.pending.substr(0, end);
      client.pending.erase(0, end + 1);
      if (line.empty()) continue;
      if (!send_all(client.fd.get(), answer_line(line, handler_) + "\n")) client.gone = true;
    }
    if (client.pending.size() > kMaxLineBytes) client.gone = true;
    if (client.gone) return;
  }
}

Result<std::string> control_call(const std::string& path, std::string_view line,
                                 Milliseconds timeout) {
  DK_TRY(where, unix_address(path));
  const FileDescriptor fd = unix_socket();
  if (::connect(fd.get(), reinterpret_cast<sockaddr*>(&where), sizeof where) != 0) {
    return fail(FailureCode::device_absent, path + ": " + std::generic_category().message(errno));
  }
  if (!send_all(fd.get(), std::string(line) + "\n")) {
    return fail(FailureCode::device_protocol, "the emulator does not listen");
  }
  std::string answer;
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  while (!answer.contains('\n')) {
    const auto left =
        std::chrono::ceil<Milliseconds>(deadline - std::chrono::steady_clock::now()).count();
    pollfd watched{fd.get(), POLLIN, 0};
    if (left <= 0 || ::poll(&watched, 1, static_cast<int>(left)) == 0) {
      return fail(FailureCode::timed_out, "no answer from the emulator");
    }
    std::array<char, 16384> buffer{};
    const ssize_t count = ::recv(fd.get(), buffer.data(), buffer.size(), 0);
    if (count == 0) return fail(FailureCode::device_protocol, "the emulator hung up");
    if (count > 0) answer.append(buffer.data(), static_cast<std::size_t>(count));
  }
  answer.erase(answer.find('\n'));
  return answer;
}

}  // namespace dk::drivers
