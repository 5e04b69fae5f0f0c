#include "base/codes/cose.h"

#include <gtest/gtest.h>

#include "base/codes/cbor.h"

namespace dk::codes {
namespace {

Bytes hex(std::string_view text) { return *from_hex(text); }

template <class T>
FailureCode code_of(const Result<T>& result) {
  return result ? FailureCode::internal : result.error().code;
}

// RFC 9052 appendix C.2.1 with key "11" of appendix C.7.1.
const char* const kSign1Example =
    "d28443a10126a10442313154546869732069732074686520636f6e74656e742e58408eb33e4ca31d1c465ab05aac34"
    "cc6b23d58fef5c083106c4d25a91aef0b0117e2af9a291aa32e14ab834dc56ed2a223444547e01f11d3b0916e5a4c3"
    "45cacb36";

crypto::PublicKey key_11() {
  return *crypto::PublicKey::p256_from_raw(
      hex("bac5b11cad8f99f9c72b05cf4b9e26d244dc189f745228255a219a86d6a09eff"
          "20138bf82dc1b6d562be0fa54ab7804a3a64b6d72ccfed6b6fb6ed28bbfc117e"));
}

TEST(Cose, sign1_example_of_rfc_9052) {
  const auto message = parse_sign1(hex(kSign1Example));
  ASSERT_TRUE(message) << message.error().detail;
  EXPECT_EQ(message->algorithm, -7);
  EXPECT_EQ(as_text(message->key_id), "11");
  EXPECT_FALSE(message->key_id_protected);
  EXPECT_EQ(as_text(message->payload), "This is the content.");
  EXPECT_TRUE(verify_sign1(*message, key_11()));
  Sign1 changed = *message;
  changed.payload[0] ^= 1;
  EXPECT_EQ(code_of(verify_sign1(changed, key_11())), FailureCode::signature_invalid);
  changed = *message;
  changed.algorithm = -8;
  EXPECT_EQ(code_of(verify_sign1(changed, key_11())), FailureCode::algorithm_refused);
  changed.algorithm = -37;  // PS256 with an elliptic key
  EXPECT_FALSE(verify_sign1(changed, key_11()));
}

TEST(Cose, sign1_there_and_back_with_and_without_tags) {
  const auto key = crypto::PrivateKey::generate_p256();
  const auto public_key = key->public_key();
  const Bytes made = *make_sign1(as_bytes("payload"), "application/x", *key);
  EXPECT_EQ(made[0], 0xD2);  // tag 18
  Bytes with_cwt_tag = hex("d83d");
  append(with_cwt_tag, made);
  const Bytes untagged(made.begin() + 1, made.end());
  for (const Bytes& form : {made, with_cwt_tag, untagged}) {
    const auto message = parse_sign1(form);
    ASSERT_TRUE(message);
    EXPECT_EQ(message->content_type, "application/x");
    EXPECT_EQ(message->key_id, public_key->key_id());
    EXPECT_TRUE(message->key_id_protected);
    EXPECT_TRUE(message->unprotected_empty);
    EXPECT_TRUE(verify_sign1(*message, *public_key));
  }
  for (const char* tag : {"d0", "d1", "d83dd83d", "d2"}) {  // Encrypt0, Mac0, twice
    Bytes wrong = hex(tag);
    append(wrong, made);
    EXPECT_EQ(code_of(parse_sign1(wrong)), FailureCode::code_malformed) << tag;
  }
}

TEST(Cose, malformed_messages_are_refused) {
  for (const char* bad :
       {"80", "a0", "8340a04040", "8540a040404040", "8440a0f640" /* detached */, "8440a0604040",
        "8400a04040", "8440804040", "844180a04040" /* protected is no map */,
        "8440a04060" /* signature is no bytes */, "8443a10260a04040" /* crit is no array */,
        "8443a10280a04040" /* crit is empty */, "8446a10281190270a04040" /* unknown label */,
        "8443a10126a10281014040" /* crit is not protected */,
        "8443a10401a04040" /* key id is no bytes */}) {
    EXPECT_EQ(code_of(parse_sign1(hex(bad))), FailureCode::code_malformed) << bad;
  }
  // {1: -7, 2: [99], 99: 1}: critical, present, and not known to us.
  EXPECT_EQ(code_of(parse_sign1(hex("844aa3012602811863186301a04040"))),
            FailureCode::code_malformed);
  // {1: -7, 2: [1]}: critical and known.
  EXPECT_TRUE(parse_sign1(hex("8446a20126028101a04040")));
  // {1: -7, 2: [4]}: critical and absent.
  EXPECT_FALSE(parse_sign1(hex("8446a20126028104a04040")));
}

TEST(Cose, encrypt0_there_and_back_bound_to_its_surroundings) {
  SeededRandom random(9052);
  const Bytes key = random.bytes(32);
  const Bytes aad = random.bytes(16);
  const Bytes sealed = *make_encrypt0(as_bytes("inner"), aad, key, to_bytes("keyid123"), random);
  const auto message = parse_encrypt0(sealed);
  ASSERT_TRUE(message) << message.error().detail;
  EXPECT_EQ(message->algorithm, 3);
  EXPECT_EQ(as_text(message->key_id), "keyid123");
  EXPECT_EQ(message->iv.size(), 12U);
  EXPECT_EQ(open_encrypt0(*message, aad, key)->text(), "inner");
  EXPECT_EQ(code_of(open_encrypt0(*message, random.bytes(16), key)), FailureCode::crypto_failed);
  EXPECT_EQ(code_of(open_encrypt0(*message, aad, random.bytes(32))), FailureCode::crypto_failed);
  Encrypt0 changed = *message;
  changed.algorithm = 1;
  EXPECT_EQ(code_of(open_encrypt0(changed, aad, key)), FailureCode::algorithm_refused);
  changed = *message;
  changed.protected_bytes.back() ^= 1;  // another key id: authenticated too
  EXPECT_EQ(code_of(open_encrypt0(changed, aad, key)), FailureCode::crypto_failed);
  Bytes tagged = hex("d0");
  append(tagged, sealed);
  EXPECT_TRUE(parse_encrypt0(tagged));
  for (std::size_t size = 0; size < sealed.size(); ++size) {
    EXPECT_FALSE(parse_encrypt0(ByteView(sealed).first(size)));
  }
}

// What another implementation must feed to A256GCM: Enc_structure of RFC 9052 section 5.3, built
// here by hand from its text.
TEST(Cose, encrypt0_authenticates_the_enc_structure) {
  SeededRandom random(7);
  const Bytes key = random.bytes(32);
  const Bytes sealed =
      *make_encrypt0(as_bytes("x"), as_bytes("AAD"), key, to_bytes("kkkkkkkk"), random);
  const auto message = parse_encrypt0(sealed);
  EXPECT_EQ(to_hex(message->protected_bytes), "a2010304486b6b6b6b6b6b6b6b");
  const Bytes additional = hex("8368456e6372797074304da2010304486b6b6b6b6b6b6b6b43414144");
  const auto plain = crypto::aead_open(crypto::AeadAlgorithm::A256Gcm, key, message->iv, additional,
                                       message->ciphertext);
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->text(), "x");
}

}  // namespace
}  // namespace dk::codes
