#include "drivers/scanner/emulator/spoken_code.h"

#include <algorithm>

#include "drivers/scanner/hid_pos.h"
#include "drivers/scanner/keyboard_wedge.h"
#include "drivers/scanner/ssi.h"

namespace dk::drivers {
namespace {

constexpr std::size_t kSsiPiece = 240;
constexpr std::uint8_t kSsiGoesOn = 0x02;
constexpr std::uint8_t kSsiQr = 0x1c;

template <class Send>
void in_pieces(ByteView data, std::size_t most, Send send) {
  while (!data.empty()) {
    const ByteView piece = data.first(std::min(most, data.size()));
    data = data.subspan(piece.size());
    send(piece, !data.empty());
  }
}

Bytes in_reports(ByteView data, std::string_view symbology) {
  Bytes all;
  in_pieces(data, kHidPosDataBytes, [&](ByteView piece, bool goes_on) {
    Bytes report(kHidPosReportBytes);
    report[0] = kHidPosReportId;
    report[1] = static_cast<std::uint8_t>(piece.size());
    std::ranges::copy(symbology.substr(0, 3), report.begin() + 2);
    std::ranges::copy(piece, report.begin() + 5);
    report.back() = goes_on ? 1 : 0;
    append(all, report);
  });
  return all;
}

Bytes in_packets(ByteView data) {
  Bytes all;
  in_pieces(data, kSsiPiece, [&](ByteView piece, bool goes_on) {
    Bytes told = {kSsiQr};
    append(told, piece);
    append(all, ssi_decoder_packet(SsiOpcode::DecodeData, goes_on ? kSsiGoesOn : 0, told));
  });
  return all;
}

}  // namespace

Bytes spoken_code(ScanSpeech speech, ByteView data, std::string_view symbology, ByteView suffix,
                  bool aim) {
  if (speech == ScanSpeech::HidPos) return in_reports(data, symbology);
  Bytes sent;
  if (aim) append(sent, as_bytes(symbology));
  append(sent, data);
  if (speech == ScanSpeech::Ssi) return in_packets(sent);
  append(sent, suffix);
  return speech == ScanSpeech::Keyboard ? typed_events(sent) : sent;
}

}  // namespace dk::drivers
