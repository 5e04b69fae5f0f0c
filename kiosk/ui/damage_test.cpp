#include "kiosk/ui/damage.h"

#include <png.h>

#include <SDL.h>

#include <filesystem>
#include <random>
#include <vector>

#include "kiosk/ui/stage_for_tests.h"

namespace dk::kiosk {
namespace {

// What the window shows, as it would be sent to a screen.
std::vector<std::uint8_t> shown(StageForTests& stage) {
  const std::string file = (std::filesystem::temp_directory_path() /
                            ("dk_damage_" + std::to_string(::getpid()) + ".png"))
                               .string();
  const Status saved = stage.platform->screenshot(file);
  EXPECT_TRUE(saved) << saved.error().detail;
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  EXPECT_NE(png_image_begin_read_from_file(&image, file.c_str()), 0);
  image.format = PNG_FORMAT_RGB;
  std::vector<std::uint8_t> pixels(PNG_IMAGE_SIZE(image));
  EXPECT_NE(png_image_finish_read(&image, nullptr, pixels.data(), 0, nullptr), 0);
  std::filesystem::remove(file);
  return pixels;
}

// Makes the window system lose our pixels, so that the next frame is drawn as a whole.
void expose(StageForTests& stage) {
  SDL_Event event{};
  event.type = SDL_WINDOWEVENT;
  event.window.event = SDL_WINDOWEVENT_EXPOSED;
  SDL_PushEvent(&event);
  EXPECT_TRUE(stage.platform->wait(1000));
}

ImDrawList* background() { return ImGui::GetBackgroundDrawList(); }

std::vector<PixelBox> damage_of(StageForTests& stage, Damage& damage,
                                const std::function<void()>& draw) {
  stage.frame([&](Ui&) { draw(); });
  return damage.between_last_and(*ImGui::GetDrawData());
}

TEST(Damage, first_frame_is_everything_and_the_same_again_nothing) {
  StageForTests stage(640, 360);
  Damage damage;
  const auto draw = [] { background()->AddRectFilled({10, 10}, {50, 50}, 0xFF0000FF); };
  EXPECT_EQ(damage_of(stage, damage, draw), (std::vector<PixelBox>{{0, 0, 640, 360}}));
  EXPECT_TRUE(damage_of(stage, damage, draw).empty());
  damage.forget();
  EXPECT_EQ(damage_of(stage, damage, draw), (std::vector<PixelBox>{{0, 0, 640, 360}}));
}

TEST(Damage, two_far_changes_are_two_boxes) {
  StageForTests stage(640, 360);
  Damage damage;
  const auto at = [&](float x, float y) {
    return damage_of(stage, damage, [=] {
      background()->AddRectFilled({70, 70}, {80, 80}, 0xFF0000FF);
      background()->AddRectFilled({x, 70}, {x + 10, 80}, 0xFF0000FF);
      background()->AddRectFilled({500, y}, {510, y + 10}, 0xFF0000FF);
    });
  };
  (void)at(90, 260);
  EXPECT_EQ(at(92, 262), (std::vector<PixelBox>{{64, 64, 64, 64}, {448, 256, 64, 64}}));
}

TEST(Damage, what_went_is_drawn_over) {
  StageForTests stage(640, 360);
  Damage damage;
  (void)damage_of(stage, damage,
                  [] { background()->AddRectFilled({130, 70}, {140, 80}, 0xFF0000FF); });
  EXPECT_EQ(damage_of(stage, damage, [] {}), (std::vector<PixelBox>{{128, 64, 64, 64}}));
}

TEST(Damage, the_same_things_in_another_order_differ) {
  StageForTests stage(640, 360);
  Damage damage;
  const auto red = [] { background()->AddRectFilled({70, 70}, {100, 100}, 0xFF0000FF); };
  const auto blue = [] { background()->AddRectFilled({80, 80}, {120, 120}, 0xFFFF0000); };
  (void)damage_of(stage, damage, [&] { red(), blue(); });
  EXPECT_FALSE(damage_of(stage, damage, [&] { blue(), red(); }).empty());
}

// A page of cards, letters, shadows and circles of which one to three change from frame to frame:
// what was drawn in parts is, to the pixel, what one whole drawing gives.
TEST(Damage, parts_give_the_pixels_of_the_whole) {
  StageForTests stage(960, 540);
  std::mt19937 random(20221118);
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  struct Thing {
    int kind, x, y, size, colour;
  };
  const auto any = [&] {
    return Thing{below(4), below(1800), below(1000), 20 + below(300), below(4)};
  };
  std::vector<Thing> things(24);
  for (Thing& thing : things) thing = any();
  constexpr Colour kColours[] = {theme::kRed700, theme::kGreen700, theme::kSurface, theme::kInk900};
  const auto draw = [&](Ui& ui) {
    for (const Thing& thing : things) {
      const Box box{static_cast<float>(thing.x), static_cast<float>(thing.y),
                    static_cast<float>(thing.size), static_cast<float>(thing.size) * 0.6F};
      const Colour colour = kColours[thing.colour];
      switch (thing.kind) {
        case 0:
          ui.card(box);
          break;
        case 1:
          ui.rect(box, colour, 16);
          break;
        case 2:
          ui.text({box.x, box.y, 900, 200}, "張三 Ágnes 09:41",
                  {.em = static_cast<float>(20 + thing.size / 3), .colour = colour});
          break;
        default:
          ui.rect({box.x, box.y, 3, box.h}, colour, 0);
          break;
      }
    }
  };
  int presented = 0;
  for (int round = 0; round < 60; ++round) {
    for (int change = 0; change <= below(3); ++change) {
      things[static_cast<std::size_t>(below(24))] = any();
    }
    presented += stage.frame(draw) ? 1 : 0;
    const auto parts = shown(stage);
    expose(stage);
    ASSERT_TRUE(stage.frame(draw));
    ASSERT_EQ(parts, shown(stage)) << "round " << round;
  }
  EXPECT_GT(presented, 50);
}

}  // namespace
}  // namespace dk::kiosk
