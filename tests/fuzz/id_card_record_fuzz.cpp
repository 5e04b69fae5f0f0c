// links: dk_drivers dk_codes
// decodes: drivers/id-card-reader/record.cpp drivers/identity.cpp
// The first byte says how: a text record, the answer to a reading (with fingerprints or without),
// or an address. A person that comes out has the right form, whatever came in.
#include <cstdlib>

#include "base/codes/calendar.h"
#include "base/codes/utf8.h"
#include "drivers/id-card-reader/record.h"

namespace {

using namespace dk::drivers;

void must(bool true_always) {
  if (!true_always) std::abort();
}

void check_text(const dk::Secret& text) {
  must(dk::codes::is_utf8(text.text()));
  for (const char c : text.text()) must(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
}

void check_record(dk::ByteView bytes) {
  const auto document = document_of_record(bytes);
  if (!document) {
    must(document.error().code == dk::FailureCode::card_unsupported);
    return;
  }
  must(!document->name.empty() && !document->number.empty());
  must(dk::codes::parse_day(document->birth.text()).has_value());
  must(dk::codes::parse_day(document->valid_from.text()).has_value());
  must(document->long_term == document->valid_until.empty());
  for (const auto* text :
       {&document->name, &document->other_name, &document->number, &document->nation,
        &document->address, &document->issuer, &document->travel_permit}) {
    check_text(*text);
  }
  static_cast<void>(nation_name(document->nation.text()));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const dk::ByteView rest(data + 1, size - 1);
  switch (data[0] % 4) {
    case 0:
      check_record(rest);
      return 0;
    case 1:
      check_text(later_address(rest));
      return 0;
    default: {
      const bool fingers = data[0] % 4 == 3;
      const auto parts = parts_of_reading(rest, fingers);
      if (!parts) return 0;
      must(parts->text.size() == kTextRecordBytes && parts->fingers.size() <= kMaxFingerBytes);
      check_record(parts->text);
      return 0;
    }
  }
}
