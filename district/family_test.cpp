#include "district/family.h"

#include <algorithm>

#include "district/certificates.h"
#include "district/facts.h"
#include "district/test_district.h"

namespace dk::district::testing {
namespace {

class FamilyTest : public District {
 protected:
  void SetUp() override {
    District::SetUp();
    const Bytes content =
        files_.read(std::string(DK_PROJECT_DIR) + "/assets/persons/facts.json", 1u << 20).value();
    ASSERT_TRUE(import_facts(gateway_->database(), gateway_->keys(), random_, as_text(content)));
  }
  [[nodiscard]] std::vector<std::string> children_of(const std::string& number, TimePoint now) {
    const auto told = subjects_of(gateway_->database(), gateway_->keys(), kTerminal,
                                  {ids_.next(), {"id-card", number, ""}, 2}, now);
    EXPECT_TRUE(told) << told.error().detail;
    std::vector<std::string> names;
    if (told) {
      for (const auto& one : told->subjects) names.push_back(one.person.name + " " + one.until);
    }
    std::ranges::sort(names);
    return names;
  }
  [[nodiscard]] std::int64_t accesses() {
    return gateway_->database().query("SELECT count(*) FROM person_access", {})->at(0).integer(0);
  }
};

TEST_F(FamilyTest, mother_may_act_for_her_children) {
  const auto mother = load_person(gateway_->database(), gateway_->keys(), "P23").value();
  const std::string number = mother.identity.document_number;
  const auto before = accesses();
  EXPECT_EQ(children_of(number, t1()),
            (std::vector<std::string>{"马小宝 2032-03-15", "马朵朵 2036-10-10"}));
  EXPECT_EQ(accesses(), before + 1);
  // The day of the 18th birthday is the last one.
  EXPECT_EQ(children_of(number, *from_rfc3339("2032-03-15T02:00:00Z")).size(), 2U);
  EXPECT_EQ(children_of(number, *from_rfc3339("2032-03-15T17:00:00Z")).size(), 1U);
}

TEST_F(FamilyTest, child_and_stranger_have_nobody) {
  const auto child = load_person(gateway_->database(), gateway_->keys(), "P22").value();
  EXPECT_TRUE(children_of(child.identity.document_number, t1()).empty());
  EXPECT_TRUE(children_of("440309194905209540", t1()).empty());
}

TEST_F(FamilyTest, authority_that_was_taken_away_is_gone) {
  const auto mother = load_person(gateway_->database(), gateway_->keys(), "P23").value();
  ASSERT_TRUE(import_facts(gateway_->database(), gateway_->keys(), random_,
                           R"({"schema":"facts/1","persons":[{"person":"P22","facts":{}}]})"));
  EXPECT_EQ(children_of(mother.identity.document_number, t1()),
            (std::vector<std::string>{"马朵朵 2036-10-10"}));
}

TEST_F(FamilyTest, certificates_are_told_to_their_person) {
  const wire::CertificatesQuestion question{
      ids_.next(), {"id-card", "440309194905209540", ""}, wire::kCertificatesLoa};
  const auto told =
      certificates_of(gateway_->database(), gateway_->keys(), kTerminal, question, t1());
  ASSERT_TRUE(told) << told.error().detail;
  ASSERT_EQ(told->certificates.size(), 3U);
  EXPECT_EQ(told->id, question.id);
  EXPECT_EQ(told->certificates[0].title.at("zh-CN"), "居民户口簿");
  EXPECT_TRUE(told->certificates[0].valid);
  EXPECT_FALSE(told->certificates[2].valid) << "it ended in 2020";
  const auto nobody =
      certificates_of(gateway_->database(), gateway_->keys(), kTerminal,
                      {ids_.next(), {"id-card", "440309194103039551", ""}, 3}, t1());
  ASSERT_TRUE(nobody);
  EXPECT_TRUE(nobody->certificates.empty());
}

TEST_F(FamilyTest, certificates_file_that_is_none) {
  for (const char* certificates : {"7", R"([{"title":{}}])", R"([{"title":"x"}])"}) {
    const std::string json =
        std::string(
            R"({"schema":"facts/1","persons":[{"person":"P02","facts":{},"certificates":)") +
        certificates + "}]}";
    const auto taken = import_facts(gateway_->database(), gateway_->keys(), random_, json);
    ASSERT_FALSE(taken) << certificates;
    EXPECT_EQ(taken.error().code, FailureCode::config_invalid);
  }
}

}  // namespace
}  // namespace dk::district::testing
