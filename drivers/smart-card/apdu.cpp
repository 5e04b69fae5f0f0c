#include "drivers/smart-card/apdu.h"

#include <algorithm>

namespace dk::drivers {

Bytes select_application(ByteView name) {
  Bytes command(5 + name.size());
  command[1] = 0xa4;
  command[2] = 0x04;
  command[4] = static_cast<std::uint8_t>(name.size());
  std::ranges::copy(name, command.begin() + 5);
  return command;
}

Bytes select_file(std::uint16_t id, std::uint8_t by_p1) {
  return {0x00,
          0xa4,
          by_p1,
          0x00,
          0x02,
          static_cast<std::uint8_t>(id >> 8),
          static_cast<std::uint8_t>(id & 0xff)};
}

Bytes read_record(Addressing addressing, std::uint8_t p1, std::uint8_t expected) {
  const std::uint8_t p2 = addressing == Addressing::ByTag ? 0x00 : 0x04;
  const auto le = static_cast<std::uint8_t>(expected == 0 ? 0 : expected + 2);
  return {0x00, 0xb2, p1, p2, le};
}

Bytes get_response(std::uint8_t length) { return {0x00, 0xc0, 0x00, 0x00, length}; }

Result<ChipAnswer> chip_answer(ByteView bytes) {
  if (bytes.size() < 2 || bytes.size() > kMaxChipBytes) {
    return fail(FailureCode::card_read_failed, "answer of a chip without status");
  }
  const std::size_t size = bytes.size() - 2;
  return ChipAnswer{Secret(bytes.first(size)),
                    static_cast<std::uint16_t>(bytes[size] << 8 | bytes[size + 1])};
}

Result<ByteView> item_value(ByteView data, std::uint8_t tag) {
  if (data.size() < 2 || data[0] != tag || data.size() != 2U + data[1]) {
    return fail(FailureCode::card_read_failed, "not the item that was asked for");
  }
  return data.subspan(2);
}

}  // namespace dk::drivers
