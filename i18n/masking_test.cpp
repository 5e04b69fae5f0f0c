#include "i18n/masking.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

#include "i18n/letters.h"

namespace dk::i18n {
namespace {

using Pair = std::pair<const char*, const char*>;

// The invented people of the catalogue, and what everybody may read of them.
constexpr auto kPeople = std::to_array<Pair>({
    {"赵建国", "赵*国"}, {"陈秀英", "陈*英"}, {"刘德海", "刘*海"},
    {"黄亚妹", "黄*妹"}, {"何桂", "何*"},     {"吴国强", "吴*强"},
    {"罗玉兰", "罗*兰"}, {"林志远", "林*远"}, {"孙福", "孙*"},
    {"周淑芬", "周*芬"}, {"李欣怡", "李*怡"}, {"王浩", "王*"},
    {"张𬘘", "张*"},     {"钱宇", "钱*"},     {"郑晓", "郑*"},
    {"冯敏", "冯*"},     {"蒋大勇", "蒋*勇"}, {"曹永明", "曹*明"},
    {"许刚", "许*"},     {"彭辉", "彭*"},     {"马小雨", "马*雨"},
    {"马小宝", "马*宝"}, {"马丽", "马*"},     {"马朵朵", "马*朵"},
    {"周凯", "周*"},     {"梁晴", "梁*"},     {"周宝", "周*"},
    {"陈嘉欣", "陈*欣"}, {"林育诚", "林*诚"}, {"邓海", "邓*"},
    {"苏文", "苏*"},     {"袁立", "袁*"},     {"傅强", "傅*"},
    {"丁宁", "丁*"},     {"余国华", "余*华"}, {"秦月", "秦*"},
    {"高洁", "高*"},     {"潘伟", "潘*"},     {"韩雪", "韩*"},
    {"曾琳", "曾*"},     {"温伟", "温*"},     {"SANTOS, MARIA LUZ", "S****, M**** L**"},
});

TEST(MaskName, everybody_in_the_sample_list) {
  for (const auto& [name, masked] : kPeople) EXPECT_EQ(mask_name(name), masked) << name;
  EXPECT_EQ(kPeople.size(), 42U);
}

TEST(MaskName, compound_surname_in_both_scripts) {
  EXPECT_EQ(mask_name("欧阳小三"), "欧阳*三");
  EXPECT_EQ(mask_name("歐陽小三"), "歐陽*三");
  EXPECT_EQ(mask_name("司马光"), "司马*");
  EXPECT_EQ(mask_name("諸葛亮"), "諸葛*");
  EXPECT_EQ(mask_name("上官婉儿"), "上官*儿");
  EXPECT_EQ(mask_name("尉遲恭"), "尉遲*");
  EXPECT_EQ(mask_name("欧阳"), "欧*");  // two characters only: the rule for two
}

TEST(MaskName, long_names_keep_first_and_last) {
  EXPECT_EQ(mask_name("陈林淑仪"), "陈**仪");
  EXPECT_EQ(mask_name("一二三四五六七八九十"), "一****十");  // at most four stars
}

TEST(MaskName, minority_name_with_its_dots) {
  EXPECT_EQ(mask_name("迪丽热巴·迪力木拉提"), "迪***·****提");
  EXPECT_EQ(mask_name("阿卜杜拉·买买提·艾力"), "阿***·***·*力");
  EXPECT_EQ(mask_name("阿卜杜拉•买买提"), "阿***•**提");    // the dot as it was written
  EXPECT_EQ(mask_name("阿卜杜拉.买买提"), "阿***.**提");    // as some card readers write it
  EXPECT_EQ(mask_name("阿卜杜拉 · 买买提"), "阿***·**提");  // spread out by hand
  EXPECT_EQ(mask_name("阿·力"), "阿·*");                    // never everything
}

TEST(MaskName, latin_and_other_letters) {
  EXPECT_EQ(mask_name("JOHN SMITH"), "J*** S****");
  EXPECT_EQ(mask_name("O'BRIEN, MARY-ANN"), "O****, M****");
  EXPECT_EQ(mask_name("SUHARTO"), "S****");
  EXPECT_EQ(mask_name("LI, U"), "L*, *");
  EXPECT_EQ(mask_name("MÜLLER, ÖZGE"), "M****, Ö***");
  EXPECT_EQ(mask_name("Иван Петров"), "И*** П****");
  EXPECT_EQ(mask_name("陈嘉欣 CHAN KA YAN"), "陈*欣 C*** K* Y**");
}

TEST(MaskName, rare_characters_count_once) {
  EXPECT_EQ(mask_name("\U0002C618\U0002C618三"), "\U0002C618*三");
  EXPECT_EQ(mask_name("张\uE815国"), "张*国");              // a private-use stand-in
  EXPECT_EQ(mask_name("葛\U000E0100城"), "葛\U000E0100*");  // a variation selector belongs to it
  EXPECT_EQ(mask_name("JOSE\u0301 I\u0301"), "J*** *");     // combining accents
  EXPECT_EQ(mask_name("E\u0301VA"), "E\u0301**");
}

TEST(MaskName, spaces_and_what_nobody_sees) {
  EXPECT_EQ(mask_name("  赵建国　"), "赵*国");
  EXPECT_EQ(mask_name("张　三"), "张*");
  EXPECT_EQ(mask_name("赵\u200B建\u202E国\r\n"), "赵*国");
  EXPECT_EQ(mask_name("SANTOS ,, MARIA"), "S****, M****");
}

TEST(MaskName, nothing_to_keep) {
  EXPECT_EQ(mask_name(""), "");
  EXPECT_EQ(mask_name(" \t　"), "*");
  EXPECT_EQ(mask_name("·"), "*");
  EXPECT_EQ(mask_name("张"), "*");
  EXPECT_EQ(mask_name("X"), "*");
}

TEST(MaskName, bytes_that_are_no_text) {
  EXPECT_EQ(mask_name("\xD5\xD4\xBD\xA8"), "***");     // GB 18030 by mistake
  EXPECT_EQ(mask_name("赵\xE5\xBB"), "***");           // cut in the middle of a character
  EXPECT_EQ(mask_name("\xED\xA0\x80"), "***");         // a surrogate
  EXPECT_EQ(mask_name(std::string(513, 'A')), "***");  // no name is so long
  EXPECT_EQ(mask_name("A B C D E F G H I"), "***");    // nor has so many parts
}

TEST(MaskNumber, public_screens_and_paper) {
  EXPECT_EQ(mask_number_public("44030919530110951X"), "440*************1X");
  EXPECT_EQ(mask_number_public("13800138000"), "138******00");
  EXPECT_EQ(mask_number_public("P9990001A"), "P99****1A");
  EXPECT_EQ(mask_number_public("99990001"), "9******1");
  EXPECT_EQ(mask_number_public("12345"), "1***5");
  EXPECT_EQ(mask_number_public("1234"), "****");
  EXPECT_EQ(mask_number_public(""), "");
  EXPECT_EQ(mask_number_public(" 138 0013 8000 "), "138******00");
  EXPECT_EQ(mask_number_public("\xFF\xFE"), "***");
  EXPECT_EQ(mask_number_public(std::string(65, '1')), "***");
}

TEST(MaskNumber, staff_screens_show_the_tail) {
  EXPECT_EQ(number_tail_staff("44030919530110951X"), "951X");
  EXPECT_EQ(number_tail_staff("99990001"), "0001");
  EXPECT_EQ(number_tail_staff("12345"), "45");
  EXPECT_EQ(number_tail_staff("1"), "");
  EXPECT_EQ(number_tail_staff(""), "");
  EXPECT_EQ(number_tail_staff("\xFF"), "");
  EXPECT_EQ(number_tail_staff(std::string(65, '1')), "");
}

// What holds for every input; the fuzz target asks the same.
void expect_hidden(const std::string& input) {
  for (const auto& masked : {mask_name(input), mask_number_public(input)}) {
    EXPECT_TRUE(letters_of(masked, 4096).has_value());
    EXPECT_EQ(masked.empty() || masked.find('*') != std::string::npos, true) << masked;
  }
  EXPECT_TRUE(letters_of(number_tail_staff(input), 4096).has_value());
}

TEST(Masking, corpus_of_the_fuzz_target) {
  const std::filesystem::path folder = DK_PROJECT_DIR "/tests/fuzz/corpus/masking";
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream file(entry.path(), std::ios::binary);
    expect_hidden({std::istreambuf_iterator<char>(file), {}});
    ++files;
  }
  EXPECT_GT(files, 10);
}

TEST(Masking, every_name_cut_at_every_byte) {
  for (const auto& [name, masked] : kPeople) {
    const std::string whole = name;
    for (std::size_t length = 0; length <= whole.size(); ++length) {
      expect_hidden(whole.substr(0, length));
    }
  }
}

}  // namespace
}  // namespace dk::i18n
