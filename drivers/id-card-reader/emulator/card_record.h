// The text record as a card carries it: the inverse of document_of_record, written from the layout
// and not from the decoder. Fields that are too long are cut, as an issuing office cuts them. Pure.
#pragma once

#include "base/bytes.h"
#include "drivers/identity.h"

namespace dk::drivers {

[[nodiscard]] Bytes text_record(const IdentityDocument& document);
// The answer's data of a reading: lengths and parts.
[[nodiscard]] Bytes reading_data(const IdentityDocument& document, bool with_fingers);
// `units` of UTF-16LE, padded with spaces.
[[nodiscard]] Bytes padded_units(std::string_view utf8, std::size_t units);

}  // namespace dk::drivers
