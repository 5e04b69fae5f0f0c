// Each check of the gallery can fail: a page that is wrong in one way is found to be wrong in it.
#include "tests/gallery/citizen/findings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace dk::kiosk::gallery {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

// A page on which nothing is wrong.
struct PageForTests {
  Checks checks;
  UiTree tree;
  citizen::CitizenView view;
  input::InputView pad;
  bool typing = false;

  PageForTests() {
    view.page = citizen::HomeView{};
    text("您好", {48, 200, 144, 72}, 72);
    target("home.login", {712, 600, 320, 104}, "登录");
    target("home.search", {48, 600, 640, 104}, "找事项");
    tree.add({.id = "page.title", .label = "您好", .state = {}});
  }
  void text(std::string words, Box ink, float em) {
    checks.texts.push_back({std::move(words), ink, em, theme::kInk900, true});
  }
  void target(const std::string& id, Box hit, std::string label) {
    checks.targets.push_back({id, hit});
    tree.add({.id = id, .role = Role::Button, .label = std::move(label), .state = {}});
  }
  [[nodiscard]] std::vector<std::string> found() const {
    return findings_in({checks, tree, view, typing ? &pad : nullptr});
  }
};

TEST(GalleryFindings, a_good_page_has_none) { EXPECT_THAT(PageForTests().found(), IsEmpty()); }

TEST(GalleryFindings, each_wrong_page_has_its_own) {
  struct Wrong {
    const char* found;
    std::function<void(PageForTests&)> make;
  };
  const Wrong kAll[] = {
      {"does not fit", [](PageForTests& p) { p.checks.clipped = {"长"}; }},
      {"a glyph is missing", [](PageForTests& p) { p.checks.missing_glyphs = {"𬘘"}; }},
      {"no picture", [](PageForTests& p) { p.checks.missing_pictures = {"card"}; }},
      {"the id stands twice", [](PageForTests& p) { p.checks.duplicate_ids = {"a"}; }},
      {"no arrow key leads", [](PageForTests& p) { p.checks.out_of_keys_reach = {"a"}; }},
      {"smaller than 28 px", [](PageForTests& p) { p.text("小", {48, 400, 27, 27}, 27); }},
      {"smaller than 42 px",
       [](PageForTests& p) {
         p.view.chrome.access.elder = true;
         p.text("小", {48, 400, 41, 41}, 41);
       }},
      {"outside the screen", [](PageForTests& p) { p.text("右", {1060, 400, 42, 42}, 42); }},
      {"outside the screen", [](PageForTests& p) { p.text("下", {48, 1900, 42, 42}, 42); }},
      {"two texts overlap", [](PageForTests& p) { p.text("上面", {150, 240, 84, 42}, 42); }},
      {"cut", [](PageForTests& p) { p.text("高龄津…", {48, 400, 168, 42}, 42); }},
      {"a text key is shown",
       [](PageForTests& p) { p.text("citizen.home.title", {48, 400, 168, 42}, 42); }},
      {"a place is not filled in",
       [](PageForTests& p) { p.text("还有{count}件", {48, 400, 168, 42}, 42); }},
      {"Latin letters", [](PageForTests& p) { p.text("OK", {48, 400, 168, 42}, 42); }},
      {"Latin letters",
       [](PageForTests& p) { p.tree.add({.id = "a", .label = "Next", .state = {}}); }},
      {"not English",
       [](PageForTests& p) {
         p.view.chrome.language = "en";
         p.text("下一步", {48, 400, 168, 42}, 42);
       }},
      {"nothing to read aloud",
       [](PageForTests& p) { p.tree.add({.id = "a", .label = {}, .state = {}}); }},
      {"nothing says what this page is",
       [](PageForTests& p) {
         p.tree.begin_frame();
         p.checks.targets.clear();
         p.target("a", {48, 600, 300, 100}, "好");
       }},
      {"nothing can be pressed", [](PageForTests& p) { p.checks.targets.clear(); }},
      {"too small for a finger", [](PageForTests& p) { p.target("a", {48, 900, 300, 95}, "矮"); }},
      {"too small for a finger", [](PageForTests& p) { p.target("a", {48, 900, 72, 200}, "窄"); }},
      {"too small for a finger",
       [](PageForTests& p) {
         p.view.chrome.access.elder = true;
         p.target("a", {48, 900, 300, 119}, "矮");
       }},
      {"a key is too small",
       [](PageForTests& p) { p.target("input.key[a]", {48, 900, 92, 103}, "a"); }},
      {"a key is too small",
       [](PageForTests& p) { p.target("input.key[a]", {48, 900, 88, 118}, "a"); }},
      {"targets too close", [](PageForTests& p) { p.target("a", {48, 719, 300, 100}, "近"); }},
      {"targets too close",
       [](PageForTests& p) {
         p.target("input.key[a]", {48, 900, 92, 118}, "a");
         p.target("input.key[b]", {148, 900, 92, 118}, "b");
       }},
      {"out of reach", [](PageForTests& p) { p.view.chrome.access.low_reach = true; }},
      {"on the half to look at", [](PageForTests& p) { p.view.chrome.access.wide = true; }},
  };
  for (const Wrong& one : kAll) {
    PageForTests page;
    one.make(page);
    EXPECT_THAT(page.found(), Contains(HasSubstr(one.found))) << one.found;
  }
}

TEST(GalleryFindings, what_a_person_writes_may_be_in_any_script) {
  PageForTests page;
  page.text("hu", {48, 400, 42, 42}, 42);
  EXPECT_THAT(page.found(), Contains(HasSubstr("Latin letters")));
  page.typing = true;
  page.pad.composition = Secret(as_bytes("hu"));
  EXPECT_THAT(page.found(), IsEmpty());
}

TEST(GalleryFindings, what_lies_under_a_toast_is_not_looked_at) {
  PageForTests page;
  page.text("谢谢", {100, 240, 84, 42}, 42);
  page.tree.add(
      {.id = "toast", .label = "谢谢", .state = {}, .x = 48, .y = 180, .w = 900, .h = 104});
  EXPECT_THAT(page.found(), Contains(HasSubstr("two texts overlap")));
  page.checks = without_covered(page.checks, page.tree);
  EXPECT_THAT(page.found(), IsEmpty());
}

Raster ground(Colour colour) {
  Raster raster{200, 100, {}};
  for (int i = 0; i < raster.w * raster.h; ++i) {
    for (const int shift : {16, 8, 0}) {
      raster.rgba.push_back(static_cast<std::uint8_t>(colour.rgb >> shift & 0xFF));
    }
    raster.rgba.push_back(255);
  }
  return raster;
}

TEST(GalleryContrast, pale_words_are_found_on_every_pixel_of_their_ground) {
  const auto found = [](Colour ink, float em, bool bold, const Raster& under, bool elder = false) {
    Checks checks;
    checks.texts.push_back({"字", {20, 20, 100, 40}, em, ink, bold});
    return !low_contrast(checks, under, elder).empty();
  };
  const Raster white = ground(theme::kWhite);
  EXPECT_FALSE(found(theme::kInk900, 34, false, white));
  EXPECT_TRUE(found(theme::kLine500, 28, false, white));    // 3.66
  EXPECT_FALSE(found(theme::kGreen700, 28, false, white));  // 6.69: enough for a label
  EXPECT_TRUE(found(theme::kGreen700, 34, false, white));   // not for a sentence
  EXPECT_FALSE(found(theme::kGreen700, 34, true, white));
  EXPECT_FALSE(found(theme::kGreen700, 42, false, white, true));  // an elder's label
  EXPECT_TRUE(found(theme::kGreen700, 46, false, white, true));
  EXPECT_TRUE(found(theme::kInk900.with_alpha(0.5F), 28, false, white));
  Raster spot = white;  // one dark pixel under the word
  for (int c = 0; c < 3; ++c) spot.rgba[static_cast<std::size_t>((30 * 200 + 40) * 4 + c)] = 40;
  EXPECT_TRUE(found(theme::kInk900, 34, false, spot));
}

}  // namespace
}  // namespace dk::kiosk::gallery
