#include "drivers/scanner/protocol.h"

#include <array>
#include <utility>

#include "drivers/scanner/codec.h"
#include "drivers/scanner/hid_pos.h"
#include "drivers/scanner/keyboard_wedge.h"
#include "drivers/scanner/ssi.h"

namespace dk::drivers {

ScanAddress parse_scan_address(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, ScanSpeech>, 3> kPrefixes{
      {{"ssi+", ScanSpeech::Ssi}, {"hid+", ScanSpeech::HidPos}, {"evdev+", ScanSpeech::Keyboard}}};
  for (const auto& [prefix, speech] : kPrefixes) {
    if (text.starts_with(prefix)) return {speech, std::string(text.substr(prefix.size()))};
  }
  ScanSpeech speech = ScanSpeech::Suffix;
  if (text.starts_with("hid:")) speech = ScanSpeech::HidPos;
  if (text.starts_with("evdev:")) speech = ScanSpeech::Keyboard;
  return {speech, std::string(text)};
}

std::unique_ptr<ScanProtocol> make_scan_protocol(ScanSpeech speech, const ScanFraming& framing) {
  switch (speech) {
    case ScanSpeech::Ssi:
      return std::make_unique<SsiCodec>(framing);
    case ScanSpeech::HidPos:
      return std::make_unique<HidPosCodec>(framing);
    case ScanSpeech::Keyboard:
      return std::make_unique<KeyboardWedgeCodec>(framing);
    case ScanSpeech::Suffix:
      break;
  }
  return std::make_unique<ScannerCodec>(framing);
}

}  // namespace dk::drivers
