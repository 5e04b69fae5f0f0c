// What a SAM module read from a card: its parts, and the person in its text record. Pure.
//
// The answer to a reading is the lengths of the parts (2 bytes each, big-endian), then the parts.
// The text record has 256 bytes of UTF-16LE, fields of fixed length padded with spaces; the
// character at byte 248 says which card it is. Layouts and sources: PROTOCOL.md.
#pragma once

#include "base/result.h"
#include "drivers/identity.h"

namespace dk::drivers {

inline constexpr std::size_t kTextRecordBytes = 256;
inline constexpr std::size_t kPhotoBytes = 1024;
inline constexpr std::size_t kMaxFingerBytes = 1024;  // two templates of 512
inline constexpr std::size_t kAddressBytes = 70;

struct CardParts {  // views into the answer
  ByteView text;
  ByteView photo;
  ByteView fingers;
};
// Failure: device_protocol (lengths that are not those of a card, or not of this answer).
[[nodiscard]] Result<CardParts> parts_of_reading(ByteView data, bool with_fingers);

// Failure: card_unsupported; the detail names the field, never what it says.
[[nodiscard]] Result<IdentityDocument> document_of_record(ByteView text);

// The newest address that was written to the card later; empty = none, or not of 70 bytes.
[[nodiscard]] Secret later_address(ByteView data);

}  // namespace dk::drivers
