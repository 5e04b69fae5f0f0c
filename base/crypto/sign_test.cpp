// Vectors: RFC 6979 appendix A.2.5 (P-256 with SHA-256); PSS by the openssl command.
#include <gtest/gtest.h>
#include <openssl/err.h>

#include "base/crypto/crypto.h"
#include "base/crypto/test_keys.h"

namespace dk::crypto {
namespace {

constexpr SignatureAlgorithm kEs256 = SignatureAlgorithm::Es256;
constexpr SignatureAlgorithm kPs256 = SignatureAlgorithm::Ps256;
constexpr char kSampleHex[] =
    "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
    "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8";
constexpr char kTestHex[] =
    "f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367"
    "019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083";
constexpr char kOrderHex[] = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";

Bytes hex(std::string_view text) { return from_hex(text).value(); }
PublicKey public_key() { return PublicKey::from_pem(test::kPublicPem).value(); }
PrivateKey private_key() { return PrivateKey::from_pem(test::kPkcs8Pem).value(); }

class Signatures : public testing::Test {
 protected:
  void TearDown() override { EXPECT_EQ(ERR_peek_error(), 0U); }
};

FailureCode refusal(SignatureAlgorithm algorithm, const PublicKey& key, std::string_view message,
                    ByteView signature) {
  const Status status = verify(algorithm, key, as_bytes(message), signature);
  return status ? FailureCode::internal : status.error().code;
}

TEST_F(Signatures, es256_published_vectors) {
  EXPECT_TRUE(verify(kEs256, public_key(), as_bytes("sample"), hex(kSampleHex)));
  EXPECT_TRUE(verify(kEs256, public_key(), as_bytes("test"), hex(kTestHex)));
  EXPECT_EQ(refusal(kEs256, public_key(), "test", hex(kSampleHex)), FailureCode::signature_invalid);
}

TEST_F(Signatures, es256_signs_what_it_verifies) {
  const Bytes signature = sign(kEs256, private_key(), as_bytes("sample")).value();
  EXPECT_EQ(signature.size(), 64U);
  EXPECT_TRUE(verify(kEs256, public_key(), as_bytes("sample"), signature));
  const Bytes of_nothing = sign(kEs256, private_key(), {}).value();
  EXPECT_TRUE(verify(kEs256, public_key(), {}, of_nothing));
}

// r or s with leading zeros must still be 32 bytes: of 4000 signatures about 31 have them.
TEST_F(Signatures, es256_is_always_64_bytes) {
  const PrivateKey key = private_key();
  bool had_zero = false;
  for (int i = 0; i < 4000 && !had_zero; ++i) {
    const Bytes signature = sign(kEs256, key, as_bytes("sample")).value();
    ASSERT_EQ(signature.size(), 64U);
    if (signature[0] != 0 && signature[32] != 0) continue;
    had_zero = true;
    EXPECT_TRUE(verify(kEs256, public_key(), as_bytes("sample"), signature));
  }
  EXPECT_TRUE(had_zero);
}

TEST_F(Signatures, es256_every_changed_byte_is_noticed) {
  for (std::size_t i = 0; i < 64; ++i) {
    Bytes signature = hex(kSampleHex);
    signature[i] ^= 0x01;
    EXPECT_EQ(refusal(kEs256, public_key(), "sample", signature), FailureCode::signature_invalid);
  }
}

TEST_F(Signatures, es256_other_lengths_and_forms_are_refused) {
  Bytes signature = hex(kSampleHex);
  EXPECT_EQ(refusal(kEs256, public_key(), "sample", {}), FailureCode::signature_invalid);
  EXPECT_EQ(refusal(kEs256, public_key(), "sample", ByteView(signature).first(63)),
            FailureCode::signature_invalid);
  signature.push_back(0);
  EXPECT_EQ(refusal(kEs256, public_key(), "sample", signature), FailureCode::signature_invalid);
  const Bytes der =
      hex("3046022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
          "022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8");
  EXPECT_EQ(refusal(kEs256, public_key(), "sample", der), FailureCode::signature_invalid);
}

// "Psychic signatures" (CVE-2022-21449): zero, the order and beyond are no signatures.
TEST_F(Signatures, es256_numbers_out_of_range_are_refused) {
  const std::string zero(64, '0');
  const std::string order = kOrderHex;
  const std::string r = std::string(kSampleHex).substr(0, 64);
  const std::string s = std::string(kSampleHex).substr(64);
  const std::string forged[] = {
      zero + zero, r + zero, zero + s, order + s, r + order, order + order, std::string(128, 'f')};
  for (const std::string& signature : forged) {
    EXPECT_EQ(refusal(kEs256, public_key(), "sample", hex(signature)),
              FailureCode::signature_invalid)
        << signature;
  }
}

TEST_F(Signatures, ps256_by_another_program) {
  const PublicKey key = PublicKey::from_pem(test::kRsaPublicPem).value();
  Bytes signature = hex(test::kPssSignatureHex);
  EXPECT_TRUE(verify(kPs256, key, as_bytes("sample"), signature));
  EXPECT_EQ(refusal(kPs256, key, "sampl", signature), FailureCode::signature_invalid);
  EXPECT_EQ(refusal(kPs256, key, "sample", hex(test::kPssShortSaltHex)),
            FailureCode::signature_invalid);
  EXPECT_EQ(refusal(kPs256, key, "sample", ByteView(signature).first(255)),
            FailureCode::signature_invalid);
  signature[0] ^= 1;
  EXPECT_EQ(refusal(kPs256, key, "sample", signature), FailureCode::signature_invalid);
}

TEST_F(Signatures, key_of_another_kind_is_refused) {
  const PublicKey rsa = PublicKey::from_pem(test::kRsaPublicPem).value();
  const PrivateKey x25519 = PrivateKey::generate_x25519().value();
  EXPECT_EQ(refusal(kEs256, rsa, "sample", hex(kSampleHex)), FailureCode::algorithm_refused);
  EXPECT_EQ(refusal(kPs256, public_key(), "sample", hex(kSampleHex)),
            FailureCode::algorithm_refused);
  EXPECT_EQ(refusal(kEs256, x25519.public_key().value(), "sample", hex(kSampleHex)),
            FailureCode::algorithm_refused);
  EXPECT_EQ(refusal(static_cast<SignatureAlgorithm>(-35), public_key(), "sample", hex(kSampleHex)),
            FailureCode::algorithm_refused);
  EXPECT_EQ(sign(kPs256, private_key(), {}).error().code, FailureCode::algorithm_refused);
  EXPECT_EQ(sign(kEs256, x25519, {}).error().code, FailureCode::algorithm_refused);
  EXPECT_EQ(refusal(kEs256, PublicKey(), "sample", hex(kSampleHex)), FailureCode::key_missing);
}

}  // namespace
}  // namespace dk::crypto
