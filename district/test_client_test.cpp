#include "district/test_client.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include <algorithm>

#include "base/crypto/owned.h"
#include "base/file_descriptor.h"

namespace dk::district::testing {

using OwnedContext = crypto::Owned<SSL_CTX, SSL_CTX_free>;
using OwnedSsl = crypto::Owned<SSL, SSL_free>;

struct TestClient::Impl {
  FileDescriptor socket;
  OwnedContext context;
  OwnedSsl ssl;
  std::string trouble;
  std::string pending;

  [[nodiscard]] std::string reason(int result) const {
    const int error = SSL_get_error(ssl.get(), result);
    const char* text = ERR_reason_error_string(ERR_peek_last_error());
    const std::string found = text != nullptr ? text : "";
    ERR_clear_error();
    if (!found.empty()) return found;
    return error == SSL_ERROR_ZERO_RETURN ? "closed" : "connection broken";
  }

  bool more() {
    char buffer[16384];
    ERR_clear_error();
    const int got = SSL_read(ssl.get(), buffer, sizeof(buffer));
    if (got <= 0) {
      trouble = reason(got);
      return false;
    }
    pending.append(buffer, static_cast<std::size_t>(got));
    return true;
  }
};

TestClient::TestClient(const ClientOptions& options) : impl_(std::make_unique<Impl>()) {
  impl_->socket = FileDescriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(static_cast<std::uint16_t>(options.port));
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(impl_->socket.get(), reinterpret_cast<sockaddr*>(&to), sizeof(to)) != 0) {
    impl_->trouble = "no connection";
    return;
  }
  timeval limit{30, 0};
  ::setsockopt(impl_->socket.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
  impl_->context.reset(SSL_CTX_new(TLS_client_method()));
  SSL_CTX* context = impl_->context.get();
  SSL_CTX_load_verify_file(context, options.ca_file.c_str());
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  if (options.tls12) SSL_CTX_set_max_proto_version(context, TLS1_2_VERSION);
  if (options.certificate) {
    SSL_CTX_use_certificate(context, options.certificate->handle());
    SSL_CTX_use_PrivateKey(context, options.key.handle());
  }
  impl_->ssl.reset(SSL_new(context));
  SSL_set1_host(impl_->ssl.get(), "localhost");
  SSL_set_fd(impl_->ssl.get(), impl_->socket.get());
  ERR_clear_error();
  if (const int done = SSL_connect(impl_->ssl.get()); done != 1)
    impl_->trouble = impl_->reason(done);
}

TestClient::~TestClient() = default;

Reply TestClient::send(const std::string& raw) {
  Reply reply;
  reply.trouble = impl_->trouble;
  if (!reply.trouble.empty()) return reply;
  ERR_clear_error();
  const int sent = SSL_write(impl_->ssl.get(), raw.data(), static_cast<int>(raw.size()));
  // A refusal may already lie in the socket: what the server said matters more than our write.
  std::size_t end = 0;
  while ((end = impl_->pending.find("\r\n\r\n")) == std::string::npos) {
    if (!impl_->more()) {
      reply.trouble = sent <= 0 && impl_->trouble.empty() ? "write failed" : impl_->trouble;
      return reply;
    }
  }
  std::string head = impl_->pending.substr(0, end);
  impl_->pending.erase(0, end + 4);
  reply.status = std::stoi(head.substr(9, 3));
  for (std::size_t at = head.find("\r\n"); at != std::string::npos;) {
    const std::size_t next = head.find("\r\n", at + 2);
    const std::string line = head.substr(at + 2, next - at - 2);
    const std::size_t colon = line.find(": ");
    std::string name = line.substr(0, colon);
    std::ranges::transform(name, name.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    reply.headers[name] = line.substr(colon + 2);
    at = next;
  }
  const auto length = reply.headers.find("content-length");
  const std::size_t size = length == reply.headers.end() ? 0 : std::stoul(length->second);
  while (impl_->pending.size() < size && impl_->more()) {
  }
  reply.body = impl_->pending.substr(0, size);
  impl_->pending.erase(0, size);
  return reply;
}

Reply TestClient::get(std::string_view path, std::string_view headers) {
  return send("GET " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\n" +
              std::string(headers) + "\r\n");
}

Reply TestClient::post(std::string_view path, std::string_view body, std::string_view headers) {
  return send("POST " + std::string(path) +
              " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + std::to_string(body.size()) +
              "\r\n" + std::string(headers) + "\r\n" + std::string(body));
}

TEST(TestClient, nobody_listens) {
  ClientOptions options;
  options.port = 1;
  TestClient client(options);
  EXPECT_EQ(client.get("/").trouble, "no connection");
}

}  // namespace dk::district::testing
