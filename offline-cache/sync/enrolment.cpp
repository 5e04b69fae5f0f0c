#include "offline-cache/sync/enrolment.h"

#include <algorithm>

#include "base/clock.h"
#include "base/crypto/crypto.h"
#include "offline-cache/sync/est_messages.h"
#include "offline-cache/sync/https_remote.h"
#include "offline-cache/sync/sync.h"
#include "offline-cache/wire/api.h"
#include "offline-cache/wire/signed_objects.h"

namespace dk::cache {
namespace {

constexpr std::size_t kMaxFileBytes = 256 * 1024;

struct Paths {
  explicit Paths(const std::string& data_folder)
      : folder(data_folder + "/tls"),
        key(folder + "/key.pem"),
        certificate(folder + "/cert.pem"),
        ca(folder + "/ca.pem"),
        bootstrap(folder + "/bootstrap.json") {}
  std::string folder;
  std::string key;
  std::string certificate;
  std::string ca;
  std::string bootstrap;
};

Result<std::vector<Bytes>> read_pem_certificates(Files& files, const std::string& path) {
  DK_TRY(pem, files.read(path, kMaxFileBytes));
  return certificates_from_pem(as_text(pem));
}

std::string chain_to_pem(const std::vector<Bytes>& chain) {
  std::string pem;
  for (const Bytes& der : chain) pem += certificate_to_pem(der);
  return pem;
}

Result<crypto::PrivateKey> read_key(Files& files, const Paths& paths) {
  DK_TRY(pem, files.read_private(paths.key));
  return crypto::PrivateKey::from_pem(pem.text());
}

// The key is made here and never leaves; one that a cut enrolment left is used again.
Result<crypto::PrivateKey> find_or_make_key(Files& files, const Paths& paths) {
  auto key = read_key(files, paths);
  if (key || key.error().code != FailureCode::not_found) return key;
  DK_TRY(fresh, crypto::PrivateKey::generate_p256());
  DK_TRY(pem, fresh.to_pem());
  DK_CHECK(files.write_private(paths.key, pem.view()));
  return fresh;
}

// cacerts, compared with what the installer typed, and only then kept.
Result<Bytes> fetch_ca(const EnrolmentRequest& request) {
  const auto wanted = from_hex(request.ca_fingerprint);
  if (!wanted || wanted->size() != crypto::Digest{}.size()) {
    return fail(FailureCode::invalid_argument, "the CA's fingerprint is not 64 hex digits");
  }
  DK_TRY(body, fetch_ca_certificates_unverified(request.url));
  DK_TRY(certificates, read_certificates(body));
  for (Bytes& der : certificates) {
    const crypto::Digest digest = crypto::sha256(der);
    if (std::equal(digest.begin(), digest.end(), wanted->begin(), wanted->end())) {
      return std::move(der);
    }
  }
  return fail(FailureCode::server_untrusted, "no CA certificate has the fingerprint");
}

Result<std::unique_ptr<Remote>> connect(const std::string& url, const Paths& paths,
                                        bool with_certificate) {
  TlsOptions options{.url = url, .ca_file = paths.ca};
  if (with_certificate) {
    options.certificate_file = paths.certificate;
    options.key_file = paths.key;
  }
  return open_https_remote(options);
}

// Sends the request and takes the certificate for our key, in our name, that leads to our CA; the
// answer's other certificates (RFC 7030 section 4.2.3 allows the chain) stay behind it.
Result<std::vector<Bytes>> ask_certificate(Remote& remote, HttpRequest request,
                                           const crypto::PrivateKey& key,
                                           const std::string& terminal, ByteView ca) {
  DK_TRY(pkcs10, make_certificate_request(key, terminal));
  request.method = "POST";
  request.content_type = wire::kTypePkcs10;
  request.body = to_bytes(to_base64(pkcs10));
  request.max_answer_bytes = 64 * 1024;
  DK_TRY(answer, remote.call(request));
  if (answer.status != 200) return std::unexpected(failure_of(answer));
  DK_TRY(certificates, read_certificates(answer.body));
  DK_TRY(public_key, key.public_key());
  for (std::size_t i = 0; i < certificates.size(); ++i) {
    DK_TRY(facts, read_certificate(certificates[i]));
    if (facts.spki != public_key.spki()) continue;
    if (facts.common_name != terminal) {
      return fail(FailureCode::enrolment_refused, "a certificate in another name");
    }
    std::swap(certificates[0], certificates[i]);
    DK_CHECK(leads_to(certificates, ca));
    return certificates;
  }
  return fail(FailureCode::answer_malformed, "no certificate for our key");
}

bool certificate_is_ours(Files& files, const Paths& paths, const crypto::PrivateKey& key,
                         const std::string& terminal, ByteView ca) {
  const auto chain = read_pem_certificates(files, paths.certificate);
  if (!chain || !leads_to(*chain, ca)) return false;
  const auto facts = read_certificate(chain->front());
  const auto public_key = key.public_key();
  return facts && public_key && facts->common_name == terminal && facts->spki == public_key->spki();
}

Result<Enrolled> check_bootstrap(std::string_view json) {
  DK_TRY(bootstrap, wire::bootstrap_from_json(json));
  DK_TRY(root, wire::verify_root(bootstrap.root, nullptr));
  DK_TRY(recovery, crypto::PublicKey::from_spki(bootstrap.recovery_spki));
  return Enrolled{std::move(bootstrap.terminal), std::move(bootstrap.root),
                  std::move(bootstrap.recovery_spki)};
}

}  // namespace

Result<Enrolled> load_enrolment(const std::string& data_folder, Files& files) {
  DK_TRY(json, files.read_private(Paths(data_folder).bootstrap));
  return check_bootstrap(json.text());
}

Result<Enrolled> enrol(const EnrolmentRequest& request, Files& files) {
  const Paths paths(request.data_folder);
  if (auto done = load_enrolment(request.data_folder, files);
      done || done.error().code != FailureCode::not_found) {
    if (done && done->terminal != request.terminal) {
      return fail(FailureCode::enrolment_refused, "this folder belongs to another terminal");
    }
    return done;
  }
  // Each step leaves a file; a cut in between goes on from there. bootstrap.json comes last.
  DK_CHECK(files.make_folder(paths.folder));
  DK_TRY(key, find_or_make_key(files, paths));
  DK_TRY(ca, fetch_ca(request));
  DK_CHECK(files.write_private(paths.ca, as_bytes(certificate_to_pem(ca))));
  if (!certificate_is_ours(files, paths, key, request.terminal, ca)) {
    DK_TRY(remote, connect(request.url, paths, false));
    HttpRequest ask{.path = std::string(wire::kPathEnroll)};
    ask.user = request.terminal;
    ask.password = request.token;
    DK_TRY(chain, ask_certificate(*remote, std::move(ask), key, request.terminal, ca));
    DK_CHECK(files.write_private(paths.certificate, as_bytes(chain_to_pem(chain))));
  }
  DK_TRY(remote, connect(request.url, paths, true));
  HttpRequest ask{.method = "GET", .path = std::string(wire::kPathBootstrap)};
  ask.max_answer_bytes = kMaxFileBytes;
  DK_TRY(answer, remote->call(ask));
  if (answer.status != 200) return std::unexpected(failure_of(answer));
  DK_TRY(enrolled, check_bootstrap(as_text(answer.body)));
  if (enrolled.terminal != request.terminal) {
    return fail(FailureCode::enrolment_refused, "bootstrap in another name");
  }
  DK_CHECK(files.write_private(paths.bootstrap, answer.body));
  return enrolled;
}

Result<bool> renew_if_due(const std::string& url, const std::string& data_folder, Files& files) {
  const Paths paths(data_folder);
  DK_TRY(current, read_pem_certificates(files, paths.certificate));
  DK_TRY(facts, read_certificate(current.front()));
  // TLS lives by the system's clock, never by the application's.
  const std::int64_t now_s = to_unix_seconds(SystemClock().now());
  const std::int64_t validity_s = facts.not_after_s - facts.not_before_s;
  if (now_s - facts.not_before_s <= validity_s / 3 * 2) return false;
  DK_TRY(key, read_key(files, paths));
  DK_TRY(ca, read_pem_certificates(files, paths.ca));
  DK_TRY(remote, connect(url, paths, true));
  HttpRequest ask{.path = std::string(wire::kPathReenroll)};
  // The key stays: then one file changes, at once, and a cut leaves a pair that fits.
  DK_TRY(chain, ask_certificate(*remote, std::move(ask), key, facts.common_name, ca.front()));
  DK_CHECK(files.write_private(paths.certificate, as_bytes(chain_to_pem(chain))));
  return true;
}

}  // namespace dk::cache
