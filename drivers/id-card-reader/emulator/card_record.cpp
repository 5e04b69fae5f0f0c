#include "drivers/id-card-reader/emulator/card_record.h"

#include <string>

#include "drivers/receipt-printer/characters.h"

namespace dk::drivers {
namespace {

// tidy: data, the word on the card
constexpr std::string_view kLongTerm = "长期";

std::string digits_of(const Secret& day) {
  std::string digits(day.text());
  std::erase(digits, '-');
  return digits;
}
std::string digit_of(Sex sex) { return std::to_string(static_cast<int>(sex)); }

void length(Bytes& to, std::size_t bytes) {
  append(to, Bytes{static_cast<std::uint8_t>(bytes >> 8), static_cast<std::uint8_t>(bytes & 0xff)});
}

}  // namespace

Bytes padded_units(std::string_view utf8, std::size_t units) {
  std::u16string text;
  for (const char32_t c : decode_utf8(utf8)) {
    if (c < 0x10000) {
      text.push_back(static_cast<char16_t>(c));
    } else {
      text.push_back(static_cast<char16_t>(0xd800 + ((c - 0x10000) >> 10)));
      text.push_back(static_cast<char16_t>(0xdc00 + ((c - 0x10000) & 0x3ff)));
    }
  }
  text.resize(units, u' ');
  Bytes out;
  for (const char16_t unit : text) {
    out.push_back(static_cast<std::uint8_t>(unit & 0xff));
    out.push_back(static_cast<std::uint8_t>(unit >> 8));
  }
  return out;
}

Bytes text_record(const IdentityDocument& document) {
  Bytes out;
  const auto field = [&out](std::string_view text, std::size_t units) {
    append(out, padded_units(text, units));
  };
  const std::string until =
      document.long_term ? std::string(kLongTerm) : digits_of(document.valid_until);
  if (document.kind == DocumentKind::ForeignPermit) {
    field(document.name.text(), 60);
    field(digit_of(document.sex), 1);
    field(document.number.text(), 15);
    field(document.nation.text(), 3);
    field(document.other_name.text(), 15);
    field(digits_of(document.valid_from), 8);
    field(until, 8);
    field(digits_of(document.birth), 8);
    field("01", 2);
    field(document.issuer.text(), 4);
    field("I", 1);
    field("", 3);
    return out;
  }
  const bool permit = document.kind == DocumentKind::HmtPermit;
  field(document.name.text(), 15);
  field(digit_of(document.sex), 1);
  field(permit ? std::string_view() : document.nation.text(), 2);
  field(digits_of(document.birth), 8);
  field(document.address.text(), 35);
  field(document.number.text(), 18);
  field(document.issuer.text(), 15);
  field(digits_of(document.valid_from), 8);
  field(until, 8);
  field(permit ? document.travel_permit.text() : std::string_view(), 9);
  field(permit ? "01" : "", 2);
  field("", 3);
  field(permit ? "J" : "", 1);
  field("", 3);
  return out;
}

Bytes reading_data(const IdentityDocument& document, bool with_fingers) {
  // Nobody's face: bytes that a decoder would refuse.
  static const Bytes kNobody(1024, 0x57);
  const ByteView photo = document.photo.empty() ? ByteView(kNobody) : document.photo.view();
  const ByteView fingers = document.fingerprints.view();
  Bytes out;
  length(out, 256);
  length(out, photo.size());
  if (with_fingers) length(out, fingers.size());
  append(out, text_record(document));
  append(out, photo);
  if (with_fingers) append(out, fingers);
  return out;
}

}  // namespace dk::drivers
