// Each way of not being let in has a word of its own.
#include "district/tls.h"

#include "district/test_server.h"
#include "offline-cache/wire/api.h"

namespace dk::district::testing {
namespace {

constexpr std::int64_t kDayS = 24 * 3600;

class Tls : public Served {
 protected:
  [[nodiscard]] std::int64_t now_s() const { return to_unix_seconds(system_.now()); }
  Certificate issue(CertificateUse use, const Certificate* issuer, const crypto::PrivateKey& signer,
                    std::int64_t from_s, std::int64_t to_s) {
    CertificateOrder order{use, kTerminal, *terminal_.key.public_key(), from_s, to_s, {}};
    if (use == CertificateUse::Server) order.hosts = {"localhost"};
    auto certificate = issue_certificate(order, issuer, signer);
    EXPECT_TRUE(certificate);
    return *certificate;
  }
  [[nodiscard]] std::string trouble(const Certificate& certificate) {
    TestClient client(as(certificate, terminal_.key));
    return client.get("/v1/manifest").trouble;
  }
};

TEST_F(Tls, terminal_with_its_certificate_is_let_in) {
  TestClient client(as_terminal());
  const Reply reply = client.get("/v1/manifest");
  EXPECT_EQ(reply.trouble, "");
  EXPECT_EQ(reply.status, 200);
}

TEST_F(Tls, no_certificate_is_answered_and_refused) {
  TestClient client(nobody());
  for (const auto path :
       {wire::kPathManifest, wire::kPathRoot, wire::kPathBootstrap, wire::kPathProgress,
        std::string_view("/v1/objects/00"), std::string_view("/"), std::string_view("/nowhere")}) {
    const Reply reply = client.get(path);
    EXPECT_EQ(reply.status, 403) << path;
    const auto problem = wire::problem_from_json(reply.body);
    ASSERT_TRUE(problem) << path;
    EXPECT_EQ(problem->code, wire::kProblemCertificateMissing);
    EXPECT_EQ(reply.headers.at("content-type"), wire::kTypeProblem);
  }
  EXPECT_EQ(client.get(wire::kPathHealth).status, 200);
  EXPECT_EQ(client.get(wire::kPathCaCerts).status, 200);
}

TEST_F(Tls, certificate_of_another_authority) {
  const auto key = crypto::PrivateKey::generate_p256();
  const auto ca = issue_certificate({CertificateUse::RootCa,
                                     "District Terminals CA",
                                     *key->public_key(),
                                     now_s() - kDayS,
                                     now_s() + kDayS,
                                     {}},
                                    nullptr, *key);
  ASSERT_TRUE(ca);
  const auto forged = issue(CertificateUse::Client, &*ca, *key, now_s() - kDayS, now_s() + kDayS);
  EXPECT_EQ(trouble(forged), "tlsv1 alert unknown ca");
}

TEST_F(Tls, certificate_of_the_staffs_authority_is_no_terminals) {
  const auto pem = files_.read_private(Layout{dir()}.offline_key("ca-staff"));
  const auto ca_pem = files_.read(Layout{dir()}.certificate("ca-staff"), 1 << 16);
  const auto key = crypto::PrivateKey::from_pem(pem->text());
  const auto ca = Certificate::from_pem(as_text(*ca_pem));
  const auto staff = issue(CertificateUse::Client, &*ca, *key, now_s() - kDayS, now_s() + kDayS);
  EXPECT_EQ(trouble(staff), "tlsv1 alert unknown ca");
}

TEST_F(Tls, certificate_has_expired) {
  const auto& ca = gateway_->terminal_ca();
  const auto old =
      issue(CertificateUse::Client, &ca.certificate, ca.key, now_s() - 2 * kDayS, now_s() - kDayS);
  EXPECT_EQ(trouble(old), "sslv3 alert certificate expired");
}

TEST_F(Tls, certificate_is_not_for_clients) {
  const auto& ca = gateway_->terminal_ca();
  const auto server =
      issue(CertificateUse::Server, &ca.certificate, ca.key, now_s() - kDayS, now_s() + kDayS);
  EXPECT_EQ(trouble(server), "sslv3 alert unsupported certificate");
}

TEST_F(Tls, revoked_while_the_connection_is_open) {
  TestClient client(as_terminal());
  ASSERT_EQ(client.get("/v1/manifest").status, 200);
  ASSERT_TRUE(gateway_->terminals().revoke(kTerminal));
  const Reply reply = client.get("/v1/manifest");
  EXPECT_EQ(reply.status, 403);
  EXPECT_EQ(wire::problem_from_json(reply.body)->code, wire::kProblemCertificateRevoked);
  EXPECT_EQ(client.get(wire::kPathHealth).status, 200);
}

TEST_F(Tls, version_1_2_is_refused) {
  ClientOptions options = as_terminal();
  options.tls12 = true;
  TestClient client(options);
  EXPECT_EQ(client.get("/healthz").trouble, "tlsv1 alert protocol version");
}

TEST_F(Tls, client_does_not_trust_this_district) {
  ClientOptions options = as_terminal();
  options.ca_file = Layout{dir()}.certificate("ca-staff");
  TestClient client(options);
  EXPECT_EQ(client.get("/healthz").trouble, "certificate verify failed");
}

TEST_F(Tls, refusal_arrives_even_when_much_was_sent_behind_it) {
  const auto& ca = gateway_->terminal_ca();
  const auto old =
      issue(CertificateUse::Client, &ca.certificate, ca.key, now_s() - 2 * kDayS, now_s() - kDayS);
  for (int i = 0; i < 20; ++i) {
    TestClient client(as(old, terminal_.key));
    const Reply reply = client.post("/v1/events", std::string(20'000, 'x'));
    EXPECT_EQ(reply.trouble, "sslv3 alert certificate expired");
  }
}

}  // namespace
}  // namespace dk::district::testing
