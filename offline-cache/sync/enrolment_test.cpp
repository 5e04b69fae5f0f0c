// A terminal is carried into a hall and enrolled; EST over real TLS on this machine.
#include "offline-cache/sync/enrolment.h"

#include <gtest/gtest.h>

#include "offline-cache/outbox/outbox_test_support.h"
#include "offline-cache/reference/reference_test_support.h"
#include "offline-cache/sync/est_messages.h"
#include "offline-cache/sync/sync.h"
#include "offline-cache/sync/test_tls_server.h"
#include "offline-cache/wire/api.h"

namespace dk::cache {
namespace {

using test::Authority;
using test::kTerminal;
using test::respond;
using test::SeenRequest;
using test::TlsServer;

class EnrolmentTest : public testing::Test {
 protected:
  EnrolmentTest()
      : certificate_(ca_.issue("district", server_key_.public_key().value(), true)),
        server_(certificate_.get(), server_key_,
                [this](const SeenRequest& request) { return serve(request); },
                {.client_ca = ca_.certificate.get()}) {
    bootstrap_.terminal = kTerminal;
    bootstrap_.root = signer_.root_cose();
    bootstrap_.recovery_spki = test_recovery_key().public_key()->spki();
  }

  std::string serve(const SeenRequest& request) {
    requests_.push_back(request.head.substr(0, request.head.find(" HTTP")));
    if (fail_at_ == requests_.back()) return {};  // the line is cut here
    const auto problem = [](int status, const std::string& code) {
      return respond(status, "application/problem+json",
                     to_json(wire::Problem{status, code, "test"}));
    };
    if (request.starts("GET /.well-known/est/cacerts ")) {
      return respond(200, "application/pkcs7-mime",
                     test::certs_only({shown_ca_->certificate.get()}));
    }
    if (request.starts("POST /.well-known/est/simpleenroll ")) {
      const std::string expected =
          "Authorization: Basic " + to_base64(as_bytes(std::string(kTerminal) + ":" + token_));
      if (token_.empty() || !request.has(expected)) return problem(401, "enrolment_refused");
      token_.clear();  // works once
      return issue(request);
    }
    if (request.client.empty()) return problem(403, "certificate_missing");
    if (request.starts("POST /.well-known/est/simplereenroll ")) return issue(request);
    if (request.starts("GET /v1/bootstrap ")) {
      return respond(200, "application/json", to_json(bootstrap_));
    }
    return problem(404, "not_found");
  }

  std::string issue(const SeenRequest& request) {
    EXPECT_TRUE(request.has("Content-Type: application/pkcs10"));
    const Bytes der = from_base64(request.body).value();
    const unsigned char* at = der.data();
    X509_REQ* asked = d2i_X509_REQ(nullptr, &at, static_cast<long>(der.size()));
    EXPECT_NE(asked, nullptr);
    EVP_PKEY* key = X509_REQ_get0_pubkey(asked);
    EXPECT_EQ(X509_REQ_verify(asked, key), 1);
    unsigned char* spki = nullptr;
    const int size = i2d_PUBKEY(key, &spki);
    const auto shown = crypto::PublicKey::from_spki({spki, static_cast<std::size_t>(size)}).value();
    OPENSSL_free(spki);
    X509_REQ_free(asked);
    const auto issued = issuer_->issue(
        name_, foreign_key_ ? server_key_.public_key().value() : shown, false, validity_);
    return respond(200, "application/pkcs7-mime; smime-type=certs-only",
                   test::certs_only({issued.get()}));
  }

  EnrolmentRequest request() {
    return {.url = server_.url(),
            .ca_fingerprint = to_hex(crypto::sha256(test::der_of(ca_.certificate.get()))),
            .token = "one-time-token",
            .terminal = kTerminal,
            .data_folder = folder_.path()};
  }
  Result<Enrolled> do_enrol(const EnrolmentRequest& request) {
    server_.settle();
    auto result = enrol(request, files_);
    server_.settle();
    return result;
  }
  Result<bool> renew() {
    server_.settle();
    auto result = renew_if_due(server_.url(), folder_.path(), files_);
    server_.settle();
    return result;
  }
  FailureCode enrol_code(const EnrolmentRequest& request) {
    const auto result = do_enrol(request);
    return result ? FailureCode::internal : result.error().code;
  }

  TemporaryFolder folder_;
  PosixFiles files_;
  Authority ca_;
  Authority stranger_{"Somebody else"};
  crypto::PrivateKey server_key_ = crypto::PrivateKey::generate_p256().value();
  test::Signer signer_{SystemClock().now()};
  wire::Bootstrap bootstrap_;
  std::string token_ = "one-time-token";
  std::string name_ = kTerminal;
  test::Validity validity_;
  const Authority* shown_ca_ = &ca_;
  const Authority* issuer_ = &ca_;
  bool foreign_key_ = false;
  std::string fail_at_;
  std::vector<std::string> requests_;
  test::Certificate certificate_;
  TlsServer server_;  // last: its thread uses everything above
};

TEST_F(EnrolmentTest, a_new_terminal_pins_its_district) {
  const auto enrolled = do_enrol(request());
  ASSERT_TRUE(enrolled) << enrolled.error().detail;
  EXPECT_EQ(enrolled->terminal, kTerminal);
  EXPECT_EQ(enrolled->root, bootstrap_.root);
  EXPECT_EQ(enrolled->recovery_spki, bootstrap_.recovery_spki);
  for (const char* name : {"key.pem", "cert.pem", "ca.pem", "bootstrap.json"}) {
    const auto path = std::filesystem::path(folder_.path()) / "tls" / name;
    EXPECT_EQ(std::filesystem::status(path).permissions(), std::filesystem::perms(0600)) << name;
  }
  // Again: nothing is asked, the same is pinned.
  requests_.clear();
  EXPECT_EQ(do_enrol(request())->root, bootstrap_.root);
  EXPECT_TRUE(requests_.empty());
  EXPECT_EQ(load_enrolment(folder_.path(), files_)->terminal, kTerminal);
}

TEST_F(EnrolmentTest, a_folder_belongs_to_one_terminal) {
  ASSERT_TRUE(do_enrol(request()));
  EnrolmentRequest other = request();
  other.terminal = "LH-TS-0009";
  EXPECT_EQ(enrol_code(other), FailureCode::enrolment_refused);
}

TEST_F(EnrolmentTest, a_ca_with_another_fingerprint_gets_no_token) {
  shown_ca_ = &stranger_;
  EXPECT_EQ(enrol_code(request()), FailureCode::server_untrusted);
  EXPECT_EQ(requests_, std::vector<std::string>{"GET /.well-known/est/cacerts"});
  EnrolmentRequest typo = request();
  typo.ca_fingerprint.pop_back();
  EXPECT_EQ(enrol_code(typo), FailureCode::invalid_argument);
}

TEST_F(EnrolmentTest, a_server_that_only_shows_the_right_ca_gets_no_token) {
  // It copies the district's CA certificate but cannot shake hands under it.
  const auto own = stranger_.issue("district", server_key_.public_key().value(), true);
  const TlsServer impostor(own.get(), server_key_,
                           [this](const SeenRequest& seen) { return serve(seen); });
  EnrolmentRequest lured = request();
  lured.url = impostor.url();
  EXPECT_EQ(enrol_code(lured), FailureCode::server_untrusted);
  impostor.settle();
  EXPECT_EQ(requests_, std::vector<std::string>{"GET /.well-known/est/cacerts"});
}

TEST_F(EnrolmentTest, a_wrong_or_used_token_is_refused) {
  EnrolmentRequest wrong = request();
  wrong.token = "guess";
  EXPECT_EQ(enrol_code(wrong), FailureCode::enrolment_refused);
  EXPECT_FALSE(load_enrolment(folder_.path(), files_));
  EXPECT_TRUE(do_enrol(request()));  // the right one still works after it
}

TEST_F(EnrolmentTest, a_line_cut_after_the_certificate_needs_no_second_token) {
  fail_at_ = "GET /v1/bootstrap";
  EXPECT_EQ(enrol_code(request()), FailureCode::network_unreachable);
  const Bytes key = files_.read(folder_.path() + "/tls/key.pem", 4096).value();
  fail_at_.clear();
  EXPECT_TRUE(token_.empty());
  ASSERT_TRUE(do_enrol(request()));
  EXPECT_EQ(files_.read(folder_.path() + "/tls/key.pem", 4096).value(), key);
}

TEST_F(EnrolmentTest, a_certificate_that_is_not_ours_is_not_taken) {
  name_ = "LH-TS-0009";
  EXPECT_EQ(enrol_code(request()), FailureCode::enrolment_refused);
  name_ = kTerminal;
  token_ = "one-time-token";
  issuer_ = &stranger_;
  EXPECT_EQ(enrol_code(request()), FailureCode::certificate_untrusted);
  issuer_ = &ca_;
  token_ = "one-time-token";
  foreign_key_ = true;
  EXPECT_EQ(enrol_code(request()), FailureCode::answer_malformed);
  EXPECT_FALSE(files_.size(folder_.path() + "/tls/cert.pem"));
}

TEST_F(EnrolmentTest, a_bootstrap_that_does_not_verify_is_not_pinned) {
  bootstrap_.terminal = "LH-TS-0009";
  EXPECT_EQ(enrol_code(request()), FailureCode::enrolment_refused);
  bootstrap_.terminal = kTerminal;
  bootstrap_.root = wire::sign_root(signer_.root, signer_.online).value();
  EXPECT_EQ(enrol_code(request()), FailureCode::role_refused);
  bootstrap_.root = signer_.root_cose();
  EXPECT_TRUE(do_enrol(request()));
}

TEST_F(EnrolmentTest, a_certificate_is_renewed_after_two_thirds_of_its_time) {
  ASSERT_TRUE(do_enrol(request()));
  EXPECT_FALSE(renew().value());
  // One that has two thirds behind it.
  std::filesystem::remove_all(folder_.path() + "/tls");
  token_ = "one-time-token";
  validity_ = {-7200, 3000};
  ASSERT_TRUE(do_enrol(request()));
  const Bytes old = files_.read(folder_.path() + "/tls/cert.pem", 65536).value();
  validity_ = {};
  const auto renewed = renew();
  ASSERT_TRUE(renewed) << renewed.error().detail;
  EXPECT_TRUE(*renewed);
  EXPECT_EQ(requests_.back(), "POST /.well-known/est/simplereenroll");
  EXPECT_NE(files_.read(folder_.path() + "/tls/cert.pem", 65536).value(), old);
  EXPECT_FALSE(renew().value());
}

TEST_F(EnrolmentTest, an_expired_certificate_is_named_and_not_renewed) {
  ASSERT_TRUE(do_enrol(request()));
  const auto pem = files_.read_private(folder_.path() + "/tls/key.pem").value();
  const auto key = crypto::PrivateKey::from_pem(pem.text()).value();
  const auto expired = ca_.issue(kTerminal, key.public_key().value(), false, {-7200, -3600});
  ASSERT_TRUE(files_.write_private(folder_.path() + "/tls/cert.pem",
                                   as_bytes(certificate_to_pem(test::der_of(expired.get())))));
  const auto renewed = renew();
  ASSERT_FALSE(renewed);
  EXPECT_EQ(renewed.error().code, FailureCode::certificate_expired);
}

}  // namespace
}  // namespace dk::cache
