// What was decided, and the paper that goes with it.
#include "tests/gallery/citizen/views.h"

namespace dk::kiosk::gallery {

namespace {

using namespace citizen;  // NOLINT(google-build-using-namespace): the words of the view

DecisionView decision(std::string_view l, const char* outcome) {
  DecisionView view{.service = allowance(l), .outcome = outcome, .case_number = kCaseNumber};
  view.took_ms = 812;
  view.reasons = {{.label = in(l, "出生日期", "出生日期", "Date of birth"),
                   .value = "1940-03-05",
                   .source = "card"},
                  {.label = in(l, "户籍所在城市", "戶籍所在城市", "Household city"),
                   .value = in(l, "深圳市", "深圳市", "Shenzhen"),
                   .source = "share"},
                  {.label = in(l, "是否在领津贴", "是否在領津貼", "Receives it already"),
                   .yes = false,
                   .source = "share"},
                  {.label = in(l, "社保卡能收钱", "社保卡能收錢", "Card takes payments"),
                   .yes = true,
                   .source = "share"}};
  view.printer = true;
  view.paper = Paper::Printing;
  view.paper_percent = 65;
  view.code_ready = true;
  view.seconds_left = 58;
  return view;
}

DecisionView approved(std::string_view l) {
  DecisionView view = decision(l, "APPROVE");
  view.sentence =
      in(l, "审批通过，每月300元。", "審批通過，每月300元。", "Approved, 300 yuan a month.");
  view.figure = "300";
  view.figure_label = in(l, "高龄津贴，每月", "高齡津貼，每月", "Allowance a month");
  view.figure_unit = in(l, "元", "元", "yuan");
  view.after = in(l, "批准后每月自动打到您的卡上", "批准後每月自動轉到您的卡上",
                  "Paid to your card every month");
  return view;
}

DecisionView refused(std::string_view l) {
  DecisionView view = decision(l, "REFUSE");
  view.sentence = in(l, "高龄津贴面向深圳户籍老人，您的户籍登记在广东省东莞市。",
                     "高齡津貼面向深圳戶籍老人，您的戶籍登記在廣東省東莞市。",
                     "The allowance is for residents of Shenzhen; your household is in Dongguan.");
  view.may_ask_human = true;
  view.change_label = view.reasons[1].label;
  view.change_value = view.reasons[1].value;
  view.paper = Paper::None;
  return view;
}

using Make = std::function<DecisionView(std::string_view)>;
CitizenPage result(std::string name, Make make) {
  return {"decision_" + std::move(name),
          [make](std::string_view l, const Access&) -> PageView { return make(l); }, by_chen};
}

}  // namespace

std::vector<CitizenPage> decision_pages() {
  const auto with_paper = [](Paper paper, bool printer) {
    return [=](std::string_view l) {
      DecisionView view = approved(l);
      view.paper = paper;
      view.printer = printer;
      return view;
    };
  };
  return {result("approved", approved),
          result("refused", refused),
          result("human_asked",
                 [](std::string_view l) {
                   DecisionView view = refused(l);
                   view.human_asked = true;
                   view.rated = true;
                   view.rating = 3;
                   return view;
                 }),
          result("provisional",
                 [](std::string_view l) {
                   DecisionView view = decision(l, "PROVISIONAL");
                   view.offline = true;
                   view.reasons.resize(2);
                   return view;
                 }),
          result("registered",
                 [](std::string_view l) {
                   DecisionView view = approved(l);
                   view.outcome = "REGISTER";
                   view.figure.clear();
                   return view;
                 }),
          result("info",
                 [](std::string_view l) {
                   DecisionView view = decision(l, "INFO");
                   view.sentence = in(l, "您的社保已缴费 182 个月。", "您的社保已繳費 182 個月。",
                                      "You have paid for 182 months.");
                   return view;
                 }),
          result("refer",
                 [](std::string_view l) {
                   DecisionView view = decision(l, "REFER");
                   view.reasons.clear();
                   return view;
                 }),
          result("low_grade",
                 [](std::string_view l) {
                   DecisionView view = approved(l);
                   view.rating = 2;
                   view.rating_reasons = {{"slow", true},    {"unclear", false}, {"wrong", false},
                                          {"device", false}, {"manner", false},  {"other", true}};
                   return view;
                 }),
          result("rated",
                 [](std::string_view l) {
                   DecisionView view = approved(l);
                   view.rating = 5;
                   view.rated = true;
                   view.paper = Paper::Taken;
                   return view;
                 }),
          result("code_shown",
                 [](std::string_view l) {
                   DecisionView view = approved(l);
                   view.code = "https://longhua.example/t/9f2c4b1d7a6e4b35";
                   return view;
                 }),
          result("code_used",
                 [](std::string_view l) {
                   DecisionView view = approved(l);
                   view.code_ready = false;
                   view.code_used = true;
                   view.paper = Paper::Printed;
                   return view;
                 }),
          result("no_printer", with_paper(Paper::None, false)),
          result("paper_failed", with_paper(Paper::Failed, true)),
          result("paper_unknown", with_paper(Paper::Unknown, true))};
}

}  // namespace dk::kiosk::gallery
