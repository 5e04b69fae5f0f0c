// Published vectors: FIPS 180-4, RFC 4231, RFC 5869, RFC 7914.
#include <gtest/gtest.h>

#include "base/crypto/crypto.h"

namespace dk::crypto {
namespace {

Bytes hex(std::string_view text) { return from_hex(text).value(); }
std::string hex_of(const Secret& secret) { return to_hex(secret.view()); }
Bytes repeated(std::size_t count, std::uint8_t byte) { return Bytes(count, byte); }

TEST(Sha256, published_vectors) {
  EXPECT_EQ(to_hex(sha256(as_bytes("abc"))),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(to_hex(sha256(ByteView{})),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Sha256, parts_are_one_text) {
  EXPECT_EQ(sha256({as_bytes("a"), {}, as_bytes("bc")}), sha256(as_bytes("abc")));
  EXPECT_EQ(sha256(std::initializer_list<ByteView>{}), sha256(ByteView{}));
}

TEST(Hmac, rfc_4231) {
  EXPECT_EQ(to_hex(hmac_sha256(repeated(20, 0x0b), as_bytes("Hi There"))),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(to_hex(hmac_sha256(as_bytes("Jefe"), as_bytes("what do ya want for nothing?"))),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(to_hex(hmac_sha256(repeated(131, 0xaa),
                               as_bytes("Test Using Larger Than Block-Size Key - Hash Key First"))),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(Hmac, empty_key_is_a_key) {
  EXPECT_EQ(to_hex(hmac_sha256({}, {})),
            "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST(Hkdf, rfc_5869) {
  const Bytes key = repeated(22, 0x0b);
  EXPECT_EQ(
      hex_of(hkdf_sha256(key, hex("000102030405060708090a0b0c"), hex("f0f1f2f3f4f5f6f7f8f9"), 42)),
      "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
  EXPECT_EQ(hex_of(hkdf_sha256(key, {}, {}, 42)),
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
  EXPECT_TRUE(hkdf_sha256(key, {}, {}, 0).empty());
}

TEST(Scrypt, rfc_7914) {
  EXPECT_EQ(hex_of(scrypt({}, {}, 16, 1, 1, 64).value()),
            "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
            "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906");
  EXPECT_EQ(hex_of(scrypt(as_bytes("password"), as_bytes("NaCl"), 1024, 8, 16, 64).value()),
            "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
            "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640");
  EXPECT_EQ(
      hex_of(
          scrypt(as_bytes("pleaseletmein"), as_bytes("SodiumChloride"), 16384, 8, 1, 64).value()),
      "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
      "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887");
}

TEST(Scrypt, parameters_of_a_wrong_roster_are_refused) {
  const auto code = [](std::uint64_t n, std::uint32_t r, std::uint32_t p, std::size_t size) {
    const auto result = scrypt(as_bytes("1234"), as_bytes("salt"), n, r, p, size);
    return result ? FailureCode::internal : result.error().code;
  };
  EXPECT_EQ(code(0, 8, 1, 32), FailureCode::invalid_argument);
  EXPECT_EQ(code(1, 8, 1, 32), FailureCode::invalid_argument);
  EXPECT_EQ(code(1000, 8, 1, 32), FailureCode::invalid_argument);  // not a power of two
  EXPECT_EQ(code(1024, 0, 1, 32), FailureCode::invalid_argument);
  EXPECT_EQ(code(1024, 8, 0, 32), FailureCode::invalid_argument);
  EXPECT_EQ(code(1024, 8, 1, 0), FailureCode::invalid_argument);
  EXPECT_EQ(code(std::uint64_t{1} << 40, 8, 1, 32), FailureCode::invalid_argument);
  EXPECT_EQ(code(1024, 1 << 30, 1, 32), FailureCode::invalid_argument);
  EXPECT_EQ(code(1024, 8, 1 << 30, 32), FailureCode::invalid_argument);
}

TEST(Scrypt, largest_allowed_parameters_fit_into_memory) {
  EXPECT_TRUE(scrypt(as_bytes("1234"), as_bytes("salt"), kScryptMaxN, kScryptMaxR, 1, 32));
}

}  // namespace
}  // namespace dk::crypto
