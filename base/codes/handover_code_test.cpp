#include "base/codes/handover_code.h"

#include <gtest/gtest.h>

#include "base/codes/base45.h"
#include "base/codes/cbor.h"
#include "base/codes/scanned.h"
#include "base/random.h"

namespace dk::codes {
namespace {

HandoverCode sample() {
  SeededRandom random(9);
  HandoverCode code;
  code.handle = random.bytes(kHandoverHandleBytes);
  code.half = Secret(ByteView(random.bytes(kHandoverHalfBytes)));
  code.expires_s = 1'668'737'700;
  code.district = "440309";
  return code;
}

TEST(HandoverCodeTest, what_was_printed_is_read) {
  const HandoverCode code = sample();
  const auto text = make_handover_code(code);
  ASSERT_TRUE(text);
  EXPECT_TRUE(is_base45_alphabet(*text));
  EXPECT_LT(text->size(), 130u);  // a small symbol: old eyes, cheap cameras
  const auto read = parse_handover_code(*text);
  ASSERT_TRUE(read) << read.error().detail;
  EXPECT_EQ(read->handle, code.handle);
  EXPECT_TRUE(equal_constant_time(read->half.view(), code.half.view()));
  EXPECT_EQ(read->expires_s, code.expires_s);
  EXPECT_EQ(read->district, "440309");
}

TEST(HandoverCodeTest, a_cut_or_changed_code_is_malformed_or_another_one) {
  const std::string text = make_handover_code(sample()).value();
  for (std::size_t i = 0; i < text.size(); ++i) {
    EXPECT_FALSE(parse_handover_code(text.substr(0, i))) << i;
    std::string changed = text;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    if (const auto read = parse_handover_code(changed)) {
      EXPECT_EQ(make_handover_code(*read).value(), changed);
    }
  }
  EXPECT_FALSE(parse_handover_code(text + "00"));
  EXPECT_EQ(parse_handover_code(text + std::string(300, '0')).error().code,
            FailureCode::code_too_large);
}

TEST(HandoverCodeTest, members_of_another_kind_or_too_many_are_malformed) {
  const auto text_of = [](const CborValue& map) {
    return std::string(kHandoverPrefix) + base45_encode(cbor_encode(map).value());
  };
  CborValue good = CborValue::map();
  good.put(1, CborValue::bytes(Bytes(16)));
  good.put(2, CborValue::bytes(Bytes(32)));
  good.put(3, CborValue::integer(5));
  good.put(4, CborValue::text("440309"));
  EXPECT_TRUE(parse_handover_code(text_of(good)));
  CborValue more = good;
  more.put(5, CborValue::integer(1));
  EXPECT_FALSE(parse_handover_code(text_of(more)));
  const std::vector<std::pair<int, CborValue>> wrong = {
      {1, CborValue::bytes(Bytes(15))}, {2, CborValue::bytes(Bytes(33))},
      {3, CborValue::integer(-1)},      {3, CborValue::text("5")},
      {4, CborValue::text("44030")},    {4, CborValue::text("44030X")}};
  for (const auto& [key, value] : wrong) {
    CborValue bad = CborValue::map();
    for (int i = 1; i <= 4; ++i) bad.put(i, i == key ? value : *good.find(i));
    EXPECT_FALSE(parse_handover_code(text_of(bad))) << key;
  }
}

TEST(HandoverCodeTest, a_scanner_knows_it_by_its_prefix) {
  const std::string text = make_handover_code(sample()).value();
  const auto scanned = classify_scan(as_bytes(text + "\r\n"), TubeCodeRule{});
  ASSERT_TRUE(scanned);
  EXPECT_EQ(scanned->kind, ScannedKind::Handover);
  EXPECT_EQ(scanned->text, text);
}

}  // namespace
}  // namespace dk::codes
