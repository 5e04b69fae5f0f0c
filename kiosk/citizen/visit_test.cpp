// Whole visits: from the card to the goodbye.
#include "base/codes/case_number.h"
#include "kiosk/citizen/test_citizen_hall.h"

namespace dk::kiosk::citizen {
namespace {

using test::chen;
using test::Hall;
using test::liu;

TEST(CitizenVisit, approved_with_a_code_that_vouches_for_the_face) {
  Hall hall;
  EXPECT_EQ(hall.name(), "home");
  hall.tap("service[senior-allowance]");
  const auto guide = hall.page<GuideView>();
  EXPECT_EQ(guide.service.title, "高龄津贴");
  EXPECT_EQ(guide.service.finish, Finish::Here);
  EXPECT_EQ(guide.level, 3);
  hall.tap("guide.start");
  EXPECT_EQ(hall.page<LoginView>().service, "高龄津贴");
  hall.feed(CardRead{chen(Way::Code, 3)});
  EXPECT_EQ(hall.page<ForWhomView>().choices.size(), 2U);
  hall.tap("whom[me]");
  EXPECT_EQ(hall.page<NoticeView>().facts.size(), 6U);
  hall.tap("notice.accept");
  EXPECT_EQ(hall.page<WorkingView>().doing, WorkingView::Doing::Facts);
  hall.answer_facts();
  const auto form = hall.page<FormView>();
  EXPECT_EQ(form.facts.size(), 1U);
  EXPECT_EQ(form.facts.front().source, "card");
  EXPECT_FALSE(form.complete);
  hall.tap("form.option[Field_card][1]");
  hall.tap("form.confirm[Field_phone]");
  hall.tap("form.next");
  const auto review = hall.page<ReviewView>();
  EXPECT_EQ(review.lines.size(), 3U);
  hall.tap("review.submit");
  // Not before it is durable.
  EXPECT_EQ(hall.page<WorkingView>().doing, WorkingView::Doing::Saving);
  hall.answer_save();
  const auto decision = hall.page<DecisionView>();
  EXPECT_EQ(decision.outcome, "APPROVE");
  EXPECT_EQ(decision.figure, "200");
  EXPECT_EQ(decision.figure_unit, "元");
  EXPECT_TRUE(codes::is_case_number(decision.case_number));
  EXPECT_TRUE(decision.case_number.starts_with("LH221118-"));
  EXPECT_EQ(decision.paper, Paper::Asked);
  ASSERT_EQ(hall.saved_cases.size(), 1U);
  EXPECT_EQ(hall.saved_cases[0].person.level, 3);
  ASSERT_EQ(hall.saved_cases[0].orders.size(), 1U);
  EXPECT_EQ(hall.saved_cases[0].orders[0].name, "payout-order");
  hall.tap("decision.rate[5]");
  hall.tap("decision.finish");
  EXPECT_EQ(hall.name(), "goodbye");
  EXPECT_FALSE(hall.state.session);
  hall.feed(Wiped{{{"identity", true}, {"answers", true}}});
  EXPECT_EQ(hall.page<GoodbyeView>().wiped.size(), 2U);
  hall.wait(7);
  EXPECT_EQ(hall.name(), "home");
}

TEST(CitizenVisit, card_alone_cannot_finish_what_needs_a_face) {
  Hall hall;
  hall.card(chen());
  EXPECT_EQ(hall.name(), "mine");
  hall.tap("mine.all");
  hall.tap("service[senior-allowance]");
  hall.tap("guide.start");
  hall.tap("whom[me]");
  // The first step asks for L3: only a code can give it.
  const auto login = hall.page<LoginView>();
  EXPECT_EQ(login.level, 3);
  EXPECT_EQ(login.ways, std::vector<Way>{Way::Code});
  hall.card(chen());
  EXPECT_EQ(hall.page<LoginView>().why, FailureCode::level_not_reached);
  hall.feed(CardRead{chen(Way::Code, 2)});
  EXPECT_EQ(hall.page<LoginView>().why, FailureCode::level_not_reached);
  hall.feed(CardRead{liu(Way::Code)});
  EXPECT_EQ(hall.page<LoginView>().why, FailureCode::person_differs);
  hall.tap("login.cannot");
  hall.answer_save();
  EXPECT_EQ(hall.page<DecisionView>().outcome, "REFER");
  EXPECT_TRUE(hall.saved_cases[0].orders.empty());
}

TEST(CitizenVisit, a_card_alone_does_not_go_on_with_what_a_face_began) {
  Hall there;
  there.to_the_form();
  there.tap("page.move");
  const auto given = there.taken<GiveAway>();
  ASSERT_TRUE(given);

  Hall here;
  here.feed(MoveScanned{"dk"});
  here.card(chen());
  auto asked = here.taken<TakeOver>();
  ASSERT_TRUE(asked);
  here.feed(TakenOver{asked->request, given->session, {}});
  EXPECT_EQ(here.page<LoginView>().level, 3);
  EXPECT_EQ(here.page<LoginView>().ways, std::vector<Way>{Way::Code});
  here.card(chen());
  EXPECT_EQ(here.page<LoginView>().why, FailureCode::level_not_reached);
  here.tap("login.cannot");
  EXPECT_EQ(here.page<MoveView>().why, FailureCode::level_not_reached);
  EXPECT_FALSE(here.state.session->journey);

  here.feed(MoveScanned{"dk"});
  asked = here.taken<TakeOver>();
  ASSERT_TRUE(asked);
  here.feed(TakenOver{asked->request, given->session, {}});
  here.feed(CardRead{chen(Way::Code, 3)});
  EXPECT_EQ(here.name(), "form.0");
}

TEST(CitizenVisit, the_code_comes_after_the_card) {
  Hall hall;
  hall.card(chen());
  hall.tap("mine.all");
  hall.tap("service[senior-allowance]");
  hall.tap("guide.start");
  hall.tap("whom[me]");
  hall.feed(CardRead{chen(Way::Code, 3)});
  EXPECT_EQ(hall.name(), "notice.0");
}

TEST(CitizenVisit, walked_away) {
  Hall hall;
  hall.to_the_form();
  hall.wait(59);
  EXPECT_FALSE(hall.view().modal);
  hall.wait(1);
  ASSERT_TRUE(hall.view().modal);
  EXPECT_EQ(std::get<TimeoutModal>(*hall.view().modal).seconds_left, 30);
  // A touch somewhere is not a yes: the next person may be touching.
  hall.feed(TouchedAnything{});
  EXPECT_TRUE(hall.view().modal);
  hall.tap("timeout.stay");
  EXPECT_FALSE(hall.view().modal);
  for (int i = 0; i < 12; ++i) {  // as often as wanted
    hall.wait(65);
    hall.tap("timeout.stay");
  }
  EXPECT_EQ(hall.name(), "form.0");
  hall.wait(91);
  EXPECT_EQ(hall.name(), "goodbye");
  EXPECT_FALSE(hall.state.session);
  EXPECT_EQ(hall.count<EndSession>(), 1);
}

TEST(CitizenVisit, elder_has_twice_the_time) {
  Hall hall;
  hall.tap("dock.elder");
  hall.to_the_form();
  hall.wait(119);
  EXPECT_FALSE(hall.view().modal);
  hall.wait(2);
  ASSERT_TRUE(hall.view().modal);
  EXPECT_EQ(std::get<TimeoutModal>(*hall.view().modal).seconds, 60);
}

TEST(CitizenVisit, card_forgotten_on_the_reader) {
  Hall hall;
  hall.card(chen());
  hall.tap("page.exit");
  EXPECT_EQ(hall.name(), "take_card");
  EXPECT_FALSE(hall.state.session);
  const int alarms = hall.count<Play>();
  hall.wait(6);
  EXPECT_GE(hall.count<Play>(), alarms + 3);
  hall.feed(CardGone{Way::IdCard});
  EXPECT_EQ(hall.name(), "goodbye");
  hall.wait(13);
  EXPECT_EQ(hall.name(), "home");
}

TEST(CitizenVisit, next_one_finds_nothing_of_the_one_before) {
  Hall hall;
  hall.tap("dock.elder");
  hall.tap("dock.lang[en]");
  hall.tap("dock.voice");
  hall.to_the_form();
  hall.to_the_decision();
  hall.tap("decision.finish");
  hall.feed(Wiped{});
  hall.wait(7);
  EXPECT_EQ(hall.state.access, Access{});
  EXPECT_EQ(hall.state.language, "zh-CN");
  EXPECT_TRUE(hall.state.back.empty());
  hall.tap("page.back");
  EXPECT_EQ(hall.name(), "home");
  hall.card(liu());
  EXPECT_EQ(hall.page<MineView>().draft, "");
}

TEST(CitizenVisit, language_changed_in_the_middle_keeps_the_answers) {
  Hall hall;
  hall.to_the_form();
  hall.tap("form.option[Field_card][1]");
  hall.tap("dock.lang[en]");
  const auto form = hall.page<FormView>();
  EXPECT_EQ(form.service, "Senior allowance");
  bool chosen = false;
  for (const FieldView& field : form.fields) {
    if (field.place == "Field_card") chosen = field.options.at(1).chosen;
  }
  EXPECT_TRUE(chosen);
}

TEST(CitizenVisit, offline_is_taken_in_and_not_promised) {
  Hall hall;
  hall.feed(NetworkChanged{.online = false, .waiting = 3});
  hall.tap("service[senior-allowance]");
  EXPECT_EQ(hall.page<GuideView>().service.finish, Finish::TakenIn);
  hall.tap("guide.start");
  hall.feed(CardRead{chen(Way::Code, 3)});
  hall.tap("whom[me]");
  hall.tap("notice.accept");
  hall.answer_facts(R"({"person": {"birth": "@1949-05-20"}})");
  hall.answer_save();
  EXPECT_EQ(hall.page<DecisionView>().outcome, "PROVISIONAL");
}

TEST(CitizenVisit, store_refuses_and_nothing_is_said_to_be_done) {
  Hall hall;
  hall.to_the_form();
  hall.tap("form.option[Field_card][0]");
  hall.tap("form.confirm[Field_phone]");
  hall.tap("form.next");
  hall.tap("review.submit");
  hall.answer_save(fail(FailureCode::disk_full));
  EXPECT_EQ(hall.page<WorkingView>().doing, WorkingView::Doing::NotSaved);
  hall.tap("working.again");
  hall.answer_save();
  EXPECT_EQ(hall.page<DecisionView>().outcome, "APPROVE");
}

TEST(CitizenVisit, for_a_parent_both_cards_are_there) {
  Hall hall;
  hall.tap("service[senior-allowance]");
  hall.tap("guide.start");
  hall.feed(CardRead{chen(Way::Code, 3)});
  hall.tap("whom[parent]");
  EXPECT_TRUE(hall.page<LoginView>().for_second);
  hall.card(chen());
  EXPECT_EQ(hall.page<LoginView>().why, FailureCode::same_person);
  hall.card(liu());
  EXPECT_EQ(hall.name(), "notice.0");
  EXPECT_EQ(hall.view().chrome.subject, "刘*海");
  hall.tap("notice.accept");
  const auto fetch = hall.taken<FetchFacts>();
  ASSERT_TRUE(fetch);
  EXPECT_EQ(fetch->person.document_number, liu().document_number);
  EXPECT_EQ(fetch->asker.document_number, chen().document_number);
}

TEST(CitizenVisit, refused_with_what_would_change_it_and_a_human) {
  Hall hall;
  hall.tap("service[senior-allowance]");
  hall.tap("guide.start");
  hall.feed(CardRead{chen(Way::Code, 3)});
  hall.tap("whom[me]");
  hall.tap("notice.accept");
  hall.answer_facts(R"({"person": {"birth": "@1960-04-05", "hukou_city": "深圳",
    "records_agree": true, "phone": "13800000206"}, "allowance": {"receiving": false,
    "cards": [{"label": "社保卡", "value": "1"}]}})");
  hall.to_the_decision();
  const auto decision = hall.page<DecisionView>();
  EXPECT_EQ(decision.outcome, "REFUSE");
  EXPECT_EQ(decision.change_label, "出生日期");
  EXPECT_EQ(decision.reasons.front().label, "出生日期");
  EXPECT_TRUE(decision.figure.empty());
  EXPECT_TRUE(decision.may_ask_human);
  hall.tap("decision.human");
  EXPECT_TRUE(hall.page<DecisionView>().human_asked);
}

TEST(CitizenVisit, mother_begins_for_her_child) {
  Hall hall;
  // The item as it would be if children could have it.
  auto files =
      flows::read_item_folder(std::string(DK_PROJECT_DIR) + "/flows/catalogue/senior-allowance");
  ASSERT_TRUE(files);
  std::string& head = files->at("item.toml");
  const auto parent = head.find("\"parent\"");
  ASSERT_NE(parent, std::string::npos);
  head.replace(parent, 8, "\"child\"");
  const auto item = engine::Item::load(*files);
  ASSERT_TRUE(item);
  hall.feed(CatalogueChanged{make_catalogue({*item})});
  hall.tap("service[senior-allowance]");
  hall.tap("guide.start");
  hall.feed(CardRead{chen(Way::Code, 3)});
  EXPECT_TRUE(hall.page<ForWhomView>().asking);
  const auto ask = hall.taken<AskSubjects>();
  ASSERT_TRUE(ask);
  SubjectsAnswered told{.request = ask->request, .subjects = {}};
  told.subjects.push_back(
      {.whom = Whom::Child, .handle = "child0", .identity = liu(), .until = "2032-03-15"});
  hall.feed(SubjectsAnswered{ask->request + 1, {}});
  EXPECT_TRUE(hall.page<ForWhomView>().asking) << "the answer to another question";
  hall.feed(told);
  const auto whom = hall.page<ForWhomView>();
  ASSERT_EQ(whom.choices.size(), 2U);
  EXPECT_EQ(whom.choices[1].until, "2032年3月15日");
  EXPECT_EQ(whom.choices[1].name, "刘*海");
  hall.tap("whom[child0]");
  hall.tap("notice.accept");
  const auto fetch = hall.taken<FetchFacts>();
  ASSERT_TRUE(fetch);
  EXPECT_EQ(fetch->whom, Whom::Child);
  EXPECT_EQ(fetch->person.document_number, liu().document_number) << "of whom the facts are";
  EXPECT_EQ(fetch->asker.document_number, chen().document_number) << "who asks";
}

TEST(CitizenVisit, paper_runs_out_under_the_receipt) {
  Hall hall;
  hall.to_the_form();
  hall.to_the_decision();
  const auto print = hall.taken<PrintReceipt>();
  ASSERT_TRUE(print);
  hall.feed(PaperChanged{print->job, Paper::Failed, 30, FailureCode::paper_out});
  const auto trouble = hall.page<TroubleView>();
  EXPECT_EQ(trouble.code, FailureCode::paper_out);
  EXPECT_TRUE(codes::is_case_number(trouble.case_number));
  EXPECT_TRUE(trouble.take_away.empty());
  hall.feed(Held{"trouble.code", true});
  EXPECT_EQ(hall.page<TroubleView>().take_away, "LHR1:ABC");
  hall.steady += std::chrono::seconds(3);
  hall.feed(Held{"trouble.code", false});
  EXPECT_TRUE(hall.page<TroubleView>().take_away.empty());
  hall.feed(Held{"trouble.code", true});
  EXPECT_TRUE(hall.page<TroubleView>().take_away.empty());  // it works once
  hall.tap("trouble.finish");
  EXPECT_EQ(hall.name(), "goodbye");
}

TEST(CitizenVisit, low_grade_is_saved_once_with_its_reasons) {
  Hall hall;
  hall.to_the_form();
  hall.to_the_decision();
  hall.tap("decision.rate[2]");
  hall.tap("decision.reason[slow]");
  hall.tap("decision.reason[nonsense]");
  hall.tap("decision.rated");
  hall.tap("decision.rate[5]");
  hall.tap("decision.finish");
  int ratings = 0;
  for (const Effect& effect : hall.effects) {
    const Save* save = std::get_if<Save>(&effect);
    if (save == nullptr) continue;
    if (const auto* rating = std::get_if<RatingRecord>(&save->what)) {
      ++ratings;
      EXPECT_EQ(rating->grade, 2);
      EXPECT_EQ(rating->reasons, std::vector<std::string>{"slow"});
    }
  }
  EXPECT_EQ(ratings, 1);
}

}  // namespace
}  // namespace dk::kiosk::citizen
