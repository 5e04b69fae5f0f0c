// The design tokens as one table: colours, gradients, sizes of type; the icons are in icons.h.
// Values of the design system; theme_test.cpp asserts the ratios that they promise (WCAG 2).
//
// Everything that is drawn names a colour from here; with high contrast on, each goes through one
// mapping (contrast.h) before it reaches the screen, so that no widget knows about it.
#pragma once

#include <cstdint>

#include "kiosk/ui/icons.h"

namespace dk::kiosk {

// 0xRRGGBB with alpha; packed for the drawing layer by Ui.
struct Colour {
  std::uint32_t rgb = 0;
  float alpha = 1.0F;
  [[nodiscard]] constexpr Colour with_alpha(float a) const { return {rgb, a}; }
  bool operator==(const Colour&) const = default;
};

struct Gradient {
  Colour top, bottom;
};

// A tint and what is written on it.
struct Tint {
  Colour ground, ink;
};

// Em px of a role of text, in normal and in elder pages.
struct Type {
  float normal = 0, elder = 0;
};

namespace theme {

inline constexpr Colour kInk900{0x0C1B33}, kInk700{0x33435C}, kInk600{0x4A5A73};
inline constexpr Colour kLine500{0x7687A0}, kLine300{0xCBD5E2};
inline constexpr Colour kCanvas{0xEEF3F9}, kSurface{0xFFFFFF}, kSurface2{0xF6F9FC};
inline constexpr Colour kBrand900{0x071F4D}, kBrand800{0x0B327A}, kBrand700{0x0F45A3};
inline constexpr Colour kBrand600{0x1557C4}, kBrand300{0x9CC0F5}, kBrand100{0xE4EEFC};
inline constexpr Colour kTeal800{0x064F57}, kTeal700{0x0A6670}, kTeal100{0xDCF2F2};
inline constexpr Colour kTealBar{0xA9D5D6};
inline constexpr Colour kGreen800{0x064F2B}, kGreen700{0x0A6A3B}, kGreen300{0x8FDDB1};
inline constexpr Colour kGreen100{0xE0F5E8};
inline constexpr Colour kAmber800{0x6B3F00}, kAmber700{0x8A5200}, kAmber400{0xFFB627};
inline constexpr Colour kAmber100{0xFFF2D4};
inline constexpr Colour kRed700{0xA81B1B}, kRed100{0xFDE8E5};
inline constexpr Colour kFlower700{0xA6145F}, kFlower400{0xF06AA8}, kFlower100{0xFCE7F1};
inline constexpr Colour kIndigo700{0x443BA3}, kIndigo100{0xECEAFB};
inline constexpr Colour kTopBarSub{0xD3DEEE}, kHeaderSub{0xD5E4FB};
inline constexpr Colour kPrimaryTop{0x1B63D6}, kPrimaryBottom{0x1250B4}, kPrimaryLip{0x0B3478};
inline constexpr Colour kGreenLip{0x04401F};
inline constexpr Colour kKeyFunction{0xC6D3E3}, kKeyLip{0xB3C0D1}, kKeyFunctionLip{0x9DAEC4};
inline constexpr Colour kPad{0xDCE5F0}, kPadLine{0xB9C6D6}, kPadGuide{0xC9D8EC};
inline constexpr Colour kDisabled{0xC6D3E3};
inline constexpr Colour kTrack{0xDFE6F0}, kRingTrack{0xE3EAF3};
inline constexpr Colour kSegment{0xE7EDF5}, kElderTool{0xEAF0F8};
inline constexpr Colour kOverlay{0x081226, 0.90F};
inline constexpr Colour kWhite{0xFFFFFF};

// White words unless told otherwise.
inline constexpr Gradient kHero{{0x0A2E72}, kBrand600}, kHeader{kBrand800, kBrand700};
inline constexpr Gradient kHeroElder{{0x0A2E72}, kPrimaryBottom};
inline constexpr Gradient kPrimary{kPrimaryTop, kPrimaryBottom};
inline constexpr Gradient kGreenButton{{0x0C7A45}, {0x086136}};
inline constexpr Gradient kInstant{{0x1A66DA}, {0x0D3F97}}, kOneThing{{0x0A7781}, {0x054A52}};
inline constexpr Gradient kBenefit{{0xB0206B}, {0x7E0E47}};
inline constexpr Gradient kSuccess{kGreen800, kGreen700}, kConfirmed{kGreen700, kGreen800};
inline constexpr Gradient kTrouble{kAmber100, {0xFFE2A1}};  // words in ink-900
inline constexpr Gradient kPrinting{{0x5B50C4}, kIndigo700};
inline constexpr Gradient kLoginPanel{kWhite, {0xEAF2FD}};  // words in ink-900

// Area colours: wayfinding, always with icon and word.
inline constexpr Tint kBrandTint{kBrand100, kBrand700}, kTealTint{kTeal100, kTeal700};
inline constexpr Tint kGreenTint{kGreen100, kGreen700}, kFlowerTint{kFlower100, kFlower700};
inline constexpr Tint kIndigoTint{kIndigo100, kIndigo700}, kAmberTint{kAmber100, kAmber800};
inline constexpr Tint kRedTint{kRed100, kRed700};

// Chips: ok, warn, err, info, ink.
inline constexpr Tint kChipOk{kGreen100, kGreen800}, kChipWarn{kAmber100, kAmber800};
inline constexpr Tint kChipError{kRed100, kRed700}, kChipInfo{kBrand100, kBrand800};
inline constexpr Tint kChipInk{kSegment, kInk700}, kChipGhost{{0xFFFFFF, 0.16F}, kWhite};

inline constexpr Type kDisplay{84, 84}, kH1{72, 84}, kH2{52, 66}, kH3{42, 58}, kButton{42, 58};
inline constexpr Type kChoice{38, 58}, kItem{40, 54}, kBody{34, 46}, kSmall{30, 42};
inline constexpr Type kCaption{28, 42};

}  // namespace theme
}  // namespace dk::kiosk
