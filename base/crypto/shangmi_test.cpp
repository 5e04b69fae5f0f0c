// The suite shangmi against vectors that we did not make:
//   SM3       GB/T 32905-2016 annex A, examples 1 and 2
//   SM4       GB/T 32907-2016 annex A; CTR: draft-ribose-cfrg-sm4-10 appendix A.2.5
//   HMAC-SM3  GM/T 0042-2015 appendix D.3 (also in OpenSSL's evpmac_sm3.txt)
//   SM2       GB/T 32918.5-2017 annex A (signature) and annex C (encryption)
#include <gtest/gtest.h>
#include <openssl/err.h>

#include "base/crypto/crypto.h"
#include "base/crypto/sm2.h"
#include "base/crypto/sm4_aead.h"
#include "base/crypto/test_keys.h"

namespace dk::crypto {
namespace {

Bytes hex(std::string_view text) { return from_hex(text).value(); }

template <class T>
FailureCode code_of(const Result<T>& result) {
  return result ? FailureCode::internal : result.error().code;
}

// No error may stay in the thread's queue: the next TLS call would report it as its own.
class Shangmi : public testing::Test {
 protected:
  void TearDown() override { EXPECT_EQ(ERR_peek_error(), 0U); }
};

TEST_F(Shangmi, sm3_published_vectors) {
  EXPECT_EQ(to_hex(digest(HashAlgorithm::Sm3, {as_bytes("abc")})),
            "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  const Bytes abcd = to_bytes("abcdabcdabcdabcdabcdabcdabcdabcd");
  EXPECT_EQ(to_hex(digest(HashAlgorithm::Sm3, {abcd, abcd})),
            "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
}

TEST_F(Shangmi, hmac_sm3_published_vectors) {
  const Bytes half = to_bytes("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq");
  EXPECT_EQ(to_hex(hmac(HashAlgorithm::Sm3,
                        hex("0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20"),
                        {half, half})),
            "ca05e144ed05d1857840d1f318a4a8669e559fc8391f414485bfdf7bb408963a");
  EXPECT_EQ(
      to_hex(hmac(HashAlgorithm::Sm3,
                  hex("0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425"),
                  {Bytes(50, 0xcd)})),
      "220bf579ded555393f0159f66c99877822a3ecf610d1552154b41d44b94db3ae");
}

// No published vector of HKDF over SM3 was found; RFC 5869 section 2 in terms of the HMAC above.
TEST_F(Shangmi, hkdf_sm3_is_rfc_5869_over_hmac_sm3) {
  const Bytes key(32, 0x0b), salt = hex("000102030405060708090a0b0c"), info = to_bytes("context");
  const Digest extracted = hmac(HashAlgorithm::Sm3, salt, {key});
  const Bytes one{1}, two{2};
  const Digest first = hmac(HashAlgorithm::Sm3, extracted, {info, one});
  const Digest second = hmac(HashAlgorithm::Sm3, extracted, {first, info, two});
  Bytes expected(first.begin(), first.end());
  append(expected, second);
  EXPECT_EQ(to_hex(hkdf(HashAlgorithm::Sm3, key, salt, info, 64).view()), to_hex(expected));
}

TEST_F(Shangmi, sm4_published_vectors) {
  // The block cipher itself: encrypting zeros in CTR mode shows the encrypted counter block.
  const Bytes key = hex("0123456789abcdeffedcba9876543210");
  Bytes out(16);
  ASSERT_TRUE(sm4_ctr(key, key, Bytes(16), out.data()));
  EXPECT_EQ(to_hex(out), "681edf34d206965e86b3e94f536e4246");

  const Bytes counter = hex("000102030405060708090a0b0c0d0e0f");
  const Bytes plain =
      hex("aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"
          "eeeeeeeeeeeeeeeeffffffffffffffffaaaaaaaaaaaaaaaabbbbbbbbbbbbbbbb");
  out.resize(plain.size());
  ASSERT_TRUE(sm4_ctr(key, counter, plain, out.data()));
  EXPECT_EQ(to_hex(out),
            "ac3236cb970cc20791364c395a1342d1a3cbc1878c6f30cd074cce385cdd70c7"
            "f234bc0e24c11980fd1286310ce37b926e02fcd0faa0baf38b2933851d824514");
  EXPECT_EQ(code_of(sm4_ctr(Bytes(32), counter, plain, out.data())), FailureCode::invalid_argument);
}

// Encrypt, then MAC: put together here a second time from the published parts.
TEST_F(Shangmi, aead_is_sm4_ctr_then_hmac_sm3) {
  const Bytes key(32, 7), nonce(12, 9), additional = to_bytes("row 1"), plain = to_bytes("content");
  const Bytes sealed =
      aead_seal(AeadAlgorithm::Sm4CtrHmacSm3, key, nonce, additional, plain).value();
  const Secret keys = hkdf(HashAlgorithm::Sm3, key, {}, as_bytes("dk.sm4-ctr-hmac-sm3/1"), 48);
  Bytes expected(plain.size());
  Bytes counter = nonce;
  counter.resize(16);
  ASSERT_TRUE(sm4_ctr(keys.view().first(16), counter, plain, expected.data()));
  Bytes framed = hex("0000000000000005");
  append(framed, additional);
  append(framed, nonce);
  append(framed, hex("0000000000000007"));
  append(framed, expected);
  const Digest mac = hmac(HashAlgorithm::Sm3, keys.view().subspan(16), {framed});
  append(expected, ByteView(mac).first(16));
  EXPECT_EQ(to_hex(sealed), to_hex(expected));
}

TEST_F(Shangmi, every_changed_bit_of_a_sealed_text_is_noticed) {
  const auto sm4 = AeadAlgorithm::Sm4CtrHmacSm3;
  const Bytes key(32, 7), nonce(12, 9), additional = to_bytes("row 1");
  Bytes sealed = aead_seal(sm4, key, nonce, additional, as_bytes("content")).value();
  EXPECT_EQ(aead_open(sm4, key, nonce, additional, sealed).value().text(), "content");
  for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
    sealed[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
    EXPECT_EQ(code_of(aead_open(sm4, key, nonce, additional, sealed)), FailureCode::crypto_failed);
    sealed[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
  }
  EXPECT_EQ(code_of(aead_open(sm4, key, nonce, {}, sealed)), FailureCode::crypto_failed);
  EXPECT_EQ(code_of(aead_open(sm4, key, Bytes(12, 8), additional, sealed)),
            FailureCode::crypto_failed);
  EXPECT_EQ(code_of(aead_open(sm4, Bytes(32, 8), nonce, additional, sealed)),
            FailureCode::crypto_failed);
  EXPECT_EQ(code_of(aead_open(sm4, key, nonce, additional, Bytes(15))), FailureCode::crypto_failed);
  EXPECT_EQ(code_of(aead_seal(sm4, Bytes(16), nonce, {}, {})), FailureCode::invalid_argument);
  EXPECT_EQ(code_of(aead_seal(sm4, key, Bytes(16), {}, {})), FailureCode::invalid_argument);
}

// A byte that moves from the additional data to the ciphertext must not fit the same MAC.
TEST_F(Shangmi, additional_data_and_ciphertext_cannot_be_cut_elsewhere) {
  const auto sm4 = AeadAlgorithm::Sm4CtrHmacSm3;
  const Bytes key(32, 7), nonce(12, 9);
  const Bytes sealed = aead_seal(sm4, key, nonce, as_bytes("ab"), as_bytes("content")).value();
  Bytes moved{'b'};
  append(moved, sealed);
  EXPECT_EQ(code_of(aead_open(sm4, key, nonce, as_bytes("a"), moved)), FailureCode::crypto_failed);
}

TEST_F(Shangmi, box_names_its_algorithm_and_a_changed_name_does_not_open) {
  SystemRandom random;
  const Bytes key(32, 7);
  for (const auto& [algorithm, byte] :
       {std::pair{AeadAlgorithm::A256Gcm, 3}, std::pair{AeadAlgorithm::Sm4CtrHmacSm3, 83}}) {
    Bytes box = box_seal(key, as_bytes("row 1"), as_bytes("content"), random, algorithm).value();
    EXPECT_EQ(box.size(), 1 + 12 + 7 + 16U);
    EXPECT_EQ(box[0], byte);
    EXPECT_EQ(box_open(key, as_bytes("row 1"), box).value().text(), "content");
    box[0] = static_cast<std::uint8_t>(box[0] ^ 3 ^ 83);  // the other suite's
    EXPECT_EQ(code_of(box_open(key, as_bytes("row 1"), box)), FailureCode::crypto_failed);
    box[0] = 1;
    EXPECT_EQ(code_of(box_open(key, as_bytes("row 1"), box)), FailureCode::algorithm_refused);
  }
}

TEST_F(Shangmi, sm2_key_in_every_form_is_the_same_key) {
  const PublicKey key = PublicKey::from_pem(test::kSm2PublicPem).value();
  EXPECT_EQ(to_hex(key.raw().value()), test::kSm2RawHex);
  EXPECT_EQ(key.suite(), Suite::Shangmi);
  EXPECT_EQ(to_hex(key.key_id()), "c97c174acc1b56be");  // openssl pkey -pubout | sha256sum
  const PrivateKey secret = PrivateKey::from_pem(test::kSm2Pkcs8Pem).value();
  EXPECT_EQ(secret.suite(), Suite::Shangmi);
  EXPECT_EQ(secret.public_key().value().spki(), key.spki());
  EXPECT_EQ(secret.to_pem().value().text(), std::string(test::kSm2Pkcs8Pem) + "\n");
  EXPECT_EQ(PublicKey::from_spki(key.spki()).value().key_id(), key.key_id());
  const PrivateKey fresh = PrivateKey::generate_sm2().value();
  EXPECT_EQ(PrivateKey::from_pem(fresh.to_pem().value().text()).value().public_key()->spki(),
            fresh.public_key()->spki());
}

TEST_F(Shangmi, point_off_the_sm2_curve_is_no_key) {
  Bytes spki = PublicKey::from_pem(test::kSm2PublicPem).value().spki();
  spki.back() ^= 1;
  EXPECT_EQ(code_of(PublicKey::from_spki(spki)), FailureCode::crypto_failed);
}

TEST_F(Shangmi, sm2_published_signature) {
  const PublicKey key = PublicKey::from_pem(test::kSm2PublicPem).value();
  Bytes signature =
      hex("f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
          "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa");
  const auto sm2 = SignatureAlgorithm::Sm2Sm3;
  EXPECT_TRUE(verify(sm2, key, as_bytes("message digest"), signature));
  EXPECT_EQ(code_of(verify(sm2, key, as_bytes("message digesT"), signature)),
            FailureCode::signature_invalid);
  EXPECT_EQ(code_of(verify(sm2, key, as_bytes("message digest"), ByteView(signature).first(63))),
            FailureCode::signature_invalid);
  signature[40] ^= 1;
  EXPECT_EQ(code_of(verify(sm2, key, as_bytes("message digest"), signature)),
            FailureCode::signature_invalid);
  EXPECT_EQ(code_of(verify(sm2, key, as_bytes("message digest"), Bytes(64))),
            FailureCode::signature_invalid);
}

TEST_F(Shangmi, signature_belongs_to_key_and_algorithm) {
  const PrivateKey mine = PrivateKey::generate_sm2().value();
  const PublicKey other = PrivateKey::generate_sm2().value().public_key().value();
  const PrivateKey p256 = PrivateKey::generate_p256().value();
  const auto sm2 = SignatureAlgorithm::Sm2Sm3;
  const Bytes signature = sign(sm2, mine, as_bytes("sample")).value();
  EXPECT_EQ(signature.size(), 64U);
  EXPECT_TRUE(verify(sm2, mine.public_key().value(), as_bytes("sample"), signature));
  EXPECT_EQ(code_of(verify(sm2, other, as_bytes("sample"), signature)),
            FailureCode::signature_invalid);
  EXPECT_EQ(code_of(verify(SignatureAlgorithm::Es256, other, as_bytes("sample"), signature)),
            FailureCode::algorithm_refused);
  EXPECT_EQ(code_of(verify(sm2, p256.public_key().value(), as_bytes("sample"), signature)),
            FailureCode::algorithm_refused);
  EXPECT_EQ(code_of(sign(sm2, p256, as_bytes("sample"))), FailureCode::algorithm_refused);
  EXPECT_EQ(code_of(sign(SignatureAlgorithm::Es256, mine, as_bytes("sample"))),
            FailureCode::algorithm_refused);
}

TEST_F(Shangmi, sm2_published_encryption) {
  const PrivateKey key = PrivateKey::from_pem(test::kSm2Pkcs8Pem).value();
  // C1 (x, y), C3 and C2 of the annex, in the DER of GM/T 0009.
  const Bytes cipher =
      hex("307c022004ebfc718e8d1798620432268e77feb6415e2ede0e073c0f4f640ecd2e149a73"
          "022100e858f9d81e5430a57b36daab8f950a3c64e6ee6a63094d99283aff767e124df0"
          "042059983c18f809e262923c53aec295d30383b54e39d609d160afcb1908d0bd8766"
          "041321886ca989ca9c7d58087307ca93092d651efa");
  EXPECT_EQ(sm2_decrypt(key, cipher).value().text(), "encryption standard");
  for (std::size_t i = 0; i < cipher.size(); ++i) {
    Bytes changed = cipher;
    changed[i] ^= 1;
    EXPECT_FALSE(sm2_decrypt(key, changed)) << i;
  }
}

Bytes seal_once(const PrivateKey& recipient, ByteView plain) {
  return Sealer::to(recipient.public_key().value())->seal("use", plain).value();
}

TEST_F(Shangmi, sealed_to_an_sm2_key_opens_with_it_alone) {
  const PrivateKey key = PrivateKey::generate_sm2().value();
  const Bytes sealed = seal_once(key, as_bytes("content"));
  EXPECT_EQ(sealed[0], 2);
  EXPECT_EQ(open_sealed(key, "use", sealed).value().text(), "content");
  EXPECT_EQ(code_of(open_sealed(key, "another use", sealed)), FailureCode::crypto_failed);
  EXPECT_FALSE(open_sealed(PrivateKey::generate_sm2().value(), "use", sealed));
  EXPECT_EQ(code_of(open_sealed(PrivateKey::generate_x25519().value(), "use", sealed)),
            FailureCode::algorithm_refused);
  EXPECT_NE(seal_once(key, as_bytes("content")), sealed);
}

TEST_F(Shangmi, one_sealer_seals_several_messages) {
  for (const PrivateKey& key :
       {PrivateKey::generate_sm2().value(), PrivateKey::generate_x25519().value()}) {
    const Sealer sealer = Sealer::to(key.public_key().value()).value();
    EXPECT_EQ(sealer.recipient_id(), key.public_key()->key_id());
    EXPECT_EQ(sealer.suite(), key.suite());
    const Bytes first = sealer.seal("first", as_bytes("content")).value();
    const Bytes second = sealer.seal("second", as_bytes("content")).value();
    EXPECT_EQ(open_sealed(key, "first", first)->text(), "content");
    EXPECT_EQ(open_sealed(key, "second", second)->text(), "content");
    EXPECT_EQ(code_of(open_sealed(key, "first", second)), FailureCode::crypto_failed);
    const std::size_t sealed = 7 + kAeadTagBytes;
    EXPECT_NE(Bytes(first.end() - sealed, first.end()), Bytes(second.end() - sealed, second.end()));
  }
}

TEST_F(Shangmi, torn_or_changed_sealed_text_does_not_open) {
  const PrivateKey key = PrivateKey::generate_sm2().value();
  const Bytes sealed = seal_once(key, as_bytes("content"));
  for (std::size_t size = 0; size < sealed.size(); ++size) {
    EXPECT_EQ(code_of(open_sealed(key, "use", ByteView(sealed).first(size))),
              FailureCode::crypto_failed)
        << size;
  }
  for (std::size_t i = 1; i < sealed.size(); ++i) {
    Bytes changed = sealed;
    changed[i] ^= 0x10;
    EXPECT_EQ(code_of(open_sealed(key, "use", changed)), FailureCode::crypto_failed) << i;
  }
  Bytes other = sealed;
  other[0] = 3;
  EXPECT_EQ(code_of(open_sealed(key, "use", other)), FailureCode::algorithm_refused);
}

TEST_F(Shangmi, each_suite_makes_the_keys_that_it_signs_with_and_seals_to) {
  for (const Suite suite : {Suite::International, Suite::Shangmi}) {
    const PrivateKey signer = PrivateKey::generate_signing(suite).value();
    EXPECT_EQ(signer.suite(), suite);
    const auto algorithm = algorithms_of(suite).signature;
    const Bytes signature = sign(algorithm, signer, as_bytes("sample")).value();
    EXPECT_TRUE(verify(algorithm, signer.public_key().value(), as_bytes("sample"), signature));
    const PrivateKey recipient = PrivateKey::generate_sealing(suite).value();
    const Bytes sealed = seal_once(recipient, as_bytes("x"));
    EXPECT_EQ(suite_of_sealed(sealed).value(), suite);
    EXPECT_EQ(open_sealed(recipient, "use", sealed).value().text(), "x");
  }
}

}  // namespace
}  // namespace dk::crypto
