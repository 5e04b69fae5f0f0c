#include "district/terminals.h"

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include "district/test_district.h"

namespace dk::district::testing {
namespace {

class Terminals : public District {
 protected:
  void SetUp() override {
    District::SetUp();
    key_ = *crypto::PrivateKey::generate_p256();
  }
  [[nodiscard]] std::string token() { return *gateway_->terminals().make_token(kTerminal, kSite); }
  [[nodiscard]] Bytes request(std::string_view name = kTerminal) {
    return *make_signing_request(name, key_);
  }
  Result<Certificate> enrol_with(const std::string& token, const Bytes& request,
                                 const std::string& terminal = kTerminal) {
    return gateway_->terminals().enrol(terminal, token, request, gateway_->terminal_ca());
  }
  crypto::PrivateKey key_;
};

TEST_F(Terminals, installer_enrols_a_terminal) {
  const auto certificate = enrol_with(token(), request());
  ASSERT_TRUE(certificate) << certificate.error().detail;
  const auto peer = gateway_->terminals().identify(*certificate);
  ASSERT_TRUE(peer);
  EXPECT_EQ(peer->terminal, kTerminal);
  EXPECT_EQ(peer->site, kSite);
  EXPECT_EQ(certificate->public_key()->spki(), key_.public_key()->spki());
}

TEST_F(Terminals, a_token_pays_once) {
  const std::string paid = token();
  ASSERT_TRUE(enrol_with(paid, request()));
  const auto again = enrol_with(paid, request());
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, FailureCode::enrolment_refused);
}

TEST_F(Terminals, a_guessed_token_is_refused) {
  (void)token();
  EXPECT_EQ(enrol_with(std::string(64, '0'), request()).error().code,
            FailureCode::enrolment_refused);
  EXPECT_EQ(enrol_with("", request()).error().code, FailureCode::enrolment_refused);
}

TEST_F(Terminals, a_token_of_yesterday_has_expired) {
  const std::string old = token();
  ASSERT_TRUE(
      gateway_->database().run("UPDATE token SET expires_s=expires_s-?", {kTokenHours * 3600}));
  EXPECT_EQ(enrol_with(old, request()).error().code, FailureCode::enrolment_refused);
}

TEST_F(Terminals, a_token_is_for_its_terminal_only) {
  const std::string mine = token();
  EXPECT_EQ(enrol_with(mine, request("LH-TS-0003"), "LH-TS-0003").error().code,
            FailureCode::enrolment_refused);
}

TEST_F(Terminals, a_request_for_another_terminal_is_refused_and_spends_nothing) {
  const std::string mine = token();
  EXPECT_EQ(enrol_with(mine, request("LH-TS-0003")).error().code, FailureCode::invalid_argument);
  EXPECT_EQ(count("certificate"), 0);
  EXPECT_TRUE(enrol_with(mine, request()));
}

TEST_F(Terminals, a_changed_request_is_refused_and_spends_nothing) {
  const std::string mine = token();
  Bytes changed = request();
  changed.back() ^= 1;
  EXPECT_EQ(enrol_with(mine, changed).error().code, FailureCode::signature_invalid);
  changed.pop_back();
  EXPECT_EQ(enrol_with(mine, changed).error().code, FailureCode::crypto_failed);
  EXPECT_TRUE(enrol_with(mine, request()));
}

TEST_F(Terminals, a_new_main_board_supersedes_the_old_one) {
  const auto before = enrol_with(token(), request());
  ASSERT_TRUE(before);
  key_ = *crypto::PrivateKey::generate_p256();
  const auto after = enrol_with(token(), request());
  ASSERT_TRUE(after);
  EXPECT_EQ(gateway_->terminals().identify(*before).error().code, FailureCode::certificate_revoked);
  EXPECT_TRUE(gateway_->terminals().identify(*after));
}

TEST_F(Terminals, renewal_keeps_the_old_certificate_until_it_expires) {
  const auto before = enrol_with(token(), request());
  ASSERT_TRUE(before);
  const auto peer = gateway_->terminals().identify(*before);
  const auto after = gateway_->terminals().renew(*peer, request(), gateway_->terminal_ca());
  ASSERT_TRUE(after);
  EXPECT_TRUE(gateway_->terminals().identify(*before));
  EXPECT_TRUE(gateway_->terminals().identify(*after));
  EXPECT_EQ(gateway_->terminals()
                .renew(*peer, request("LH-TS-0003"), gateway_->terminal_ca())
                .error()
                .code,
            FailureCode::invalid_argument);
}

TEST_F(Terminals, a_stolen_terminal_is_revoked_with_its_open_tokens) {
  const auto certificate = enrol_with(token(), request());
  ASSERT_TRUE(certificate);
  const auto peer = gateway_->terminals().identify(*certificate);
  const std::string open_token = token();
  ASSERT_TRUE(gateway_->terminals().revoke(kTerminal));
  EXPECT_EQ(gateway_->terminals().identify(*certificate).error().code,
            FailureCode::certificate_revoked);
  EXPECT_EQ(enrol_with(open_token, request()).error().code, FailureCode::enrolment_refused);
  EXPECT_FALSE(gateway_->terminals().renew(*peer, request(), gateway_->terminal_ca()));
  EXPECT_EQ(gateway_->terminals().revoke("LH-TS-0099").error().code, FailureCode::not_found);
}

TEST_F(Terminals, a_certificate_that_nobody_remembers_issuing_is_refused) {
  const auto made = issue_certificate(
      {CertificateUse::Client, kTerminal, *key_.public_key(), 0, 4'102'444'800, {}},
      &gateway_->terminal_ca().certificate, gateway_->terminal_ca().key);
  ASSERT_TRUE(made);
  EXPECT_EQ(gateway_->terminals().identify(*made).error().code, FailureCode::certificate_revoked);
}

TEST_F(Terminals, tokens_need_a_known_site_and_a_plain_id) {
  EXPECT_EQ(gateway_->terminals().make_token(kTerminal, "XX-99").error().code,
            FailureCode::not_found);
  for (const char* id : {"", "A", "lh-ts-1", "LH TS", "LH/TS", "-LH", "LH\xC3\xA9"}) {
    EXPECT_EQ(gateway_->terminals().make_token(id, kSite).error().code,
              FailureCode::invalid_argument);
  }
}

TEST(SigningRequest, a_key_that_is_not_p256_is_refused) {
  const std::shared_ptr<EVP_PKEY> key(EVP_EC_gen("P-384"), EVP_PKEY_free);
  const std::shared_ptr<X509_REQ> request(X509_REQ_new(), X509_REQ_free);
  ASSERT_TRUE(key && request);
  X509_NAME_add_entry_by_txt(X509_REQ_get_subject_name(request.get()), "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(kTerminal), -1, -1, 0);
  ASSERT_EQ(X509_REQ_set_pubkey(request.get(), key.get()), 1);
  ASSERT_GT(X509_REQ_sign(request.get(), key.get(), EVP_sha256()), 0);
  unsigned char* der = nullptr;
  const int size = i2d_X509_REQ(request.get(), &der);
  ASSERT_GT(size, 0);
  const Bytes bytes(der, der + size);
  OPENSSL_free(der);
  EXPECT_EQ(parse_signing_request(bytes).error().code, FailureCode::algorithm_refused);
}

TEST(SigningRequest, noise_is_refused) {
  EXPECT_FALSE(parse_signing_request({}));
  EXPECT_FALSE(parse_signing_request(Bytes(300, 0x30)));
  EXPECT_FALSE(parse_signing_request(Bytes(100'000, 0x30)));
}

}  // namespace
}  // namespace dk::district::testing
