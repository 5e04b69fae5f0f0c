// With the real espeak-ng, which prints the phonemes that it would say.
#include "kiosk/voice/espeak.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <regex>
#include <sstream>

#include "i18n/catalogue.h"
#include "i18n/letters.h"
#include "i18n/utf32.h"

namespace dk::kiosk {
namespace {

constexpr char32_t kFirstHan = 0x3400;

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Speech speech(std::string words, std::string language) {
  return {.words = std::move(words), .language = std::move(language), .text_key = {}, .volume = 6};
}

// One line of phonemes for each line of text.
std::vector<std::string> phonemes(const std::vector<std::string>& lines,
                                  const std::string& language) {
  const auto file = std::filesystem::path(testing::TempDir()) /
                    ("spoken-" + language + std::to_string(getpid()) + ".txt");
  std::ofstream(file) << [&] {
    std::string all;
    for (const auto& line : lines) all += line + ".\n\n";
    return all;
  }();
  std::string command = "espeak-ng -q -x";
  for (const auto& argument : espeak_arguments(speech("", language), "")) {
    if (argument != "--stdin") command += " " + argument;
  }
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(
      popen((command + " -f " + file.string()).c_str(), "r"), pclose);
  std::string out;
  std::array<char, 4096> buffer{};
  while (const auto count = fread(buffer.data(), 1, buffer.size(), pipe.get())) {
    out.append(buffer.data(), count);
  }
  std::filesystem::remove(file);
  std::vector<std::string> found;
  std::istringstream stream(out);
  for (std::string line; std::getline(stream, line);) {
    if (!line.empty()) found.push_back(line);
  }
  return found;
}

bool is_tone(char c) { return c >= '1' && c <= '7'; }

// espeak-ng writes Mandarin's tones as their contours, "m'A214".
std::size_t tones(const std::string& text) {
  std::size_t runs = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    runs += is_tone(text[i]) && (i == 0 || !is_tone(text[i - 1])) ? 1 : 0;
  }
  return runs;
}

std::size_t han_letters(std::string_view text) {
  std::size_t letters = 0;
  for (const char32_t c : i18n::to_utf32(text))
    letters += c >= kFirstHan && i18n::is_han(c) ? 1 : 0;
  return letters;
}

bool has_latin(const std::string& text) {
  return std::ranges::any_of(text, [](char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; });
}

// Every Chinese text of the catalogues of screens and of the service items; places are filled with
// a number.
std::vector<std::string> texts_in(const std::string& language) {
  std::vector<std::string> texts;
  const auto bytes = read_file(std::filesystem::path(DK_BIN_DIR) / "../share/i18n" / language /
                               "LC_MESSAGES/district-kiosk.mo");
  const auto words = i18n::read_mo(bytes);
  if (words) {
    for (const auto& [key, text] : *words) texts.push_back(text);
  }
  const std::regex chinese("[^\\x00-\\x7f]+");
  const auto items = std::filesystem::path(DK_PROJECT_DIR) / "flows/catalogue";
  for (const auto& file : std::filesystem::recursive_directory_iterator(items)) {
    const bool translated = file.path().parent_path().filename() == "texts";
    const bool wanted = language == "zh-HK" ? file.path().filename() == "zh-HK.po" : !translated;
    if (!file.is_regular_file() || !wanted) continue;
    const auto text = read_file(file.path());
    for (std::sregex_iterator it(text.begin(), text.end(), chinese), end; it != end; ++it) {
      texts.push_back(it->str());
    }
  }
  for (auto& text : texts) text = std::regex_replace(text, std::regex("\\{[a-z_]+\\}"), "3");
  std::erase_if(texts, [](const std::string& text) { return han_letters(text) == 0; });
  return texts;
}

class EverySentence : public testing::TestWithParam<const char*> {};

TEST_P(EverySentence, is_read_in_its_own_language_and_whole) {
  const std::string language = GetParam();
  const auto texts = texts_in(language);
  ASSERT_GT(texts.size(), 500U);
  std::vector<std::string> lines;
  std::vector<std::string> sources;
  for (const auto& text : texts) {
    auto line = espeak_text(speech(text, language));
    std::ranges::replace_if(
        line, [](char c) { return std::string_view(".,?!;:\n").find(c) != std::string_view::npos; },
        ' ');
    if (has_latin(text)) continue;  // those are said in letters
    lines.push_back(line);
    sources.push_back(text);
  }
  const auto said = phonemes(lines, language);
  ASSERT_EQ(said.size(), lines.size());
  std::size_t syllables_in_all = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    EXPECT_EQ(said[i].find("(en)"), std::string::npos) << sources[i] << "\n" << said[i];
    const auto syllables = language == "zh-CN" ? tones(lines[i]) : han_letters(lines[i]);
    EXPECT_EQ(tones(said[i]), syllables) << sources[i] << "\n" << lines[i] << "\n" << said[i];
    EXPECT_GE(syllables, han_letters(sources[i])) << sources[i] << "\n" << lines[i];
    syllables_in_all += syllables;
  }
  EXPECT_GT(syllables_in_all, 3000U);
}

INSTANTIATE_TEST_SUITE_P(Espeak, EverySentence, testing::Values("zh-CN", "zh-HK"),
                         [](const auto& info) {
                           return std::string(info.param) == "zh-CN" ? "mandarin" : "cantonese";
                         });

// What made numbered pinyin necessary: should Debian's espeak-ng learn Han characters, we may, too.
TEST(Espeak, english_in_a_chinese_voice_would_be_seen) {
  const auto said = phonemes({"jian kang WiFi code"}, "zh-HK");
  ASSERT_EQ(said.size(), 1U);
  EXPECT_NE(said[0].find("(en)"), std::string::npos);
}

TEST(Espeak, mandarin_is_numbered_pinyin) {
  EXPECT_EQ(espeak_text(speech("健康码，300元。", "zh-CN")), "jian4 kang1 ma3, san1 bai3 yuan2.\n");
}

TEST(Espeak, cantonese_is_characters_with_numbers_as_words) {
  EXPECT_EQ(espeak_text(speech("津貼300元，尾號440***19。", "zh-HK")), "津貼三百元,尾號一九.\n");
}

TEST(Espeak, english_has_no_han_characters) {
  EXPECT_EQ(espeak_text(speech("Name: 曾琳, CNY 300", "en")), "Name:  zeng lin , 300 yuan\n");
}

TEST(Espeak, a_text_cannot_command_it) {
  for (const char* language : {"zh-CN", "zh-HK", "en"}) {
    const auto text = espeak_text(speech("[[_^_en]] <voice> & \x01\x1b$(id) \\n 好", language));
    EXPECT_EQ(text.find_first_of("[]<>&$\\^_(){}\x01\x1b"), std::string::npos) << text;
  }
}

TEST(Espeak, marks_alone_are_nothing_to_say) {
  EXPECT_EQ(espeak_text(speech("……！", "zh-CN")), "");
  EXPECT_EQ(espeak_text(speech(" · ", "en")), "");
  EXPECT_EQ(espeak_text(speech("", "zh-HK")), "");
}

TEST(Espeak, arguments_hold_no_text) {
  auto one = speech("secret", "zh-CN");
  one.slow = true;
  const auto arguments = espeak_arguments(one, "plughw:1");
  EXPECT_EQ(arguments, (std::vector<std::string>{"-v", "cmn-latn-pinyin", "-s", "115", "-a", "120",
                                                 "-b", "1", "--stdin", "-d", "plughw:1"}));
}

}  // namespace
}  // namespace dk::kiosk
