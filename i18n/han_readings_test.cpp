// The table that the build made, beside ICU itself.
#include "i18n/han_readings.h"

#include <gtest/gtest.h>
#include <unicode/translit.h>

#include "i18n/utf32.h"

namespace dk::i18n {
namespace {

TEST(HanReadings, table_says_what_icu_says) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> latin(
      icu::Transliterator::createInstance("Han-Latin; Latin-NumericPinyin", UTRANS_FORWARD, error));
  const std::unique_ptr<icu::Transliterator> simple(
      icu::Transliterator::createInstance("Hant-Hans", UTRANS_FORWARD, error));
  ASSERT_TRUE(U_SUCCESS(error));
  int read = 0, changed = 0;
  // Every 37th character of the common block and of the later ones.
  for (char32_t c = 0x3400; c < 0x31350; c += 37) {
    if (c > 0xA000 && c < 0x20000) continue;
    icu::UnicodeString text(static_cast<UChar32>(c));
    latin->transliterate(text);
    std::string icu_says;
    text.toUTF8String(icu_says);
    const std::string ours = han_readings(std::u32string(1, c)).front();
    if (!ours.empty() && ours.back() != '5' && ours.find('v') == std::string::npos) {
      EXPECT_EQ(ours, icu_says) << std::hex << static_cast<unsigned>(c);
      ++read;
    }
    icu::UnicodeString other(static_cast<UChar32>(c));
    simple->transliterate(other);
    if (other.countChar32() == 1) {
      EXPECT_EQ(to_simplified(std::u32string(1, c)).front(),
                static_cast<char32_t>(other.char32At(0)))
          << std::hex << static_cast<unsigned>(c);
      changed += static_cast<char32_t>(other.char32At(0)) != c ? 1 : 0;
    }
  }
  EXPECT_GT(read, 500);
  EXPECT_GT(changed, 50);
}

TEST(HanReadings, edges_of_the_table) {
  EXPECT_EQ(han_readings(U"女的"), (std::vector<std::string>{"nv3", "de5"}));
  for (const char32_t c : {char32_t{0}, U'a', char32_t{0x2E7F}, char32_t{0xA000}, char32_t{0xFFFD},
                           char32_t{0x1FFFF}, char32_t{0x3FFFF}, char32_t{0x10FFFF}}) {
    EXPECT_EQ(han_readings(std::u32string(1, c)).front(), "") << static_cast<unsigned>(c);
    EXPECT_EQ(to_simplified(std::u32string(1, c)), std::u32string(1, c));
  }
}

}  // namespace
}  // namespace dk::i18n
