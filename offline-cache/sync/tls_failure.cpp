#include "offline-cache/sync/tls_failure.h"

#include <curl/curl.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

namespace dk::cache {
namespace {

Failure alert_failure(int alert) {
  const std::string detail = "TLS alert " + std::to_string(alert);
  switch (alert) {
    case SSL_AD_PROTOCOL_VERSION:
    case SSL_AD_INSUFFICIENT_SECURITY:
      return {FailureCode::tls_version_refused, detail};
    case SSL_AD_CERTIFICATE_REQUIRED:
      return {FailureCode::certificate_missing, detail};
    case SSL_AD_CERTIFICATE_EXPIRED:
      return {FailureCode::certificate_expired, detail};
    case SSL_AD_CERTIFICATE_REVOKED:
      return {FailureCode::certificate_revoked, detail};
    case SSL_AD_UNKNOWN_CA:
    case SSL_AD_BAD_CERTIFICATE:
    case SSL_AD_UNSUPPORTED_CERTIFICATE:
    case SSL_AD_CERTIFICATE_UNKNOWN:
    case SSL_AD_ACCESS_DENIED:
      return {FailureCode::certificate_untrusted, detail};
    default:
      return {FailureCode::tls_failed, detail};
  }
}

Failure verify_failure(long result) {
  const std::string detail = "verify " + std::to_string(result);
  switch (result) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
    case X509_V_ERR_CERT_NOT_YET_VALID:  // here it is our clock as often as their certificate
      return {FailureCode::server_certificate_expired, detail};
    case X509_V_OK:
    case X509_V_ERR_UNSPECIFIED:  // curl's value before anything was verified: the chain was fine
      return {FailureCode::server_untrusted, "host name"};
    default:
      return {FailureCode::server_untrusted, detail};
  }
}

}  // namespace

Failure link_failure(int curl_code, bool connected, const TlsTrouble& trouble) {
  const std::string detail = "curl " + std::to_string(curl_code);
  if (trouble.alert_received >= 0) return alert_failure(trouble.alert_received);
  switch (curl_code) {
    case CURLE_ABORTED_BY_CALLBACK:
      return {FailureCode::cancelled, {}};
    case CURLE_WRITE_ERROR:
      return {FailureCode::answer_malformed, "the answer is too large"};
    case CURLE_PEER_FAILED_VERIFICATION:
      return verify_failure(trouble.verify_result);
    case CURLE_SSL_CACERT_BADFILE:
      return {FailureCode::server_untrusted, "no CA certificate here"};
    case CURLE_SSL_CERTPROBLEM:
      return {FailureCode::certificate_missing, "cannot be read"};
    case CURLE_SSL_CLIENTCERT:
      return {FailureCode::certificate_missing, detail};
    case CURLE_SSL_CONNECT_ERROR:
      // Nothing was verified wrong and no alert came: another version, or not TLS at all.
      return {FailureCode::tls_failed, detail};
    case CURLE_OPERATION_TIMEDOUT:
      return {connected ? FailureCode::timed_out : FailureCode::network_unreachable, detail};
    case CURLE_UNSUPPORTED_PROTOCOL:
      // Ours when no line was made; else the other end speaks something that is not HTTP/1.
      if (connected) return {FailureCode::answer_malformed, "not HTTP"};
      [[fallthrough]];
    case CURLE_URL_MALFORMAT:
      return {FailureCode::config_invalid, "the district's URL"};
    case CURLE_WEIRD_SERVER_REPLY:
      return {FailureCode::answer_malformed, detail};
    case CURLE_OUT_OF_MEMORY:
      return {FailureCode::internal, detail};
    // No name, no route, refused, reset, closed: the network, for all that we can know.
    default:
      return {FailureCode::network_unreachable, detail};
  }
}

bool link_is_down(FailureCode code) {
  switch (code) {
    case FailureCode::network_unreachable:
    case FailureCode::timed_out:
    case FailureCode::cancelled:
    case FailureCode::config_invalid:
    case FailureCode::tls_failed:
    case FailureCode::tls_version_refused:
    case FailureCode::server_untrusted:
    case FailureCode::server_certificate_expired:
    case FailureCode::certificate_missing:
    case FailureCode::certificate_untrusted:
    case FailureCode::certificate_expired:
    case FailureCode::certificate_revoked:
      return true;
    default:
      return false;
  }
}

}  // namespace dk::cache
