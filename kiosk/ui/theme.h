// The design tokens as one table: colours, and the icons' code points. Values of the design system;
// theme_test.cpp asserts the ratios that they promise (WCAG 2).
#pragma once

#include <cstdint>

namespace dk::kiosk {

// 0xRRGGBB with alpha; packed for the drawing layer by Ui.
struct Colour {
  std::uint32_t rgb = 0;
  float alpha = 1.0F;
  [[nodiscard]] constexpr Colour with_alpha(float a) const { return {rgb, a}; }
  bool operator==(const Colour&) const = default;
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
inline constexpr Colour kAmber800{0x6B3F00}, kAmber400{0xFFB627}, kAmber100{0xFFF2D4};
inline constexpr Colour kRed700{0xA81B1B}, kRed100{0xFDE8E5};
inline constexpr Colour kFlower700{0xA6145F}, kFlower400{0xF06AA8}, kFlower100{0xFCE7F1};
inline constexpr Colour kIndigo700{0x443BA3}, kIndigo100{0xECEAFB};
inline constexpr Colour kTopBarSub{0xD3DEEE};
inline constexpr Colour kPrimaryTop{0x1B63D6}, kPrimaryBottom{0x1250B4}, kPrimaryLip{0x0B3478};
inline constexpr Colour kKeyFunction{0xC6D3E3}, kKeyLip{0xB3C0D1}, kKeyFunctionLip{0x9DAEC4};
inline constexpr Colour kPad{0xDCE5F0}, kDisabled{0xC6D3E3};
inline constexpr Colour kOverlay{0x081226, 0.90F};
inline constexpr Colour kWhite{0xFFFFFF};

}  // namespace theme

// Phosphor Icons 2.1: the two fonts use the same code points.
struct Icon {
  char32_t code = 0;
  bool bold = false;  // Phosphor Bold, else Fill
};

namespace icons {

inline constexpr Icon kWifiSlash{0xE4F2}, kWifiHigh{0xE4EA}, kSpeaker{0xE44A}, kTube{0xE7A0};
inline constexpr Icon kUsers{0xE4D6}, kGauge{0xE628}, kHardDrives{0xE2A0}, kCloudUp{0xE1AE};
inline constexpr Icon kIdCard{0xE2C8}, kKeyboard{0xE2D8}, kSealCheck{0xE606}, kShield{0xE40C};
inline constexpr Icon kWarning{0xE4E0}, kCopy{0xE1CA}, kClockCountdown{0xED2C}, kPause{0xE3A0};
inline constexpr Icon kPrinter{0xE3DC}, kUserSwitch{0xE756}, kBackspace{0xE0AE}, kUser{0xE4C2};
inline constexpr Icon kPhoneCall{0xE3BA}, kMonitor{0xE32E}, kInfo{0xE2CE}, kSignOut{0xE42A};
inline constexpr Icon kCheckCircle{0xE184}, kQuestion{0xE3E8}, kEyeSlash{0xE224};
inline constexpr Icon kClock{0xE19A}, kTranslate{0xE4A2}, kCheckFat{0xEBA6};
inline constexpr Icon kHandPointing{0xE29A}, kPencil{0xE3B2}, kHourglass{0xE2B8};
inline constexpr Icon kSkip{0xE5A6}, kPackage{0xE390}, kMenu{0xE2F0}, kLock{0xE2FA};
inline constexpr Icon kTruck{0xE4B4}, kClipboard{0xE198}, kHandshake{0xE582};
inline constexpr Icon kCheck{0xE182, true}, kX{0xE4F6, true}, kUndo{0xE08A, true};
inline constexpr Icon kSwap{0xE83C, true}, kScan{0xEBB6, true}, kBarcode{0xE0B8, true};
inline constexpr Icon kQrCode{0xE3E6, true}, kTrendUp{0xE4AE, true}, kArrowRight{0xE06C, true};
inline constexpr Icon kArrowLeft{0xE058, true}, kSending{0xEB44, true};

}  // namespace icons
}  // namespace dk::kiosk
