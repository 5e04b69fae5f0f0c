#include "kiosk/session/citizen_records.h"

#include <gtest/gtest.h>

namespace dk::kiosk {
namespace {

// What is kept for offline is kept only with a chip's document: nobody's card but one's own.
TEST(CitizenRecords, child_whose_card_is_at_home_has_no_chip) {
  const auto subject = subject_of(
      {"child", {"id-card", "440309201403150016", "马小宝"}, "2014-03-15", 1, "2032-03-15"}, 0);
  citizen::FetchFacts effect;
  effect.asker.document_number = "440309198807150021";
  effect.asker.way = citizen::Way::IdCard;
  effect.person = subject.identity;
  effect.whom = citizen::Whom::Child;
  const SignedIn who = signed_in(effect);
  EXPECT_TRUE(who.document.chip);
  EXPECT_EQ(who.subject().person.name, "马小宝");
  EXPECT_FALSE(who.subject().chip);
  EXPECT_EQ(subject.handle, "child0");
}

TEST(CitizenRecords, certificate_in_a_language_that_the_office_did_not_write) {
  const std::vector<wire::CertificateTold> told{
      {{{"zh-CN", "户口簿"}, {"zh-HK", "戶口簿"}}, {{"zh-HK", "公安局"}}, "2030-01-01", true}};
  const auto lines = certificate_lines(told, "en");
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].title, "户口簿");
  EXPECT_EQ(lines[0].issuer, "") << "never another language than the person's or zh-CN";
  EXPECT_EQ(certificate_lines(told, "zh-HK")[0].title, "戶口簿");
}

}  // namespace
}  // namespace dk::kiosk
