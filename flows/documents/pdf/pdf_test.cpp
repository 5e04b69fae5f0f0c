// PDF: text comes out as text, the same pages give the same bytes. Poppler reads it back.
#include "flows/documents/pdf/pdf.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>

#include "flows/documents/test_documents.h"

// Cairo 1.16 keeps 768 bytes for each CFF font that it embeds; ours is looked at as ever.
extern "C" const char* __lsan_default_suppressions();   // NOLINT(bugprone-reserved-identifier)
extern "C" const char* __lsan_default_suppressions() {  // NOLINT(bugprone-reserved-identifier)
  return "leak:libcairo.so";
}

namespace dk::documents {
namespace {

constexpr std::string_view kReceipt = R"(
<document width="148mm" height="210mm" margin="15mm" size="12">
  <text size="18" weight="bold" align="centre"><say id="title"/></text>
  <text lang="zh-HK" align="centre"><say id="title"/></text>
  <text>{name}</text>
  <text colour="white" fill="red">{place}</text>
  <qr value="code"/>
  <code128 value="code"/>
  <seal diameter="40mm" align="right"><say id="office"/></seal>
  <break/>
  <text>{name}</text>
</document>)";

struct Pdf : testing::Test {
  Fonts fonts;
  Trial trial;

  void SetUp() override {
    trial.set("name", feel::Value(std::string("李𠀀，Łukasz Müller，Зоя Їжак")));
    trial.set("place", feel::Value(std::string("龙华区民治街道")));
    trial.set("code", feel::Value(std::string("LH1122-0001-11")));
  }
  std::string made(const PdfOptions& options = {}) {
    const auto laid = trial.lay(kReceipt, fonts);
    EXPECT_TRUE(laid);
    if (!laid) return {};
    EXPECT_TRUE(laid->missing.empty());
    auto bytes = pdf(laid->pages, fonts, options);
    EXPECT_TRUE(bytes);
    return bytes ? *bytes : std::string();
  }
};

// What a command writes to standard output.
std::string output(const std::string& command) {
  struct Close {
    void operator()(std::FILE* pipe) const { ::pclose(pipe); }
  };
  const std::unique_ptr<std::FILE, Close> pipe(::popen(command.c_str(), "r"));
  std::string text;
  char block[4096];
  while (pipe != nullptr) {
    const std::size_t read = std::fread(block, 1, sizeof block, pipe.get());
    if (read == 0) break;
    text.append(block, read);
  }
  return text;
}

std::size_t count(const std::string& text, std::string_view what) {
  std::size_t found = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) {
    ++found;
  }
  return found;
}

TEST_F(Pdf, same_pages_give_the_same_bytes_and_no_date) {
  const std::string once = made();
  EXPECT_EQ(once, made());
  EXPECT_TRUE(once.starts_with("%PDF-"));
  EXPECT_EQ(count(once, "CreationDate"), 0U);
  const std::string dated = made({.title = "t", .created = "2022-11-18T09:00:00Z"});
  EXPECT_EQ(dated, made({.title = "t", .created = "2022-11-18T09:00:00Z"}));
  EXPECT_NE(dated, once);
}

TEST_F(Pdf, reader_finds_the_text_and_embedded_subsets) {
  if (output("command -v pdftotext").empty()) {
    GTEST_SKIP() << "poppler-utils is missing: tools/setup --dev installs it";
  }
  const std::filesystem::path path =
      std::filesystem::path(testing::TempDir()) / "dk_documents_pdf_test.pdf";
  std::ofstream(path, std::ios::binary) << made();
  const std::string text = output("pdftotext -layout " + path.string() + " -");
  EXPECT_EQ(count(text, "李𠀀，Łukasz Müller，Зоя Їжак"), 2U) << text;
  EXPECT_EQ(count(text, "核酸采样管"), 1U) << text;
  EXPECT_EQ(count(text, "核酸採樣管"), 1U) << text;
  EXPECT_EQ(count(text, "龙华区民治街道"), 1U) << text;
  EXPECT_EQ(count(text, "LH1122-0001-11"), 1U) << text;
  const std::string fonts_in_it = output("pdffonts " + path.string());
  EXPECT_EQ(count(fonts_in_it, "yes yes yes"), 5U) << fonts_in_it;
  EXPECT_EQ(count(output("pdfinfo " + path.string()), "Pages:           2"), 1U);
  if (const char* folder = std::getenv("DK_DOCUMENTS_OUT")) {
    (void)output("pdftoppm -r 100 -png " + path.string() + " " + folder + "/pdf");
  }
  std::filesystem::remove(path);
}

TEST_F(Pdf, machine_reads_the_symbols_of_the_pages) {
  const auto laid = trial.lay(kReceipt, fonts);
  ASSERT_TRUE(laid);
  const auto dots = raster(laid->pages.front(), fonts);
  ASSERT_TRUE(dots);
  EXPECT_EQ(scanned(*dots), (std::vector<std::string>{"LH1122-0001-11", "LH1122-0001-11"}));
}

TEST_F(Pdf, nothing_is_no_document) {
  const auto none = pdf({}, fonts);
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().limit, "pages");
}

}  // namespace
}  // namespace dk::documents
