// What the first page leads to and names.
#include "kiosk/citizen/test_citizen_hall.h"

namespace dk::kiosk::citizen {
namespace {

using test::chen;
using test::Hall;

TEST(CitizenHome, prompts_name_only_readers_that_work) {
  Hall hall;
  EXPECT_EQ(hall.page<HomeView>().ways,
            (std::vector<Way>{Way::IdCard, Way::SocialCard, Way::Code}));
  DevicesChanged devices;
  devices.devices[Device::IdCard] = {.there = true, .well = false, .trouble = {}};
  devices.devices[Device::Scanner] = {.there = true, .well = true, .trouble = {}};
  hall.feed(devices);
  EXPECT_EQ(hall.page<HomeView>().ways, std::vector<Way>{Way::Code});
  hall.tap("home.login");
  hall.tap("login.no_card");
  EXPECT_EQ(hall.page<NoCardView>().ways, std::vector<Way>{Way::Code});
}

TEST(CitizenHome, person_looks_around_and_finds_the_own_page_again) {
  Hall hall;
  hall.tap("home.mine");
  EXPECT_EQ(hall.name(), "home");  // nobody's page
  hall.card(chen());
  EXPECT_EQ(hall.name(), "mine");
  hall.tap("mine.all");
  EXPECT_EQ(hall.name(), "home");
  hall.tap("home.mine");
  EXPECT_EQ(hall.name(), "mine");
}

TEST(CitizenHome, key_pressed_before_the_dimmed_screen_goes_with_who_pressed_it) {
  for (const char* key : {"dock.voice", "dock.reach", "dock.elder", "dock.lang[en]"}) {
    Hall hall;
    hall.wait(300);
    ASSERT_EQ(hall.name(), "attract");
    hall.tap(key);
    EXPECT_EQ(hall.name(), "home") << key;
    EXPECT_TRUE(hall.state.access != hall.state.own_access || hall.state.language == "en") << key;
    hall.wait(300);
    EXPECT_EQ(hall.name(), "attract") << key;
    EXPECT_EQ(hall.state.access, hall.state.own_access) << key;
    EXPECT_EQ(hall.state.language, hall.state.own_language) << key;
  }
}

TEST(CitizenHome, terminal_that_cannot_serve_names_the_hotline) {
  Hall hall;
  SiteChanged site;
  site.ready = false;
  site.why = FailureCode::disk_full;
  site.hotline = "12345";
  hall.feed(site);
  const auto page = hall.page<NotReadyView>();
  EXPECT_EQ(page.why, FailureCode::disk_full);
  EXPECT_EQ(page.hotline, "12345");
}

}  // namespace
}  // namespace dk::kiosk::citizen
