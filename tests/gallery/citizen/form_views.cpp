// The form: what is known, what is asked, and the last look at it.
#include <algorithm>

#include "kiosk/citizen/form_pages.h"
#include "tests/gallery/citizen/views.h"

namespace dk::kiosk::gallery {

namespace {

using namespace citizen;  // NOLINT(google-build-using-namespace): the words of the view
using Kind = FieldView::Kind;

std::string long_service(std::string_view l) {
  return in(l, "港澳台居民居住证换领补领", "港澳台居民居住證換領補領",
            "Residence permit for residents of Hong Kong");
}

std::vector<FieldView> facts(std::string_view l, bool changeable) {
  const auto fact = [&](const char* place, std::string label, std::string value,
                        std::string source) {
    return FieldView{.place = place,
                     .kind = Kind::Fact,
                     .label = std::move(label),
                     .value = std::move(value),
                     .source = std::move(source),
                     .changeable = changeable};
  };
  return {fact("name", in(l, "姓名", "姓名", "Name"), "陈*英", "card"),
          fact("number", in(l, "身份证", "身份證", "ID card"), "440*************28", "card"),
          fact("age", in(l, "年龄", "年齡", "Age"), in(l, "82 岁", "82 歲", "82"), "card"),
          fact("hukou", in(l, "户籍", "戶籍", "Household"),
               in(l, "深圳市 龙华区", "深圳市 龍華區", "Shenzhen, Longhua"), "share"),
          fact("phone", in(l, "手机", "手機", "Telephone"), kPhone, "share"),
          fact("home", in(l, "现住", "現住", "Address"),
               in(l, "清湖社区 ***", "清湖社區 ***", "Qinghu ***"), "share")};
}

FieldView cards(std::string_view l, std::size_t count) {
  FieldView field{.place = "card",
                  .kind = Kind::Choice,
                  .label = in(l, "津贴打到哪张卡？", "津貼轉到哪張卡？", "Which card gets it?"),
                  .required = true};
  const std::vector<std::pair<std::string, std::string>> all{
      {in(l, "社保卡 尾号 6621", "社保卡 尾號 6621", "Social card ending 6621"),
       in(l, "本人名下，金融功能已开通", "本人名下，金融功能已開通", "Yours, banking is active")},
      {in(l, "银行卡 尾号 0387", "銀行卡 尾號 0387", "Bank card ending 0387"),
       in(l, "上次领补贴用的卡", "上次領補貼用的卡", "Used the last time")},
      {in(l, "换一张本人的卡", "換一張本人的卡", "Another card of mine"),
       in(l, "插卡自动读，不用输卡号", "插卡自動讀，不用輸入卡號", "Put it in, it is read")}};
  for (std::size_t i = 0; i < count; ++i) {
    field.options.push_back(
        {.label = all[i % 3].first, .note = all[i % 3].second, .chosen = i == 0});
  }
  return field;
}

FieldView tell_me(std::string_view l) {
  FieldView field{.place = "tell",
                  .kind = Kind::Choice,
                  .label = in(l, "结果怎么告诉您？", "結果怎麼告訴您？", "How do we tell you?")};
  for (const std::string& word :
       {in(l, "发短信", "發短訊", "Text me"), in(l, "打电话", "打電話", "Call me"),
        in(l, "只要小票", "只要小票", "Paper")}) {
    field.options.push_back({.label = word});
  }
  field.options[0].chosen = true;
  return field;
}

FieldView words(std::string_view l, Kind kind) {
  return {.place = "street",
          .kind = kind,
          .label = in(l, "门牌号", "門牌號", "House number"),
          .hint = in(l, "写一部分就行", "寫一部分就行", "A part is enough")};
}

// The fields cut to what the machine would put on the first page in this look.
FormView form_of(std::string_view l, const Access& access, std::vector<FieldView> fields,
                 bool with_facts = true) {
  FormView view{.service = allowance(l), .minutes_left = 1};
  if (with_facts) view.facts = facts(l, false);
  view.known = view.facts.size();
  float used = height_of_facts(view.known, access);
  for (FieldView& field : fields) {
    const std::size_t most = options_a_page(access);
    if (field.options.size() > most) {
      field.option_count = field.options.size();
      field.option_pages = (field.options.size() + most - 1) / most;
      field.options.resize(most);
    }
    const float height = height_of(field, access);
    if (!view.fields.empty() && (used + height > room_of_form(access) || access.elder)) break;
    used += height + layout::kGap;
    view.fields.push_back(std::move(field));
  }
  return view;
}

CitizenPage form(std::string name, std::function<FormView(std::string_view, const Access&)> make) {
  return {"form_" + std::move(name), std::move(make), by_chen};
}

}  // namespace

std::vector<CitizenPage> form_pages() {
  const auto wrong = [](FieldView field, std::string key, std::string bound = {}) {
    field.error_key = std::move(key);
    field.error_bound = std::move(bound);
    return field;
  };
  return {
      form("step", [](std::string_view l,
                      const Access& a) { return form_of(l, a, {cards(l, 3), tell_me(l)}); }),
      form("long_list",
           [](std::string_view l, const Access& a) { return form_of(l, a, {cards(l, 9)}, false); }),
      form("wrong",
           [=](std::string_view l, const Access& a) {
             FormView view = form_of(
                 l, a,
                 {wrong(cards(l, 3), "required"), wrong(words(l, Kind::Text), "max_length", "40")},
                 false);
             view.pages = 3;
             return view;
           }),
      form("fields",
           [=](std::string_view l, const Access& a) {
             FieldView phone{.place = "phone",
                             .kind = Kind::Phone,
                             .label = in(l, "手机号码", "手提電話號碼", "Telephone number"),
                             .value = kPhone,
                             .source = "share",
                             .confirm = true};
             FieldView digits = wrong(words(l, Kind::Digits), "not_a_number");
             digits.place = "number";
             return form_of(l, a, {phone, words(l, Kind::Text), digits}, false);
           }),
      form("many",
           [](std::string_view l, const Access& a) {
             FieldView field = cards(l, 4);
             field.kind = Kind::Choices;
             return form_of(l, a, {field}, false);
           }),
      form("yes",
           [](std::string_view l, const Access& a) {
             return form_of(
                 l, a,
                 {{.place = "w",
                   .kind = Kind::Words,
                   .label = in(l, "子女出生三十日内，可以在这里一次办好出生登记、社保和医保。",
                               "子女出生三十日內，可以在這裏一次辦好出生登記、社保和醫保。",
                               "Within thirty days of a birth, all three are done here at once.")},
                  {.place = "yes",
                   .kind = Kind::YesNo,
                   .label = in(l, "我已看过，都对", "我已看過，都對", "I have read this"),
                   .chosen = true}},
                 false);
           }),
      form("list",
           [](std::string_view l, const Access& a) {
             const std::string child = in(l, "孩子", "孩子", "Child");
             return form_of(l, a,
                            {{.place = "c.head", .kind = Kind::Heading, .label = child},
                             {.place = "c", .kind = Kind::Remove, .label = child, .number = 1},
                             {.place = "c", .kind = Kind::Add, .label = child},
                             {.place = "b",
                              .kind = Kind::Button,
                              .label = in(l, "重新算一次", "重新計算", "Work it out again")}},
                            false);
           }),
      form("table",
           [](std::string_view l, const Access& a) {
             FieldView table{.place = "t",
                             .kind = Kind::Table,
                             .label = in(l, "缴费记录", "繳費紀錄", "Payments")};
             table.columns = {in(l, "月份", "月份", "Month"), in(l, "金额", "金額", "Amount")};
             for (std::size_t i = 0; i < rows_a_page(a); ++i) {
               table.rows.push_back({"2022-0" + std::to_string(i + 1), "128.50"});
             }
             table.option_pages = 2;
             return form_of(l, a, {table}, false);
           }),
      form("facts_open",
           [](std::string_view l, const Access& a) {
             FormView view = form_of(l, a, {}, true);
             view.facts = facts(l, true);
             view.facts.resize(std::min(view.facts.size(), facts_a_page(a)));
             view.facts_open = true;
             view.pages = 2;
             return view;
           }),
      form("nothing_asked", [](std::string_view l, const Access& a) { return form_of(l, a, {}); }),
      {"review",
       [](std::string_view l, const Access& a) -> PageView {
         ReviewView view{.service = allowance(l), .lines = facts(l, false)};
         view.lines.resize(a.elder || a.halves() ? 3 : 6);
         return view;
       },
       by_chen},
      {"review_first",
       [](std::string_view l, const Access& a) -> PageView {
         ReviewView view{.service = long_service(l), .lines = facts(l, false)};
         view.lines.resize(a.elder || a.halves() ? 3 : 6);
         view.lines[1].kind = Kind::YesNo;
         view.lines[2].value.clear();
         view.pages = 2;
         return view;
       },
       by_chen},
      {"form_timeout",
       [](std::string_view l, const Access& a) { return form_of(l, a, {cards(l, 3)}); },
       [](CitizenView& v) {
         by_chen(v);
         v.modal = TimeoutModal{.seconds_left = 26};
       }},
      {"form_leave",
       [](std::string_view l, const Access& a) { return form_of(l, a, {cards(l, 3)}); },
       [](CitizenView& v) {
         by_chen(v);
         v.chrome.subject = "陈*宝";
         v.modal = AskModal{"leave_journey"};
       }}};
}

}  // namespace dk::kiosk::gallery
