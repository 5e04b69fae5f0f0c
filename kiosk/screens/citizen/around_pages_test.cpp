// The person's own page, settings, and what is said when something is missing.
#include "kiosk/screens/citizen/test_citizen_pages.h"

namespace dk::kiosk::screens {
namespace {

using namespace citizen;  // NOLINT(google-build-using-namespace): the words of the view
using test::NamedView;
using test::Seen;
using test::services;

class AroundPages : public test::CitizenPages {};

CitizenView of_chen(const Seen& seen, MineView page) {
  CitizenView view = test::view_for_tests(seen, std::move(page));
  view.chrome.person = "陈*英";
  view.logged_in = true;
  return view;
}

TEST_P(AroundPages, a_person_sees_what_there_is) {
  const Seen& seen = GetParam();
  MineView view;
  view.code = "LH1:invented-pseudonym-of-a-person:0123456789abcdef0123456789abcdef";
  view.code_seconds_left = 42;
  view.found = 4;
  view.often = services(seen, 3);
  look_at({"mine", of_chen(seen, view)});
  view.draft = services(seen, 3).back().title;
  look_at({"mine_draft", of_chen(seen, view)});
  view.found_open = true;
  view.benefits = services(seen, 4);
  look_at({"mine_open", of_chen(seen, view)});
  view = {};
  look_at({"mine_coming", of_chen(seen, view)});
  view.why_no_code = MineView::NoCode::Offline;
  look_at({"mine_offline", of_chen(seen, view)});
  view.why_no_code = MineView::NoCode::NotGiven;
  look_at({"mine_no_code", of_chen(seen, view)});
}

// Whoever stands behind reads a number, not what it is.
TEST_P(AroundPages, benefits_stay_hidden_until_they_are_tapped) {
  const Seen& seen = GetParam();
  MineView view;
  view.found = 2;
  draw({"mine", of_chen(seen, view)});
  EXPECT_NE(stage_.ui->tree().find("mine.found"), nullptr);
  EXPECT_EQ(stage_.ui->tree().find("service[senior-allowance]"), nullptr);
  const UiNode* title = stage_.ui->tree().find("page.title");
  ASSERT_NE(title, nullptr);
  EXPECT_NE(title->state.find("personal"), std::string::npos);
}

TEST_P(AroundPages, settings_are_within_reach) {
  look_at({"settings", test::view_for_tests(GetParam(), SettingsView{})});
  auto loud = test::view_for_tests(GetParam(), SettingsView{});
  loud.chrome.access.volume = 10;
  loud.chrome.access.speed = -1;
  loud.chrome.access.reduced_motion = true;
  look_at({"settings_ends", loud});
}

TEST_P(AroundPages, without_a_card_there_is_another_way) {
  const auto page = [](std::vector<Way> ways) {
    return test::view_for_tests(GetParam(), NoCardView{"12345", std::move(ways)});
  };
  look_at({"no_card", page({Way::IdCard, Way::SocialCard, Way::Code})});
  look_at({"no_card_none", page({})});
}

TEST_P(AroundPages, away_from_the_network_nothing_is_lost) {
  auto view = test::view_for_tests(GetParam(), OfflineView{});
  look_at({"offline_back", view});
  view.chrome.network = Network::Offline;
  view.chrome.waiting = 3;
  look_at({"offline", view});
}

TEST_P(AroundPages, a_terminal_that_cannot_serve_says_what_to_do) {
  for (const FailureCode why : {FailureCode::reference_missing, FailureCode::disk_full,
                                FailureCode::service_switched_off, FailureCode::config_invalid}) {
    look_at({"not_ready_" + std::string(name_of(why)),
             test::view_for_tests(GetParam(), NotReadyView{why, "12345"})});
  }
}

TEST_P(AroundPages, the_dark_page_moves_each_minute) {
  auto view = test::view_for_tests(GetParam(), AttractView{});
  look_at({"attract", view});
  const UiNode before = *stage_.ui->tree().find("page.title");
  view.page = AttractView{5};
  look_at({"attract_later", view});
  const UiNode after = *stage_.ui->tree().find("page.title");
  EXPECT_GT(std::abs(before.x - after.x) + std::abs(before.y - after.y), 24);
}

INSTANTIATE_TEST_SUITE_P(Citizen, AroundPages, testing::ValuesIn(test::seen_in_all_ways()),
                         test::name_of_seen);

}  // namespace
}  // namespace dk::kiosk::screens
