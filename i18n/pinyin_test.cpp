#include "i18n/pinyin.h"

#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include "i18n/catalogue.h"
#include "i18n/letters.h"
#include "i18n/polyphones.h"
#include "i18n/utf32.h"

namespace dk::i18n {
namespace {

struct Read {
  const char* text;
  const char* sounds;
};

TEST(Pinyin, words_of_the_screens) {
  constexpr auto kTexts = std::to_array<Read>({
      {"健康码", "jian4 kang1 ma3"},
      {"银行", "yin2 hang2"},
      {"行政服务", "xing2 zheng4 fu2 wu4"},
      {"重新扫码", "chong2 xin1 sao3 ma3"},
      {"重点人员", "zhong4 dian3 ren2 yuan2"},
      {"长者津贴", "zhang3 zhe3 jin1 tie1"},
      {"长期", "chang2 qi1"},
      {"本市长期居住", "ben3 shi4 chang2 qi1 ju1 zhu4"},
      {"还没有登记", "hai2 mei2 you3 deng1 ji4"},
      {"还款", "huan2 kuan3"},
      {"觉得", "jue2 de5"},
      {"取得许可", "qu3 de2 xu3 ke3"},
      {"等得太久", "deng3 de5 tai4 jiu3"},
      {"便民", "bian4 min2"},
      {"便宜", "pian2 yi5"},
      {"好差评", "hao3 cha4 ping2"},
      {"爱好", "ai4 hao4"},
      {"数字", "shu4 zi4"},
      {"数一数", "shu3 yi5 shu3"},
      {"地址", "di4 zhi3"},
      {"为了", "wei4 le5"},
      {"为什么", "wei4 shen2 me5"},
      {"改为", "gai3 wei2"},
      {"就为您办", "jiu4 wei4 nin2 ban4"},
      {"只有", "zhi3 you3"},
      {"三只", "san1 zhi1"},
      {"这种码", "zhe4 zhong3 ma3"},
      {"接种", "jie1 zhong4"},
      {"处理", "chu3 li3"},
      {"办事处", "ban4 shi4 chu4"},
      {"办不了", "ban4 bu4 liao3"},
      {"卡纸", "qia3 zhi3"},
      {"社保卡", "she4 bao3 ka3"},
      {"腾出空间后", "teng2 chu1 kong1 jian1 hou4"},
      {"没有空间", "mei2 you3 kong1 jian1"},
      {"调亮手机", "tiao2 liang4 shou3 ji1"},
      {"流调", "liu2 diao4"},
      {"参与", "can1 yu4"},
      {"工人参加", "gong1 ren2 can1 jia1"},
      {"会计", "kuai4 ji4"},
      {"丧葬", "sang1 zang4"},
      {"东莞", "dong1 guan3"},
      {"子女", "zi3 nv3"},
      {"箱子", "xiang1 zi5"},
      {"角色", "jue2 se4"},
      {"更换", "geng1 huan4"},
      {"更多", "geng4 duo1"},
      {"校验", "jiao4 yan4"},
      {"提供", "ti2 gong1"},
      {"供应", "gong1 ying4"},
      {"要求", "yao1 qiu2"},
      {"需要", "xu1 yao4"},
  });
  for (const auto& [text, sounds] : kTexts) EXPECT_EQ(numbered_pinyin(text), sounds) << text;
}

TEST(Pinyin, traditional_characters_sound_like_simplified_ones) {
  EXPECT_EQ(numbered_pinyin("銀行"), "yin2 hang2");
  EXPECT_EQ(numbered_pinyin("長者"), "zhang3 zhe3");
  EXPECT_EQ(numbered_pinyin("為您辦理"), "wei4 nin2 ban4 li3");
}

TEST(Pinyin, one_and_not_change_their_tone) {
  constexpr auto kTexts = std::to_array<Read>({
      {"一次", "yi2 ci4"},
      {"一个", "yi2 ge4"},
      {"一支", "yi4 zhi1"},
      {"一年", "yi4 nian2"},
      {"一本", "yi4 ben3"},
      {"一件事", "yi2 jian4 shi4"},
      {"第一次", "di4 yi1 ci4"},
      {"统一办理", "tong3 yi1 ban4 li3"},
      {"下一位", "xia4 yi2 wei4"},
      {"同一人", "tong2 yi1 ren2"},
      {"看一看", "kan4 yi5 kan4"},
      {"十一", "shi2 yi1"},
      {"一", "yi1"},
      {"不对", "bu2 dui4"},
      {"不能", "bu4 neng2"},
      {"不用", "bu2 yong4"},
      {"不一致", "bu4 yi2 zhi4"},
      {"对不起", "dui4 bu5 qi3"},
      {"不", "bu4"},
      // A pause parts them.
      {"一，次", "yi1, ci4"},
  });
  for (const auto& [text, sounds] : kTexts) EXPECT_EQ(numbered_pinyin(text), sounds) << text;
}

TEST(Pinyin, numbers_are_read_as_they_are_said) {
  constexpr auto kTexts = std::to_array<Read>({
      {"300元", "san1 bai3 yuan2"},
      {"1人", "yi4 ren2"},
      {"2个", "liang3 ge4"},
      {"82岁", "ba1 shi2 er4 sui4"},
      {"440***19", "wei3 hao4 yao1 jiu3"},
      {"2022年11月18日", "er4 ling2 er4 er4 nian2 shi2 yi1 yue4 shi2 ba1 ri4"},
      {"12345", "yi1 er4 san1 si4 wu3"},
  });
  for (const auto& [text, sounds] : kTexts) EXPECT_EQ(numbered_pinyin(text), sounds) << text;
}

TEST(Pinyin, letters_stay_apart_and_marks_become_pauses) {
  EXPECT_EQ(numbered_pinyin("扫NFC码，请看。"), "sao3 N F C ma3, qing3 kan4.");
  EXPECT_EQ(numbered_pinyin("【扫码】“快”"), "sao3 ma3 kuai4");
  EXPECT_EQ(numbered_pinyin("。扫"), "sao3");
  EXPECT_EQ(numbered_pinyin(""), "");
  EXPECT_EQ(numbered_pinyin("\xff\xfe 扫"), "sao3");
}

TEST(Pinyin, names_are_read_as_names) {
  EXPECT_EQ(numbered_pinyin("曾琳", HanText::Name), "zeng1 lin2");
  EXPECT_EQ(numbered_pinyin("单国强", HanText::Name), "shan4 guo2 qiang2");
  EXPECT_EQ(numbered_pinyin("解小雨", HanText::Name), "xie4 xiao3 yu3");
  EXPECT_EQ(numbered_pinyin("任行", HanText::Name), "ren2 xing2");
  EXPECT_EQ(numbered_pinyin("尉迟敏", HanText::Name), "yu4 chi2 min3");
  EXPECT_EQ(numbered_pinyin("马子涵", HanText::Name), "ma3 zi3 han2");
  EXPECT_EQ(numbered_pinyin("曾經"), "ceng2 jing1");
}

TEST(Pinyin, for_search) {
  EXPECT_EQ(plain_pinyin("健康码"), "jiankangma");
  EXPECT_EQ(pinyin_initials("健康码"), "jkm");
  EXPECT_EQ(plain_pinyin("长者NFC卡"), "zhangzhenfcka");
  EXPECT_EQ(pinyin_initials("绿色通道，2号"), "lstd2h");
}

TEST(Polyphones, the_tables_are_sound) {
  EXPECT_EQ(polyphone_faults(), 0U);
  EXPECT_GT(polyphone_words(), 150U);
}

TEST(Polyphones, a_longer_word_wins) {
  EXPECT_EQ(polyphone_word(U"不得不去").characters, 3U);
  EXPECT_EQ(polyphone_word(U"abc").characters, 0U);
  EXPECT_EQ(polyphone_word(U"").characters, 0U);
}

// Each character of every Chinese text that people meet has a sound.
TEST(Pinyin, no_text_of_the_catalogues_has_a_hole) {
  const std::filesystem::path share = std::filesystem::path(DK_BIN_DIR) / "../share/i18n";
  std::size_t texts = 0;
  for (const char* language : {"zh-CN", "zh-HK"}) {
    std::ifstream file(share / language / "LC_MESSAGES/district-kiosk.mo", std::ios::binary);
    const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
    const auto words = read_mo(bytes);
    ASSERT_TRUE(words) << language;
    for (const auto& [key, text] : *words) {
      std::size_t han = 0;
      for (const char32_t c : to_utf32(text)) han += c > U'\u3400' && is_han(c) ? 1 : 0;
      std::size_t sounding = 0;
      for (const auto& sound : sounds_of(text)) sounding += sound.han != 0 ? 1 : 0;
      EXPECT_EQ(sounding, han) << key << ": " << text;
      ++texts;
    }
  }
  EXPECT_GT(texts, 1000U);
}

TEST(Pinyin, from_many_threads) {
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([] {
      for (int i = 0; i < 50; ++i) EXPECT_EQ(numbered_pinyin("重新办理长者津贴300元").size(), 58U);
    });
  }
  for (auto& thread : threads) thread.join();
}

}  // namespace
}  // namespace dk::i18n
