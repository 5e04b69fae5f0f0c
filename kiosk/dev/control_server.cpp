#include "kiosk/dev/control_server.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace dk::kiosk::dev {

namespace {

constexpr std::size_t kLongestLine = 1 << 20;

bool write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = send(fd, text.data(), text.size(), MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

}  // namespace

Result<std::unique_ptr<ControlServer>> ControlServer::open(
    const std::string& path, std::function<std::string(const std::string&)> handle) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) {
    return fail(FailureCode::invalid_argument, "control path is too long");
  }
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  const int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (listener < 0) return fail(FailureCode::io_error, "socket");
  unlink(path.c_str());
  const mode_t before = umask(0177);
  const bool bound = bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  umask(before);
  if (!bound || listen(listener, 8) != 0) {
    close(listener);
    return fail(FailureCode::io_error, "control socket: " + std::string(std::strerror(errno)));
  }
  return std::unique_ptr<ControlServer>(new ControlServer(path, listener, std::move(handle)));
}

ControlServer::ControlServer(std::string path, int listener,
                             std::function<std::string(const std::string&)> handle)
    : path_(std::move(path)), listener_(listener), handle_(std::move(handle)) {
  if (pipe2(wake_, O_CLOEXEC) != 0) std::abort();
  thread_ = std::thread([this] { accept_clients(); });
}

ControlServer::~ControlServer() {
  close(wake_[1]);
  thread_.join();
  for (auto& client : clients_) client.join();
  close(wake_[0]);
  close(listener_);
  unlink(path_.c_str());
}

void ControlServer::accept_clients() {
  while (true) {
    pollfd waits[2] = {{listener_, POLLIN, 0}, {wake_[0], POLLIN, 0}};
    if (poll(waits, 2, -1) < 0 && errno != EINTR) return;
    if (waits[1].revents != 0) return;
    if ((waits[0].revents & POLLIN) == 0) continue;
    const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client >= 0) clients_.emplace_back([this, client] { serve(client); });
  }
}

void ControlServer::serve(int client) {
  std::string buffer;
  char chunk[4096];
  while (true) {
    pollfd waits[2] = {{client, POLLIN, 0}, {wake_[0], POLLIN, 0}};
    if (poll(waits, 2, -1) < 0 && errno != EINTR) break;
    if (waits[1].revents != 0) break;
    if (waits[0].revents == 0) continue;
    const ssize_t n = recv(client, chunk, sizeof chunk, 0);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    buffer.append(chunk, static_cast<std::size_t>(n));
    if (buffer.size() > kLongestLine) break;
    std::size_t end = 0;
    bool alive = true;
    while (alive && (end = buffer.find('\n')) != std::string::npos) {
      const std::string line = buffer.substr(0, end);
      buffer.erase(0, end + 1);
      if (!line.empty()) alive = write_all(client, handle_(line) + "\n");
    }
    if (!alive) break;
  }
  close(client);
}

}  // namespace dk::kiosk::dev
