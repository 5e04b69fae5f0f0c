// The contrast table of the design, computed from the colours themselves (WCAG 2).
#include "kiosk/ui/theme.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace dk::kiosk {
namespace {

using namespace theme;

double luminance(Colour colour) {
  const auto channel = [&](int shift) {
    const double c = static_cast<double>(colour.rgb >> shift & 0xFF) / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0);
}

double contrast(Colour a, Colour b) {
  const double la = luminance(a);
  const double lb = luminance(b);
  return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

struct Promise {
  Colour ink, ground;
  double ratio;
};

TEST(Theme, contrasts_are_what_the_design_promises) {
  const Promise promises[] = {
      {kInk900, kWhite, 17.21},       {kInk900, kCanvas, 15.43},
      {kInk900, kAmber400, 9.81},     {kInk700, kWhite, 10.01},
      {kInk700, kCanvas, 8.97},       {kInk700, kBrand100, 8.55},
      {kInk600, kWhite, 7.00},        {kInk600, kCanvas, 6.27},
      {kLine500, kWhite, 3.66},       {kLine500, kCanvas, 3.28},
      {kLine300, kWhite, 1.48},       {kBrand800, kWhite, 11.99},
      {kBrand700, kWhite, 8.75},      {kBrand600, kWhite, 6.58},
      {kBrand800, kBrand100, 10.24},  {kBrand700, kBrand100, 7.47},
      {kBrand600, kBrand100, 5.62},   {kTeal700, kWhite, 6.67},
      {kTeal700, kTeal100, 5.73},     {kGreen700, kWhite, 6.69},
      {kGreen800, kGreen100, 8.51},   {kGreen800, kGreen300, 6.08},
      {kAmber800, kWhite, 8.99},      {kAmber800, kAmber100, 8.09},
      {kRed700, kWhite, 7.40},        {kRed700, kRed100, 6.29},
      {kInk900, kRed100, 14.63},      {kFlower700, kWhite, 7.27},
      {kFlower700, kFlower100, 6.18}, {kIndigo700, kWhite, 8.75},
      {kIndigo700, kIndigo100, 7.39}, {kInk900, kPad, 13.53},
      {kInk900, kKeyFunction, 11.33}, {kTopBarSub, kInk900, 12.66},
      {kWhite, kPrimaryTop, 5.52},    {kWhite, kPrimaryBottom, 7.41},
      {kAmber400, kWhite, 1.75},
  };
  for (const Promise& promise : promises) {
    EXPECT_NEAR(contrast(promise.ink, promise.ground), promise.ratio, 0.011)
        << std::hex << promise.ink.rgb << " on " << promise.ground.rgb;
  }
}

TEST(Theme, words_can_be_read_where_the_desk_writes_them) {
  const Promise at_least[] = {
      {kWhite, kGreen700, 4.5}, {kWhite, kGreen800, 7}, {kInk600, kDisabled, 4.5},
      {kTeal800, kTeal100, 7},  {kGreen800, kWhite, 7}, {kInk700, kAmber100, 7},
      {kInk700, kGreen100, 7},  {kInk700, kRed100, 7},  {kWhite, kInk900, 7},
      {kWhite, kRed700, 4.5},   {kWhite, kBrand700, 7}, {kBrand800, kSurface, 7},
  };
  for (const Promise& promise : at_least) {
    EXPECT_GE(contrast(promise.ink, promise.ground), promise.ratio)
        << std::hex << promise.ink.rgb << " on " << promise.ground.rgb;
  }
}

}  // namespace
}  // namespace dk::kiosk
