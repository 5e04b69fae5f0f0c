// Photographs that nobody took (test_photo.h): the pair must not be worse than the better of the
// two libraries alone over any kind of trouble, and where a hall has it every day, it must read.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "drivers/camera/decoder.h"
#include "drivers/camera/test_photo.h"

namespace dk::drivers {
namespace {

struct Trouble {
  const char* name;
  std::function<void(PhotoOf&, double amount)> make;  // amount is 0 to 1
  double at_least;                                    // share that must be read
};

void PrintTo(const Trouble& trouble, std::ostream* out) { *out << trouble.name; }

class Photographs : public ::testing::TestWithParam<Trouble> {};

TEST_P(Photographs, pair_reads_what_either_reads) {
  const SimulatedClock clock{TimePoint{}};
  SymbolDecoder decoder(clock);
  ZbarEngine zbar_engine;
  constexpr int kPhotos = 4;
  int ours = 0;
  int zbar = 0;
  int zxing = 0;
  for (int i = 0; i < kPhotos; ++i) {
    PhotoOf of{.width = 1160,
               .height = 700,
               .module_pixels = 8,
               .angle_degrees = 76.0 * i + 5,
               .tilt = 0.04 * i,
               .noise = 3,
               .seed = static_cast<std::uint64_t>(i + 1)};
    of.text = "https://example.gov.cn/" + std::to_string(i * 7919);
    GetParam().make(of, i / (kPhotos - 1.0));
    const Photo photo = take_photo(of);
    const auto right = [&](const std::vector<Symbol>& symbols) {
      return std::ranges::count_if(
          symbols, [&](const Symbol& symbol) { return as_text(symbol.bytes) == of.text; });
    };
    const auto found = decoder.decode(photo.frame);
    EXPECT_EQ(static_cast<std::size_t>(right(found)), found.size())
        << "a wrong one, photograph " << i;
    ours += right(found) > 0;
    zbar += right(zbar_engine.read(photo.frame)) > 0;
    zxing += right(read_with_zxing(photo.frame, ZxingEffort::Thorough)) > 0;
  }
  std::printf("%-14s of %d: ours %d, ZBar %d, ZXing %d\n", GetParam().name, kPhotos, ours, zbar,
              zxing);
  EXPECT_GE(ours, std::max(zbar, zxing));
  EXPECT_GE(ours, GetParam().at_least * kPhotos);
}

INSTANTIATE_TEST_SUITE_P(
    Hall, Photographs,
    ::testing::Values(
        Trouble{"paper", [](PhotoOf&, double) {}, 1},
        Trouble{"screen_dots",
                [](PhotoOf& of, double amount) {
                  of.screen_dot_pixels = 1.5 + 2 * amount;
                  of.module_pixels = 4 * of.screen_dot_pixels;
                },
                1},
        Trouble{"screen_large",
                [](PhotoOf& of, double amount) {
                  of.screen_dot_pixels = 3 + 3 * amount;
                  of.module_pixels = 2 * of.screen_dot_pixels;
                },
                0.8},
        Trouble{"screen_glare",
                [](PhotoOf& of, double amount) {
                  of.screen_dot_pixels = 2.5;
                  of.module_pixels = 10;
                  of.dark = 80;
                  of.glare = 0.7 * amount;
                },
                1},
        Trouble{"glare", [](PhotoOf& of, double amount) { of.glare = 0.8 * amount; }, 0.8},
        Trouble{"shadow", [](PhotoOf& of, double amount) { of.shadow = 0.9 * amount; }, 0.8},
        Trouble{"blur", [](PhotoOf& of, double amount) { of.blur_pixels = 4 * amount; }, 0.8},
        Trouble{"shaken", [](PhotoOf& of, double amount) { of.motion_pixels = 12 * amount; }, 0.8},
        Trouble{"faded",
                [](PhotoOf& of, double amount) {
                  of.dark = 70;
                  of.light = 130 - 40 * amount;
                },
                0.8},
        Trouble{"far_away", [](PhotoOf& of, double amount) { of.module_pixels = 4 - 1.5 * amount; },
                0.8},
        Trouble{"close_up", [](PhotoOf& of, double amount) { of.module_pixels = 12 + 6 * amount; },
                1},
        Trouble{"tilted", [](PhotoOf& of, double amount) { of.tilt = 0.6 * amount; }, 0.8},
        Trouble{"negative", [](PhotoOf& of, double) { of.negative = true; }, 1}),
    [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace dk::drivers
