// Enrolment over Secure Transport (RFC 7030, clarified by RFC 8951).
#include "base/bytes.h"
#include "district/routes.h"
#include "offline-cache/wire/api.h"

namespace dk::district {
namespace {

constexpr std::size_t kLineCharacters = 64;

Answer certificates(const std::vector<Certificate>& certificates) {
  const auto bundle = certificates_only(certificates);
  if (!bundle) return problem(bundle.error());
  const std::string text = to_base64(*bundle);
  std::string lines;
  for (std::size_t at = 0; at < text.size(); at += kLineCharacters) {
    lines += text.substr(at, kLineCharacters) + "\r\n";
  }
  return {200,
          std::string(wire::kTypePkcs7),
          to_bytes(lines),
          {{"Content-Transfer-Encoding", "base64"}}};
}

// The new certificate first, then the authority between it and the pinned root: a terminal checks
// the path before it trusts, and presents it in TLS as RFC 8446 section 4.4.2 asks.
Answer issued_with_chain(const Gateway& gateway, const Certificate& issued) {
  return certificates({issued, gateway.terminal_ca().certificate});
}

struct Credentials {
  std::string terminal;
  std::string token;
};

// HTTP Basic (RFC 7617).
std::optional<Credentials> parse_basic(std::string_view header) {
  constexpr std::string_view kScheme = "Basic ";
  if (!header.starts_with(kScheme)) return std::nullopt;
  const auto decoded = from_base64(header.substr(kScheme.size()));
  if (!decoded) return std::nullopt;
  const std::string_view text = as_text(*decoded);
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  return Credentials{std::string(text.substr(0, colon)), std::string(text.substr(colon + 1))};
}

Answer unauthorised() {
  Answer answer = problem(401, wire::kProblemEnrolmentRefused,
                          "A terminal id with its one-time token is needed.");
  answer.headers.emplace_back("WWW-Authenticate", "Basic realm=\"enrolment\"");
  return answer;
}

Answer refused(const Failure& failure) {
  switch (failure.code) {
    case FailureCode::enrolment_refused:
      return unauthorised();
    case FailureCode::invalid_argument:
      return problem(403, wire::kProblemEnrolmentRefused,
                     "The request names another terminal than the caller.");
    case FailureCode::certificate_revoked:
      return problem(403, wire::kProblemCertificateRevoked, "The certificate is revoked.");
    case FailureCode::signature_invalid:
      return problem(400, wire::kProblemBodyMalformed, "The request is not signed by its key.");
    case FailureCode::algorithm_refused:
      return problem(400, wire::kProblemBodyMalformed, "The key is not on P-256.");
    case FailureCode::crypto_failed:
      return problem(400, wire::kProblemBodyMalformed, "The body is no PKCS#10 request.");
    default:
      return problem(failure);
  }
}

// The DER inside, or why not.
std::expected<Bytes, Answer> signing_request(const Call& call) {
  if (!call.content_type.starts_with(wire::kTypePkcs10)) {
    return std::unexpected(
        problem(415, wire::kProblemTypeRefused, "The body must be application/pkcs10."));
  }
  auto der = from_base64(as_text(call.body));
  if (!der) {
    return std::unexpected(problem(400, wire::kProblemBodyMalformed, "The body is not base64."));
  }
  return std::move(*der);
}

}  // namespace

Answer est_cacerts(Gateway& gateway, const Call&) {
  return certificates(gateway.ca_certificates());
}

Answer est_enroll(Gateway& gateway, const Call& call) {
  const auto credentials = parse_basic(call.authorization);
  if (!credentials) return unauthorised();
  const auto request = signing_request(call);
  if (!request) return request.error();
  const auto issued = gateway.terminals().enrol(credentials->terminal, credentials->token, *request,
                                                gateway.terminal_ca());
  if (!issued) return refused(issued.error());
  log::info("terminal_enrolled",
            {{"terminal", log::safe(credentials->terminal, "checked id with a valid token")}});
  return issued_with_chain(gateway, *issued);
}

Answer est_reenroll(Gateway& gateway, const Call& call) {
  const auto request = signing_request(call);
  if (!request) return request.error();
  const auto issued = gateway.terminals().renew(*call.peer, *request, gateway.terminal_ca());
  if (!issued && issued.error().code == FailureCode::invalid_argument) {
    return problem(400, wire::kProblemBodyMalformed, "The request names another terminal.");
  }
  if (!issued) return refused(issued.error());
  log::info("terminal_renewed",
            {{"terminal", log::safe(call.peer->terminal, "id from the certificate")}});
  return issued_with_chain(gateway, *issued);
}

}  // namespace dk::district
