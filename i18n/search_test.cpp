#include "i18n/search.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace dk::i18n {
namespace {

SearchIndex services() {
  return SearchIndex({
      {"senior", {"高龄老人津贴", "高齡老人津貼", "Senior allowance"}, {"长者补贴", "敬老金"}},
      {"health", {"健康码", "健康碼", "Health code"}, {"绿码"}},
      {"social", {"社保参保证明", "社保參保證明", "Social insurance certificate"}, {}},
      {"fund", {"公积金查询", "公積金查詢", "Housing fund"}, {}},
      {"bank", {"银行卡绑定", "銀行卡綁定", "Bank card"}, {}},
      {"card", {"社保卡申领", "社保卡申領", "Social security card"}, {}},
      {"xian", {"西安路", "西安路", "Xi'an Road"}, {}},
      {"health2", {"健康证办理", "健康證辦理", "Health certificate"}, {}},
  });
}

std::vector<std::string> found(std::string_view query) {
  static const SearchIndex index = services();
  std::vector<std::string> ids;
  for (const auto& hit : index.find(query, 10)) ids.emplace_back(hit.id);
  return ids;
}
using Ids = std::vector<std::string>;

TEST(Search, by_initials) {
  EXPECT_EQ(found("glljt"), Ids{});
  EXPECT_EQ(found("gllrjt"), Ids{"senior"});
  EXPECT_EQ(found("jkm"), Ids{"health"});
  EXPECT_EQ(found("yhk"), Ids{"bank"});
  EXPECT_EQ(found("JKM"), Ids{"health"});
  EXPECT_EQ(found("jk"), (Ids{"health", "health2"}));
}

TEST(Search, by_pinyin_in_full_in_part_and_mixed) {
  EXPECT_EQ(found("gaoling"), Ids{"senior"});
  EXPECT_EQ(found("gaol"), Ids{"senior"});
  EXPECT_EQ(found("gao ling"), Ids{"senior"});
  EXPECT_EQ(found("gling"), Ids{"senior"});
  EXPECT_EQ(found("高ling"), Ids{"senior"});
  EXPECT_EQ(found("gllrjinti"), Ids{"senior"});  // initials, then a syllable that is being typed
  EXPECT_EQ(found("yinhang"), Ids{"bank"});
  EXPECT_EQ(found("yinxing"), Ids{});
  EXPECT_EQ(found("lvma"), Ids{"health"});
  EXPECT_EQ(found("lüma"), Ids{"health"});
  EXPECT_EQ(found("xi'an"), Ids{"xian"});
  EXPECT_EQ(found("xian"), Ids{"xian"});
}

TEST(Search, by_characters_of_either_script) {
  EXPECT_EQ(found("津贴"), Ids{"senior"});
  EXPECT_EQ(found("津貼"), Ids{"senior"});
  EXPECT_EQ(found("健康碼"), Ids{"health"});
  EXPECT_EQ(found("社保"), (Ids{"card", "social"}));
  EXPECT_EQ(found("长者"), Ids{"senior"});
}

TEST(Search, by_the_beginnings_of_english_words) {
  EXPECT_EQ(found("allow"), Ids{"senior"});
  EXPECT_EQ(found("llow"), Ids{});
  EXPECT_EQ(found("soc"), (Ids{"card", "social"}));
  EXPECT_EQ(found("card social"), Ids{"card"});
  EXPECT_EQ(found("Social Sec"), Ids{"card"});
}

TEST(Search, the_better_fit_stands_first) {
  const SearchIndex index({
      {"inside", {"申请居住证"}, {}},
      {"initials", {"局中政"}, {}},
      {"longer", {"居住证办理"}, {}},
      {"exact", {"居住证"}, {}},
      {"word", {"办证"}, {"居住证"}},
  });
  const auto hits = index.find("juzhuzheng", 10);
  ASSERT_EQ(hits.size(), 4U);
  EXPECT_EQ(hits[0].id, "exact");
  EXPECT_EQ(hits[0].rank, SearchRank::Exact);
  EXPECT_EQ(hits[1].id, "longer");
  EXPECT_EQ(hits[1].rank, SearchRank::Prefix);
  EXPECT_EQ(hits[2].id, "word");
  EXPECT_EQ(hits[2].rank, SearchRank::Word);
  EXPECT_EQ(hits[3].id, "inside");
  EXPECT_EQ(hits[3].rank, SearchRank::Substring);
  EXPECT_EQ(index.find("juzhuz", 10)[0].rank, SearchRank::Prefix);
  EXPECT_EQ(index.find("jzz", 10)[0].rank, SearchRank::Initials);
  EXPECT_EQ(index.find("jzz", 2).size(), 2U);
}

TEST(Search, equal_fits_keep_the_order_of_the_entries) {
  const SearchIndex index({{"b", {"办证"}, {}}, {"a", {"办事"}, {}}, {"c", {"办理"}, {}}});
  const auto hits = index.find("办", 10);
  ASSERT_EQ(hits.size(), 3U);
  EXPECT_EQ(hits[0].id, "b");
  EXPECT_EQ(hits[1].id, "a");
  EXPECT_EQ(hits[2].id, "c");
}

TEST(Search, what_is_no_query_finds_nothing) {
  EXPECT_EQ(found(""), Ids{});
  EXPECT_EQ(found("  ，。"), Ids{});
  EXPECT_EQ(found(std::string(200, 'a')), Ids{});
  EXPECT_EQ(found(std::string(60, 'a')), Ids{});
  EXPECT_EQ(found("\xff\xff"), Ids{});
  EXPECT_TRUE(SearchIndex({}).find("a", 5).empty());
}

}  // namespace
}  // namespace dk::i18n
