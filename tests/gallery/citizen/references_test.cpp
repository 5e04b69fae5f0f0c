// The comparison with kept pictures can fail: what a person would see is found, on a page as it is
// really drawn.
#include "tests/gallery/citizen/references.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "tests/gallery/citizen/reduced.h"
#include "tests/gallery/citizen/stage.h"

namespace dk::kiosk::gallery {
namespace {

namespace fs = std::filesystem;

Box in_pixels(const Box& box) {
  return {std::floor(box.x), std::floor(box.y), std::ceil(box.w) + 1, std::ceil(box.h) + 1};
}

// The pixels of a box of `from`, at another place of `to`.
void paste(Raster& to, const Raster& from, const Box& box, int dx = 0, int dy = 0) {
  for (int y = 0; y < static_cast<int>(box.h); ++y) {
    for (int x = 0; x < static_cast<int>(box.w); ++x) {
      const int x0 = static_cast<int>(box.x) + x;
      const int y0 = static_cast<int>(box.y) + y;
      if (x0 < 0 || y0 < 0 || x0 >= from.w || y0 >= from.h) continue;
      if (x0 + dx < 0 || y0 + dy < 0 || x0 + dx >= to.w || y0 + dy >= to.h) continue;
      std::copy_n(from.rgba.begin() + (static_cast<std::ptrdiff_t>(y0) * from.w + x0) * 4, 4,
                  to.rgba.begin() + (static_cast<std::ptrdiff_t>(y0 + dy) * to.w + x0 + dx) * 4);
    }
  }
}

class KeptPictures : public testing::Test {
 protected:
  KeptPictures() {
    folder_ = fs::path(testing::TempDir()) / "kept_pictures";
    fs::remove_all(folder_);
    auto opened = CitizenStage::open(citizen_looks().front(), "zh-CN", {});
    if (opened) stage_ = std::move(*opened);
  }
  ~KeptPictures() override { fs::remove_all(folder_); }
  void SetUp() override { ASSERT_TRUE(stage_); }

  static CitizenPage page(std::string_view name) {
    const auto all = citizen_pages();
    const auto found = std::ranges::find(all, name, &CitizenPage::name);
    if (found != all.end()) return *found;
    ADD_FAILURE() << "no page is called " << name;
    return all.front();
  }
  Raster drawn(const CitizenPage& page, CitizenStage::How how = CitizenStage::How::Drawn) {
    stage_->show(page, how);
    stage_->show(page, how);
    return stage_->pixels().value_or(Raster{});
  }
  static bool found(const Raster& before, const Raster& after) {
    return !difference(reduced(before), reduced(after)).same_page();
  }
  [[nodiscard]] References references() const {
    return {folder_ / "kept", folder_ / "differences", citizen_looks().front(), "zh-CN"};
  }

  fs::path folder_;
  std::unique_ptr<CitizenStage> stage_;
};

TEST_F(KeptPictures, the_same_page_is_drawn_the_same_way_twice) {
  const Raster first = drawn(page("form_step"));
  std::ignore = drawn(page("home"));
  EXPECT_EQ(difference(reduced(first), reduced(drawn(page("form_step")))).most, 0);
}

TEST_F(KeptPictures, each_missing_word_is_found) {
  for (const char* name : {"home", "form_step", "decision_approved", "trouble_unknown"}) {
    const CitizenPage one = page(name);
    const Raster without = drawn(one, CitizenStage::How::WithoutWords);
    const Raster before = drawn(one);
    for (const Checks::Text& text : stage_->ui().checks().texts) {
      Raster after = before;
      paste(after, without, in_pixels(text.ink));
      EXPECT_TRUE(found(before, after)) << name << ": " << text.words;
    }
  }
}

TEST_F(KeptPictures, a_button_that_moved_by_half_a_finger_is_found) {
  const Raster before = drawn(page("form_step"));
  for (const Checks::Target& target : stage_->ui().checks().targets) {
    Raster after = before;
    paste(after, before, in_pixels(target.hit), 12, 0);
    EXPECT_TRUE(found(before, after)) << target.id;
  }
}

TEST_F(KeptPictures, another_colour_is_found) {
  const Raster before = drawn(page("home"));
  Raster after = before;
  // 秒批 in the next darker blue.
  for (int y = 760; y < 1030; ++y) {
    for (int x = 60; x < 520; ++x) {
      std::uint8_t* p = after.rgba.data() + (static_cast<std::ptrdiff_t>(y) * after.w + x) * 4;
      for (int c = 0; c < 3; ++c) p[c] = static_cast<std::uint8_t>(p[c] * 9 / 10);
    }
  }
  EXPECT_TRUE(found(before, after));
}

TEST_F(KeptPictures, another_edge_of_the_letters_is_forgiven) {
  const Raster before = drawn(page("form_step"));
  Raster after = before;
  for (std::size_t i = 0; i < after.rgba.size(); i += 4) {
    // As another version of the rasteriser would: a little less ink.
    for (std::size_t c = 0; c < 3; ++c) {
      after.rgba[i + c] = static_cast<std::uint8_t>(std::min(255, after.rgba[i + c] + 4));
    }
  }
  EXPECT_FALSE(found(before, after));
}

TEST_F(KeptPictures, a_reference_is_kept_compared_missed_and_left_over) {
  const References kept = references();
  const CitizenPage home = page("home");
  const Raster now = drawn(home);
  EXPECT_THAT(kept.compare(home, now).value_or(""), testing::HasSubstr("no reference picture"));
  ASSERT_TRUE(kept.keep(home, now));
  EXPECT_EQ(kept.compare(home, now), std::nullopt);
  const Raster other = drawn(page("home_known"));
  EXPECT_THAT(kept.compare(home, other).value_or(""), testing::HasSubstr("looks different"));
  EXPECT_TRUE(fs::exists(folder_ / "differences" / "standard.zh-CN.home.difference.png"));
  EXPECT_THAT(kept.left_over({home}), testing::IsEmpty());
  EXPECT_EQ(kept.left_over({page("form_step")}).size(), 1U);
}

TEST_F(KeptPictures, a_page_of_another_size_is_another_page) {
  const Raster before = drawn(page("home"));
  EXPECT_TRUE(found(before, Raster{1070, 1920, std::vector<std::uint8_t>(1070UL * 1920 * 4)}));
}

}  // namespace
}  // namespace dk::kiosk::gallery
