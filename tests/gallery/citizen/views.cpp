#include "tests/gallery/citizen/views.h"

#include <iterator>

namespace dk::kiosk::gallery {

using citizen::CitizenView;

const std::vector<CitizenLook>& citizen_looks() {
  static const std::vector<CitizenLook> kAll{
      {"standard", {}},
      {"elder", {.elder = true}},
      {"low", {.low_reach = true}},
      {"wide", {.wide = true}},
      {"contrast", {.high_contrast = true}},
      {"offline", {}, true},
      {"elder_low", {.elder = true, .low_reach = true}},
      {"elder_wide", {.elder = true, .wide = true}},
  };
  return kAll;
}

const std::vector<std::string>& gallery_languages() {
  static const std::vector<std::string> kAll{"zh-CN", "zh-HK", "en"};
  return kAll;
}

std::vector<CitizenPage> citizen_pages() {
  std::vector<CitizenPage> all;
  for (auto part : {home_pages, service_pages, login_pages, mine_pages, form_pages, decision_pages,
                    trouble_pages, help_pages, other_pages, pad_pages}) {
    std::vector<CitizenPage> pages = part();
    std::move(pages.begin(), pages.end(), std::back_inserter(all));
  }
  return all;
}

CitizenView view_of(const CitizenPage& page, const CitizenLook& look, std::string_view language) {
  CitizenView view;
  view.chrome.district =
      in(language, "龙华区政务服务", "龍華區政務服務", "Longhua Government Services");
  view.chrome.terminal = "03";
  view.chrome.network = look.offline ? citizen::Network::Offline : citizen::Network::Online;
  view.chrome.waiting = look.offline ? 3 : 0;
  view.chrome.language = std::string(language);
  view.chrome.now = from_unix_ms(1'669'098'360'000);  // 2022-11-22 14:26 in China
  view.chrome.access = look.access;
  view.page = page.make(language, look.access);
  if (page.around) page.around(view);
  return view;
}

std::string in(std::string_view language, const char* cn, const char* hk, const char* en) {
  return language == "zh-CN" ? cn : language == "zh-HK" ? hk : en;
}

CitizenPage same(std::string name, citizen::PageView view) {
  return {std::move(name), [view](std::string_view, const citizen::Access&) { return view; }};
}

void by_chen(CitizenView& view) {
  view.chrome.person = "陈*英";
  view.logged_in = true;
}

std::string allowance(std::string_view language) {
  return in(language, "高龄津贴", "高齡津貼", "Senior allowance");
}

std::vector<citizen::ServiceView> services(std::string_view l, std::size_t count) {
  const std::vector<citizen::ServiceView> all{
      {"senior-allowance", allowance(l),
       in(l, "满70岁的深圳户籍老人，每月领津贴", "滿70歲的深圳戶籍長者，每月領津貼",
          "Monthly for residents aged 70 and over"),
       "instant"},
      {"insurance-record", in(l, "社保参保证明", "社保參保證明", "Insurance record"),
       in(l, "当场打印，盖好章", "當場列印，已蓋章", "Printed here with its seal"), "print"},
      {"residence", in(l, "居住登记", "居住登記", "Residence registration"),
       in(l, "搬了家就来登记", "搬了家就來登記", "After you have moved house"), "journey"},
      {"seal", in(l, "敬老优待证", "敬老優待證", "Senior card"),
       in(l, "坐车、进公园都免费", "乘車、進公園都免費", "Free buses and parks"), "proactive"},
      {"wish", in(l, "意见反映", "意見反映", "Tell us"),
       in(l, "路灯坏了也能说", "街燈壞了也可以說", "A broken lamp, a blocked road"), "appeals"},
      {"vaccine", in(l, "疫苗接种预约", "疫苗接種預約", "Book a vaccination"),
       in(l, "选医院和时间", "選醫院和時間", "Choose place and time"), "health"}};
  return {all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count)};
}

}  // namespace dk::kiosk::gallery
