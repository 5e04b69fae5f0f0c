#include "drivers/id-card-reader/record.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/codes/calendar.h"
#include "base/codes/citizen_shape.h"

namespace dk::drivers {
namespace {

using Text = std::vector<std::uint8_t, WipingAllocator<std::uint8_t>>;

struct Field {
  std::size_t offset;
  std::size_t bytes;
};

// Citizen card and permit for Hong Kong, Macao and Taiwan residents.
constexpr Field kName{0, 30};
constexpr Field kSex{30, 2};
constexpr Field kNation{32, 4};  // not on the permit
constexpr Field kBirth{36, 16};
constexpr Field kAddress{52, 70};
constexpr Field kNumber{122, 36};
constexpr Field kIssuer{158, 30};
constexpr Field kValidFrom{188, 16};
constexpr Field kValidUntil{204, 16};
constexpr Field kTravelPermit{220, 18};  // only on the permit
// Every card.
constexpr Field kMark{248, 2};
// Foreign permanent resident, 2017 version.
constexpr Field kForeignName{0, 120};
constexpr Field kForeignSex{120, 2};
constexpr Field kForeignNumber{122, 30};
constexpr Field kNationality{152, 6};
constexpr Field kChineseName{158, 30};
constexpr Field kForeignFrom{188, 16};
constexpr Field kForeignUntil{204, 16};
constexpr Field kForeignBirth{220, 16};
constexpr Field kAuthority{240, 8};

constexpr std::uint32_t kReplacement = 0xfffd;

void put_utf8(std::uint32_t c, Text& out) {
  const auto put = [&out](std::uint32_t byte) { out.push_back(static_cast<std::uint8_t>(byte)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xc0 | c >> 6), put(0x80 | (c & 0x3f));
  } else if (c < 0x10000) {
    put(0xe0 | c >> 12), put(0x80 | (c >> 6 & 0x3f)), put(0x80 | (c & 0x3f));
  } else {
    put(0xf0 | c >> 18), put(0x80 | (c >> 12 & 0x3f));
    put(0x80 | (c >> 6 & 0x3f)), put(0x80 | (c & 0x3f));
  }
}

// Rare characters are in the private use area or beyond U+FFFF: both pass. A pair that is cut in
// two at the end of a field is one U+FFFD, the rest of the name stays.
Secret field_text(ByteView units) {
  const auto unit = [&](std::size_t i) -> std::uint32_t {
    return i + 1 < units.size() ? units[i] | static_cast<std::uint32_t>(units[i + 1]) << 8 : 0;
  };
  Text out;
  out.reserve(units.size() * 2);  // 3 bytes of UTF-8 for 2 of UTF-16 at most: never moved
  for (std::size_t i = 0; i + 1 < units.size(); i += 2) {
    std::uint32_t c = unit(i);
    if (c == 0) break;
    if (c >= 0xd800 && c < 0xdc00 && unit(i + 2) >= 0xdc00 && unit(i + 2) < 0xe000) {
      c = 0x10000 + ((c - 0xd800) << 10) + (unit(i + 2) - 0xdc00);
      i += 2;
    } else if ((c >= 0xd800 && c < 0xe000) || c < 0x20 || (c >= 0x7f && c < 0xa0)) {
      c = kReplacement;
    }
    put_utf8(c, out);
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return Secret(ByteView(out));
}

class Record {
 public:
  explicit Record(ByteView bytes) : bytes_(bytes) {}
  [[nodiscard]] Secret text(Field field) const {
    return field_text(bytes_.subspan(field.offset, field.bytes));
  }
  // "19900101" as "1990-01-01"; empty when that is no day.
  [[nodiscard]] Secret day(Field field) const {
    const Secret digits = text(field);
    if (digits.size() != 8 || !codes::all_digits(digits.text())) return {};
    std::array<char, 10> day{};
    const std::string_view from = digits.text();
    std::copy_n(from.begin(), 4, day.begin());
    std::copy_n(from.begin() + 4, 2, day.begin() + 5);
    std::copy_n(from.begin() + 6, 2, day.begin() + 8);
    day[4] = day[7] = '-';
    const std::string_view made(day.data(), day.size());
    Secret out = codes::parse_day(made) ? secret_text(made) : Secret();
    wipe(day.data(), day.size());
    return out;
  }
  [[nodiscard]] Sex sex(Field field) const {
    switch (bytes_[field.offset]) {
      case '1':
        return Sex::Male;
      case '2':
        return Sex::Female;
      case '9':
        return Sex::Unstated;
      default:
        return Sex::Unknown;
    }
  }
  [[nodiscard]] std::uint32_t mark() const {
    return bytes_[kMark.offset] | static_cast<std::uint32_t>(bytes_[kMark.offset + 1]) << 8;
  }

 private:
  ByteView bytes_;
};

std::unexpected<Failure> unsupported(std::string_view field) {
  return fail(FailureCode::card_unsupported, "text record: " + std::string(field));
}

bool is_foreign_number(std::string_view text) {
  const auto letter = [](char c) { return c >= 'A' && c <= 'Z'; };
  return text.size() == 15 && std::ranges::all_of(text.substr(0, 3), letter) &&
         codes::all_digits(text.substr(3));
}

bool is_citizen_number(std::string_view text) {
  auto shape = codes::shape_of_citizen_number(text);
  if (!shape) return false;
  wipe(shape->text.data(), shape->text.size());
  wipe(shape->birth.data(), shape->birth.size());
  return true;
}

// tidy: data, the word that stands where a day would
constexpr std::string_view kLongTerm = "长期";

Status take_validity(const Record& record, Field from, Field until, IdentityDocument& document) {
  document.valid_from = record.day(from);
  if (document.valid_from.empty()) return unsupported("valid from");
  document.long_term = record.text(until).text() == kLongTerm;
  if (document.long_term) return {};
  document.valid_until = record.day(until);
  if (document.valid_until.empty()) return unsupported("valid until");
  return {};
}

Result<IdentityDocument> foreign_permit(const Record& record) {
  IdentityDocument document;
  document.kind = DocumentKind::ForeignPermit;
  document.number = record.text(kForeignNumber);
  if (!is_foreign_number(document.number.text())) return unsupported("number");
  document.name = record.text(kForeignName);
  if (document.name.empty()) return unsupported("name");
  document.other_name = record.text(kChineseName);
  document.sex = record.sex(kForeignSex);
  document.nation = record.text(kNationality);
  document.birth = record.day(kForeignBirth);
  if (document.birth.empty()) return unsupported("birth");
  document.issuer = record.text(kAuthority);
  DK_CHECK(take_validity(record, kForeignFrom, kForeignUntil, document));
  return document;
}

Result<IdentityDocument> resident(const Record& record, DocumentKind kind) {
  IdentityDocument document;
  document.kind = kind;
  document.number = record.text(kNumber);
  if (!is_citizen_number(document.number.text())) return unsupported("number");
  document.name = record.text(kName);
  if (document.name.empty()) return unsupported("name");
  document.sex = record.sex(kSex);
  document.birth = record.day(kBirth);
  if (document.birth.empty()) return unsupported("birth");
  document.address = record.text(kAddress);
  document.issuer = record.text(kIssuer);
  if (kind == DocumentKind::HmtPermit) {
    document.travel_permit = record.text(kTravelPermit);
  } else if (Secret nation = record.text(kNation);
             nation.size() == 2 && codes::all_digits(nation.text())) {
    document.nation = std::move(nation);
  }
  DK_CHECK(take_validity(record, kValidFrom, kValidUntil, document));
  return document;
}

std::size_t length_at(ByteView data, std::size_t at) {
  return static_cast<std::size_t>(data[at]) << 8 | data[at + 1];
}

}  // namespace

Result<CardParts> parts_of_reading(ByteView data, bool with_fingers) {
  const std::size_t head = with_fingers ? 6 : 4;
  if (data.size() < head) return fail(FailureCode::device_protocol, "reading: no lengths");
  const std::size_t text = length_at(data, 0);
  const std::size_t photo = length_at(data, 2);
  const std::size_t fingers = with_fingers ? length_at(data, 4) : 0;
  if (text != kTextRecordBytes || (photo != 0 && photo != kPhotoBytes) ||
      fingers > kMaxFingerBytes || data.size() != head + text + photo + fingers) {
    return fail(FailureCode::device_protocol, "reading: lengths of no card");
  }
  return CardParts{data.subspan(head, text), data.subspan(head + text, photo),
                   data.subspan(head + text + photo, fingers)};
}

Result<IdentityDocument> document_of_record(ByteView text) {
  if (text.size() != kTextRecordBytes) return unsupported("length");
  const Record record(text);
  switch (record.mark()) {
    case ' ':
    case 0:
      return resident(record, DocumentKind::CitizenCard);
    case 'J':
      return resident(record, DocumentKind::HmtPermit);
    case 'I':
      return foreign_permit(record);
    default:
      // The cards of 2023 for foreigners have a layout that is not public: better no person than a
      // wrong one.
      return unsupported("a kind of card that is not known");
  }
}

Secret later_address(ByteView data) {
  return data.size() == kAddressBytes ? field_text(data) : Secret();
}

}  // namespace dk::drivers
