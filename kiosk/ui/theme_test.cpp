// The contrast table of the design, computed from the colours themselves (WCAG 2).
#include "kiosk/ui/theme.h"

#include <gtest/gtest.h>

#include "kiosk/ui/contrast.h"

namespace dk::kiosk {
namespace {

using namespace theme;

struct Promise {
  Colour ink, ground;
  double ratio;
};

const Promise kPromises[] = {
    {kInk900, kWhite, 17.21},       {kInk900, kCanvas, 15.43},      {kInk900, kAmber400, 9.81},
    {kInk700, kWhite, 10.01},       {kInk700, kCanvas, 8.97},       {kInk700, kBrand100, 8.55},
    {kInk600, kWhite, 7.00},        {kInk600, kCanvas, 6.27},       {kLine500, kWhite, 3.66},
    {kLine500, kCanvas, 3.28},      {kLine300, kWhite, 1.48},       {kBrand800, kWhite, 11.99},
    {kBrand700, kWhite, 8.75},      {kBrand600, kWhite, 6.58},      {kBrand800, kBrand100, 10.24},
    {kBrand700, kBrand100, 7.47},   {kBrand600, kBrand100, 5.62},   {kTeal700, kWhite, 6.67},
    {kTeal700, kTeal100, 5.73},     {kGreen700, kWhite, 6.69},      {kGreen800, kGreen100, 8.51},
    {kGreen800, kGreen300, 6.08},   {kAmber800, kWhite, 8.99},      {kAmber800, kAmber100, 8.09},
    {kRed700, kWhite, 7.40},        {kRed700, kRed100, 6.29},       {kInk900, kRed100, 14.63},
    {kFlower700, kWhite, 7.27},     {kFlower700, kFlower100, 6.18}, {kIndigo700, kWhite, 8.75},
    {kIndigo700, kIndigo100, 7.39}, {kInk900, kPad, 13.53},         {kInk900, kKeyFunction, 11.33},
    {kTopBarSub, kInk900, 12.66},   {kWhite, kPrimaryTop, 5.52},    {kWhite, kPrimaryBottom, 7.41},
    {kAmber400, kWhite, 1.75},
};

const Promise kAtLeast[] = {
    {kWhite, kGreen700, 4.5},
    {kWhite, kGreen800, 7},
    {kInk600, kDisabled, 4.5},
    {kTeal800, kTeal100, 7},
    {kGreen800, kWhite, 7},
    {kInk700, kAmber100, 7},
    {kInk700, kGreen100, 7},
    {kInk700, kRed100, 7},
    {kWhite, kInk900, 7},
    {kWhite, kRed700, 4.5},
    {kWhite, kBrand700, 7},
    {kBrand800, kSurface, 7},
    // The citizen's kiosk.
    {kWhite, kHero.top, 7},
    {kWhite, kHero.bottom, 4.5},
    {kWhite, kHeader.top, 7},
    {kWhite, kHeader.bottom, 7},
    {kHeaderSub, kHeader.bottom, 6.5},
    {kHeaderSub, kHeader.top, 7},
    {kWhite, kInstant.top, 4.5},
    {kWhite, kInstant.bottom, 7},
    {kWhite, kOneThing.top, 4.5},
    {kWhite, kOneThing.bottom, 7},
    {kWhite, kBenefit.top, 4.5},
    {kWhite, kBenefit.bottom, 7},
    {kWhite, kSuccess.bottom, 4.5},
    {kInk900, kTrouble.bottom, 7},
    {kWhite, kGreenButton.top, 4.5},
    {kInk900, kLoginPanel.bottom, 7},
    {kIndigo700, kWhite, 7},
    {kAmber700, kSurface2, 4.5},
    {kInk700, kSegment, 7},
    {kBrand800, kWhite, 7},
    {kInk900, kElderTool, 7},
    {kTeal700, kSurface2, 4.5},
    {kBrand600, kSurface2, 4.5},
    {kRed700, kSurface2, 4.5},
    {kGreen800, kCanvas, 7},
    {kBrand800, kCanvas, 7},
    {kRed700, kCanvas, 4.5},
};

TEST(Theme, contrasts_are_what_the_design_promises) {
  for (const Promise& promise : kPromises) {
    EXPECT_NEAR(contrast(promise.ink, promise.ground), promise.ratio, 0.011)
        << std::hex << promise.ink.rgb << " on " << promise.ground.rgb;
  }
}

TEST(Theme, words_can_be_read_where_the_desk_writes_them) {
  for (const Promise& promise : kAtLeast) {
    EXPECT_GE(contrast(promise.ink, promise.ground), promise.ratio)
        << std::hex << promise.ink.rgb << " on " << promise.ground.rgb;
  }
}

TEST(Theme, every_pair_is_seven_to_one_with_high_contrast) {
  const auto check = [](const Promise& promise) {
    // Amber is a ground, never an ink.
    if (promise.ink == kAmber400) return;
    EXPECT_GE(contrast(high_contrast(promise.ink), high_contrast(promise.ground)), 7)
        << std::hex << promise.ink.rgb << " on " << promise.ground.rgb;
  };
  for (const Promise& promise : kPromises) check(promise);
  for (const Promise& promise : kAtLeast) check(promise);
}

TEST(Theme, high_contrast_keeps_what_is_seen_through) {
  EXPECT_EQ(high_contrast(kLine500.with_alpha(0.5F)), kInk900.with_alpha(0.5F));
  EXPECT_EQ(high_contrast(kAmber400), kAmber400);
}

}  // namespace
}  // namespace dk::kiosk
