// Finding a service while a person types: a key press among 300 services.
//
//   service_search_bench FOLDER
//
// Titles are put together from words that services have. Times are of one find() each, over queries
// as they grow letter by letter; making the index is what happens once at the start.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "i18n/search.h"

namespace {

using namespace dk::i18n;
using Clock = std::chrono::steady_clock;

double us_since(Clock::time_point start) {
  return std::chrono::duration<double, std::micro>(Clock::now() - start).count();
}

std::vector<SearchEntry> invented_services() {
  const std::vector<std::vector<std::string>> who{{"高龄老人", "高齡老人", "Senior"},
                                                  {"残疾人", "殘疾人", "Disabled person"},
                                                  {"新生儿", "新生兒", "Newborn"},
                                                  {"企业", "企業", "Company"},
                                                  {"灵活就业人员", "靈活就業人員", "Freelancer"},
                                                  {"高校毕业生", "高校畢業生", "Graduate"}};
  const std::vector<std::vector<std::string>> what{
      {"社保", "社保", "social insurance"},     {"医保", "醫保", "medical insurance"},
      {"公积金", "公積金", "housing fund"},     {"居住证", "居住證", "residence permit"},
      {"健康证", "健康證", "health permit"},    {"营业执照", "營業執照", "business licence"},
      {"驾驶证", "駕駛證", "driving licence"},  {"养老津贴", "養老津貼", "pension"},
      {"住房补贴", "住房補貼", "rent subsidy"}, {"学位", "學位", "school place"}};
  const std::vector<std::vector<std::string>> how{{"申领", "申領", "application"},
                                                  {"查询", "查詢", "enquiry"},
                                                  {"变更登记", "變更登記", "change"},
                                                  {"证明打印", "證明列印", "certificate"},
                                                  {"注销", "註銷", "cancellation"}};
  std::vector<SearchEntry> services;
  for (const auto& w : who) {
    for (const auto& x : what) {
      for (const auto& y : how) {
        services.push_back(
            {.id = std::string("I").append(std::to_string(services.size())),
             .titles = {w[0] + x[0] + y[0], w[1] + x[1] + y[1], w[2] + " " + x[2] + " " + y[2]},
             .keywords = {x[0] + "办理", w[0] + "服务"}});
      }
    }
  }
  return services;
}

}  // namespace

int main() {
  auto start = Clock::now();
  const SearchIndex index(invented_services());
  const double made_ms = us_since(start) / 1000;

  std::vector<double> times_us;
  std::size_t hits = 0;
  for (const char* whole :
       {"gaolinglaoren", "gllrsb", "zhengming", "social ins", "jyzsl", "shebaocx", "s",
        "zzzzzzzzzz", "\u5C45\u4F4F\u8BC1", "\u5C45\u4F4F\u8B49sl"}) {
    const std::string query(whole);
    for (std::size_t length = 1; length <= query.size(); ++length) {
      start = Clock::now();
      hits += index.find(std::string_view(query).substr(0, length), 20).size();
      times_us.push_back(us_since(start));
    }
  }
  std::ranges::sort(times_us);
  std::printf(
      "{\"services\":300,\"made_ms\":%.1f,\"keys\":%zu,\"median_us\":%.0f,\"p99_us\":%.0f,"
      "\"worst_us\":%.0f,\"hits\":%zu}\n",
      made_ms, times_us.size(), times_us[times_us.size() / 2], times_us[times_us.size() * 99 / 100],
      times_us.back(), hits);
}
