// The icons' code points, Phosphor Icons 2.1: its two fonts use the same ones.
#pragma once

namespace dk::kiosk {

struct Icon {
  char32_t code = 0;
  bool bold = false;  // Phosphor Bold (arrows, ticks, carets, codes), else Fill
  bool operator==(const Icon&) const = default;
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
// The citizen's kiosk.
inline constexpr Icon kBattery{0xE0C2}, kBook{0xE8F2}, kChatDots{0xE16C}, kChatText{0xE17A};
inline constexpr Icon kCreditCard{0xE1D2}, kPhone{0xE1E0}, kEraser{0xE21E}, kFiles{0xE710};
inline constexpr Icon kGift{0xE276}, kCoins{0xEA8C}, kHandTap{0xEC90}, kHeadset{0xE584};
inline constexpr Icon kHeartbeat{0xE2AC}, kHouseLine{0xE2C4}, kHouse{0xE2C2};
inline constexpr Icon kLightning{0xE2DE}, kListSearch{0xEBE0}, kMapPin{0xE316};
inline constexpr Icon kMicrophone{0xE326}, kPaperPlane{0xE398}, kPencilSimple{0xE3B4};
inline constexpr Icon kPlusCircle{0xE3D6}, kReceipt{0xE3EC}, kSignature{0xEBAC};
inline constexpr Icon kSquares{0xE464}, kStack{0xE466}, kStar{0xE46A}, kTextSize{0xE6EE};
inline constexpr Icon kThumbsUp{0xE48E}, kTicket{0xE490}, kWheelchair{0xE4E8};

inline constexpr Icon kCheck{0xE182, true}, kX{0xE4F6, true}, kUndo{0xE08A, true};
inline constexpr Icon kSwap{0xE83C, true}, kScan{0xEBB6, true}, kBarcode{0xE0B8, true};
inline constexpr Icon kQrCode{0xE3E6, true}, kTrendUp{0xE4AE, true}, kArrowRight{0xE06C, true};
inline constexpr Icon kArrowLeft{0xE058, true}, kSending{0xEB44, true};
inline constexpr Icon kArrowDown{0xE03E, true}, kBroadcast{0xE0F2, true};
inline constexpr Icon kCaretDoubleDown{0xE126, true}, kCaretDown{0xE136, true};
inline constexpr Icon kCaretRight{0xE13A, true}, kListChecks{0xEADC, true};
inline constexpr Icon kSearch{0xE30C, true};

}  // namespace icons
}  // namespace dk::kiosk
