#include "district/facts.h"

#include "district/test_district.h"
#include "flows/engine/bundle_signature.h"

namespace dk::district::testing {
namespace {

constexpr const char* kBundleFile = DK_BIN_DIR "/../share/catalogue/senior-allowance.bundle";

class FactsTest : public District {
 protected:
  void SetUp() override {
    District::SetUp();
    const Bytes content =
        files_.read(std::string(DK_PROJECT_DIR) + "/assets/persons/facts.json", 1u << 20).value();
    ASSERT_TRUE(import(as_text(content)));
    publish_changed({});
  }
  Result<std::size_t> import(std::string_view json) {
    return import_facts(gateway_->database(), gateway_->keys(), random_, json);
  }
  // The senior allowance with texts of its item.toml changed, published; its fingerprint.
  void publish_changed(const std::vector<std::pair<std::string, std::string>>& changes,
                       std::uint64_t version = 1) {
    auto bundle = engine::read_bundle(files_.read(kBundleFile, 1u << 20).value()).value();
    std::string& head = bundle.files.at("item.toml");
    head.replace(head.find("version = 1"), 11, "version = " + std::to_string(version));
    for (const auto& [from, to] : changes) {
      ASSERT_NE(head.find(from), std::string::npos) << from;
      head.replace(head.find(from), from.size(), to);
    }
    const auto pem = files_.read_private(Layout{dir()}.offline_key("catalogue")).value();
    const auto cose =
        engine::sign_bundle(engine::write_bundle(bundle.files).value(), to_unix_seconds(t1()),
                            crypto::PrivateKey::from_pem(pem.text()).value());
    const auto published = gateway_->objects().publish_item(cose.value(), gateway_->root());
    ASSERT_TRUE(published) << published.error().detail;
    const auto item = engine::Item::load(bundle.files).value();
    fingerprint_ = item->fingerprint;
    purpose_ = item->privacy.purpose;
  }
  [[nodiscard]] wire::FactsQuestion question(std::vector<std::string> names, int loa = 3) {
    wire::FactsQuestion asked;
    asked.id = ids_.next();
    asked.item = fingerprint_;
    asked.purpose = purpose_;
    asked.person = {"id-card", "440309194905209540", ""};  // P02
    asked.loa = loa;
    for (auto& name : names) asked.facts.push_back({std::move(name), "share", 86400});
    return asked;
  }
  [[nodiscard]] wire::FactsTold answer(const wire::FactsQuestion& asked) {
    auto told = gateway_->facts().answer(kTerminal, asked);
    EXPECT_TRUE(told) << told.error().detail;
    return told ? std::move(*told) : wire::FactsTold{};
  }
  // The word of the only fact that was asked, or its value.
  [[nodiscard]] std::string said(const wire::FactsQuestion& asked) {
    const auto told = answer(asked);
    const auto& fact = told.facts.at(0);
    return fact.trouble.empty() ? fact.value : fact.trouble;
  }

  std::string fingerprint_, purpose_;
};

TEST_F(FactsTest, what_the_item_declares_is_told) {
  const auto asked = question({"person.hukou_city", "allowance.receiving", "allowance.cards"});
  const auto told = answer(asked);
  EXPECT_EQ(told.id, asked.id);
  ASSERT_EQ(told.facts.size(), 3u);
  EXPECT_EQ(told.facts[0].name, "person.hukou_city");
  EXPECT_EQ(told.facts[0].value, "\"深圳\"");
  EXPECT_EQ(told.facts[0].as_of, t1());
  EXPECT_EQ(told.facts[0].source, "share");
  EXPECT_EQ(told.facts[1].value, "false");
  EXPECT_NE(told.facts[2].value.find("6217"), std::string::npos);
  // And travels.
  EXPECT_EQ(wire::to_json(*wire::facts_told_from_json(wire::to_json(told))), wire::to_json(told));
}

TEST_F(FactsTest, what_the_item_does_not_declare_is_refused) {
  EXPECT_EQ(said(question({"civil.birth"})), "refused");  // known, but not for this item
  auto asked = question({"person.hukou_city"});
  asked.facts[0].source = "lic";
  EXPECT_EQ(said(asked), "refused");
}

TEST_F(FactsTest, another_purpose_or_another_item_is_refused) {
  auto asked = question({"person.hukou_city"});
  asked.purpose = "curiosity";
  EXPECT_EQ(said(asked), "refused");
  asked = question({"person.hukou_city"});
  asked.item = "senior-allowance/1/0000000000000000";
  EXPECT_EQ(said(asked), "refused");
  asked.item = "no-fingerprint";
  EXPECT_EQ(said(asked), "refused");
}

TEST_F(FactsTest, a_case_of_the_version_before_goes_on) {
  const auto before = question({"person.hukou_city"});
  publish_changed({}, 2);
  EXPECT_NE(fingerprint_, before.item);
  EXPECT_EQ(said(before), "\"深圳\"");
  EXPECT_EQ(said(question({"person.hukou_city"})), "\"深圳\"");
}

TEST_F(FactsTest, a_sensitive_fact_needs_a_live_face) {
  publish_changed({{"sensitivity = \"personal\"\nexplainable = \"yes\"\n\n[[fact]]\nname = "
                    "\"person.records_agree\"",
                    "sensitivity = \"sensitive\"\nexplainable = \"yes\"\n\n[[fact]]\nname = "
                    "\"person.records_agree\""},
                   {"consent = \"notice\"", "consent = \"separate\""}},
                  2);
  EXPECT_EQ(said(question({"person.hukou_city"}, 2)), "refused");
  EXPECT_EQ(said(question({"person.hukou_city"}, 3)), "\"深圳\"");
  EXPECT_EQ(said(question({"person.phone"}, 2)), "\"13800000002\"");
}

TEST_F(FactsTest, an_unknown_person_is_unknown) {
  auto asked = question({"person.hukou_city"});
  asked.person.document_number = "440309190001010000";
  EXPECT_EQ(said(asked), "unknown");
}

TEST_F(FactsTest, a_fact_older_than_allowed_is_too_old) {
  ASSERT_TRUE(import(R"({"schema":"facts/1","persons":[{"person":"P02",
    "as_of":"2022-11-17T10:00:00+08:00","facts":{"person.hukou_city":"深圳"}}]})"));
  auto asked = question({"person.hukou_city"});
  EXPECT_EQ(said(asked), "\"深圳\"");  // a day to the second
  asked.facts[0].oldest_s = 3600;      // the question is stricter than the item
  EXPECT_EQ(said(asked), "too_old");
  asked.facts[0].oldest_s = 10 * 86400;  // but never laxer
  clock_.advance(std::chrono::seconds(1));
  EXPECT_EQ(said(asked), "too_old");
}

TEST_F(FactsTest, a_mother_asks_for_her_child_and_nobody_else_does) {
  auto asked = question({"person.hukou_city"});
  asked.on_behalf_of = wire::PersonRef{"id-card", "460300201403159933", ""};  // P22
  EXPECT_EQ(said(asked), "refused");
  asked.person = {"id-card", "460300198606069968", ""};  // P23
  EXPECT_EQ(said(asked), "\"三沙\"");
}

TEST_F(FactsTest, every_answer_leaves_a_row_and_no_number) {
  (void)answer(question({"person.hukou_city", "civil.birth"}));
  (void)answer(question({"person.hukou_city"}));
  const auto rows = gateway_->database().query(
      "SELECT terminal, what, item, purpose, person, applicant, loa, asked, told FROM "
      "person_access ORDER BY id",
      {});
  ASSERT_TRUE(rows);
  ASSERT_EQ(rows->size(), 2u);
  const auto digest = gateway_->keys().person_digest("id-card", "440309194905209540");
  EXPECT_EQ(rows->at(0).text(0), kTerminal);
  EXPECT_EQ(rows->at(0).text(1), "facts");
  EXPECT_EQ(rows->at(0).text(2), fingerprint_);
  EXPECT_EQ(rows->at(0).text(3), purpose_);
  EXPECT_EQ(rows->at(0).blob(4), Bytes(digest.begin(), digest.end()));
  EXPECT_EQ(rows->at(0).integer(7), 2);
  EXPECT_EQ(rows->at(0).integer(8), 1);
  // Neither numbers nor values lie in clear in the database.
  gateway_.reset();
  const Bytes database = files_.read(Layout{dir()}.database(), 64u << 20).value();
  for (const char* secret : {"440309194905209540", "13800000002", "深圳"}) {
    EXPECT_EQ(as_text(database).find(secret), std::string_view::npos) << secret;
  }
}

TEST_F(FactsTest, a_facts_file_that_is_none_changes_nothing) {
  for (
      const char* text :
      {"", "[]", "{}", R"({"schema":"facts/2","persons":[]})",
       R"({"schema":"facts/1","persons":[{"person":"P02"}]})",
       R"({"schema":"facts/1","persons":[{"person":"P02","facts":{},"as_of":"yesterday"}]})",
       R"({"schema":"facts/1","persons":[{"person":"P02","facts":{}},{"person":"P99","facts":{}}]})",
       R"({"schema":"facts/1","persons":[{"person":"P02","facts":{},"agents":"P03"}]})"}) {
    EXPECT_FALSE(import(text)) << text;
  }
  EXPECT_EQ(said(question({"person.hukou_city"})), "\"深圳\"");
}

}  // namespace
}  // namespace dk::district::testing
