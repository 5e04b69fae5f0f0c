// Templates laid out: what stands where, what is repeated, what machines read back from the dots.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

#include "flows/documents/test_documents.h"

namespace dk::documents {
namespace {

using feel::Context;
using feel::List;
using feel::Value;
using testing::Test;

struct Documents : Test {
  Fonts fonts;
  Trial trial;

  Document lay(std::string_view xml) {
    auto laid = trial.lay(xml, fonts);
    EXPECT_TRUE(laid) << (laid ? "" : laid.error().limit + ": " + laid.error().message);
    return laid ? std::move(*laid) : Document{};
  }
  Bitmap dots(const Page& page, const std::string& name, RasterOptions options = {}) {
    auto made = raster(page, fonts, options);
    EXPECT_TRUE(made);
    if (made) keep_picture(*made, name);
    return made ? std::move(*made) : Bitmap{};
  }
};

List invented_lines(int count) {
  List lines;
  for (int i = 1; i <= count; ++i) {
    Context line;
    line.set("name", Value(std::string("测试项目 ") + std::to_string(i)));
    line.set("sum", Value::number(100 * i));
    lines.emplace_back(std::move(line));
  }
  return lines;
}

constexpr std::string_view kCertificate = R"(
<document width="210mm" height="297mm" margin="20mm" size="11">
  <header height="12mm"><text align="right" size="9"><say id="office"/></text><line/></header>
  <footer height="8mm"><text align="centre" size="9">
    <say id="page" with="{page: page, pages: pages}"/></text></footer>
  <text size="20" weight="bold" align="centre"><say id="title"/></text>
  <text lang="en" align="centre" colour="grey"><say id="title"/></text>
  <columns gap="5mm" before="5mm">
    <column width="2*"><text>{intro}</text></column>
    <column width="30mm"><qr value="code" module="0.8mm" align="right"/></column>
  </columns>
  <table id="sums" widths="2* 30mm" rule="0.2mm" before="4mm">
    <head><cell weight="bold"><say id="name"/></cell><cell weight="bold" align="right"><say id="sum"/></cell></head>
    <row each="line" in="lines"><cell>{line.name}</cell><cell align="right">{line.sum}</cell></row>
    <row if="count(lines) > 3"><cell span="2" align="right">{sum(for l in lines return l.sum)}</cell></row>
  </table>
  <group keep="yes" before="10mm">
    <image file="logo.png" width="20mm" align="right"/>
    <text align="right">{day}</text>
    <seal diameter="40mm" align="right"><say id="office"/></seal>
  </group>
</document>)";

std::string chequered_png() {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.format = PNG_FORMAT_RGBA;
  image.width = image.height = 16;
  std::vector<std::uint8_t> rgba;
  for (int i = 0; i < 256; ++i) {
    const auto tone = static_cast<std::uint8_t>((i / 16 / 4 + i % 16 / 4) % 2 == 0 ? 30 : 220);
    rgba.insert(rgba.end(), {tone, tone, tone, 255});
  }
  png_alloc_size_t size = 10'000;
  std::string bytes(size, '\0');
  EXPECT_NE(png_image_write_to_memory(&image, bytes.data(), &size, 0, rgba.data(), 0, nullptr), 0);
  bytes.resize(size);
  return bytes;
}

void fill_certificate(Trial& trial, int lines) {
  trial.files["logo.png"] = chequered_png();
  trial.set("intro", Value(std::string("依照《行政许可法》第三十四条，现将审核结果公示如下："
                                       "申请人 Zoë Müller-Łukasz（Зоя Мюллер）提交的材料齐全，"
                                       "符合法定形式，予以受理。姓名中的“𠮷𫞩”为生僻字。")));
  trial.set("code", Value(std::string("LHR1:TEST-0042")));
  trial.set("lines", Value(invented_lines(lines)));
  trial.set("day", Value(std::string("2022年11月18日")));
}

TEST_F(Documents, certificate_has_its_head_on_every_page_and_counts_them) {
  fill_certificate(trial, 60);
  const Document document = lay(kCertificate);
  ASSERT_EQ(document.pages.size(), 3U);
  EXPECT_TRUE(document.missing.empty());
  EXPECT_EQ(document.notes, std::vector<std::string>{});
  int page = 0;
  for (const Page& each : document.pages) {
    const auto lines = lines_of(each);
    ++page;
    EXPECT_EQ(lines.back(), "第 " + std::to_string(page) + " 页，共 3 页");
    EXPECT_EQ(std::ranges::count(lines, "姓名金额"), page < 3 ? 1 : 0) << page;
    dots(each, "certificate-" + std::to_string(page), {.dots_per_metre = 5'906, .grey = true});
  }
}

}  // namespace
}  // namespace dk::documents
