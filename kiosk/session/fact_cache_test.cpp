#include "kiosk/session/fact_cache.h"

#include "base/crypto/test_suite.h"
#include "kiosk/session/test_citizen.h"

namespace dk::kiosk {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace): the people of the tests

constexpr const char* kFolder = "/data/facts";

class FactCacheTest : public ::testing::Test {
 protected:
  FactCacheTest() { EXPECT_TRUE(files_.make_folder("/keys")); }
  FactCache open(const std::string& keys_folder = "/keys") {
    auto keys =
        cache::open_file_keys(files_, random_, keys_folder, recovery_.public_key()->spki(), true);
    EXPECT_TRUE(keys) << keys.error().detail;
    keys_ = std::move(*keys);
    auto cache = FactCache::open(files_, *keys_, random_, kFolder);
    EXPECT_TRUE(cache) << cache.error().detail;
    return std::move(*cache);
  }
  static CachedFacts one(const std::string& name, const std::string& value,
                         std::chrono::seconds until = std::chrono::hours(24)) {
    return {{name, {value, t1(), "share", t1() + until}}};
  }
  [[nodiscard]] std::vector<std::string> names() { return files_.list(kFolder).value(); }
  [[nodiscard]] std::size_t rows() { return files_.list(kFolder)->size() - 1; }

  SimulatedFiles files_;
  SeededRandom random_{3};
  crypto::PrivateKey recovery_ = crypto::PrivateKey::generate_x25519().value();
  std::unique_ptr<cache::Keys> keys_;
  const Document card_ = p02_with_card().document;
};

TEST_F(FactCacheTest, the_same_card_opens_what_was_kept) {
  ASSERT_TRUE(open().keep(card_, one("person.phone", "\"13800000002\""), t1()));
  auto again = open();  // after a restart
  const auto facts = again.read(card_, t1() + std::chrono::hours(1));
  ASSERT_EQ(facts.size(), 1u);
  EXPECT_EQ(facts.at("person.phone").value, "\"13800000002\"");
  EXPECT_EQ(facts.at("person.phone").as_of, t1());
}

TEST_F(FactCacheTest, without_that_card_nothing_opens) {
  auto cache = open();
  ASSERT_TRUE(cache.keep(card_, one("person.phone", "\"13800000002\""), t1()));
  Document code = card_;  // the same person with a phone's code
  code.chip = false;
  EXPECT_TRUE(cache.read(code, t1()).empty());
  for (std::string Document::* part : {&Document::valid_from}) {
    Document other = card_;
    other.*part = "2016-03-02";  // a card that was lost and replaced
    EXPECT_TRUE(cache.read(other, t1()).empty());
  }
  Document renamed = card_;
  renamed.person.name += "x";
  EXPECT_TRUE(cache.read(renamed, t1()).empty());
}

TEST_F(FactCacheTest, a_login_without_a_chip_leaves_nothing) {
  auto cache = open();
  Document code = card_;
  code.chip = false;
  ASSERT_TRUE(cache.keep(code, one("person.phone", "1"), t1()));
  EXPECT_EQ(rows(), 0u);
}

TEST_F(FactCacheTest, neither_names_nor_contents_say_who_it_is) {
  auto cache = open();
  ASSERT_TRUE(cache.keep(card_, one("person.phone", "\"13800000002\""), t1()));
  for (const std::string& name : names()) {
    const Bytes content = files_.read(std::string(kFolder) + "/" + name, 1u << 20).value();
    for (const std::string secret : {"440309194905209540", "13800000002", "陈秀英", "phone"}) {
      EXPECT_EQ(name.find(secret), std::string::npos);
      EXPECT_EQ(as_text(content).find(secret), std::string_view::npos) << secret;
    }
  }
}

TEST_F(FactCacheTest, later_facts_join_those_that_were_kept) {
  auto cache = open();
  ASSERT_TRUE(cache.keep(card_, one("a", "1"), t1()));
  ASSERT_TRUE(cache.keep(card_, one("b", "2"), t1()));
  ASSERT_TRUE(cache.keep(card_, one("a", "3"), t1()));
  const auto facts = cache.read(card_, t1());
  ASSERT_EQ(facts.size(), 2u);
  EXPECT_EQ(facts.at("a").value, "3");
  EXPECT_EQ(rows(), 1u);
}

TEST_F(FactCacheTest, what_has_ended_is_gone_without_the_card) {
  auto cache = open();
  ASSERT_TRUE(cache.keep(card_, one("short", "1", std::chrono::hours(1)), t1()));
  ASSERT_TRUE(cache.keep(card_, one("long", "2", std::chrono::hours(3)), t1()));
  EXPECT_EQ(cache.read(card_, t1() + std::chrono::hours(2)).size(), 1u);
  ASSERT_TRUE(cache.erase_expired(t1() + std::chrono::hours(2)));
  EXPECT_EQ(rows(), 1u);
  ASSERT_TRUE(cache.erase_expired(t1() + std::chrono::hours(3)));
  EXPECT_EQ(rows(), 0u);
}

TEST_F(FactCacheTest, a_longer_life_written_over_a_row_opens_nothing) {
  auto cache = open();
  ASSERT_TRUE(cache.keep(card_, one("a", "1"), t1()));
  for (const std::string& name : names()) {
    if (name == "facts.key") continue;
    const std::string path = std::string(kFolder) + "/" + name;
    Bytes content = files_.read(path, 1u << 20).value();
    content[8] ^= 0x01;
    ASSERT_TRUE(files_.write_private(path, content));
  }
  EXPECT_TRUE(cache.read(card_, t1()).empty());
  EXPECT_TRUE(cache.keep(card_, one("b", "2"), t1()));  // and the row is written anew
  EXPECT_EQ(cache.read(card_, t1()).size(), 1u);
}

TEST_F(FactCacheTest, when_it_is_full_the_row_that_ends_first_goes) {
  auto cache = open();
  ASSERT_TRUE(cache.keep(card_, one("a", "1", std::chrono::hours(1)), t1()));
  Document other = card_;
  for (std::size_t i = 0; i < FactCache::kMaxRows; ++i) {
    other.person.document_number = std::to_string(i);
    ASSERT_TRUE(cache.keep(other, one("a", "1", std::chrono::hours(2)), t1()));
  }
  EXPECT_EQ(rows(), FactCache::kMaxRows);
  EXPECT_TRUE(cache.read(card_, t1()).empty());
  EXPECT_EQ(cache.read(other, t1()).size(), 1u);
}

TEST_F(FactCacheTest, a_switched_off_service_leaves_nothing) {
  auto cache = open();
  ASSERT_TRUE(cache.keep(card_, one("a", "1"), t1()));
  ASSERT_TRUE(cache.destroy());
  EXPECT_TRUE(files_.list(kFolder)->empty());
}

TEST_F(FactCacheTest, another_terminal_key_begins_anew) {
  ASSERT_TRUE(open().keep(card_, one("a", "1"), t1()));
  ASSERT_TRUE(files_.make_folder("/other"));
  auto cache = open("/other");
  EXPECT_TRUE(cache.read(card_, t1()).empty());
  EXPECT_EQ(rows(), 0u);
  EXPECT_TRUE(cache.keep(card_, one("a", "1"), t1()));
}

}  // namespace
}  // namespace dk::kiosk
