#include "district/tls.h"

#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <chrono>

#include "base/crypto/owned.h"
#include "base/log.h"
#include "district/connection_watch.h"

namespace dk::district {
namespace {

using crypto::openssl_failed;
using crypto::Owned;

constexpr std::chrono::milliseconds kLinger{1000};
constexpr std::size_t kLingerBytes = 256 * 1024;

// Says "nothing more from here" and reads on until the other end has closed as well.
void linger(int fd) {
  ::shutdown(fd, SHUT_WR);
  std::array<char, 4096> sink{};
  const auto until = std::chrono::steady_clock::now() + kLinger;
  for (std::size_t total = 0; total < kLingerBytes;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        until - std::chrono::steady_clock::now());
    if (left.count() <= 0) return;
    pollfd wait{fd, POLLIN, 0};
    if (::poll(&wait, 1, static_cast<int>(left.count())) <= 0) return;
    const ssize_t got = ::recv(fd, sink.data(), sink.size(), MSG_DONTWAIT);
    if (got <= 0) return;
    total += static_cast<std::size_t>(got);
  }
}

// Called after an alert was written or read.
void on_tls_event(const SSL* ssl, int where, int value) {
  if ((where & SSL_CB_HANDSHAKE_START) != 0) {
    ConnectionWatch::begins(const_cast<SSL*>(ssl));  // NOLINT: the callback's type is OpenSSL's
  }
  if ((where & SSL_CB_ALERT) == 0) return;
  const bool fatal = (value >> 8) == SSL3_AL_FATAL;
  if (!fatal) return;
  const bool ours = (where & SSL_CB_WRITE) != 0;
  log::warn(
      "tls_refused",
      {{"by", ours ? log::Token("district") : log::Token("client")},
       {"alert", log::safe(SSL_alert_desc_string_long(value), "constant of the TLS library")}});
  if (ours) linger(SSL_get_fd(ssl));
}

}  // namespace

Status set_up_tls(SSL_CTX& context, const Gateway& gateway, Files& files) {
  SSL_CTX* tls = &context;
  const Layout& layout = gateway.layout();
  DK_TRY(pem, files.read_private(layout.online_key("server")));
  DK_TRY(key, crypto::PrivateKey::from_pem(pem.text()));
  if (SSL_CTX_set_min_proto_version(tls, TLS1_3_VERSION) != 1 ||
      SSL_CTX_use_certificate_chain_file(tls, layout.certificate("server").c_str()) != 1 ||
      SSL_CTX_use_PrivateKey(tls, key.handle()) != 1 || SSL_CTX_check_private_key(tls) != 1) {
    return openssl_failed(FailureCode::tls_failed, "server certificate");
  }
  // The terminals' authority itself is the anchor: a certificate of the staff's or the servers'
  // authority under the same root opens nothing here.
  Owned<X509_STORE, X509_STORE_free> anchors(X509_STORE_new());
  X509* terminals = gateway.terminal_ca().certificate.handle();
  if (!anchors || X509_STORE_add_cert(anchors.get(), terminals) != 1 ||
      X509_STORE_set_flags(anchors.get(), X509_V_FLAG_PARTIAL_CHAIN) != 1 ||
      SSL_CTX_set0_verify_cert_store(tls, anchors.release()) != 1 ||
      SSL_CTX_add_client_CA(tls, terminals) != 1) {
    return openssl_failed(FailureCode::tls_failed, "terminals' authority");
  }
  SSL_CTX_set_verify(tls, SSL_VERIFY_PEER, nullptr);
  SSL_CTX_set_session_cache_mode(tls, SSL_SESS_CACHE_OFF);
  // A terminal that loses its power says no goodbye; HTTP's lengths tell what was cut.
  SSL_CTX_set_options(tls, SSL_OP_NO_TICKET | SSL_OP_IGNORE_UNEXPECTED_EOF);
  if (SSL_CTX_set_num_tickets(tls, 0) != 1) {
    return openssl_failed(FailureCode::tls_failed, "session tickets");
  }
  SSL_CTX_set_info_callback(tls, on_tls_event);
  return {};
}

}  // namespace dk::district
