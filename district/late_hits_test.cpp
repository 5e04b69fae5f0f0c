#include "district/late_hits.h"

#include "district/progress.h"
#include "district/test_district.h"

namespace dk::district::testing {
namespace {

class LateHits : public District {
 protected:
  void publish_list(const std::vector<wire::KeyPerson>& persons) {
    const Publication list{
        std::string(wire::kObjectKeyPersonList), kSite,
        wire::encode_key_person_list(persons, random_.bytes(32), to_unix_seconds(clock_.now()))};
    ASSERT_TRUE(gateway_->objects().publish(list, gateway_->root(), files_, gateway_->layout()));
  }
  [[nodiscard]] std::vector<std::string> alarmed_tubes() {
    std::vector<std::string> tubes;
    const auto shown = ledger(gateway_->database(), "");
    for (const auto& alarm : shown->alarms) {
      EXPECT_EQ(alarm.kind, "late_hit");
      EXPECT_EQ(alarm.terminal, kTerminal);
      tubes.push_back(alarm.detail);
    }
    return tubes;
  }
};

TEST_F(LateHits, a_person_becomes_a_contact_after_the_tube_was_filled) {
  (void)enrol();
  ASSERT_TRUE(push({p02(1), p03(2)}));
  EXPECT_EQ(*compare_lately_registered(*gateway_, kSite), 0);
  EXPECT_TRUE(alarmed_tubes().empty());
  publish_list({{"id-card", "440309194103039551"}});
  EXPECT_EQ(*compare_lately_registered(*gateway_, kSite), 1);
  EXPECT_EQ(alarmed_tubes(), std::vector<std::string>{kTube});
  EXPECT_EQ(count("late_hit"), 1);
  EXPECT_EQ(*compare_lately_registered(*gateway_, kSite), 0);  // once
}

TEST_F(LateHits, what_is_older_than_the_site_says_is_not_compared) {
  (void)enrol();
  ASSERT_TRUE(push({p03(1)}));
  clock_.advance(std::chrono::hours(25));
  publish_list({{"id-card", "440309194103039551"}});
  EXPECT_EQ(*compare_lately_registered(*gateway_, kSite), 0);
}

TEST_F(LateHits, what_the_desk_knew_is_nothing_late) {
  (void)enrol();
  ASSERT_TRUE(push({registration(1, 1, "刘德海", "440309194103039551", "hit")}));
  publish_list({{"id-card", "440309194103039551"}});
  EXPECT_EQ(*compare_lately_registered(*gateway_, kSite), 0);
}

}  // namespace
}  // namespace dk::district::testing
