// For tests: photographs that nobody took. Symbols lie on a sheet; a camera looks at the sheet from
// somewhere, through blur, glare and noise; the sheet may be a screen with visible dots.
// Everything comes from a seed. The true corners are known.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <string>
#include <vector>

#include "base/codes/symbols.h"
#include "base/random.h"
#include "drivers/camera/frame.h"
#include "drivers/camera/symbol.h"

namespace dk::drivers {

struct PhotoOf {
  std::string text = "LH1122-0457-15";
  int width = 1280;
  int height = 960;
  double module_pixels = 6;      // in the photograph, before perspective
  double angle_degrees = 0;      // about the axis of view
  double tilt = 0;               // 0 = square on, 0.3 = far edge clearly smaller
  double screen_dot_pixels = 0;  // > 0: a screen whose dots are so large in the photograph
  double blur_pixels = 0;        // radius of the camera's blur
  double motion_pixels = 0;      // length of a smear along x
  double noise = 2;              // standard deviation
  double dark = 40;              // of the symbol's ink
  double light = 220;
  double glare = 0;       // 0 to 1: a round highlight across a part of the symbol
  double shadow = 0;      // 0 to 1: a soft edge of shadow through the symbol
  bool negative = false;  // light on dark
  int copies = 1;         // side by side, with numbers after the text
  std::uint64_t seed = 1;
};

struct Photo {
  GreyFrame frame;
  std::vector<std::string> texts;
  std::vector<Corners> corners;
};

namespace photo_detail {

inline double uniform(SeededRandom& dice) {
  return static_cast<double>(dice.below(1U << 24)) / (1U << 24);
}
inline double normal(SeededRandom& dice) {
  return std::sqrt(-2 * std::log(uniform(dice) + 1e-9)) *
         std::cos(2 * std::numbers::pi * uniform(dice));
}

// From the sheet (module units, origin in its middle) to the photograph and back.
struct View {
  double scale, cosine, sine, tilt, middle_x, middle_y;
  [[nodiscard]] PixelPoint to_photo(PixelPoint at) const {
    const double x = (at.x * cosine - at.y * sine) * scale;
    const double y = (at.x * sine + at.y * cosine) * scale;
    const double depth = 1 + tilt * y / (middle_y);
    return {middle_x + x / depth, middle_y + y / depth};
  }
  [[nodiscard]] PixelPoint to_sheet(PixelPoint at) const {
    const double u = at.x - middle_x;
    const double v = at.y - middle_y;
    const double y = v / (1 - tilt * v / middle_y);
    const double x = u * (1 + tilt * y / middle_y);
    return {(x * cosine + y * sine) / scale, (-x * sine + y * cosine) / scale};
  }
};

inline void box(std::vector<float>& plane, int width, int height, int radius, bool along_x) {
  if (radius < 1) return;
  std::vector<float> out(plane.size());
  const int lines = along_x ? height : width;
  const int length = along_x ? width : height;
  const auto at = [&](int line, int i) {
    i = std::clamp(i, 0, length - 1);
    return static_cast<std::size_t>(along_x ? line * width + i : i * width + line);
  };
  for (int line = 0; line < lines; ++line) {
    double sum = 0;
    for (int i = -radius; i < radius; ++i) sum += plane[at(line, i)];
    for (int i = 0; i < length; ++i) {
      sum += plane[at(line, i + radius)];
      out[at(line, i)] = static_cast<float>(sum / (2 * radius + 1));
      sum -= plane[at(line, i - radius)];
    }
  }
  plane = std::move(out);
}

}  // namespace photo_detail

inline Photo take_photo(const PhotoOf& of) {
  using namespace photo_detail;
  SeededRandom dice(of.seed);
  Photo photo{{of.width, of.height, {}}, {}, {}};
  photo.frame.grey.resize(photo.frame.pixels());
  std::vector<codes::QrSymbol> symbols;
  for (int i = 0; i < of.copies; ++i) {
    photo.texts.push_back(i == 0 ? of.text : of.text + "/" + std::to_string(i));
    symbols.push_back(codes::make_qr(photo.texts.back(), codes::QrLevel::M).value());
  }
  const double turn = of.angle_degrees * std::numbers::pi / 180;
  const View view{of.module_pixels,
                  std::cos(turn),
                  std::sin(turn),
                  of.tilt,
                  of.width / 2.0 + uniform(dice),
                  of.height / 2.0 + uniform(dice)};
  // Symbols stand in a square of columns, 8 modules apart.
  const int columns = static_cast<int>(std::ceil(std::sqrt(of.copies)));
  const int pitch = symbols.back().width + 8;
  const auto origin = [&](int i) {
    return PixelPoint{(i % columns - columns / 2.0) * pitch + 4.0,
                      (i / columns - (of.copies + columns - 1) / columns / 2.0) * pitch + 4.0};
  };
  for (int i = 0; i < of.copies; ++i) {
    const double side = symbols[static_cast<std::size_t>(i)].width;
    const PixelPoint at = origin(i);
    photo.corners.push_back({view.to_photo(at), view.to_photo({at.x + side, at.y}),
                             view.to_photo({at.x + side, at.y + side}),
                             view.to_photo({at.x, at.y + side})});
  }
  const PixelPoint first = origin(0);
  const auto ink = [&](double x, double y) {
    const int column = static_cast<int>(std::floor((x - first.x) / pitch));
    const int row = static_cast<int>(std::floor((y - first.y) / pitch));
    const int i = row * columns + column;
    if (column < 0 || column >= columns || row < 0 || i >= of.copies) return false;
    const auto& symbol = symbols[static_cast<std::size_t>(i)];
    const int mx = static_cast<int>(std::floor(x - first.x - column * pitch));
    const int my = static_cast<int>(std::floor(y - first.y - row * pitch));
    if (mx < 0 || my < 0 || mx >= symbol.width || my >= symbol.width) return false;
    return symbol.modules[static_cast<std::size_t>(my * symbol.width + mx)] != 0;
  };
  const double dots_per_module =
      of.screen_dot_pixels > 0 ? of.module_pixels / of.screen_dot_pixels : 0;
  const double half_sheet = columns * pitch / 2.0 + 6;
  std::vector<float> plane(photo.frame.pixels());
  constexpr int kSamples = 3;
  for (int y = 0; y < of.height; ++y) {
    for (int x = 0; x < of.width; ++x) {
      double sum = 0;
      for (int s = 0; s < kSamples * kSamples; ++s) {
        const PixelPoint at = view.to_sheet(
            {x + (s % kSamples + 0.5) / kSamples, y + (s / kSamples + 0.5) / kSamples});
        double value = 110;  // the table
        if (std::abs(at.x) < half_sheet && std::abs(at.y) < half_sheet) {
          value = ink(at.x, at.y) != of.negative ? of.dark : of.light;
          if (dots_per_module > 0) {  // three stripes to a dot, dark lines between the dots
            const double u = at.x * dots_per_module;
            const double v = at.y * dots_per_module;
            const double fu = u - std::floor(u);
            const double fv = v - std::floor(v);
            if (fv > 0.82) value *= 0.35;
            value *= fu < 0.31   ? 1.1
                     : fu < 0.36 ? 0.3
                     : fu < 0.64 ? 1.25
                     : fu < 0.69 ? 0.3
                     : fu < 0.95 ? 0.75
                                 : 0.3;
          }
        }
        sum += value;
      }
      plane[static_cast<std::size_t>(y) * static_cast<std::size_t>(of.width) +
            static_cast<std::size_t>(x)] = static_cast<float>(sum / (kSamples * kSamples));
    }
  }
  for (int pass = 0; pass < 2 && of.blur_pixels > 0; ++pass) {
    const int radius = static_cast<int>(std::lround(of.blur_pixels));
    box(plane, of.width, of.height, radius, true);
    box(plane, of.width, of.height, radius, false);
  }
  box(plane, of.width, of.height, static_cast<int>(std::lround(of.motion_pixels / 2)), true);
  const double reach = 14 * of.module_pixels;
  const double glare_x = view.middle_x + (uniform(dice) - 0.5) * reach;
  const double glare_y = view.middle_y + (uniform(dice) - 0.5) * reach;
  const double edge = turn + uniform(dice) * std::numbers::pi;
  for (int y = 0; y < of.height; ++y) {
    for (int x = 0; x < of.width; ++x) {
      const auto i = static_cast<std::size_t>(y) * static_cast<std::size_t>(of.width) +
                     static_cast<std::size_t>(x);
      double value = plane[i];
      const double dx = x - view.middle_x;
      const double dy = y - view.middle_y;
      value *=
          1 - of.shadow /
                  (1 + std::exp((dx * std::cos(edge) + dy * std::sin(edge)) / of.module_pixels));
      const double away = std::hypot(x - glare_x, y - glare_y) / reach;
      value += of.glare * 230 * std::exp(-away * away * 3);
      value += of.noise * normal(dice);
      photo.frame.grey[i] = static_cast<std::uint8_t>(std::clamp(value, 0.0, 255.0));
    }
  }
  return photo;
}

}  // namespace dk::drivers
