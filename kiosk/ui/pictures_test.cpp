// Art on the pages: it is there, it is sharp, it costs little, and without it all goes on.
#include "kiosk/ui/pictures.h"

#include <imgui.h>

#include <filesystem>
#include <fstream>

#include "kiosk/ui/stage_for_tests.h"

namespace dk::kiosk {
namespace {

TEST(Pictures, colours_do_not_bleed_out_of_what_is_transparent) {
  // Opaque white beside transparent black: halfway it is half-seen white, not grey.
  const Raster from{2, 1, {255, 255, 255, 255, 0, 0, 0, 0}};
  const Raster to = resized(from, 1, 1);
  EXPECT_EQ(to.rgba[0], 255);
  EXPECT_NEAR(to.rgba[3], 128, 1);
  const Raster wide = resized(from, 4, 1);
  EXPECT_EQ(wide.rgba[0], 255);
  EXPECT_EQ(wide.rgba[3], 255);
  EXPECT_EQ(wide.rgba[15], 0);
}

TEST(Pictures, same_size_is_the_same_picture) {
  const Raster from{1, 2, {1, 2, 3, 4, 5, 6, 7, 8}};
  EXPECT_EQ(resized(from, 1, 2).rgba, from.rgba);
}

TEST(Pictures, damaged_file_is_a_failure_not_a_crash) {
  const auto folder = std::filesystem::temp_directory_path() / "dk_pictures_test";
  std::filesystem::create_directories(folder);
  const std::string file = (folder / "mark.png").string();
  std::ofstream(file) << "\x89PNG\r\n\x1a\n and then nothing";
  const auto read = read_png(file);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, FailureCode::data_damaged);
  EXPECT_EQ(read_png((folder / "none.png").string()).error().code, FailureCode::not_found);
  CitizenStageForTests stage;
  stage.ui->art(folder.string());
  stage.frame([](Ui& ui) { ui.picture("mark", {0, 0, 72, 72}); });
  EXPECT_EQ(stage.ui->checks().missing_pictures, std::vector<std::string>{"mark"});
  std::filesystem::remove_all(folder);
}

TEST(Pictures, every_drawing_of_the_repository_can_be_drawn) {
  CitizenStageForTests stage;
  int drawings = 0;
  for (const auto& file : std::filesystem::directory_iterator(DK_ART_DIR)) {
    ++drawings;
    const std::string name = file.path().stem().string();
    stage.frame([&](Ui& ui) { ui.picture(name, {0, 0, 300, 200}); });
    EXPECT_TRUE(stage.ui->checks().missing_pictures.empty()) << name;
  }
  EXPECT_GE(drawings, 8);
}

TEST(Pictures, picture_that_stands_still_draws_no_frame) {
  CitizenStageForTests stage;
  const auto draw = [](Ui& ui) { ui.picture("skyline", {0, 100, 1080, 420}); };
  while (stage.frame(draw)) ASSERT_LT(stage.platform->presented(), 4U);
  EXPECT_FALSE(stage.frame(draw));
}

TEST(Pictures, smaller_window_gets_its_own_size_once) {
  CitizenStageForTests stage({}, 540, 960);
  for (int i = 0; i < 3; ++i) {
    stage.frame([](Ui& ui) { ui.picture("mark", {48, 28, 72, 72}); });
  }
  const ImVector<ImTextureData*>& all = ImGui::GetPlatformIO().Textures;
  int sizes = 0;
  for (const ImTextureData* texture : all) sizes += texture->Width == 36 && texture->Height == 36;
  EXPECT_EQ(sizes, 1);
}

TEST(Pictures, thousand_sizes_do_not_fill_the_memory) {
  CitizenStageForTests stage;
  Pictures pictures;
  pictures.set_folder(DK_ART_DIR);
  for (int i = 0; i < 60; ++i) {
    stage.platform->frame([&] {
      pictures.begin_frame();
      EXPECT_NE(pictures.get("mark", 600 + i, 600), nullptr);
    });
  }
  EXPECT_LE(pictures.bytes(), Pictures::kMostBytes + 3 * 660 * 600 * 4);
}

}  // namespace
}  // namespace dk::kiosk
