// A wire on the loopback that counts: what a client says to a TCP port of this machine and what it
// hears, TLS and all. Threads of its own; the counters may be read from any thread.
#pragma once

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <thread>
#include <vector>

namespace dk::bench {

class CountingProxy {
 public:
  explicit CountingProxy(std::uint16_t upstream) : upstream_(upstream) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = local(0);
    socklen_t size = sizeof address;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        ::listen(listener_, 64) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
      std::exit((std::perror("bench: proxy"), 1));
    }
    port_ = ntohs(address.sin_port);
    acceptor_ = std::jthread([this] { accept_all(); });
  }
  ~CountingProxy() {
    ::shutdown(listener_, SHUT_RDWR);
    acceptor_.join();
    {
      const std::lock_guard lock(mutex_);
      for (const int socket : sockets_) ::shutdown(socket, SHUT_RDWR);
    }
    pumps_.clear();
    for (const int socket : sockets_) ::close(socket);
    ::close(listener_);
  }
  CountingProxy(const CountingProxy&) = delete;
  CountingProxy& operator=(const CountingProxy&) = delete;

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] std::uint64_t up() const { return up_; }      // client -> server, bytes
  [[nodiscard]] std::uint64_t down() const { return down_; }  // server -> client, bytes
  [[nodiscard]] int connections() const { return connections_; }
  void reset() { up_ = down_ = 0, connections_ = 0; }

 private:
  static sockaddr_in local(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
  }
  void accept_all() {
    while (true) {
      const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (client < 0) return;
      const int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
      const sockaddr_in address = local(upstream_);
      if (::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        ::close(server);
        ::close(client);
        continue;
      }
      const int yes = 1;
      for (const int end : {client, server}) {
        ::setsockopt(end, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
      }
      ++connections_;
      const std::lock_guard lock(mutex_);
      sockets_.insert(sockets_.end(), {client, server});
      pumps_.emplace_back([this, client, server] { pump(client, server, up_); });
      pumps_.emplace_back([this, client, server] { pump(server, client, down_); });
    }
  }
  static void pump(int from, int to, std::atomic<std::uint64_t>& counter) {
    std::array<char, 65536> piece{};
    while (true) {
      const ssize_t got = ::recv(from, piece.data(), piece.size(), 0);
      if (got <= 0) break;
      counter += static_cast<std::uint64_t>(got);
      for (ssize_t done = 0; done < got;) {
        const ssize_t sent =
            ::send(to, piece.data() + done, static_cast<std::size_t>(got - done), MSG_NOSIGNAL);
        if (sent <= 0) return;
        done += sent;
      }
    }
    ::shutdown(to, SHUT_WR);
  }

  std::uint16_t upstream_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<std::uint64_t> up_ = 0;
  std::atomic<std::uint64_t> down_ = 0;
  std::atomic<int> connections_ = 0;
  std::mutex mutex_;
  std::vector<int> sockets_;
  std::vector<std::jthread> pumps_;
  std::jthread acceptor_;
};

}  // namespace dk::bench
