#include "kiosk/ui/contrast.h"

#include <algorithm>
#include <cmath>

namespace dk::kiosk {

namespace {

using namespace theme;

struct Swap {
  Colour from, to;
};

constexpr Colour kRed900{0x7A0F0F}, kFlower900{0x7E0E47}, kIndigo900{0x2E2780};

constexpr Swap kSwaps[] = {
    {kInk700, kInk900},
    {kInk600, kInk900},
    {kLine500, kInk900},
    {kLine300, kInk700},
    {kBrand700, kBrand800},
    {kBrand600, kBrand800},
    {kTeal700, kTeal800},
    {kGreen700, kGreen800},
    {kGreen300, kGreen100},
    {kAmber700, kAmber800},
    {kRed700, kRed900},
    {kFlower700, kFlower900},
    {kFlower400, kFlower700},
    {kIndigo700, kIndigo900},
    {kTopBarSub, kWhite},
    {kHeaderSub, kWhite},
    {kPrimaryTop, kBrand800},
    {kPrimaryBottom, kBrand900},
    {kGreenButton.top, kGreen800},
    {kGreenButton.bottom, kGreenLip},
    {kInstant.top, kBrand800},
    {kInstant.bottom, kBrand900},
    {kOneThing.top, kTeal800},
    {kOneThing.bottom, {0x033A41}},
    {kBenefit.top, kFlower900},
    {kPrinting.top, kIndigo900},
};

double luminance(Colour colour) {
  const auto channel = [&](int shift) {
    const double c = static_cast<double>(colour.rgb >> shift & 0xFF) / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0);
}

}  // namespace

Colour high_contrast(Colour colour) {
  for (const Swap& swap : kSwaps) {
    if (swap.from.rgb == colour.rgb) return swap.to.with_alpha(colour.alpha);
  }
  return colour;
}

double contrast(Colour one, Colour other) {
  const double a = luminance(one);
  const double b = luminance(other);
  return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

}  // namespace dk::kiosk
