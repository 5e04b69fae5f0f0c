// Our raster read by a reader written from the specification, and by CUPS' own (ippeveps of the
// package cups-ipp-utils, a process).
#include "drivers/page-printer/pwg_raster.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <map>

#include "base/random.h"
#include "drivers/emulation/test_bench.h"
#include "drivers/page-printer/test_pwg_raster.h"

namespace dk::drivers {
namespace {

constexpr const char* kReaderOfCups = "/usr/sbin/ippeveps";

GreyPage page_of(int width, int height, auto dot) {
  GreyPage page{width, height, {}};
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) page.rows.push_back(static_cast<std::uint8_t>(dot(x, y)));
  }
  return page;
}

// Every way of packing: white rows, equal rows, long runs, pairs, no two alike, the last alone.
GreyPage all_kinds() {
  SeededRandom dice(5);
  return page_of(301, 700, [&](int x, int y) -> int {
    if (y < 300) return 255;
    if (y < 400) return x * 7 % 251;
    if (y < 500) return x < 290 ? 0 : x;
    return y % 3 == 0 ? dice.bytes(1)[0] : dice.bytes(1)[0] % 2 * 255;
  });
}

Bytes document_of(const std::vector<GreyPage>& pages, PwgRasterOptions options = {}) {
  options.pages = static_cast<int>(pages.size());
  PwgRasterWriter writer(options);
  for (const GreyPage& page : pages) EXPECT_TRUE(writer.add(page));
  return writer.take();
}

TEST(PwgRaster, page_is_read_back_dot_by_dot) {
  const GreyPage page = all_kinds();
  const auto bytes = document_of({page}, {.dots_per_inch = 300, .media = "iso_a4_210x297mm"});
  const auto read = read_pwg_raster(bytes);
  ASSERT_TRUE(read);
  ASSERT_EQ(read->size(), 1U);
  EXPECT_EQ(read->front().rows, page.rows);
  EXPECT_EQ(as_text(read->front().header.subspan(1732, 17)),
            std::string_view("iso_a4_210x297mm\0", 17));
}

// PWG 5102.4 table 2, for a sheet of A4: offsets and values.
TEST(PwgRaster, header_says_what_the_page_is) {
  const auto bytes = document_of({page_of(2480, 3508, [](int, int) { return 255; })});
  const auto read = read_pwg_raster(bytes);
  ASSERT_TRUE(read);
  const std::map<std::size_t, std::uint32_t> wanted = {
      {272, 0},    {276, 300},  {280, 300},  {340, 1},   {352, 595},  {356, 842},
      {372, 2480}, {376, 3508}, {384, 8},    {388, 8},   {392, 2480}, {396, 0},
      {400, 18},   {404, 0},    {420, 1},    {452, 1},   {456, 1},    {460, 1},
      {464, 0},    {468, 0},    {472, 2480}, {476, 3508}};
  for (const auto& [at, value] : wanted) EXPECT_EQ(read->front().number(at), value) << at;
  EXPECT_LT(bytes.size(), 2400U) << "an empty page is nearly nothing";
}

TEST(PwgRaster, printer_that_takes_only_colour) {
  const auto bytes = document_of({page_of(3, 1, [](int x, int) { return x; })}, {.colour = true});
  const auto read = read_pwg_raster(bytes);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->front().rows, (Bytes{0, 0, 0, 1, 1, 1, 2, 2, 2}));
  EXPECT_EQ(read->front().number(400), 19U);
}

TEST(PwgRaster, back_of_the_sheet_is_turned_as_the_printer_wants_it) {
  const GreyPage page = page_of(2, 2, [](int x, int y) { return 2 * y + x; });
  const auto back = [&](const char* keyword) {
    const auto bytes =
        document_of({page, page}, {.two_sided = true, .back = sheet_back_of(keyword)});
    const auto read = read_pwg_raster(bytes);
    EXPECT_EQ(read->at(0).rows, (Bytes{0, 1, 2, 3})) << "the front is never turned";
    EXPECT_EQ(read->at(0).number(272), 1U);
    return std::pair(read->at(1).rows, read->at(1).number(460));
  };
  EXPECT_EQ(back("normal"), std::pair(Bytes({0, 1, 2, 3}), 1U));
  EXPECT_EQ(back("manual-tumble"), std::pair(Bytes({0, 1, 2, 3}), 1U));
  EXPECT_EQ(back("flipped"), std::pair(Bytes({2, 3, 0, 1}), 0xffffffffU));
  EXPECT_EQ(back("rotated"), std::pair(Bytes({3, 2, 1, 0}), 0xffffffffU));
}

TEST(PwgRaster, page_that_is_none) {
  PwgRasterWriter writer({});
  EXPECT_FALSE(writer.add({}));
  EXPECT_FALSE(writer.add({.width = 2, .height = 2, .rows = Bytes(3)}));
  EXPECT_FALSE(writer.add({.width = -1, .height = -1, .rows = Bytes(1)}));
  EXPECT_FALSE(writer.add({.width = 70'000, .height = 1, .rows = Bytes(70'000)}));
}

// What ippeveps writes for a row: "Y L", then its dots in base 85; white rows are left out.
Bytes from_ascii85(std::string_view text) {
  Bytes bytes;
  std::uint32_t number = 0;
  int digits = 0;
  const auto put = [&](int count) {
    for (int i = 0; i < count; ++i)
      bytes.push_back(static_cast<std::uint8_t>(number >> (24 - 8 * i)));
    number = 0, digits = 0;
  };
  for (const char c : text) {
    if (c == 'z' && digits == 0) {
      put(4);
    } else if (c >= '!' && c <= 'u') {
      number = number * 85 + static_cast<std::uint32_t>(c - '!');
      if (++digits == 5) put(4);
    }
  }
  if (digits > 1) {
    const int count = digits - 1;
    for (; digits < 5; ++digits) number = number * 85 + 84;
    put(count);
  }
  return bytes;
}

TEST(PwgRaster, cups_reads_the_same_dots) {
  if (::access(kReaderOfCups, X_OK) != 0) GTEST_SKIP() << "cups-ipp-utils is not installed";
  const TestFolder folder;
  const GreyPage page = all_kinds();
  const Bytes bytes = document_of({page}, {.media = "iso_a4_210x297mm"});
  std::ofstream(folder / "page.pwg", std::ios::binary) << as_text(bytes);
  const std::string command = "CONTENT_TYPE=image/pwg-raster " + std::string(kReaderOfCups) + " '" +
                              (folder / "page.pwg") + "' > '" + (folder / "page.ps") +
                              "' 2>/dev/null";
  ASSERT_EQ(std::system(command.c_str()), 0);
  std::ifstream postscript(folder / "page.ps");
  Bytes rows(page.rows.size(), 255);
  int drawn = 0;
  for (std::string line; std::getline(postscript, line);) {
    int y = 0;
    char letter = 0;
    if (std::sscanf(line.c_str(), "%d %c", &y, &letter) != 2 || letter != 'L') continue;
    std::string text;
    do {
      ASSERT_TRUE(std::getline(postscript, line));
      text += line;
    } while (!line.ends_with("~>"));
    const Bytes row = from_ascii85(std::string_view(text).substr(0, text.size() - 2));
    ASSERT_EQ(row.size(), 301U);
    ASSERT_TRUE(y >= 0 && y < 700);
    // PostScript counts from below.
    std::ranges::copy(row, rows.begin() + (699 - y) * 301);
    ++drawn;
  }
  EXPECT_EQ(drawn, 400) << "all but the white rows";
  EXPECT_EQ(rows, page.rows);
}

}  // namespace
}  // namespace dk::drivers
