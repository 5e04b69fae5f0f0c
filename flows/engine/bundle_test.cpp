#include "flows/engine/bundle.h"

#include <gtest/gtest.h>

#include "base/codes/cbor.h"
#include "base/crypto/crypto.h"
#include "base/crypto/test_suite.h"
#include "flows/engine/bundle_signature.h"
#include "flows/engine/item.h"
#include "flows/engine/item_toml.h"

namespace dk::engine {
namespace {

using codes::CborValue;

const std::string kToml = "[item]\nid = \"library-card\"\nversion = 3\n";

Files small_item() {
  return {{"item.toml", kToml}, {"journey.bpmn", "<j/>"}, {"texts/en.mo", std::string("\0\1", 2)}};
}

Bytes packed(const Files& files = small_item()) { return write_bundle(files).value(); }

std::string refusal(ByteView bytes) {
  const auto bundle = read_bundle(bytes);
  return bundle ? "" : bundle.error().file + ": " + bundle.error().message;
}

CborValue entry(std::string_view path, std::string_view content) {
  return CborValue::array({CborValue::text(path),
                           CborValue::bytes(crypto::sha256(as_bytes(content))),
                           CborValue::bytes(as_bytes(content))});
}

// A bundle as a stranger may write it.
CborValue strange(std::vector<CborValue> files) {
  CborValue map = CborValue::map();
  map.put(CborValue::text("schema"), CborValue::text("item-bundle/1"));
  map.put(CborValue::text("id"), CborValue::text("library-card"));
  map.put(CborValue::text("version"), CborValue::integer(3));
  map.put(CborValue::text("files"), CborValue::array(std::move(files)));
  return map;
}

Bytes encoded(const CborValue& value) { return codes::cbor_encode(value).value(); }

TEST(Bundle, comes_back_as_it_went_in) {
  const Bytes bytes = packed();
  const auto bundle = read_bundle(bytes);
  ASSERT_TRUE(bundle) << bundle.error().message;
  EXPECT_EQ(bundle->id, "library-card");
  EXPECT_EQ(bundle->version, 3U);
  EXPECT_EQ(bundle->files, small_item());
  EXPECT_EQ(packed(bundle->files), bytes);
}

// FORMAT.md, byte by byte, of the smallest bundle.
TEST(Bundle, its_bytes_are_those_of_the_format) {
  const std::string toml = "[item]\nid=\"a\"\nversion=1\n";
  Bytes expected{0xA4};
  append(expected, as_bytes("\x62id\x61"
                            "a"));
  append(expected, as_bytes("\x65"
                            "files\x81\x83\x69item.toml\x58\x20"));
  append(expected, crypto::sha256(as_bytes(toml)));
  append(expected, as_bytes("\x58\x18"));
  append(expected, as_bytes(toml));
  append(expected, as_bytes("\x66schema\x6ditem-bundle/1"));
  append(expected, as_bytes("\x67version\x01"));
  EXPECT_EQ(to_hex(packed({{"item.toml", toml}})), to_hex(expected));
}

TEST(Bundle, sources_of_words_stay_with_the_author) {
  Files files = small_item();
  files["texts/en.po"] = "msgid \"\"";
  EXPECT_EQ(packed(files), packed());
  EXPECT_EQ(refusal(encoded(strange({entry("item.toml", kToml), entry("texts/en.po", "x")}))),
            "texts/en.po: is no part of a bundle, its .mo is");
}

TEST(Bundle, a_path_that_leads_elsewhere_is_refused) {
  using namespace std::string_view_literals;
  for (const std::string_view path : {""sv, "/etc/passwd"sv, ".."sv, "../a"sv, "a/../b"sv, "a/.."sv,
                                      "."sv, "a/./b"sv, "a//b"sv, "a/"sv, ".git/config"sv, "a\\b"sv,
                                      "a\nb"sv, "a\0b"sv, "a\x7f"sv, "a\xC2\x85"sv, "a\xFF"sv}) {
    EXPECT_FALSE(is_bundle_path(path)) << path;
    Files files = small_item();
    files[std::string(path)] = "x";
    EXPECT_FALSE(write_bundle(files)) << path;
    std::vector<CborValue> list{entry(path, "x"), entry("item.toml", kToml)};
    EXPECT_NE(refusal(encoded(strange(list))), "") << path;
  }
  EXPECT_TRUE(is_bundle_path("texts/zh-HK.mo"));
  EXPECT_TRUE(is_bundle_path("决定.dmn"));
  EXPECT_TRUE(is_bundle_path(std::string(kMaxBundlePathBytes, 'a')));
  EXPECT_FALSE(is_bundle_path(std::string(kMaxBundlePathBytes + 1, 'a')));
}

TEST(Bundle, files_out_of_order_or_twice_are_refused) {
  const CborValue toml = entry("item.toml", kToml);
  const CborValue other = entry("a", "x");
  EXPECT_EQ(refusal(encoded(strange({other, toml}))), "");
  EXPECT_EQ(refusal(encoded(strange({toml, other}))),
            "a: stands twice or not in the order of the paths");
  EXPECT_EQ(refusal(encoded(strange({other, other, toml}))),
            "a: stands twice or not in the order of the paths");
}

TEST(Bundle, content_of_another_digest_is_refused) {
  CborValue file = entry("item.toml", kToml);
  file.items[2].data.push_back('\n');
  EXPECT_EQ(refusal(encoded(strange({file}))), "item.toml: its content has another SHA-256");
}

TEST(Bundle, an_id_or_version_that_item_toml_does_not_say_is_refused) {
  CborValue map = strange({entry("item.toml", kToml)});
  EXPECT_EQ(refusal(encoded(map)), "");
  CborValue older = map;
  older.items[5] = CborValue::integer(2);
  EXPECT_EQ(refusal(encoded(older)), "item.toml: says another id or version than the bundle");
  CborValue renamed = map;
  renamed.items[3] = CborValue::text("library");
  EXPECT_EQ(refusal(encoded(renamed)), "item.toml: says another id or version than the bundle");
}

TEST(Bundle, an_id_must_be_able_to_name_an_object) {
  for (const std::string id :
       {"", "Card", "a b", "a/b", "a.b", "a23456789012345678901234567890123456"}) {
    const Files files{{"item.toml", "[item]\nid = \"" + id + "\"\nversion = 1\n"}};
    EXPECT_FALSE(write_bundle(files)) << id;
  }
  for (const std::string version : {"0", "-1", "1000000001", "1.0", "\"1\""}) {
    const Files files{{"item.toml", "[item]\nid = \"a\"\nversion = " + version + "\n"}};
    EXPECT_FALSE(write_bundle(files)) << version;
  }
  EXPECT_FALSE(write_bundle({{"item.toml", "[item"}}));
  EXPECT_FALSE(write_bundle({{"journey.bpmn", "<j/>"}}));
}

TEST(Bundle, only_the_one_form_is_read) {
  const Bytes good = packed();
  Bytes longer = good;
  longer.push_back(0);
  EXPECT_EQ(refusal(longer), "bundle: cbor: bytes after the item");
  // The map's head with a length in a byte of its own.
  Bytes wide = good;
  wide[0] = 0xB8;
  wide.insert(wide.begin() + 1, 4);
  EXPECT_EQ(refusal(wide), "bundle: is not written in the one canonical form");
  CborValue more = strange({entry("item.toml", kToml)});
  more.put(CborValue::text("note"), CborValue::text("x"));
  EXPECT_EQ(refusal(encoded(more)), "bundle: a member is missing, of another kind or not known");
  CborValue newer = strange({entry("item.toml", kToml)});
  newer.items[1] = CborValue::text("item-bundle/2");
  EXPECT_EQ(refusal(encoded(newer)), "bundle: is no item-bundle/1");
}

TEST(Bundle, a_changed_or_missing_byte_never_gives_the_same_item) {
  const Bytes good = packed();
  for (std::size_t i = 0; i < good.size(); ++i) {
    Bytes changed = good;
    changed[i] ^= 0x01;
    // Another path is another bundle: that it is not the packed one, its signature says.
    const auto bundle = read_bundle(changed);
    EXPECT_FALSE(bundle && bundle->files == small_item()) << i;
    EXPECT_NE(refusal(ByteView(good).first(i)), "") << i;
  }
}

TEST(Bundle, sizes_have_limits) {
  Files files = small_item();
  for (std::size_t i = files.size(); i < kMaxBundleFiles; ++i) files["f" + std::to_string(i)] = "";
  EXPECT_EQ(refusal(packed(files)), "");
  files["one-more"] = "";
  EXPECT_FALSE(write_bundle(files));
  Files large = small_item();
  large["picture.png"] = std::string(kMaxBundleBytes, 'x');
  EXPECT_FALSE(write_bundle(large));
  Files wordy = small_item();
  wordy["item.toml"] += "#" + std::string(kMaxItemTomlBytes, 'x');
  EXPECT_EQ(write_bundle(wordy).error().message, "has more than 128 kB or 2,000 dots");
  EXPECT_EQ(refusal(Bytes(kMaxBundleBytes + 1)), "bundle: cbor: bytes");
  EXPECT_EQ(refusal(Bytes(100'000, 0x81)), "bundle: cbor: depth");
}

// Each dot of a key is a table in a table; they are freed by recursion.
TEST(Bundle, a_key_of_many_parts_in_item_toml_is_refused) {
  const auto with_dots = [](std::ptrdiff_t dots) {
    std::string key = "a";
    for (std::ptrdiff_t i = 0; i < dots; ++i) key += ".a";
    return Files{{"item.toml", kToml + key + " = 1\n"}};
  };
  EXPECT_TRUE(write_bundle(with_dots(kMaxItemTomlDots)));
  const Files deep = with_dots(50'000);
  EXPECT_EQ(write_bundle(deep).error().message, "has more than 128 kB or 2,000 dots");
  const auto item = Item::load(deep);
  ASSERT_FALSE(item);
  EXPECT_EQ(item.error().front().message, "has more than 128 kB or 2,000 dots");
}

class BundleSignature : public testing::Test {
 protected:
  static crypto::PrivateKey fresh() {
    return crypto::PrivateKey::generate_signing(crypto::test::test_suite()).value();
  }
  const crypto::PrivateKey key_ = fresh();
  const crypto::PublicKey shown_ = key_.public_key().value();
  const Bytes cose_ = sign_bundle(packed(), 1'668'736'800, key_).value();
};

TEST_F(BundleSignature, opens_with_its_key) {
  const auto opened = verify_signed_bundle(cose_, shown_);
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(opened->bundle.id, "library-card");
  EXPECT_EQ(opened->content, packed());
  EXPECT_EQ(opened->issued_s, 1'668'736'800);
  EXPECT_EQ(opened->key_id, shown_.key_id());
  EXPECT_TRUE(looks_signed(cose_));
  EXPECT_FALSE(looks_signed(packed()));
}

TEST_F(BundleSignature, another_key_is_refused) {
  EXPECT_EQ(verify_signed_bundle(cose_, fresh().public_key().value()).error().code,
            FailureCode::role_refused);
}

TEST_F(BundleSignature, every_changed_byte_is_noticed) {
  for (std::size_t i = 0; i < cose_.size(); ++i) {
    Bytes changed = cose_;
    changed[i] ^= 0x01;
    EXPECT_FALSE(verify_signed_bundle(changed, shown_)) << i;
  }
}

TEST_F(BundleSignature, what_is_no_bundle_is_not_signed) {
  EXPECT_EQ(sign_bundle(as_bytes("item"), 0, key_).error().code, FailureCode::code_malformed);
  EXPECT_EQ(sign_bundle(packed(), -1, key_).error().code, FailureCode::invalid_argument);
  EXPECT_EQ(sign_bundle(packed(), kMaxIssuedS + 1, key_).error().code,
            FailureCode::invalid_argument);
  EXPECT_EQ(verify_signed_bundle(packed(), shown_).error().code, FailureCode::code_malformed);
}

}  // namespace
}  // namespace dk::engine
