#include "kiosk/ui/platform.h"

#include <png.h>

#include <atomic>
#include <filesystem>
#include <thread>
#include <vector>

#include "kiosk/ui/stage_for_tests.h"

namespace dk::kiosk {
namespace {

TEST(Platform, idle_minute_presents_nothing) {
  StageForTests stage;
  const auto draw = [](Ui& ui) { ui.text({0, 0, 500, 60}, "14:26", {.em = 44}); };
  while (stage.frame(draw)) {
    // Letters come into the atlas with the first frame; then it stands still.
    ASSERT_LT(stage.platform->presented(), 4U);
  }
  const std::uint64_t before = stage.platform->presented();
  for (int i = 0; i < 600; ++i) EXPECT_FALSE(stage.frame(draw));
  EXPECT_EQ(stage.platform->presented(), before);
}

TEST(Platform, one_minute_later_one_frame) {
  StageForTests stage;
  std::string clock = "14:26";
  const auto draw = [&](Ui& ui) { ui.text({0, 0, 500, 60}, clock, {.em = 44}); };
  while (stage.frame(draw)) {
  }
  const std::uint64_t before = stage.platform->presented();
  clock = "14:27";
  while (stage.frame(draw)) {
  }
  EXPECT_GE(stage.platform->presented(), before + 1);
  EXPECT_LE(stage.platform->presented(), before + 2);
}

TEST(Platform, other_colour_is_another_frame) {
  StageForTests stage;
  Colour colour = theme::kRed700;
  const auto draw = [&](Ui& ui) { ui.rect({10, 10, 100, 100}, colour); };
  while (stage.frame(draw)) {
  }
  colour = theme::kGreen700;
  EXPECT_TRUE(stage.frame(draw));
}

TEST(Platform, another_thread_wakes_the_loop) {
  StageForTests stage;
  while (stage.frame([](Ui&) {})) {
  }
  std::thread other([&] { stage.platform->wake(); });
  // Returns because it was woken: nobody waits out an hour here.
  EXPECT_TRUE(stage.platform->wait(3'600'000));
  other.join();
}

TEST(Platform, first_frame_has_a_time) {
  StageForTests stage;
  EXPECT_FALSE(stage.platform->first_frame());
  stage.frame([](Ui&) {});
  ASSERT_TRUE(stage.platform->first_frame());
  EXPECT_GE(stage.platform->first_frame()->count(), 0);
}

TEST(Platform, screenshot_is_what_was_drawn) {
  StageForTests stage(640, 360);
  stage.frame([](Ui& ui) { ui.rect({0, 0, 1920, 540}, theme::kRed700); });
  const std::string file =
      (std::filesystem::temp_directory_path() / "dk_platform_test.png").string();
  const Status saved = stage.platform->screenshot(file);
  ASSERT_TRUE(saved) << saved.error().detail;
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  ASSERT_NE(png_image_begin_read_from_file(&image, file.c_str()), 0);
  EXPECT_EQ(image.width, 640U);
  EXPECT_EQ(image.height, 360U);
  image.format = PNG_FORMAT_RGB;
  std::vector<std::uint8_t> pixels(PNG_IMAGE_SIZE(image));
  ASSERT_NE(png_image_finish_read(&image, nullptr, pixels.data(), 0, nullptr), 0);
  const auto pixel = [&](std::size_t x, std::size_t y) {
    const std::uint8_t* p = pixels.data() + (y * 640 + x) * 3;
    return static_cast<std::uint32_t>(p[0] << 16 | p[1] << 8 | p[2]);
  };
  EXPECT_EQ(pixel(320, 90), theme::kRed700.rgb);
  EXPECT_EQ(pixel(320, 300), theme::kCanvas.rgb);
  std::filesystem::remove(file);
}

TEST(Platform, closed_window_ends_the_loop_and_can_open_again) {
  for (int i = 0; i < 2; ++i) {
    StageForTests stage(640, 360);
    EXPECT_TRUE(stage.frame([](Ui& ui) { ui.text({0, 0, 500, 60}, "罗", {.em = 44}); }));
  }
}

TEST(Platform, no_display_is_a_failure) {
  setenv("SDL_VIDEODRIVER", "no-such-driver", 1);
  const auto opened = Platform::open({.title = "test", .width = 640, .height = 360});
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, FailureCode::device_absent);
}

}  // namespace
}  // namespace dk::kiosk
