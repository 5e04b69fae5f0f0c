#include <gtest/gtest.h>
#include <openssl/err.h>

#include "base/crypto/crypto.h"
#include "base/crypto/test_keys.h"

namespace dk::crypto {
namespace {

// No error may stay in the thread's queue: the next TLS call would report it as its own.
class Keys : public testing::Test {
 protected:
  void TearDown() override { EXPECT_EQ(ERR_peek_error(), 0U); }
};

template <class T>
FailureCode code_of(const Result<T>& result) {
  return result ? FailureCode::internal : result.error().code;
}

// What is between the lines of a PEM.
Bytes der_of(std::string_view pem) {
  const std::size_t from = pem.find('\n');
  const std::size_t to = pem.find("-----END");
  return from_base64(pem.substr(from, to - from)).value();
}

TEST_F(Keys, public_key_in_every_form_is_the_same_key) {
  const PublicKey key = PublicKey::from_pem(test::kPublicPem).value();
  EXPECT_EQ(to_hex(key.raw().value()), test::kRawHex);
  EXPECT_EQ(to_hex(key.key_id()), "5a7a78cca4a0f420");  // openssl pkey -pubout | sha256sum
  EXPECT_EQ(key.spki(), der_of(test::kPublicPem));
  for (const char* pem : {test::kCertificatePem, test::kCompressedPublicPem}) {
    const auto same = PublicKey::from_pem(pem);
    ASSERT_TRUE(same) << same.error().detail;
    EXPECT_EQ(same->spki(), key.spki());
  }
  EXPECT_EQ(PublicKey::p256_from_raw(from_hex(test::kRawHex).value()).value().spki(), key.spki());
  EXPECT_EQ(PublicKey::from_spki(key.spki()).value().key_id(), key.key_id());
}

TEST_F(Keys, private_key_in_both_forms) {
  for (const char* pem : {test::kPkcs8Pem, test::kSec1Pem}) {
    const auto key = PrivateKey::from_pem(pem);
    ASSERT_TRUE(key) << key.error().detail;
    EXPECT_EQ(to_hex(key->public_key().value().raw().value()), test::kRawHex);
    EXPECT_EQ(key->to_pem().value().text(), std::string(test::kPkcs8Pem) + "\n");
  }
  const std::string with_parameters =
      "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n" +
      std::string(test::kSec1Pem);
  EXPECT_TRUE(PrivateKey::from_pem(with_parameters));
}

TEST_F(Keys, encrypted_file_is_refused_without_asking) {
  EXPECT_EQ(code_of(PrivateKey::from_pem(test::kEncryptedPkcs8Pem)), FailureCode::crypto_failed);
  EXPECT_EQ(code_of(PrivateKey::from_pem(test::kEncryptedSec1Pem)), FailureCode::crypto_failed);
}

TEST_F(Keys, curves_and_sizes_that_we_do_not_use_are_refused) {
  for (const char* pem : {test::kP384PublicPem, test::kEd25519PublicPem, test::kRsa1024PublicPem,
                          test::kExplicitCurvePem}) {
    EXPECT_EQ(code_of(PublicKey::from_pem(pem)), FailureCode::algorithm_refused) << pem;
  }
  EXPECT_TRUE(PublicKey::from_pem(test::kRsaPublicPem));
}

TEST_F(Keys, point_off_the_curve_is_refused) {
  Bytes xy = from_hex(test::kRawHex).value();
  xy[63] ^= 1;
  EXPECT_EQ(code_of(PublicKey::p256_from_raw(xy)), FailureCode::crypto_failed);
  EXPECT_EQ(code_of(PublicKey::p256_from_raw(Bytes(64))), FailureCode::crypto_failed);
  EXPECT_EQ(code_of(PublicKey::p256_from_raw(Bytes(63))), FailureCode::crypto_failed);
  EXPECT_EQ(code_of(PublicKey::p256_from_raw({})), FailureCode::crypto_failed);
}

TEST_F(Keys, private_key_with_a_strangers_public_half_is_refused) {
  std::string pem = test::kPkcs8Pem;
  const std::string stranger =
      std::string(PrivateKey::generate_p256().value().to_pem().value().text());
  Bytes mine = der_of(pem);
  const Bytes theirs = der_of(stranger);
  ASSERT_EQ(mine.size(), theirs.size());
  std::copy(theirs.end() - 64, theirs.end(), mine.end() - 64);
  pem = "-----BEGIN PRIVATE KEY-----\n" + to_base64(mine) + "\n-----END PRIVATE KEY-----\n";
  EXPECT_EQ(code_of(PrivateKey::from_pem(pem)), FailureCode::crypto_failed);
}

TEST_F(Keys, damaged_texts_are_refused) {
  const std::string pem = test::kPkcs8Pem;
  for (std::size_t size = 0; size + 2 < pem.size(); size += 7) {
    EXPECT_EQ(code_of(PrivateKey::from_pem(pem.substr(0, size))), FailureCode::crypto_failed);
    EXPECT_EQ(code_of(PublicKey::from_pem(pem.substr(0, size))), FailureCode::crypto_failed);
  }
  EXPECT_EQ(code_of(PublicKey::from_pem(test::kPkcs8Pem)), FailureCode::crypto_failed);
  EXPECT_EQ(code_of(PrivateKey::from_pem(test::kPublicPem)), FailureCode::crypto_failed);
  EXPECT_EQ(code_of(PublicKey::from_pem(std::string(1 << 20, '-'))), FailureCode::crypto_failed);
}

TEST_F(Keys, bytes_after_a_public_key_are_refused) {
  Bytes spki = der_of(test::kPublicPem);
  spki.push_back(0);
  EXPECT_EQ(code_of(PublicKey::from_spki(spki)), FailureCode::crypto_failed);
  EXPECT_EQ(code_of(PublicKey::from_spki({})), FailureCode::crypto_failed);
}

TEST_F(Keys, made_keys_differ_and_come_back) {
  const PrivateKey one = PrivateKey::generate_p256().value();
  const PrivateKey two = PrivateKey::generate_p256().value();
  EXPECT_NE(one.public_key().value().key_id(), two.public_key().value().key_id());
  const PrivateKey back = PrivateKey::from_pem(one.to_pem().value().text()).value();
  EXPECT_EQ(back.public_key().value().spki(), one.public_key().value().spki());
}

TEST_F(Keys, x25519_raw_form) {
  const PrivateKey key = PrivateKey::generate_x25519().value();
  const Bytes raw = key.public_key().value().raw().value();
  EXPECT_EQ(raw.size(), 32U);
  EXPECT_EQ(PublicKey::x25519_from_raw(raw).value().spki(), key.public_key().value().spki());
  EXPECT_EQ(code_of(PublicKey::x25519_from_raw(Bytes(31))), FailureCode::crypto_failed);
  const PrivateKey back = PrivateKey::from_pem(key.to_pem().value().text()).value();
  EXPECT_EQ(back.public_key().value().raw().value(), raw);
  EXPECT_EQ(code_of(PublicKey::from_pem(test::kRsaPublicPem).value().raw()),
            FailureCode::algorithm_refused);
}

}  // namespace
}  // namespace dk::crypto
