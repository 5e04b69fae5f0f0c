// Frames of the SAM module ("SDT", GA 467 family): commands out, answers in. No input or output.
//
//   request  AA AA AA 96 69 | length, 2 bytes big-endian | CMD PARA | check
//   answer   AA AA AA 96 69 | length, 2 bytes big-endian | SW1 SW2 SW3 | data | check
// The length counts what follows it, check included; the check is the XOR of everything between
// preamble and check. Rubbish between frames is skipped and counted; a frame whose check is wrong
// is told and never used. Answers hold people's data: everything kept here is wiped. PROTOCOL.md
// says more. One thread.
#pragma once

#include <array>
#include <cstdint>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/secret.h"

namespace dk::drivers {

inline constexpr std::array<std::uint8_t, 5> kSamPreamble = {0xaa, 0xaa, 0xaa, 0x96, 0x69};
// The longest known answer has 2314 bytes after the length (text, photo, two fingers).
inline constexpr std::size_t kMaxSamLength = 2400;

enum class SamCommand : std::uint16_t {  // CMD, PARA
  Check = 0x11ff,
  Find = 0x2001,
  Select = 0x2002,
  ReadBase = 0x3001,
  ReadAddress = 0x3003,
  ReadBaseAndFingers = 0x3010,
};
[[nodiscard]] Bytes sam_request(SamCommand command);

struct SamAnswer {
  std::uint8_t sw1 = 0;  // of the card; 00 00 when the fault is not the card's
  std::uint8_t sw2 = 0;
  std::uint8_t status = 0;  // SW3, of the module
  Secret data;
};
struct SamDamaged {};  // a frame came, its check is wrong
struct SamNoise {
  std::size_t bytes = 0;  // that belong to no frame
};
using SamMessage = std::variant<SamAnswer, SamDamaged, SamNoise>;

class SamCodec {
 public:
  [[nodiscard]] std::vector<SamMessage> feed(ByteView bytes);
  // What has begun will never end: the line was lost, or another command is sent.
  void forget() { pending_ = {}; }
  [[nodiscard]] std::size_t pending() const { return pending_.size(); }

 private:
  void skip(std::size_t bytes);

  std::vector<std::uint8_t, WipingAllocator<std::uint8_t>> pending_;
  std::size_t noise_ = 0;
};

}  // namespace dk::drivers
