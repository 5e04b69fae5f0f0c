#include <gtest/gtest.h>
#include <openssl/err.h>

#include "base/crypto/crypto.h"

namespace dk::crypto {
namespace {

// Bob's key of RFC 7748 section 6.1; sealed to it by a program over another library.
constexpr char kRecipientPem[] = R"(-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VuBCIEIF2rCH5iSopLeeF/i4OADuZvO7EpJhi2/Rwviyf/iODr
-----END PRIVATE KEY-----
)";
constexpr char kRecipientPublicHex[] =
    "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f";
constexpr char kSealedHex[] =
    "01b53a72553987b7d28aaf29f00ee964391d7f5cb8743302bb93678bec31c88e49"
    "61f8138f2acb243412a2b6cb0fe9704c72d1412e470dc6f0";

class Sealing : public testing::Test {
 protected:
  void TearDown() override { EXPECT_EQ(ERR_peek_error(), 0U); }
  PrivateKey recipient_ = PrivateKey::from_pem(kRecipientPem).value();
};

FailureCode code_of(const Result<Secret>& result) {
  return result ? FailureCode::internal : result.error().code;
}

TEST_F(Sealing, opens_what_another_program_sealed) {
  EXPECT_EQ(to_hex(recipient_.public_key().value().raw().value()), kRecipientPublicHex);
  const auto opened = open_sealed(recipient_, "dk test seal", from_hex(kSealedHex).value());
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(opened->text(), "a record");
}

TEST_F(Sealing, only_the_recipient_opens_and_only_for_the_purpose) {
  const PublicKey to = recipient_.public_key().value();
  const Bytes sealed = Sealer::to(to)->seal("purpose", as_bytes("a record")).value();
  EXPECT_EQ(sealed.size(), 1 + 32 + 8 + 16U);
  EXPECT_EQ(open_sealed(recipient_, "purpose", sealed).value().text(), "a record");
  EXPECT_EQ(code_of(open_sealed(recipient_, "other", sealed)), FailureCode::crypto_failed);
  EXPECT_EQ(code_of(open_sealed(PrivateKey::generate_x25519().value(), "purpose", sealed)),
            FailureCode::crypto_failed);
  EXPECT_NE(Sealer::to(to)->seal("purpose", as_bytes("a record")).value(), sealed);
}

TEST_F(Sealing, torn_or_changed_is_noticed) {
  const Bytes sealed = from_hex(kSealedHex).value();
  for (std::size_t size = 0; size < sealed.size(); ++size) {
    EXPECT_EQ(code_of(open_sealed(recipient_, "dk test seal", ByteView(sealed).first(size))),
              FailureCode::crypto_failed);
  }
  for (std::size_t i = 1; i < sealed.size(); ++i) {
    Bytes changed = sealed;
    changed[i] ^= 0x01;
    EXPECT_EQ(code_of(open_sealed(recipient_, "dk test seal", changed)),
              FailureCode::crypto_failed);
  }
  Bytes other_suite = sealed;
  other_suite[0] = 3;
  EXPECT_EQ(code_of(open_sealed(recipient_, "dk test seal", other_suite)),
            FailureCode::algorithm_refused);
}

TEST_F(Sealing, point_of_low_order_is_refused) {
  EXPECT_EQ(Sealer::to(PublicKey::x25519_from_raw(Bytes(32)).value()).error().code,
            FailureCode::crypto_failed);
  Bytes sealed(1 + 32 + 16);
  sealed[0] = 1;
  EXPECT_EQ(code_of(open_sealed(recipient_, "", sealed)), FailureCode::crypto_failed);
}

TEST_F(Sealing, keys_of_another_kind_are_refused) {
  const PrivateKey p256 = PrivateKey::generate_p256().value();
  EXPECT_EQ(Sealer::to(p256.public_key().value()).error().code, FailureCode::algorithm_refused);
  EXPECT_EQ(code_of(open_sealed(p256, "", from_hex(kSealedHex).value())),
            FailureCode::algorithm_refused);
  EXPECT_EQ(Sealer::to(PublicKey()).error().code, FailureCode::key_missing);
}

}  // namespace
}  // namespace dk::crypto
