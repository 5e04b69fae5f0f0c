#include "drivers/smart-card/social_card.h"

#include <unicode/ucnv.h>
#include <unicode/ustring.h>

#include <array>
#include <memory>
#include <string>

#include "base/codes/calendar.h"
#include "base/codes/citizen_shape.h"

namespace dk::drivers {

struct SocialCard::Item {
  std::uint8_t tag;
  std::uint8_t record;  // 0 = only by its tag
  std::uint8_t bytes;   // 0 = not known
};

namespace {

// "sx1.sh." and the two words "social security" in GBK.
constexpr std::array<std::uint8_t, 15> kApplication = {
    0x73, 0x78, 0x31, 0x2e, 0x73, 0x68, 0x2e, 0xc9, 0xe7, 0xbb, 0xe1, 0xb1, 0xa3, 0xd5, 0xcf};
constexpr std::uint16_t kIssuerFile = 0xef05;
constexpr std::uint16_t kHolderFile = 0xef06;
constexpr std::size_t kNameBytes = 30;
constexpr int kMostRounds = 8;  // of one command: 6C once, then pieces by 61

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};

bool is_lost(FailureCode code) { return code != FailureCode::card_unsupported; }

// "19490520" in four bytes, two digits each; empty when that is no day.
Secret day_of_bcd(ByteView bytes) {
  if (bytes.size() != 4) return {};
  std::string digits = to_hex(bytes);
  std::string day = digits.substr(0, 4) + '-' + digits.substr(4, 2) + '-' + digits.substr(6, 2);
  Secret out = codes::parse_day(day) ? secret_text(day) : Secret();
  wipe(digits.data(), digits.size());
  wipe(day.data(), day.size());
  return out;
}

ByteView without_padding(ByteView bytes) {
  while (!bytes.empty() && (bytes.back() == 0x00 || bytes.back() == 0x20 || bytes.back() == 0xff)) {
    bytes = bytes.first(bytes.size() - 1);
  }
  return bytes;
}

Secret ascii(ByteView bytes) {
  const ByteView text = without_padding(bytes);
  for (const std::uint8_t byte : text) {
    if (byte <= 0x20 || byte >= 0x7f) return {};
  }
  return Secret(text);
}

}  // namespace

Secret text_of_gb18030(ByteView bytes) {
  bytes = without_padding(bytes);
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, CloseConverter> converter(ucnv_open("GB18030", &error));
  if (!converter || bytes.empty()) return {};
  std::vector<char16_t, WipingAllocator<char16_t>> units(bytes.size() * 2 + 1);
  const auto count = ucnv_toUChars(
      converter.get(), units.data(), static_cast<std::int32_t>(units.size()),
      reinterpret_cast<const char*>(bytes.data()), static_cast<std::int32_t>(bytes.size()), &error);
  if (U_FAILURE(error)) return {};
  for (auto& unit : units) {
    if (unit < 0x20 || (unit >= 0x7f && unit < 0xa0)) unit = 0xfffd;
  }
  std::vector<std::uint8_t, WipingAllocator<std::uint8_t>> utf8(units.size() * 3);
  std::int32_t size = 0;
  u_strToUTF8WithSub(reinterpret_cast<char*>(utf8.data()), static_cast<std::int32_t>(utf8.size()),
                     &size, units.data(), count, 0xfffd, nullptr, &error);
  if (U_FAILURE(error)) return {};
  return Secret(ByteView(utf8).first(static_cast<std::size_t>(size)));
}

// One command to its end: another length when the chip wants it, the rest when there is more.
Result<ChipAnswer> SocialCard::exchange(Bytes command) {
  ChipAnswer whole;
  bool other_length = false;
  for (int round = 0; round < kMostRounds; ++round) {
    DK_TRY(bytes, channel_.transmit(command));
    DK_TRY(answer, chip_answer(bytes.view()));
    last_status_ = whole.sw = answer.sw;
    if (answer.sw >> 8 == 0x6c && !other_length && command.size() == 5) {
      other_length = true;
      command.back() = static_cast<std::uint8_t>(answer.sw & 0xff);
      continue;
    }
    if (whole.data.size() + answer.data.size() > kMaxChipBytes) break;
    std::vector<std::uint8_t, WipingAllocator<std::uint8_t>> joined(whole.data.view().begin(),
                                                                    whole.data.view().end());
    joined.insert(joined.end(), answer.data.view().begin(), answer.data.view().end());
    whole.data = Secret(ByteView(joined));
    if (answer.sw >> 8 != 0x61) return whole;
    command = get_response(static_cast<std::uint8_t>(answer.sw & 0xff));
  }
  return fail(FailureCode::card_read_failed, "the chip does not come to an end");
}

Status SocialCard::select_child(std::uint16_t file) {
  for (const std::uint8_t by : {std::uint8_t{0x02}, std::uint8_t{0x00}}) {
    DK_TRY(answer, exchange(select_file(file, by)));
    if (answer.sw == kSwOk) return {};
  }
  return fail(FailureCode::card_unsupported, "no file of this number");
}

Result<Secret> SocialCard::item(const Item& item) {
  for (const Addressing way : {Addressing::ByTag, Addressing::ByRecord}) {
    if (addressing_known_ && way != addressing_) continue;
    const std::uint8_t p1 = way == Addressing::ByTag ? item.tag : item.record;
    if (p1 == 0) continue;
    DK_TRY(answer, exchange(read_record(way, p1, item.bytes)));
    if (answer.sw != kSwOk) continue;
    const auto value = item_value(answer.data.view(), item.tag);
    if (!value) continue;
    addressing_ = way;
    addressing_known_ = true;
    return Secret(*value);
  }
  return Secret();
}

Result<Secret> SocialCard::whole_name() {
  DK_TRY(name, item({0x09, 2, kNameBytes}));
  // A name that fills its field may go on elsewhere.
  if (name.size() < kNameBytes || without_padding(name.view()).size() < kNameBytes) {
    return text_of_gb18030(name.view());
  }
  DK_TRY(more, item({0x4e, 0, 0}));
  std::vector<std::uint8_t, WipingAllocator<std::uint8_t>> both(name.view().begin(),
                                                                name.view().end());
  both.insert(both.end(), more.view().begin(), more.view().end());
  return text_of_gb18030(ByteView(both));
}

// All of it may be missing.
Status SocialCard::read_issuer(IdentityDocument& document) {
  if (const auto selected = select_child(kIssuerFile); !selected) {
    if (is_lost(selected.error().code)) return selected;
    return {};
  }
  DK_TRY(identification, item({0x01, 1, 16}));
  if (identification.size() >= 3) {
    const std::string region = to_hex(identification.view().first(3));
    if (codes::all_digits(region)) document.issuer = secret_text(region);
  }
  DK_TRY(issued, item({0x05, 5, 4}));
  document.valid_from = day_of_bcd(issued.view());
  DK_TRY(until, item({0x06, 6, 4}));
  document.valid_until = day_of_bcd(until.view());
  DK_TRY(card_number, item({0x07, 7, 9}));
  document.card_number = ascii(card_number.view());
  return {};
}

Status SocialCard::read_holder(IdentityDocument& document) {
  DK_CHECK(select_child(kHolderFile));
  DK_TRY(number, item({0x08, 1, 18}));
  document.number = ascii(number.view());
  auto shape = codes::shape_of_citizen_number(document.number.text());
  if (!shape) return fail(FailureCode::card_unsupported, "social security number");
  Secret birth = secret_text(shape->birth);
  wipe(shape->text.data(), shape->text.size());
  wipe(shape->birth.data(), shape->birth.size());
  DK_TRY(name, whole_name());
  if (name.empty()) return fail(FailureCode::card_unsupported, "name");
  document.name = std::move(name);
  DK_TRY(sex, item({0x0a, 3, 1}));
  if (sex.text() == "1") document.sex = Sex::Male;
  if (sex.text() == "2") document.sex = Sex::Female;
  DK_TRY(nation, item({0x0b, 4, 1}));
  if (nation.size() == 1 && codes::all_digits(to_hex(nation.view()))) {
    document.nation = secret_text(to_hex(nation.view()));
  }
  DK_TRY(born, item({0x0d, 6, 4}));
  document.birth = day_of_bcd(born.view());
  if (document.birth.empty()) document.birth = std::move(birth);
  return {};
}

Result<IdentityDocument> SocialCard::read() {
  last_status_ = 0;
  addressing_known_ = false;
  DK_TRY(selected, exchange(select_application(kApplication)));
  if (selected.sw != kSwOk) {
    return fail(FailureCode::card_unsupported, "no social security application");
  }
  IdentityDocument document;
  document.kind = DocumentKind::SocialCard;
  DK_CHECK(read_issuer(document));
  DK_CHECK(read_holder(document));
  return document;
}

}  // namespace dk::drivers
