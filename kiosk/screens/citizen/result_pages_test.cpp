// The pages from the handing in to the goodbye, and help.
#include "kiosk/screens/citizen/test_pages_in_looks.h"

namespace dk::kiosk::screens {
namespace {

using namespace citizen;

std::string service(std::string_view l) {
  return in(l, "高龄津贴", "高齡津貼", "Senior allowance");
}
const char* const kNumber = "LH20221122-03-104571";

NamedPage same(std::string name, PageView view) {
  return {std::move(name), [view](std::string_view, const Access&) { return view; }};
}

DecisionView decision(std::string_view l, const char* outcome) {
  DecisionView view{.service = service(l), .outcome = outcome, .case_number = kNumber};
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
NamedPage result(std::string name, Make make) {
  return {"decision_" + std::move(name),
          [make](std::string_view l, const Access&) -> PageView { return make(l); }};
}

std::vector<NamedPage> decision_pages() {
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

TroubleView trouble(std::string_view l) {
  return {
      .code = FailureCode::paper_out,
      .case_number = kNumber,
      .code_ready = true,
      .nearest = in(l, "02号机，左手边 3 米", "02號機，左手邊 3 米", "Kiosk 02, 3 m to the left")};
}

std::vector<NamedPage> trouble_pages() {
  const auto make = [](std::string name, std::function<void(TroubleView&)> change) {
    return NamedPage{"trouble_" + std::move(name),
                     [change](std::string_view l, const Access&) -> PageView {
                       TroubleView view = trouble(l);
                       change(view);
                       return view;
                     }};
  };
  return {make("paper_out", [](TroubleView&) {}),
          make("unknown", [](TroubleView& view) { view.unknown = true; }),
          make("mended", [](TroubleView& view) { view.mended = true; }),
          make("code_shown",
               [](TroubleView& view) { view.take_away = "https://longhua.example/t/9f2c4b1d"; }),
          make("not_handed_in",
               [](TroubleView& view) {
                 view.case_number.clear();
                 view.code = FailureCode::printer_fault;
               }),
          make("nothing_known", [](TroubleView& view) {
            view.nearest.clear();
            view.code_ready = false;
            view.code = FailureCode::paper_jammed;
          })};
}

std::vector<NamedPage> help_pages() {
  using Hop = HelpView::Hop;
  using State = HelpView::State;
  return {
      same("help_menu", HelpView{.helper = true}),
      same("help_menu_phone", HelpView{.phone = "138******06"}),
      same("help_menu_offline", HelpView{.offline = true}),
      same("help_hall", HelpView{.hop = Hop::Hall, .seconds_left = 28, .ticket = "4F7-K2M"}),
      same("help_desk", HelpView{.hop = Hop::Desk, .seconds_left = 41, .ticket = "4F7-K2M"}),
      same("help_coming", HelpView{.hop = Hop::Hall, .state = State::Coming, .ticket = "4F7-K2M"}),
      same("help_hotline", HelpView{.hop = Hop::Hotline}),
      same("help_no_answer", HelpView{.hop = Hop::Hotline,
                                      .state = State::NoAnswer,
                                      .ticket = "4F7-K2M",
                                      .phone = "138******06"}),
      same("help_ticket", HelpView{.hop = Hop::Ticket,
                                   .state = State::Done,
                                   .ticket = "4F7-K2M",
                                   .phone = "138******06",
                                   .paper = Paper::Printed}),
      same("help_ticket_no_paper",
           HelpView{.hop = Hop::Ticket, .state = State::Done, .ticket = "4F7-K2M"}),
      same("sos", SosView{.seconds = 12, .ticket = "4F7-K2M"}),
      same("sos_answered", SosView{.state = SosView::State::Answered, .seconds = 20}),
      same("sos_escalated",
           SosView{.state = SosView::State::Escalated, .seconds = 45, .ticket = "4F7-K2M"}),
      same("sos_offline", SosView{.seconds = 3, .offline = true, .ticket = "4F7-K2M"})};
}

std::vector<NamedPage> list_pages() {
  const auto lines = [](const Access& a) { return a.elder || a.halves() ? 3U : 6U; };
  return {
      {"cases",
       [=](std::string_view l, const Access& a) -> PageView {
         CasesView view{.state = CasesView::State::There, .pages = 2};
         for (unsigned i = 0; i < lines(a); ++i) {
           view.lines.push_back({.number = kNumber,
                                 .title = service(l),
                                 .status_key = i == 0   ? "received"
                                               : i == 1 ? "confirmed"
                                                        : "reversed",
                                 .at = TimePoint{std::chrono::seconds(1669098360)},
                                 .unsent = i == 2});
         }
         return view;
       }},
      same("cases_none", CasesView{.state = CasesView::State::There}),
      same("cases_asking", CasesView{}),
      same("cases_offline", CasesView{.state = CasesView::State::Offline}),
      {"certificates",
       [=](std::string_view l, const Access& a) -> PageView {
         CertificatesView view{.state = CertificatesView::State::There, .page = 1, .pages = 3};
         for (unsigned i = 0; i < lines(a); ++i) {
           view.lines.push_back({in(l, "广东省居住证", "廣東省居住證", "Residence permit"),
                                 in(l, "深圳市公安局", "深圳市公安局", "Shenzhen Police"), i != 1,
                                 "2025-11-30"});
         }
         return view;
       }},
      same("certificates_level", CertificatesView{.state = CertificatesView::State::NeedsLevel}),
      same("certificates_none", CertificatesView{.state = CertificatesView::State::There}),
      same("certificates_offline", CertificatesView{.state = CertificatesView::State::Offline})};
}

std::vector<NamedPage> other_pages() {
  using State = MoveView::State;
  using Doing = WorkingView::Doing;
  return {
      {"whom",
       [](std::string_view l, const Access&) -> PageView {
         return ForWhomView{.service = service(l),
                            .choices = {{.whom = Whom::Me, .name = "陈*英", .handle = "me"},
                                        {.whom = Whom::Parent, .handle = "parent"}}};
       }},
      {"whom_many",
       [](std::string_view l, const Access&) -> PageView {
         return ForWhomView{
             .service = service(l),
             .choices =
                 {{.whom = Whom::Me, .name = "陈*英", .handle = "me"},
                  {.whom = Whom::Parent, .handle = "parent"},
                  {.whom = Whom::Child, .name = "陈*宝", .until = "2031-06-01", .handle = "1"},
                  {.whom = Whom::Child, .name = "陈*贝", .handle = "2"},
                  {.whom = Whom::Firm, .name = "龙*贸易", .until = "2023-01-31", .handle = "3"}},
             .asking = true};
       }},
      {"notice",
       [](std::string_view l, const Access& a) -> PageView {
         NoticeView view{.service = service(l)};
         view.purpose =
             in(l, "核对高龄津贴的申领条件并发放津贴", "核對高齡津貼的申領條件並發放津貼",
                "To check the conditions and pay the allowance");
         view.retention = in(l, "办结后保存三年", "辦結後保存三年", "Three years after the end");
         view.legal_basis = {
             in(l, "深民规〔2019〕2号", "深民規〔2019〕2號", "Shenzhen Rule 2019 No. 2"),
             in(l, "个人信息保护法第十三条", "個人資料保護法第十三條", "PIPL article 13")};
         view.recipients = {in(l, "民政局", "民政局", "Civil Affairs"),
                            in(l, "街道办事处", "街道辦事處", "Subdistrict office")};
         const std::size_t most = a.elder || a.halves() ? 3 : 9;
         for (std::size_t i = 0; i < most; ++i) {
           view.facts.push_back({in(l, "户籍所在城市", "戶籍所在城市", "Household city"),
                                 i % 2 == 0 ? "card" : "share", i % 3 == 1});
         }
         view.pages = 2;
         return view;
       }},
      {"notice_last",
       [](std::string_view l, const Access&) -> PageView {
         return NoticeView{
             .service = service(l),
             .purpose = in(l, "核对条件", "核對條件", "To check the conditions"),
             .facts = {{in(l, "残疾等级", "殘疾等級", "Disability grade"), "share", true}},
             .separate = true,
             .page = 1,
             .pages = 2};
       }},
      {"notice_guardian",
       [](std::string_view l, const Access&) -> PageView {
         return NoticeView{.service = service(l),
                           .purpose = in(l, "办理出生登记", "辦理出生登記", "To register a birth"),
                           .retention = in(l, "三年", "三年", "Three years"),
                           .facts = {{in(l, "孩子姓名", "孩子姓名", "Child's name"), "ask", false}},
                           .guardian = true};
       }},
      {"sign",
       [](std::string_view l, const Access&) -> PageView {
         return SignView{
             service(l),
             in(l, "我申请高龄老人津贴，填的都是真的。", "我申請高齡老人津貼，所填屬實。",
                "I apply for the senior allowance. All that I gave is true."),
             true};
       }},
      same("working", WorkingView{.slow = true}),
      same("working_paused",
           WorkingView{.doing = Doing::Saving, .paused_for = Device::ReceiptPrinter}),
      same("working_not_saved",
           WorkingView{.doing = Doing::NotSaved, .why = FailureCode::disk_full}),
      same("move_ready", MoveView{.state = State::Ready,
                                  .code = "dk-move:9f2c4b1d7a6e4b359f2c4b1d7a6e4b35",
                                  .seconds_left = 284}),
      same("move_preparing", MoveView{}),
      same("move_not_possible", MoveView{.state = State::NotPossible}),
      same("move_refused", MoveView{.state = State::Refused, .why = FailureCode::person_differs}),
      same("take_card", TakeCardView{}),
      same("take_card_social", TakeCardView{.card = Way::SocialCard}),
      same("goodbye_wiping", GoodbyeView{}),
      same("goodbye", GoodbyeView{.wiped = {{"identity", true}, {"answers", true}}}),
      same("goodbye_many", GoodbyeView{.wiped = {{"identity", true},
                                                 {"answers", true},
                                                 {"code", true},
                                                 {"signature", true},
                                                 {"input", false},
                                                 {"paper", true}},
                                       .take_paper = true})};
}

class ResultPages : public PagesInLooks {};

TEST_P(ResultPages, results_can_be_read_and_hit) {
  for (const NamedPage& page : decision_pages()) hold_against_the_rules(page);
  for (const NamedPage& page : trouble_pages()) hold_against_the_rules(page);
}

TEST_P(ResultPages, help_can_be_read_and_hit) {
  for (const NamedPage& page : help_pages()) hold_against_the_rules(page);
}

TEST_P(ResultPages, lists_and_the_rest_can_be_read_and_hit) {
  for (const NamedPage& page : list_pages()) hold_against_the_rules(page);
  for (const NamedPage& page : other_pages()) hold_against_the_rules(page);
}

INSTANTIATE_TEST_SUITE_P(Result, ResultPages,
                         testing::Combine(testing::ValuesIn(looks_for_tests()),
                                          testing::Values("zh-CN", "zh-HK", "en")),
                         name_of_look);

}  // namespace
}  // namespace dk::kiosk::screens
