#include "base/codes/cbor.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "base/random.h"

namespace dk::codes {
namespace {

using Type = CborValue::Type;

Bytes hex(std::string_view text) { return *from_hex(text); }

FailureCode code_of(const Result<CborValue>& result) {
  return result ? FailureCode::internal : result.error().code;
}

struct Vector {
  const char* hex;
  CborValue value;
};

CborValue integer(std::int64_t n) { return CborValue::integer(n); }
CborValue text(std::string_view t) { return CborValue::text(t); }
CborValue real(double d) { return CborValue::floating(d); }
CborValue list(std::vector<CborValue> items) { return CborValue::array(std::move(items)); }
CborValue raw(Type type, std::uint64_t number) {
  CborValue value;
  value.type = type;
  value.number = number;
  return value;
}
CborValue map_of(std::vector<CborValue> items) {
  CborValue value = CborValue::map();
  value.items = std::move(items);
  return value;
}
CborValue one_to(std::int64_t last) {
  CborValue value = CborValue::array();
  for (std::int64_t i = 1; i <= last; ++i) value.items.push_back(integer(i));
  return value;
}

// RFC 8949 appendix A, the items that are already in deterministic form.
std::vector<Vector> deterministic_vectors() {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const Bytes bignum = hex("010000000000000000");
  return {
      {"00", integer(0)},
      {"01", integer(1)},
      {"0a", integer(10)},
      {"17", integer(23)},
      {"1818", integer(24)},
      {"1819", integer(25)},
      {"1864", integer(100)},
      {"1903e8", integer(1000)},
      {"1a000f4240", integer(1000000)},
      {"1b000000e8d4a51000", integer(1000000000000)},
      {"1bffffffffffffffff", raw(Type::Unsigned, 18446744073709551615U)},
      {"c249010000000000000000", CborValue::tagged(2, CborValue::bytes(bignum))},
      {"3bffffffffffffffff", raw(Type::Negative, 18446744073709551615U)},
      {"c349010000000000000000", CborValue::tagged(3, CborValue::bytes(bignum))},
      {"20", integer(-1)},
      {"29", integer(-10)},
      {"3863", integer(-100)},
      {"3903e7", integer(-1000)},
      {"f90000", real(0.0)},
      {"f98000", real(-0.0)},
      {"f93c00", real(1.0)},
      {"fb3ff199999999999a", real(1.1)},
      {"f93e00", real(1.5)},
      {"f97bff", real(65504.0)},
      {"fa47c35000", real(100000.0)},
      {"fa7f7fffff", real(3.4028234663852886e+38)},
      {"fb7e37e43c8800759c", real(1.0e+300)},
      {"f90001", real(5.960464477539063e-8)},
      {"f90400", real(0.00006103515625)},
      {"f9c400", real(-4.0)},
      {"fbc010666666666666", real(-4.1)},
      {"f97c00", real(kInfinity)},
      {"f9fc00", real(-kInfinity)},
      {"f4", CborValue::boolean(false)},
      {"f5", CborValue::boolean(true)},
      {"f6", CborValue::null()},
      {"f7", CborValue{}},
      {"f0", raw(Type::Simple, 16)},
      {"f8ff", raw(Type::Simple, 255)},
      {"c074323031332d30332d32315432303a30343a30305a",
       CborValue::tagged(0, text("2013-03-21T20:04:00Z"))},
      {"c11a514b67b0", CborValue::tagged(1, integer(1363896240))},
      {"c1fb41d452d9ec200000", CborValue::tagged(1, real(1363896240.5))},
      {"d74401020304", CborValue::tagged(23, CborValue::bytes(hex("01020304")))},
      {"d818456449455446", CborValue::tagged(24, CborValue::bytes(hex("6449455446")))},
      {"d82076687474703a2f2f7777772e6578616d706c652e636f6d",
       CborValue::tagged(32, text("http://www.example.com"))},
      {"40", CborValue::bytes({})},
      {"4401020304", CborValue::bytes(hex("01020304"))},
      {"60", text("")},
      {"6161", text("a")},
      {"6449455446", text("IETF")},
      {"62225c", text("\"\\")},
      {"62c3bc", text("\xC3\xBC")},
      {"63e6b0b4", text("\xE6\xB0\xB4")},
      {"64f0908591", text("\xF0\x90\x85\x91")},
      {"80", list({})},
      {"83010203", one_to(3)},
      {"8301820203820405",
       list({integer(1), list({integer(2), integer(3)}), list({integer(4), integer(5)})})},
      {"98190102030405060708090a0b0c0d0e0f101112131415161718181819", one_to(25)},
      {"a0", CborValue::map()},
      {"a201020304", map_of({integer(1), integer(2), integer(3), integer(4)})},
      {"a26161016162820203",
       map_of({text("a"), integer(1), text("b"), list({integer(2), integer(3)})})},
      {"826161a161626163", list({text("a"), map_of({text("b"), text("c")})})},
      {"a56161614161626142616361436164614461656145",
       map_of({text("a"), text("A"), text("b"), text("B"), text("c"), text("C"), text("d"),
               text("D"), text("e"), text("E")})},
  };
}

TEST(Cbor, examples_of_rfc_8949_both_ways) {
  for (const Vector& vector : deterministic_vectors()) {
    const auto decoded = cbor_decode(hex(vector.hex));
    ASSERT_TRUE(decoded) << vector.hex << ' ' << decoded.error().detail;
    EXPECT_EQ(*decoded, vector.value) << vector.hex;
    EXPECT_EQ(to_hex(*cbor_encode(vector.value)), vector.hex);
  }
  EXPECT_TRUE(std::isnan(cbor_decode(hex("f97e00"))->real));
  EXPECT_EQ(to_hex(*cbor_encode(real(std::nan("")))), "f97e00");
}

// RFC 8949 appendix A, the longer forms and the indefinite lengths.
TEST(Cbor, examples_of_rfc_8949_that_we_only_read) {
  const CborValue nested =
      list({integer(1), list({integer(2), integer(3)}), list({integer(4), integer(5)})});
  const std::vector<Vector> vectors = {
      {"fa7f800000", real(std::numeric_limits<double>::infinity())},
      {"fbfff0000000000000", real(-std::numeric_limits<double>::infinity())},
      {"5f42010243030405ff", CborValue::bytes(hex("0102030405"))},
      {"7f657374726561646d696e67ff", text("streaming")},
      {"9fff", list({})},
      {"9f018202039f0405ffff", nested},
      {"9f01820203820405ff", nested},
      {"83018202039f0405ff", nested},
      {"83019f0203ff820405", nested},
      {"9f0102030405060708090a0b0c0d0e0f101112131415161718181819ff", one_to(25)},
      {"bf61610161629f0203ffff",
       map_of({text("a"), integer(1), text("b"), list({integer(2), integer(3)})})},
      {"826161bf61626163ff", list({text("a"), map_of({text("b"), text("c")})})},
      {"bf6346756ef563416d7421ff",
       map_of({text("Fun"), CborValue::boolean(true), text("Amt"), integer(-2)})},
      {"1800", integer(0)},
      {"1900ff", integer(255)},
  };
  for (const Vector& vector : vectors) {
    const auto decoded = cbor_decode(hex(vector.hex));
    ASSERT_TRUE(decoded) << vector.hex << ' ' << decoded.error().detail;
    EXPECT_EQ(*decoded, vector.value) << vector.hex;
  }
  EXPECT_TRUE(std::isnan(cbor_decode(hex("fa7fc00000"))->real));
  EXPECT_TRUE(std::isnan(cbor_decode(hex("fb7ff8000000000000"))->real));
}

// RFC 8949 appendix F.1, and what the reader refuses on top (repeated keys, bad text, a tail).
TEST(Cbor, what_is_not_well_formed_is_refused) {
  for (const char* bad : {"",
                          "18",
                          "19",
                          "1a",
                          "1b",
                          "1901",
                          "1a0102",
                          "1b01020304050607",
                          "38",
                          "58",
                          "78",
                          "98",
                          "9a01ff00",
                          "b8",
                          "d8",
                          "f8",
                          "f900",
                          "fa0000",
                          "fb000000",
                          "41",
                          "61",
                          "5affffffff00",
                          "5bffffffffffffffff010203",
                          "7affffffff00",
                          "7b7fffffffffffffff010203",
                          "81",
                          "818181818181",
                          "8200",
                          "a1",
                          "a20102",
                          "a100",
                          "a2000000",
                          "c0",
                          "5f4100",
                          "7f6100",
                          "9f",
                          "9f0102",
                          "bf",
                          "bf01020102",
                          "819f",
                          "9f8000",
                          "9f9f9f9f9fffffffff",
                          "9f819f819f9fffffff",
                          "1c",
                          "1d",
                          "1e",
                          "3c",
                          "3d",
                          "3e",
                          "5c",
                          "7c",
                          "9c",
                          "bc",
                          "dc",
                          "fc",
                          "fd",
                          "fe",
                          "f800",
                          "f818",
                          "f81f",
                          "5f00ff",
                          "5f21ff",
                          "5f6100ff",
                          "5f80ff",
                          "5fa0ff",
                          "5fc000ff",
                          "5fe0ff",
                          "7f4100ff",
                          "5f5f4100ffff",
                          "7f7f6100ffff",
                          "ff",
                          "81ff",
                          "8200ff",
                          "a1ff",
                          "a1ff00",
                          "a100ff",
                          "a20000ff",
                          "9f81ff",
                          "9f829f819f9fffffffff",
                          "bf00ff",
                          "bf000000ff",
                          "1f",
                          "3f",
                          "df",
                          "a201020103",
                          "a2616101616102",
                          "61ff",
                          "62c080",
                          "63eda080",
                          "64f4908080",
                          "7f61c361bcff",
                          "0000",
                          "80ff",
                          "9bffffffffffffffff",
                          "bbffffffffffffffff",
                          "bb8000000000000001"}) {
    EXPECT_EQ(code_of(cbor_decode(hex(bad))), FailureCode::code_malformed) << bad;
  }
}

TEST(Cbor, bombs_stop_at_the_limits) {
  EXPECT_EQ(code_of(cbor_decode(Bytes(8193, 0x60))), FailureCode::code_too_large);
  const Bytes deep(8000, 0x81);  // arrays in arrays
  EXPECT_EQ(code_of(cbor_decode(deep)), FailureCode::code_too_large);
  const Bytes tags(8000, 0xC1);
  EXPECT_EQ(code_of(cbor_decode(tags)), FailureCode::code_too_large);
  Bytes wide = hex("991388");  // 5,000 items
  wide.resize(wide.size() + 5000, 0);
  EXPECT_EQ(code_of(cbor_decode(wide)), FailureCode::code_too_large);
  Bytes chunks = hex("5f");
  chunks.resize(8000, 0x40);  // empty chunks for ever
  EXPECT_EQ(code_of(cbor_decode(chunks)), FailureCode::code_too_large);
  EXPECT_TRUE(cbor_decode(hex("8181818181818100"), {.max_depth = 8}));
  EXPECT_EQ(code_of(cbor_decode(hex("818181818181818100"), {.max_depth = 8})),
            FailureCode::code_too_large);
}

TEST(Cbor, maps_are_written_in_order_and_once) {
  CborValue map = CborValue::map();
  map.put(CborValue::text("aa"), CborValue::integer(7));
  map.put(CborValue::array({CborValue::integer(100)}), CborValue::integer(6));
  map.put(-1, CborValue::integer(3));
  map.put(CborValue::text("z"), CborValue::integer(4));
  map.put(100, CborValue::integer(2));
  map.put(CborValue::boolean(false), CborValue::integer(8));
  map.put(10, CborValue::integer(1));
  // The order of RFC 8949 section 4.2.1.
  EXPECT_EQ(to_hex(*cbor_encode(map)), "a70a011864022003617a046261610781186406f408");
  EXPECT_EQ(map.find(100)->as_integer(), 2);
  EXPECT_EQ(map.find("z")->as_integer(), 4);
  EXPECT_EQ(map.find("nobody"), nullptr);
  map.put(10, CborValue::integer(9));
  EXPECT_EQ(cbor_encode(map).error().code, FailureCode::invalid_argument);
}

TEST(Cbor, random_bytes_never_crash_and_what_is_read_is_written_alike) {
  SeededRandom random(8949);
  int read = 0;
  for (int i = 0; i < 20000; ++i) {
    const auto value = cbor_decode(random.bytes(1 + random.below(24)));
    if (!value) continue;
    ++read;
    const auto written = cbor_encode(*value);
    // Two spellings of one key are different items to the reader only if they differ in value.
    ASSERT_TRUE(written);
    const auto again = cbor_decode(*written);
    ASSERT_TRUE(again) << to_hex(*written);
    EXPECT_EQ(*cbor_encode(*again), *written);
  }
  EXPECT_GT(read, 100);
}

}  // namespace
}  // namespace dk::codes
