#include "drivers/id-card-reader/record.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "base/random.h"
#include "drivers/id-card-reader/emulator/card_record.h"

namespace dk::drivers {
namespace {

Bytes hex(std::string text) {
  std::erase(text, ' ');
  return from_hex(text).value();
}
void put(Bytes& record, std::size_t offset, const Bytes& bytes) {
  std::ranges::copy(bytes, record.begin() + static_cast<std::ptrdiff_t>(offset));
}
// ASCII as UTF-16LE.
Bytes wide(std::string_view text) {
  Bytes out;
  for (const char c : text) append(out, Bytes{static_cast<std::uint8_t>(c), 0});
  return out;
}

// The record of the protocol's description: bytes that this project did not make.
Bytes described_record() {
  Bytes record;
  while (record.size() < 256) append(record, Bytes{0x20, 0x00});
  put(record, 0, hex("205f 094e"));
  put(record, 30, hex("3100"));
  put(record, 32, hex("3000 3100"));
  put(record, 36, hex("3100 3900 3900 3000 3000 3100 3000 3100"));
  put(record, 52, hex("7f5e 1c4e 0177 f16d 3357 025e"));
  put(record, 122, wide("440309199001011235"));
  put(record, 158, hex("6c51 895b 405c"));
  put(record, 188, wide("20200101"));
  put(record, 204, wide("20400101"));
  return record;
}

IdentityDocument invented(DocumentKind kind) {
  IdentityDocument document;
  document.kind = kind;
  document.name = secret_text("陈秀英");
  document.number = secret_text("440309194905209540");
  document.sex = Sex::Female;
  document.nation = secret_text("15");
  document.birth = secret_text("1949-05-20");
  document.address = secret_text("深圳市示范路2号");
  document.issuer = secret_text("深圳公安局示范分局");
  document.valid_from = secret_text("2016-06-01");
  document.long_term = true;
  return document;
}

FailureCode refusal(const Bytes& record) {
  const auto document = document_of_record(record);
  return document ? FailureCode::internal : document.error().code;
}

TEST(TextRecord, described_card_is_read) {
  const auto document = document_of_record(described_record());
  ASSERT_TRUE(document) << document.error().detail;
  EXPECT_EQ(document->kind, DocumentKind::CitizenCard);
  EXPECT_EQ(document->name.text(), "张三");
  EXPECT_EQ(document->sex, Sex::Male);
  EXPECT_EQ(document->nation.text(), "01");
  EXPECT_EQ(nation_name(document->nation.text()), "汉");
  EXPECT_EQ(document->birth.text(), "1990-01-01");
  EXPECT_EQ(document->address.text(), "广东省深圳市");
  EXPECT_EQ(document->number.text(), "440309199001011235");
  EXPECT_EQ(document->issuer.text(), "公安局");
  EXPECT_EQ(document->valid_from.text(), "2020-01-01");
  EXPECT_EQ(document->valid_until.text(), "2040-01-01");
  EXPECT_FALSE(document->long_term);
}

TEST(TextRecord, emulated_card_is_the_described_one) {
  IdentityDocument document = document_of_record(described_record()).value();
  EXPECT_EQ(text_record(document), described_record());
}

TEST(TextRecord, card_of_an_old_person_is_long_term) {
  const auto document = document_of_record(text_record(invented(DocumentKind::CitizenCard)));
  ASSERT_TRUE(document);
  EXPECT_TRUE(document->long_term);
  EXPECT_TRUE(document->valid_until.empty());
  EXPECT_EQ(nation_name(document->nation.text()), "土家");
  EXPECT_EQ(document->sex, Sex::Female);
}

TEST(TextRecord, permit_for_hong_kong_residents) {
  IdentityDocument permit = invented(DocumentKind::HmtPermit);
  permit.number = secret_text("810000199101159582");
  permit.travel_permit = secret_text("H99900011");
  const Bytes record = text_record(permit);
  EXPECT_EQ(record[248], 'J');
  const auto document = document_of_record(record);
  ASSERT_TRUE(document);
  EXPECT_EQ(document->kind, DocumentKind::HmtPermit);
  EXPECT_EQ(document->travel_permit.text(), "H99900011");
  EXPECT_TRUE(document->nation.empty());
}

TEST(TextRecord, permit_for_foreigners_of_2017) {
  IdentityDocument permit = invented(DocumentKind::ForeignPermit);
  permit.name = secret_text("SANTOS, MARIA LUZ");
  permit.other_name = secret_text("桑玛丽");
  permit.number = secret_text("PHL110085990001");
  permit.nation = secret_text("PHL");
  permit.issuer = secret_text("4403");
  permit.long_term = false;
  permit.valid_until = secret_text("2026-06-01");
  const auto document = document_of_record(text_record(permit));
  ASSERT_TRUE(document) << document.error().detail;
  EXPECT_EQ(document->kind, DocumentKind::ForeignPermit);
  EXPECT_EQ(document->name.text(), "SANTOS, MARIA LUZ");
  EXPECT_EQ(document->other_name.text(), "桑玛丽");
  EXPECT_EQ(document->number.text(), "PHL110085990001");
  EXPECT_EQ(document->nation.text(), "PHL");
  EXPECT_EQ(document->birth.text(), "1949-05-20");
  EXPECT_EQ(document->valid_until.text(), "2026-06-01");
}

TEST(TextRecord, card_of_a_kind_that_nobody_described_is_refused) {
  for (const char mark : {'Y', 'A', '1', '\xff'}) {
    Bytes record = described_record();
    record[248] = static_cast<std::uint8_t>(mark);
    EXPECT_EQ(refusal(record), FailureCode::card_unsupported) << mark;
  }
}

TEST(TextRecord, rare_characters_pass) {
  Bytes record = described_record();
  // Private use U+E1A1, then U+20BB7 as a pair, then half a pair at the end of the field.
  put(record, 0, hex("a1e1 42d8 b7df"));
  put(record, 28, hex("42d8"));
  const auto document = document_of_record(record);
  ASSERT_TRUE(document);
  EXPECT_TRUE(document->name.text().starts_with("\xee\x86\xa1\xf0\xa0\xae\xb7"));
  EXPECT_TRUE(document->name.text().ends_with("\xef\xbf\xbd"));
}

TEST(TextRecord, field_padded_with_zeros_ends_there) {
  Bytes record = described_record();
  put(record, 4, Bytes(26, 0));
  EXPECT_EQ(document_of_record(record)->name.text(), "张三");
}

TEST(TextRecord, what_cannot_be_a_person_is_refused) {
  const auto refused_with = [](std::size_t offset, const Bytes& bytes) {
    Bytes record = described_record();
    put(record, offset, bytes);
    return refusal(record);
  };
  EXPECT_EQ(refused_with(122, wide("440309199001011234")), FailureCode::card_unsupported);
  EXPECT_EQ(refused_with(0, wide("  ")), FailureCode::card_unsupported);
  EXPECT_EQ(refused_with(36, wide("19900230")), FailureCode::card_unsupported);
  EXPECT_EQ(refused_with(188, wide("2020 101")), FailureCode::card_unsupported);
  EXPECT_EQ(refused_with(204, wide("forever ")), FailureCode::card_unsupported);
  EXPECT_EQ(refusal(Bytes(255, 0x20)), FailureCode::card_unsupported);
  EXPECT_EQ(refusal(Bytes(256, 0xff)), FailureCode::card_unsupported);
}

TEST(TextRecord, refusal_says_the_field_and_not_the_person) {
  Bytes record = described_record();
  put(record, 122, wide("440309199001011234"));
  EXPECT_EQ(document_of_record(record).error().detail, "text record: number");
}

TEST(Reading, parts_are_those_of_the_lengths) {
  IdentityDocument document = invented(DocumentKind::CitizenCard);
  const Bytes data = reading_data(document, false);
  EXPECT_EQ(data.size(), 1284U);
  const auto parts = parts_of_reading(data, false);
  ASSERT_TRUE(parts);
  EXPECT_EQ(parts->text.size(), 256U);
  EXPECT_EQ(parts->photo.size(), 1024U);
  EXPECT_TRUE(parts->fingers.empty());
  for (const std::size_t fingers : {0U, 512U, 1024U}) {
    document.fingerprints = Secret(fingers);
    const auto with = parts_of_reading(reading_data(document, true), true);
    ASSERT_TRUE(with);
    EXPECT_EQ(with->fingers.size(), fingers);
  }
}

TEST(Reading, lengths_that_lie_are_refused) {
  const Bytes data = reading_data(invented(DocumentKind::CitizenCard), false);
  for (std::size_t size = 0; size < data.size(); ++size) {
    ASSERT_FALSE(parts_of_reading(ByteView(data).first(size), false)) << size;
  }
  EXPECT_FALSE(parts_of_reading(data, true));
  Bytes longer = data;
  longer.push_back(0);
  EXPECT_EQ(parts_of_reading(longer, false).error().code, FailureCode::device_protocol);
}

TEST(Reading, later_address_has_seventy_bytes) {
  EXPECT_EQ(later_address(padded_units("龙华区示范路9号", 35)).text(), "龙华区示范路9号");
  EXPECT_TRUE(later_address(Bytes(69, 0x20)).empty());
  EXPECT_TRUE(later_address({}).empty());
}

TEST(TextRecord, noise_is_refused_or_a_person_of_the_right_form) {
  SeededRandom dice(7);
  for (int i = 0; i < 20'000; ++i) {
    Bytes record = described_record();
    for (std::uint64_t k = dice.below(6); k > 0; --k) {
      record[dice.below(256)] = static_cast<std::uint8_t>(dice.below(256));
    }
    const auto document = document_of_record(record);
    if (!document) continue;
    ASSERT_EQ(document->birth.size(), 10U);
    ASSERT_FALSE(document->number.empty());
  }
}

TEST(Nations, codes_of_the_standard_and_others) {
  EXPECT_EQ(nation_name("56"), "基诺");
  EXPECT_EQ(nation_name("97"), "其他");
  for (const char* code : {"00", "57", "99", "", "1", "011", "ab"}) {
    EXPECT_TRUE(nation_name(code).empty()) << code;
  }
}

}  // namespace
}  // namespace dk::drivers
