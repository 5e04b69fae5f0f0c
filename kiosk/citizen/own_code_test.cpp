// The code of one's own on the page after login: a minute each, the next one in time.
#include "kiosk/citizen/test_citizen_hall.h"

namespace dk::kiosk::citizen {
namespace {

using test::chen;
using test::Hall;

void log_in(Hall& hall) {
  hall.card(chen());
  ASSERT_EQ(hall.name(), "mine");
}

void answer(Hall& hall, std::optional<PersonalText> code) {
  const auto ask = hall.taken<AskCode>();
  ASSERT_TRUE(ask);
  hall.feed(CodeAnswered{ask->request, std::move(code), 60});
}

TEST(OwnCode, next_one_is_there_before_the_first_ends) {
  Hall hall;
  log_in(hall);
  EXPECT_EQ(hall.page<MineView>().why_no_code, MineView::NoCode::Coming);
  answer(hall, "LH1:FIRST");
  EXPECT_EQ(hall.page<MineView>().code, "LH1:FIRST");
  hall.wait(57);
  EXPECT_EQ(hall.count<AskCode>(), 0);
  hall.wait(1);
  EXPECT_EQ(hall.page<MineView>().code, "LH1:FIRST") << "it stays until the next one is there";
  answer(hall, "LH1:SECOND");
  EXPECT_EQ(hall.page<MineView>().code, "LH1:SECOND");
  EXPECT_EQ(hall.page<MineView>().code_seconds_left, 60);
}

TEST(OwnCode, one_that_has_ended_is_not_shown) {
  Hall hall;
  log_in(hall);
  answer(hall, "LH1:FIRST");
  hall.wait(60);
  EXPECT_TRUE(hall.page<MineView>().code.empty());
  EXPECT_EQ(hall.count<AskCode>(), 1) << "asked once, answered by nobody yet";
}

TEST(OwnCode, comes_by_itself_when_the_network_is_back) {
  Hall hall;
  hall.feed(NetworkChanged{.online = false});
  log_in(hall);
  answer(hall, std::nullopt);
  EXPECT_EQ(hall.page<MineView>().why_no_code, MineView::NoCode::Offline);
  hall.wait(5);
  hall.feed(NetworkChanged{.online = true});
  EXPECT_EQ(hall.page<MineView>().why_no_code, MineView::NoCode::Coming);
  answer(hall, "LH1:LATE");
  EXPECT_EQ(hall.page<MineView>().code, "LH1:LATE");
}

TEST(OwnCode, district_that_gives_none_is_asked_once) {
  Hall hall;
  log_in(hall);
  answer(hall, "");
  EXPECT_EQ(hall.page<MineView>().why_no_code, MineView::NoCode::NotGiven);
  hall.wait(30);
  EXPECT_EQ(hall.count<AskCode>(), 0);
}

TEST(OwnCode, is_gone_with_its_person) {
  Hall hall;
  log_in(hall);
  answer(hall, "LH1:MINE");
  hall.feed(CardGone{Way::IdCard});
  hall.tap("page.exit");
  EXPECT_FALSE(hall.state.session);
  hall.feed(CodeAnswered{1, "LH1:LATE", 60});
  EXPECT_FALSE(hall.state.session);
}

}  // namespace
}  // namespace dk::kiosk::citizen
