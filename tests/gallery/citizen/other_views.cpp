// Between the guide and the goodbye: for whom, the notice, signing, waiting, moving, leaving.
#include "tests/gallery/citizen/views.h"

namespace dk::kiosk::gallery {

using namespace citizen;  // NOLINT(google-build-using-namespace): the words of the view

std::vector<CitizenPage> other_pages() {
  using State = MoveView::State;
  using Doing = WorkingView::Doing;
  std::vector<CitizenPage> pages{
      {"whom",
       [](std::string_view l, const Access&) -> PageView {
         return ForWhomView{.service = allowance(l),
                            .choices = {{.whom = Whom::Me, .name = "陈*英", .handle = "me"},
                                        {.whom = Whom::Parent, .handle = "parent"}}};
       }},
      {"whom_many",
       [](std::string_view l, const Access&) -> PageView {
         return ForWhomView{
             .service = allowance(l),
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
         NoticeView view{.service = allowance(l)};
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
             .service = allowance(l),
             .purpose = in(l, "核对条件", "核對條件", "To check the conditions"),
             .facts = {{in(l, "残疾等级", "殘疾等級", "Disability grade"), "share", true}},
             .separate = true,
             .page = 1,
             .pages = 2};
       }},
      {"notice_guardian",
       [](std::string_view l, const Access&) -> PageView {
         return NoticeView{.service = allowance(l),
                           .purpose = in(l, "办理出生登记", "辦理出生登記", "To register a birth"),
                           .retention = in(l, "三年", "三年", "Three years"),
                           .facts = {{in(l, "孩子姓名", "孩子姓名", "Child's name"), "ask", false}},
                           .guardian = true};
       }},
      {"sign",
       [](std::string_view l, const Access&) -> PageView {
         return SignView{
             allowance(l),
             in(l, "我申请高龄老人津贴，填的都是真的。", "我申請高齡老人津貼，所填屬實。",
                "I apply for the senior allowance. All that I gave is true."),
             true};
       }},
      same("working", WorkingView{.slow = true}),
      same("working_saving", WorkingView{.doing = Doing::Saving}),
      same("move_ready", MoveView{.state = State::Ready,
                                  .code = "dk-move:9f2c4b1d7a6e4b359f2c4b1d7a6e4b35",
                                  .seconds_left = 284}),
      same("move_preparing", MoveView{}),
      same("move_not_possible", MoveView{.state = State::NotPossible}),
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
  // Who says goodbye is nobody any more.
  for (CitizenPage& page : pages) {
    if (!page.name.starts_with("goodbye")) page.around = by_chen;
  }
  return pages;
}

}  // namespace dk::kiosk::gallery
