// For tests only: an HTTP/1.1 server over TLS on a free port of this machine, one connection after
// the other. What it answers is the test's; how it shakes hands is in TlsServerOptions.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <functional>
#include <mutex>
#include <thread>

#include "offline-cache/sync/test_pki.h"

namespace dk::cache::test {

struct SeenRequest {
  std::string head;  // request line and headers, as they came
  std::string body;
  std::string client;  // CN of the client's certificate, empty without
  [[nodiscard]] bool starts(std::string_view text) const { return head.starts_with(text); }
  [[nodiscard]] bool has(std::string_view text) const {
    return head.find(text) != std::string::npos;
  }
};
// The whole answer, head and body; empty: the connection is closed without a word.
using Handler = std::function<std::string(const SeenRequest&)>;

inline std::string respond(int status, const std::string& type, const std::string& body,
                           const std::string& more = {}) {
  return "HTTP/1.1 " + std::to_string(status) + " x\r\nContent-Type: " + type +
         "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + more + "\r\n" + body;
}

struct TlsServerOptions {
  int min_version = TLS1_3_VERSION;
  int max_version = TLS1_3_VERSION;
  const X509* client_ca = nullptr;  // asks for a certificate of this CA
  bool client_required = false;
};

class TlsServer {
 public:
  TlsServer(const X509* certificate, const crypto::PrivateKey& key, Handler handler,
            TlsServerOptions options = {})
      : handler_(std::move(handler)), context_(SSL_CTX_new(TLS_server_method())) {
    SSL_CTX_set_min_proto_version(context_, options.min_version);
    SSL_CTX_set_max_proto_version(context_, options.max_version);
    SSL_CTX_use_certificate(context_, const_cast<X509*>(certificate));
    SSL_CTX_use_PrivateKey(context_, key.handle());
    if (options.client_ca != nullptr) {
      X509_STORE_add_cert(SSL_CTX_get_cert_store(context_), const_cast<X509*>(options.client_ca));
      SSL_CTX_set_verify(
          context_,
          SSL_VERIFY_PEER | (options.client_required ? SSL_VERIFY_FAIL_IF_NO_PEER_CERT : 0),
          nullptr);
    }
    listener_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        ::listen(listener_, 8) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
      std::abort();
    }
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { run(); });
  }
  ~TlsServer() {
    stopping_ = true;
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
    SSL_CTX_free(context_);
  }
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;

  [[nodiscard]] std::string url(const std::string& host = "127.0.0.1") const {
    return "https://" + host + ":" + std::to_string(port_);
  }
  // What the test wrote before is seen by the handler, and what the handler wrote by the test.
  void settle() const { const std::lock_guard lock(mutex_); }
  [[nodiscard]] int connections() const { return connections_; }

 private:
  void run() {
    sigset_t pipe;  // a client that hangs up costs its connection only
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
    while (!stopping_) {
      const int socket = ::accept(listener_, nullptr, nullptr);
      if (socket < 0) continue;
      ++connections_;
      SSL* ssl = SSL_new(context_);
      SSL_set_fd(ssl, socket);
      if (SSL_accept(ssl) == 1) serve(ssl, socket);
      SSL_shutdown(ssl);
      SSL_free(ssl);
      // Drain, so that the alert is not overtaken by a reset.
      ::shutdown(socket, SHUT_WR);
      char rest[4096];
      pollfd ready{socket, POLLIN, 0};
      while (!stopping_ && ::poll(&ready, 1, 100) >= 0) {
        if (ready.revents != 0 && ::read(socket, rest, sizeof rest) <= 0) break;
      }
      ::close(socket);
    }
  }

  void serve(SSL* ssl, int socket) {
    std::string pending;
    while (!stopping_) {
      SeenRequest request;
      if (const X509* peer = SSL_get0_peer_certificate(ssl)) {
        char name[64] = {};
        X509_NAME_get_text_by_NID(X509_get_subject_name(peer), NID_commonName, name, sizeof name);
        request.client = name;
      }
      if (!read_request(ssl, socket, pending, request)) return;
      const std::string answer = [&] {
        const std::lock_guard lock(mutex_);
        return handler_(request);
      }();
      if (answer.empty()) return;
      if (SSL_write(ssl, answer.data(), static_cast<int>(answer.size())) <= 0) return;
    }
  }

  bool read_more(SSL* ssl, int socket, std::string& pending) {
    while (SSL_pending(ssl) == 0) {
      pollfd ready{socket, POLLIN, 0};
      if (::poll(&ready, 1, 20) != 0) break;
      if (stopping_) return false;
    }
    char piece[4096];
    const int got = SSL_read(ssl, piece, sizeof piece);
    if (got <= 0) return false;
    pending.append(piece, static_cast<std::size_t>(got));
    return true;
  }

  bool read_request(SSL* ssl, int socket, std::string& pending, SeenRequest& request) {
    std::size_t end = 0;
    while ((end = pending.find("\r\n\r\n")) == std::string::npos) {
      if (!read_more(ssl, socket, pending)) return false;
    }
    request.head = pending.substr(0, end + 2);
    pending.erase(0, end + 4);
    const auto at = request.head.find("Content-Length: ");
    const std::size_t size = at == std::string::npos ? 0 : std::stoul(request.head.substr(at + 16));
    while (pending.size() < size) {
      if (!read_more(ssl, socket, pending)) return false;
    }
    request.body = pending.substr(0, size);
    pending.erase(0, size);
    return true;
  }

  mutable std::mutex mutex_;
  Handler handler_;
  SSL_CTX* context_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<bool> stopping_ = false;
  std::atomic<int> connections_ = 0;
  std::thread thread_;
};

}  // namespace dk::cache::test
