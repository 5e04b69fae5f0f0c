// Commands and answers of a chip card (ISO/IEC 7816-4), as far as a social security card needs
// them. There is no VERIFY here, and there must not be: wrong tries lock a person's card. Pure.
#pragma once

#include <cstdint>

#include "base/bytes.h"
#include "base/result.h"
#include "base/secret.h"

namespace dk::drivers {

inline constexpr std::uint16_t kSwOk = 0x9000;
inline constexpr std::uint16_t kSwNotFound = 0x6a82;  // no such application or file
// More than the whole of any answer that is wanted; a chip that goes on is stopped.
inline constexpr std::size_t kMaxChipBytes = 1024;

[[nodiscard]] Bytes select_application(ByteView name);
// `by_p1`: 02 (child of the application) or 00 (anywhere); cards know one or both.
[[nodiscard]] Bytes select_file(std::uint16_t id, std::uint8_t by_p1);
enum class Addressing { ByTag, ByRecord };
// `expected` is the length of the value; 0 = not known.
[[nodiscard]] Bytes read_record(Addressing addressing, std::uint8_t p1, std::uint8_t expected);
[[nodiscard]] Bytes get_response(std::uint8_t length);

struct ChipAnswer {
  Secret data;
  std::uint16_t sw = 0;
};
// Failure: card_read_failed (shorter than its two status bytes, or longer than kMaxChipBytes).
[[nodiscard]] Result<ChipAnswer> chip_answer(ByteView bytes);

// The value of exactly one item: tag, length, value, nothing else. Failure: card_read_failed.
[[nodiscard]] Result<ByteView> item_value(ByteView data, std::uint8_t tag);

}  // namespace dk::drivers
