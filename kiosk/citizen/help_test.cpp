// Help as a chain, the emergency, and going on at another terminal.
#include "kiosk/citizen/test_citizen_hall.h"

namespace dk::kiosk::citizen {
namespace {

using test::chen;
using test::Hall;

TEST(CitizenHelp, nobody_in_the_hall_then_the_desk_then_the_hotline) {
  Hall hall;
  hall.tap("dock.help");
  EXPECT_EQ(hall.page<HelpView>().hop, HelpView::Hop::Menu);
  hall.tap("help.call");
  EXPECT_EQ(hall.page<HelpView>().hop, HelpView::Hop::Hall);
  hall.wait(30);
  EXPECT_EQ(hall.page<HelpView>().hop, HelpView::Hop::Desk);
  hall.wait(45);
  EXPECT_EQ(hall.page<HelpView>().hop, HelpView::Hop::Hotline);
  EXPECT_EQ(hall.page<HelpView>().state, HelpView::State::NoAnswer);
  hall.tap("help.phone");
  hall.feed(Typing{"help.phone", "13800000206", true});
  hall.tap("help.ticket");
  EXPECT_EQ(hall.page<HelpView>().state, HelpView::State::Done);
  EXPECT_TRUE(hall.taken<PrintTicket>());
}

TEST(CitizenHelp, helper_comes) {
  Hall hall;
  hall.tap("dock.help");
  hall.tap("help.call");
  hall.wait(2);
  const auto ask = hall.taken<AskHelp>();
  ASSERT_TRUE(ask);
  EXPECT_EQ(ask->ticket, hall.page<HelpView>().ticket);
  hall.feed(HelpAnswered{ask->request, ask->ticket, false});
  EXPECT_EQ(hall.page<HelpView>().state, HelpView::State::Calling) << "nobody yet";
  hall.wait(2);
  const auto again = hall.taken<AskHelp>();
  ASSERT_TRUE(again);
  hall.feed(HelpAnswered{again->request, again->ticket, true});
  EXPECT_EQ(hall.page<HelpView>().state, HelpView::State::Coming);
  hall.wait(40);
  EXPECT_EQ(hall.page<HelpView>().hop, HelpView::Hop::Hall);
}

TEST(CitizenHelp, offline_there_is_the_hall_and_a_number) {
  Hall hall;
  hall.feed(NetworkChanged{.online = false});
  hall.tap("dock.help");
  hall.tap("help.call");
  EXPECT_EQ(hall.page<HelpView>().hop, HelpView::Hop::Hall);
  hall.wait(30);
  EXPECT_EQ(hall.page<HelpView>().hop, HelpView::Hop::Hotline);
}

TEST(CitizenHelp, sos_before_anybody_logged_in) {
  Hall hall;
  hall.tap("home.sos");
  EXPECT_EQ(hall.page<SosView>().state, SosView::State::Calling);
  EXPECT_EQ(hall.count<Save>(), 1);
  hall.wait(30);
  EXPECT_EQ(hall.page<SosView>().state, SosView::State::Escalated);
  hall.wait(600);  // nobody is sent away from it
  EXPECT_EQ(hall.name(), "sos");
  hall.tap("sos.end");
  EXPECT_EQ(hall.name(), "home");
}

TEST(CitizenHelp, sos_pressed_and_walked_away_with_the_card_in) {
  Hall hall;
  hall.card(test::chen());
  hall.tap("dock.help");
  hall.tap("help.sos");
  hall.wait(91);
  EXPECT_EQ(hall.name(), "sos") << "somebody is on the way";
  EXPECT_FALSE(hall.state.session) << "but nothing of the person is behind it";
  hall.tap("sos.end");
  EXPECT_EQ(hall.name(), "take_card");
  hall.feed(CardGone{Way::IdCard});
  hall.wait(7);
  EXPECT_EQ(hall.name(), "home");

  hall.tap("home.sos");
  hall.wait(901);
  EXPECT_EQ(hall.name(), "home") << "nor does it stay for a night";
}

TEST(CitizenMove, goes_on_at_another_terminal) {
  Hall here;
  here.to_the_form();
  here.tap("form.option[Field_card][1]");
  here.tap("page.move");
  const auto given = here.taken<GiveAway>();
  ASSERT_TRUE(given);
  here.feed(MoveAnswered{given->request, "LHM1:XYZ", 900});
  EXPECT_EQ(here.page<MoveView>().code, "LHM1:XYZ");

  Hall there;
  there.feed(MoveScanned{"LHM1:XYZ"});
  EXPECT_EQ(there.name(), "login");
  there.feed(CardRead{chen(Way::Code, 3)});
  const auto take = there.taken<TakeOver>();
  ASSERT_TRUE(take);
  EXPECT_EQ(take->code, "LHM1:XYZ");
  there.feed(TakenOver{take->request, given->session, {}});
  const auto form = there.page<FormView>();
  bool chosen = false;
  for (const FieldView& field : form.fields) {
    if (field.place == "Field_card") chosen = field.options.at(1).chosen;
  }
  EXPECT_TRUE(chosen);
  there.to_the_decision();
  EXPECT_EQ(there.page<DecisionView>().outcome, "APPROVE");
}

TEST(CitizenMove, somebody_elses_is_refused_with_its_reason) {
  Hall hall;
  hall.feed(MoveScanned{"LHM1:XYZ"});
  hall.feed(CardRead{chen()});
  const auto take = hall.taken<TakeOver>();
  ASSERT_TRUE(take);
  hall.feed(TakenOver{take->request, "", FailureCode::person_differs});
  EXPECT_EQ(hall.page<MoveView>().why, FailureCode::person_differs);
  hall.feed(TakenOver{take->request, "not a session", {}});
  EXPECT_EQ(hall.name(), "move");
}

}  // namespace
}  // namespace dk::kiosk::citizen
