// What a finger on the journey's pages gives: the ids that the machine takes.
#include "kiosk/screens/citizen/test_pages_in_looks.h"

namespace dk::kiosk::screens {
namespace {

using namespace citizen;

class JourneyTaps : public PagesInLooks {
 protected:
  static NamedPage page(PageView view) {
    return {"page", [view](std::string_view, const Access&) { return view; }};
  }
  // Presses the middle of a widget, as a finger would.
  std::string tap(const PageView& view, const std::string& id) {
    draw(page(view));
    const UiNode* node = stage_.ui->tree().find(id);
    if (node == nullptr) return "nothing is called " + id;
    stage_.platform->press(node->x + node->w / 2, node->y + node->h / 2);
    return draw(page(view)).tapped.value_or("nothing");
  }
  void gives_its_id(const PageView& view, std::initializer_list<const char*> ids) {
    for (const char* id : ids) EXPECT_EQ(tap(view, id), id);
  }
};

FieldView choice() {
  FieldView field{.place = "Card_1.0", .kind = FieldView::Kind::Choice, .label = "卡"};
  for (const char* word : {"社保卡尾号六六二一", "银行卡尾号零三八七", "换一张本人的卡"}) {
    field.options.push_back({.label = word});
  }
  field.option_count = 8;
  field.first_option = 5;
  field.option_page = 1;
  field.option_pages = 2;
  return field;
}

TEST_P(JourneyTaps, ways_in) {
  LoginView view{.ways = {Way::IdCard, Way::SocialCard, Way::Code}};
  gives_its_id(view, {"login.way[id-card]", "login.way[social-card]", "login.way[code]",
                      "login.no_card", "page.back"});
  view.stage = LoginView::Stage::Failed;
  view.why = FailureCode::card_removed;
  gives_its_id(view, {"login.again", "login.no_card"});
  gives_its_id(LoginView{.ways = {Way::Code}, .chosen = Way::Code, .level = 3}, {"login.cannot"});
  gives_its_id(ForWhomView{.choices = {{.whom = Whom::Me, .handle = "me"},
                                       {.whom = Whom::Child, .name = "陈*宝", .handle = "s1"}}},
               {"whom[me]", "whom[s1]"});
}

TEST_P(JourneyTaps, options_count_from_the_first_of_all) {
  const FormView view{.service = "高龄津贴", .fields = {choice()}};
  gives_its_id(view, {"form.option[Card_1.0][5]", "form.option[Card_1.0][7]", "form.more[Card_1.0]",
                      "form.next", "page.back", "page.move"});
}

TEST_P(JourneyTaps, fields_are_opened_confirmed_added_and_removed) {
  FormView view{.service = "高龄津贴"};
  view.fields = {
      {.place = "Phone", .kind = FieldView::Kind::Phone, .label = "手机", .confirm = true},
      {.place = "Yes", .kind = FieldView::Kind::YesNo, .label = "都对"},
      {.place = "Kids", .kind = FieldView::Kind::Remove, .label = "孩子", .number = 4},
      {.place = "Kids", .kind = FieldView::Kind::Add, .label = "孩子"}};
  gives_its_id(view, {"form.field[Phone]", "form.confirm[Phone]", "form.field[Yes]",
                      "form.remove[Kids][4]", "form.add[Kids]"});
}

TEST_P(JourneyTaps, known_things_are_corrected_one_by_one) {
  FormView view{.service = "高龄津贴"};
  view.facts = {{.place = "name", .kind = FieldView::Kind::Fact, .label = "姓名", .value = "陈*英"},
                {.place = "phone",
                 .kind = FieldView::Kind::Fact,
                 .label = "手机",
                 .value = "138******06",
                 .changeable = true}};
  view.known = 2;
  gives_its_id(view, {"form.change"});
  view.facts_open = true;
  gives_its_id(view, {"form.correct[phone]", "form.change"});
  EXPECT_EQ(tap(view, "form.correct[name]"), "nothing is called form.correct[name]");
  const UiNode* fact = stage_.ui->tree().find("form.fact[phone]");
  ASSERT_NE(fact, nullptr);
  EXPECT_NE(fact->state.find("personal"), std::string::npos) << "not for a loudspeaker";
}

TEST_P(JourneyTaps, consent_is_given_on_the_last_page_only) {
  NoticeView view{.service = "高龄津贴", .purpose = "核对条件", .pages = 2};
  gives_its_id(view, {"notice.decline", "page.next"});
  EXPECT_EQ(stage_.ui->tree().find("notice.accept"), nullptr);
  view.page = 1;
  gives_its_id(view, {"page.previous", "notice.accept"});
}

TEST_P(JourneyTaps, review_is_read_to_its_end) {
  ReviewView view{.service = "高龄津贴", .pages = 2};
  gives_its_id(view, {"page.back", "page.next"});
  EXPECT_EQ(stage_.ui->tree().find("review.submit"), nullptr);
  view.page = 1;
  gives_its_id(view, {"page.previous", "review.submit"});
}

TEST_P(JourneyTaps, signature_is_drawn_and_taken_back) {
  const SignView empty{.service = "高龄津贴", .statement = "都是真的"};
  draw(page(empty));
  EXPECT_EQ(tap(empty, "sign.done"), "nothing") << "nothing is written yet";
  signature_.strokes = {{{300, 900}, {400, 950}, {500, 900}}};
  EXPECT_TRUE(draw(page(empty)).signature);
  const SignView written{.service = "高龄津贴", .statement = "都是真的", .empty = false};
  gives_its_id(written, {"sign.done", "sign.clear"});
  EXPECT_TRUE(signature_.strokes.empty());
}

TEST_P(JourneyTaps, result_takes_rating_reasons_and_the_end) {
  DecisionView view{.outcome = "APPROVE", .case_number = "LH20221122-03-104571", .printer = true};
  gives_its_id(view, {"decision.rate[5]", "decision.rate[1]", "decision.print", "decision.again",
                      "decision.finish"});
  view.rating = 1;
  view.rating_reasons = {{"slow", false}, {"other", true}};
  gives_its_id(view, {"decision.reason[slow]", "decision.reason[other]", "decision.rated"});
  view.outcome = "REFUSE";
  view.may_ask_human = true;
  gives_its_id(view, {"decision.human"});
}

TEST_P(JourneyTaps, code_is_there_only_while_it_is_pressed) {
  DecisionView view{.outcome = "APPROVE", .code_ready = true};
  draw(page(view));
  const UiNode* node = stage_.ui->tree().find("decision.code");
  ASSERT_NE(node, nullptr);
  EXPECT_EQ(stage_.ui->tree().find("decision.code.symbol"), nullptr);
  stage_.platform->finger(node->x + node->w / 2, node->y + node->h / 2, true);
  EXPECT_EQ(draw(page(view)).held, "decision.code");
  view.code = "https://longhua.example/t/9f2c4b1d";
  draw(page(view));
  EXPECT_NE(stage_.ui->tree().find("decision.code.symbol"), nullptr);
  stage_.platform->finger(10, 10, false);
  view.code.clear();
  draw(page(view));
  EXPECT_TRUE(draw(page(view)).held.empty());
}

TEST_P(JourneyTaps, trouble_leads_to_the_paper_or_without) {
  TroubleView view{
      .code = FailureCode::paper_out, .case_number = "LH20221122-03-104571", .code_ready = true};
  gives_its_id(view, {"trouble.finish", "page.home"});
  view.mended = true;
  gives_its_id(view, {"trouble.again", "trouble.finish"});
}

TEST_P(JourneyTaps, help_leads_from_hop_to_hop) {
  gives_its_id(HelpView{.helper = true},
               {"help.call", "help.hotline", "help.phone", "help.sos", "help.end", "dock.lang"});
  gives_its_id(HelpView{.phone = "138******06"}, {"help.ticket", "help.phone"});
  EXPECT_EQ(tap(HelpView{.offline = true}, "help.call"), "nothing is called help.call")
      << "nobody would hear it";
  gives_its_id(SosView{}, {"sos.end"});
}

TEST_P(JourneyTaps, rest_of_the_pages) {
  gives_its_id(CasesView{}, {"page.back"});
  gives_its_id(CertificatesView{.state = CertificatesView::State::NeedsLevel},
               {"certificates.level"});
  gives_its_id(WorkingView{.doing = WorkingView::Doing::NotSaved, .why = FailureCode::disk_full},
               {"working.again"});
  gives_its_id(MoveView{.state = MoveView::State::Ready, .code = "dk"}, {"page.back"});
  gives_its_id(GoodbyeView{.wiped = {{"identity", true}}}, {"goodbye.again"});
  EXPECT_EQ(tap(GoodbyeView{}, "goodbye.again"), "nothing") << "it is still being wiped";
}

INSTANTIATE_TEST_SUITE_P(Taps, JourneyTaps,
                         testing::Combine(testing::Values(LookCase{"standard", {}}),
                                          testing::Values("zh-CN")),
                         name_of_look);

}  // namespace
}  // namespace dk::kiosk::screens
