#include "base/codes/trust_list.h"

#include <gtest/gtest.h>

namespace dk::codes {
namespace {

TrustBundle bundle_of(const crypto::PublicKey& key, const Bytes& day_key) {
  TrustBundle bundle;
  bundle.trust.add({.key_id = key.key_id(),
                    .key = key,
                    .issuer = "invented-issuer",
                    .uses = {"person", "receipt"},
                    .not_before_s = 1668700000,
                    .not_after_s = 1668800000});
  bundle.day_keys.add(to_bytes("day-key1"), "2022-11-18", Secret(ByteView(day_key)));
  return bundle;
}

TEST(TrustList, written_and_read_again) {
  const auto key = crypto::PrivateKey::generate_p256()->public_key();
  const Bytes day_key(32, 7);
  const std::string text = to_json(bundle_of(*key, day_key));
  const auto read = parse_trust_bundle(as_bytes(text));
  ASSERT_TRUE(read) << read.error().detail;
  EXPECT_EQ(to_json(*read), text);
  const auto found = read->trust.find(key->key_id());
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0]->issuer, "invented-issuer");
  EXPECT_EQ(found[0]->uses, (std::set<std::string>{"person", "receipt"}));
  EXPECT_EQ(found[0]->not_after_s, 1668800000);
  EXPECT_TRUE(read->trust.find(to_bytes("nobody00")).empty());
  ASSERT_NE(read->day_keys.find(to_bytes("day-key1")), nullptr);
  EXPECT_TRUE(equal_constant_time(read->day_keys.find(to_bytes("day-key1"))->view(), day_key));
  EXPECT_EQ(read->day_keys.find(to_bytes("day-key2")), nullptr);
  EXPECT_EQ(read->day_keys.entries().begin()->second.day, "2022-11-18");
}

TEST(TrustList, what_is_not_whole_is_refused) {
  const auto key = crypto::PrivateKey::generate_p256()->public_key();
  const auto other = crypto::PrivateKey::generate_p256()->public_key();
  const std::string good = to_json(bundle_of(*key, Bytes(32, 7)));
  ASSERT_TRUE(parse_trust_bundle(as_bytes(good)));
  const auto refused_with = [&](std::string_view from, std::string_view to) {
    std::string text = good;
    const std::size_t at = text.find(from);
    if (at == std::string::npos) return false;
    text.replace(at, from.size(), to);
    const auto answer = parse_trust_bundle(as_bytes(text));
    return !answer && answer.error().code == FailureCode::answer_malformed;
  };
  EXPECT_TRUE(refused_with("trust-list/1", "trust-list/2"));
  EXPECT_TRUE(refused_with("\"issuers\"", "\"issuer\""));
  EXPECT_TRUE(refused_with("\"day_keys\"", "\"keys\""));
  EXPECT_TRUE(refused_with("1668700000", "1668900000"));  // not_before after not_after
  EXPECT_TRUE(refused_with("1668700000", "\"1668700000\""));
  EXPECT_TRUE(refused_with("1668800000", "18446744073709551615"));
  EXPECT_TRUE(refused_with(to_hex(key->key_id()), to_hex(other->key_id())));  // another key's name
  EXPECT_TRUE(refused_with(to_base64(Bytes(32, 7)), to_base64(Bytes(31, 7))));
  EXPECT_TRUE(refused_with(to_hex(to_bytes("day-key1")), "00"));
  EXPECT_TRUE(refused_with("[\"person\",\"receipt\"]", "[1]"));
  for (const std::string_view bad : {"", "null", "[]", "{", "{\"schema\":\"trust-list/1\"}"}) {
    EXPECT_FALSE(parse_trust_bundle(as_bytes(bad))) << bad;
  }
  for (std::size_t size = 0; size < good.size(); ++size) {
    EXPECT_FALSE(parse_trust_bundle(as_bytes(good).first(size)));
  }
}

}  // namespace
}  // namespace dk::codes
