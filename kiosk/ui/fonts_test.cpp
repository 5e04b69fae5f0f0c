#include "kiosk/ui/fonts.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <cfloat>
#include <cmath>
#include <fstream>
#include <sstream>
#include <tuple>

#include "kiosk/ui/stage_for_tests.h"

namespace dk::kiosk {
namespace {

float width_at(ImFont* font, float size, const char* words) {
  return font->CalcTextSizeA(size, FLT_MAX, 0, words).x;
}

TEST(Fonts, han_character_is_one_em_wide) {
  StageForTests stage;
  stage.frame([&](Ui&) {
    for (const float em : {125.0F, 250.0F}) {  // sizes at which em * 1.448 is whole
      for (const Weight weight : {Weight::Regular, Weight::Bold, Weight::Mono}) {
        EXPECT_FLOAT_EQ(width_at(stage.fonts.text(weight), em * Fonts::kTextFactor, "国"), em);
      }
    }
    // Whole sizes only: never more than two thirds of a pixel from the design's.
    for (const float em : {28.0F, 30.0F, 34.0F, 42.0F, 52.0F, 80.0F, 144.0F, 232.0F}) {
      EXPECT_NEAR(stage.ui->measure("国", {.em = em}), em, 0.7F) << em;
    }
  });
}

TEST(Fonts, scale_of_a_smaller_window_is_the_scale_of_its_letters) {
  StageForTests stage(960, 540);
  stage.frame([&](Ui& ui) {
    EXPECT_FLOAT_EQ(ui.scale(), 0.5F);
    EXPECT_NEAR(ui.measure("国", {.em = 80}) * ui.scale(), 40, 0.7F);
  });
}

TEST(Fonts, digits_do_not_jump) {
  StageForTests stage;
  stage.frame([&](Ui& ui) {
    const float width = ui.measure("0", {.em = 80, .weight = Weight::Bold});
    for (const char* digit : {"1", "4", "7", "9"}) {
      EXPECT_FLOAT_EQ(ui.measure(digit, {.em = 80, .weight = Weight::Bold}), width);
    }
  });
}

TEST(Fonts, rare_name_characters_can_be_drawn) {
  StageForTests stage;
  stage.frame([&](Ui& ui) {
    // U+2C618 and characters of the later extensions, beside a common one.
    for (const char* name : {"张\U0002C618", "\U00020021\U0002B81A", "㐀\U0002A6D6"}) {
      EXPECT_TRUE(stage.fonts.can_draw(Weight::Bold, name)) << name;
      EXPECT_NEAR(ui.measure(name, {.em = 100, .weight = Weight::Bold}), 200, 8) << name;
    }
    EXPECT_FALSE(stage.fonts.can_draw(Weight::Bold, "\U000F0000"));
  });
}

TEST(Fonts, hong_kong_shapes_are_other_shapes) {
  StageForTests stage;
  ImFont* mainland = stage.fonts.text(Weight::Regular);
  ASSERT_TRUE(stage.fonts.use_language("zh-HK"));
  EXPECT_NE(stage.fonts.text(Weight::Regular), mainland);
  ASSERT_TRUE(stage.fonts.use_language("en"));
  EXPECT_EQ(stage.fonts.text(Weight::Regular), mainland);
}

TEST(Fonts, files_are_mapped_not_copied) {
  StageForTests stage;
  stage.frame([](Ui& ui) { ui.text({0, 0, 900, 100}, "龙华", {}); });
  // Every mapping of a font file is shared with the page cache.
  std::ifstream maps("/proc/self/maps");
  int fonts = 0;
  for (std::string line; std::getline(maps, line);) {
    if (line.find(".ttc") == std::string::npos) continue;
    ++fonts;
    EXPECT_NE(line.find("r--s"), std::string::npos) << line;
  }
  EXPECT_EQ(fonts, 2);
}

TEST(Fonts, missing_folder_is_a_failure_not_a_crash) {
  StageForTests stage;
  Fonts fonts;
  FontFolders folders;
  folders.icons = "/nowhere";
  const Status loaded = fonts.load(folders, "zh-CN");
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().code, FailureCode::not_found);
}

TEST(Fonts, thousand_names_do_not_fill_the_memory) {
  StageForTests stage;
  int most = 0;
  for (int i = 0; i < 300; ++i) {
    // Three characters of 232 px that were not there before, as each new person brings.
    std::string name;
    for (int k = 0; k < 3; ++k) {
      char utf8[5] = {};
      ImTextCharToUtf8(utf8, static_cast<unsigned>(0x4E00 + i * 3 + k));
      name += utf8;
    }
    stage.frame([&](Ui& ui) { ui.text({0, 0, 900, 300}, name, {.em = 232}); });
    const ImTextureData* atlas = ImGui::GetIO().Fonts->TexData;
    most = std::max(most, atlas->Width * atlas->Height);
  }
  EXPECT_LE(most, 2048 * 1024);
}

// ImGui forgets sizes that were not seen for some frames and moves the others. Once half a line
// then came out in the size of another line.
TEST(Fonts, forgotten_sizes_leave_the_others_as_they_are) {
  StageForTests stage;
  const auto width = [&](const char* words, float em) {
    float width = 0;
    stage.frame([&](Ui& ui) { width = ui.measure(words, {.em = em}); });
    return width;
  };
  width("清", 60);
  width("湖", 36);
  width("社", 42);
  width("区", 36);  // the size that FreeType was told last
  for (int i = 0; i < 3; ++i) {
    stage.frame([](Ui& ui) {
      std::ignore = ui.measure("湖区", {.em = 36});
      std::ignore = ui.measure("社", {.em = 42});
    });
  }
  ImFontAtlasBuildDiscardBakes(ImGui::GetIO().Fonts, 2);  // as when a picture finds no place
  EXPECT_NEAR(width("采", 42), 42, 0.7F);
  EXPECT_NEAR(width("样", 36), 36, 0.7F);
}

}  // namespace
}  // namespace dk::kiosk
