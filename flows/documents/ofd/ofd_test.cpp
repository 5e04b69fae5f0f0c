// OFD taken apart again by other people's programs: Python's zipfile (which checks sizes and CRCs),
// pugixml, FreeType and libpng; what GB/T 33190 demands is looked for, and the text in its order.
#include "flows/documents/ofd/ofd.h"

#include <freetype/freetype.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <pugixml.hpp>
#include <set>
#include <sstream>

#include "flows/documents/ofd/page_objects.h"
#include "flows/documents/ofd/zip.h"
#include "flows/documents/picture.h"
#include "flows/documents/test_documents.h"

namespace dk::documents {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kCertificate = R"(
<document width="148mm" height="210mm" margin="15mm" size="12">
  <text size="18" weight="bold" align="centre"><say id="title"/></text>
  <text>{name}</text>
  <text colour="white" fill="red">{place}</text>
  <qr value="code"/>
  <code128 value="code"/>
  <seal diameter="40mm" align="right"><say id="office"/></seal>
  <break/>
  <text>{name}</text>
</document>)";
constexpr const char* kId = "0193a2b4c5d67e8f90a1b2c3d4e5f607";

struct Ofd : testing::Test {
  Fonts fonts;
  Trial trial;
  fs::path folder;
  std::vector<Page> pages;

  void SetUp() override {
    trial.set("name", feel::Value(std::string("李𠀀，Łukasz & <Müller>")));
    trial.set("place", feel::Value(std::string("龙华区民治街道")));
    trial.set("code", feel::Value(std::string("LH1122-0001-11")));
    std::string name = (fs::temp_directory_path() / "dk-ofd-XXXXXX").string();
    folder = ::mkdtemp(name.data());
    auto laid = trial.lay(kCertificate, fonts);
    ASSERT_TRUE(laid);
    pages = std::move(laid->pages);
    auto picture = std::make_shared<Picture>(Picture{2, 1, {255, 0, 0, 255, 0, 0, 255, 128}});
    pages.front().items.push_back(PlacedPicture{10'000, 20'000, 30'500, 15'250, picture});
  }
  void TearDown() override { fs::remove_all(folder); }

  std::string made(const OfdOptions& options = {.id = kId}) {
    auto bytes = ofd(pages, fonts, options);
    EXPECT_TRUE(bytes) << (bytes ? "" : bytes.error().message);
    return bytes ? *bytes : std::string();
  }
  // Unpacked by Python, which refuses what is not whole.
  bool unpack(const std::string& bytes) const {
    std::ofstream(folder / "it.ofd", std::ios::binary) << bytes;
    std::string command = "cd ";
    command.append(folder.string());
    command.append(" && python3 -c \"import zipfile; z = zipfile.ZipFile('it.ofd');");
    command.append(" assert z.testzip() is None; z.extractall()\"");
    return std::system(command.c_str()) == 0;
  }
  [[nodiscard]] std::string file(const std::string& name) const {
    std::stringstream text;
    text << std::ifstream(folder / name, std::ios::binary).rdbuf();
    return text.str();
  }
  pugi::xml_document xml(const std::string& name) const {
    pugi::xml_document document;
    EXPECT_TRUE(document.load_file((folder / name).c_str())) << name;
    EXPECT_STREQ(document.document_element().attribute("xmlns:ofd").value(),
                 "http://www.ofdspec.org/2016");
    return document;
  }
};

std::string text_at(const pugi::xml_document& document, const char* path) {
  return document.select_node(path).node().text().get();
}

TEST_F(Ofd, package_has_the_parts_that_the_standard_demands) {
  ASSERT_TRUE(unpack(made({.id = kId, .title = "居住证明", .created = "2022-11-18"})));
  const auto head = xml("OFD.xml");
  EXPECT_STREQ(head.document_element().name(), "ofd:OFD");
  EXPECT_STREQ(head.document_element().attribute("Version").value(), "1.0");
  EXPECT_STREQ(head.document_element().attribute("DocType").value(), "OFD");
  EXPECT_EQ(text_at(head, "/ofd:OFD/ofd:DocBody/ofd:DocInfo/ofd:DocID"), kId);
  EXPECT_EQ(text_at(head, "/ofd:OFD/ofd:DocBody/ofd:DocInfo/ofd:Title"), "居住证明");
  EXPECT_EQ(text_at(head, "/ofd:OFD/ofd:DocBody/ofd:DocInfo/ofd:CreationDate"), "2022-11-18");
  ASSERT_EQ(text_at(head, "/ofd:OFD/ofd:DocBody/ofd:DocRoot"), "Doc_0/Document.xml");

  const auto document = xml("Doc_0/Document.xml");
  EXPECT_EQ(text_at(document, "/ofd:Document/ofd:CommonData/ofd:PageArea/ofd:PhysicalBox"),
            "0 0 148 210");
  EXPECT_EQ(text_at(document, "/ofd:Document/ofd:CommonData/ofd:PublicRes"), "PublicRes.xml");
  EXPECT_EQ(text_at(document, "/ofd:Document/ofd:CommonData/ofd:DocumentRes"), "DocumentRes.xml");
  const auto listed = document.select_nodes("/ofd:Document/ofd:Pages/ofd:Page");
  ASSERT_EQ(listed.size(), 2U);
  for (const auto& page : listed) {
    const auto content =
        xml((fs::path("Doc_0") / page.node().attribute("BaseLoc").value()).string());
    EXPECT_EQ(text_at(content, "/ofd:Page/ofd:Area/ofd:PhysicalBox"), "0 0 148 210");
    EXPECT_TRUE(content.select_node("/ofd:Page/ofd:Content/ofd:Layer[@Type='Body']"));
  }
}

// Every id once, none above MaxUnitID, and each that is named is there.
TEST_F(Ofd, ids_are_unique_and_lead_somewhere) {
  ASSERT_TRUE(unpack(made()));
  std::multiset<int> ids;
  std::set<int> named;
  for (const char* part : {"Doc_0/Document.xml", "Doc_0/PublicRes.xml", "Doc_0/DocumentRes.xml",
                           "Doc_0/Pages/Page_0/Content.xml", "Doc_0/Pages/Page_1/Content.xml"}) {
    const auto document = xml(part);
    for (const auto& node : document.select_nodes("//@ID")) ids.insert(node.attribute().as_int());
    for (const auto& node : document.select_nodes("//@Font | //@ResourceID")) {
      named.insert(node.attribute().as_int());
    }
  }
  for (const int id : ids) EXPECT_EQ(ids.count(id), 1U) << id;
  for (const int id : named) EXPECT_EQ(ids.count(id), 1U) << id;
  const auto document = xml("Doc_0/Document.xml");
  EXPECT_EQ(text_at(document, "/ofd:Document/ofd:CommonData/ofd:MaxUnitID"),
            std::to_string(*ids.rbegin()));
}

TEST_F(Ofd, text_is_there_in_the_order_of_reading_and_stands_where_it_was_laid) {
  ASSERT_TRUE(unpack(made()));
  std::string text;
  const auto content = xml("Doc_0/Pages/Page_0/Content.xml");
  std::vector<Um> places;
  for (const auto& one : content.select_nodes("//ofd:TextObject[not(@CTM)]")) {
    const pugi::xml_node code = one.node().child("ofd:TextCode");
    text += code.text().get();
    // Boundary's corner, the first letter in it, and the steps between letters.
    std::stringstream corner(one.node().attribute("Boundary").value());
    std::stringstream steps(code.attribute("DeltaX").value());
    double x = 0, step = 0;
    corner >> x;
    x += code.attribute("X").as_double();
    places.push_back(static_cast<Um>(std::lround(x * 1000)));
    while (steps >> step) places.push_back(static_cast<Um>(std::lround((x += step) * 1000)));
    EXPECT_EQ(code.attribute("Y").as_double() > 0, true);
  }
  std::string wanted;
  std::vector<Um> wanted_places;
  for (const TextRun& run : all_of<TextRun>(pages.front())) {
    if (run.angle != 0) continue;
    for (const Glyph& glyph : run.glyphs) {
      icu::UnicodeString(static_cast<UChar32>(glyph.character)).toUTF8String(wanted);
      wanted_places.push_back(glyph.x);
    }
  }
  EXPECT_EQ(text, wanted);
  EXPECT_EQ(places, wanted_places);
  EXPECT_NE(text.find("核酸采样管李𠀀，Łukasz & <Müller>龙华区民治街道"), std::string::npos)
      << text;
}

TEST_F(Ofd, embedded_fonts_are_small_and_draw_the_same_letters) {
  ASSERT_TRUE(unpack(made()));
  FT_Library library = nullptr;
  ASSERT_EQ(FT_Init_FreeType(&library), 0);
  const auto resources = xml("Doc_0/PublicRes.xml");
  const auto listed = resources.select_nodes("/ofd:Res/ofd:Fonts/ofd:Font");
  ASSERT_GE(listed.size(), 2U);
  std::map<int, FT_Face> faces;
  for (const auto& font : listed) {
    EXPECT_STRNE(font.node().attribute("FontName").value(), "");
    const auto path = folder / "Doc_0/Res" / font.node().child_value("ofd:FontFile");
    EXPECT_LT(fs::file_size(path), 60'000U);
    ASSERT_EQ(FT_New_Face(library, path.c_str(), 0, &faces[font.node().attribute("ID").as_int()]),
              0);
  }
  // The outline of each glyph in the subset is that of the glyph in the whole font.
  const auto content = xml("Doc_0/Pages/Page_0/Content.xml");
  const auto objects = content.select_nodes("//ofd:TextObject");
  std::size_t object = 0;
  int compared = 0;
  for (const TextRun& run : all_of<TextRun>(pages.front())) {
    std::vector<unsigned> numbers;
    while (numbers.size() < run.glyphs.size()) {
      ASSERT_LT(object, objects.size());
      std::stringstream glyphs(
          objects[object].node().child("ofd:CGTransform").child_value("ofd:Glyphs"));
      for (unsigned number = 0; glyphs >> number;) numbers.push_back(number);
      ++object;
    }
    FT_Face part = faces.at(objects[object - 1].node().attribute("Font").as_int());
    FT_Face whole = fonts.face(run.font);
    for (std::size_t i = 0; i < run.glyphs.size(); ++i) {
      ASSERT_EQ(FT_Load_Glyph(part, numbers[i], FT_LOAD_NO_SCALE), 0);
      ASSERT_EQ(FT_Load_Glyph(whole, run.glyphs[i].index, FT_LOAD_NO_SCALE), 0);
      ASSERT_EQ(part->glyph->metrics.width, whole->glyph->metrics.width);
      ASSERT_EQ(part->glyph->metrics.height, whole->glyph->metrics.height);
      ASSERT_EQ(part->glyph->outline.n_points, whole->glyph->outline.n_points);
      ++compared;
    }
  }
  EXPECT_GT(compared, 30);
  for (const auto& [id, face] : faces) FT_Done_Face(face);
  FT_Done_FreeType(library);
}

TEST_F(Ofd, picture_and_paths_are_where_they_were_laid) {
  ASSERT_TRUE(unpack(made()));
  const auto content = xml("Doc_0/Pages/Page_0/Content.xml");
  const pugi::xml_node image = content.select_node("//ofd:ImageObject").node();
  EXPECT_STREQ(image.attribute("Boundary").value(), "10 20 30.5 15.25");
  EXPECT_STREQ(image.attribute("CTM").value(), "30.5 0 0 15.25 0 0");
  const auto resources = xml("Doc_0/DocumentRes.xml");
  const pugi::xml_node media = resources.select_node("//ofd:MultiMedia[@Type='Image']").node();
  EXPECT_EQ(media.attribute("ID").as_int(), image.attribute("ResourceID").as_int());
  const auto picture =
      read_png(file((fs::path("Doc_0/Res") / media.child_value("ofd:MediaFile")).string()), 10);
  ASSERT_TRUE(picture);
  EXPECT_EQ(picture->rgba, std::get<PlacedPicture>(pages.front().items.back()).picture->rgba);
  // The two symbols, the field of colour, the ring and the star of the seal.
  std::size_t paths = 0;
  for (const Item& item : pages.front().items) {
    paths += !std::holds_alternative<TextRun>(item) && !std::holds_alternative<PlacedPicture>(item);
  }
  const auto drawn = content.select_nodes("//ofd:PathObject/ofd:AbbreviatedData");
  EXPECT_EQ(drawn.size(), paths);
  EXPECT_GE(paths, 5U);
  for (const auto& data : drawn) {
    std::stringstream words(data.node().text().get());
    for (std::string word; words >> word;) {
      EXPECT_TRUE(std::string_view("MLAC").contains(word[0]) || std::isdigit(word[0])) << word;
    }
  }
}

TEST_F(Ofd, same_pages_give_the_same_bytes) {
  EXPECT_EQ(made(), made());
  EXPECT_EQ(made().find("CreationDate"), std::string::npos);
}

TEST_F(Ofd, what_cannot_be_made_says_why) {
  EXPECT_EQ(ofd({}, fonts, {.id = kId}).error().limit, "pages");
  for (const char* id : {"", "0193a2b4", "0193a2b4c5d67e8f90a1b2c3d4e5f60z"}) {
    EXPECT_EQ(ofd(pages, fonts, {.id = id}).error().limit, "id") << id;
  }
}

TEST(Millimetres, exact_and_short) {
  EXPECT_EQ(millimetres(0), "0");
  EXPECT_EQ(millimetres(12'000), "12");
  EXPECT_EQ(millimetres(12'340), "12.34");
  EXPECT_EQ(millimetres(-1'005), "-1.005");
  EXPECT_EQ(millimetres(-5), "-0.005");
  EXPECT_EQ(millimetres({1, -2'500, 3'000}), "0.001 -2.5 3");
}

}  // namespace
}  // namespace dk::documents
