#include "base/codes/scanned.h"

#include <gtest/gtest.h>

namespace dk::codes {
namespace {

Result<Scanned> scan(std::string_view text) { return classify_scan(as_bytes(text), {}); }

ScannedKind kind_of(std::string_view text) {
  const auto scanned = scan(text);
  EXPECT_TRUE(scanned) << text;
  return scanned ? scanned->kind : ScannedKind::OpaqueToken;
}

TEST(Scanned, each_thing_that_is_held_before_the_window) {
  EXPECT_EQ(kind_of("LH1:NCF960%A0T9W"), ScannedKind::IdentityCode);
  EXPECT_EQ(kind_of("LHR1:NCF960%A0T9W"), ScannedKind::Receipt);
  EXPECT_EQ(kind_of("HC1:NCFOXN%TS3DH"), ScannedKind::HealthCert);
  EXPECT_EQ(kind_of("440309194905209540"), ScannedKind::CitizenNumber);
  EXPECT_EQ(kind_of("LH1122-0457-15"), ScannedKind::TubeCode);
  EXPECT_EQ(kind_of("LH1122-0457-16"), ScannedKind::TubeCode);  // a worn label: its own message
  EXPECT_EQ(kind_of("https://example.invalid/ykm?token=1"), ScannedKind::OpaqueToken);
  EXPECT_EQ(kind_of("6901234567892"), ScannedKind::OpaqueToken);  // a bottle of water
}

TEST(Scanned, boxes_where_they_are_packed_and_nowhere_else) {
  const TubeCodeRule boxes{.prefix = "BX"};
  const auto at_packing = [&](std::string_view text, const TubeCodeRule& tubes) {
    return classify_scan(as_bytes(text), tubes, boxes)->kind;
  };
  EXPECT_EQ(at_packing("bx1122-0007-42", {}), ScannedKind::BoxCode);
  EXPECT_EQ(at_packing("LH1122-0457-15", {}), ScannedKind::TubeCode);
  EXPECT_EQ(kind_of("BX1122-0007-42"), ScannedKind::OpaqueToken);
  // A site whose tubes may begin with anything: the longer prefix decides.
  EXPECT_EQ(at_packing("BX1122-0007-42", {.prefix = ""}), ScannedKind::BoxCode);
  EXPECT_EQ(at_packing("BX1122-0007-42", {.prefix = "BX11"}), ScannedKind::TubeCode);
}

TEST(Scanned, texts_are_normalised) {
  EXPECT_EQ(scan("44030919440229961x\r\n")->text, "44030919440229961X");
  EXPECT_EQ(scan("lh1122-0457-15\r")->text, "LH1122-0457-15");
  EXPECT_EQ(scan(std::string_view("\n\0LH1:AB \r\n\0", 12))->text,
            "LH1:AB ");  // the space is base45's
  EXPECT_EQ(scan("DKC:UNDO\r")->text, "undo");
  EXPECT_EQ(scan("DKC:seal")->text, "seal");
  EXPECT_EQ(scan("DKC:seal")->kind, ScannedKind::Command);
}

TEST(Scanned, payment_codes_are_refused_by_name_and_not_kept) {
  for (const char* code :
       {"130123456789012345", "100000000000000000", "159999999999999999", "2512345678901234",
        "289012345678901234", "301234567890123456789012", "6212345678901234567"}) {
    const auto scanned = scan(code);
    ASSERT_TRUE(scanned);
    EXPECT_EQ(scanned->kind, ScannedKind::Payment) << code;
    EXPECT_TRUE(scanned->text.empty()) << "its digits are money";
  }
  for (const char* code :
       {"160123456789012345", "13012345678901234", "1301234567890123456", "251234567890123",
        "2512345678901234567890123", "621234567890123456", "13012345678901234A"}) {
    EXPECT_EQ(kind_of(code), ScannedKind::OpaqueToken) << code;
  }
}

// 11 to 15 begin both payment codes and the numbers of people from Beijing to Inner Mongolia.
TEST(Scanned, a_citizen_of_beijing_is_no_payment) {
  EXPECT_EQ(kind_of("11010519491231002X"), ScannedKind::CitizenNumber);
  EXPECT_EQ(kind_of("110105194912310054"), ScannedKind::CitizenNumber);
  EXPECT_EQ(kind_of("110105194912310055"), ScannedKind::Payment);  // the check is wrong
}

TEST(Scanned, empty_overlong_and_wordless_scans) {
  for (const std::string_view nothing :
       {std::string_view(""), std::string_view("\r\n"), std::string_view("\0\0", 2)}) {
    EXPECT_EQ(scan(nothing).error().code, FailureCode::code_malformed);
  }
  for (const char* command : {"DKC:", "DKC:rm -rf", "DKC:undo;", "DKC:\xE6\x92\xA4"}) {
    EXPECT_EQ(scan(command).error().code, FailureCode::code_malformed) << command;
  }
  EXPECT_EQ(scan("DKC:" + std::string(33, 'a')).error().code, FailureCode::code_malformed);
  EXPECT_EQ(scan(std::string(2048, 'x') + "\r\n")->kind, ScannedKind::OpaqueToken);
  EXPECT_EQ(scan(std::string(2049, 'x')).error().code, FailureCode::code_too_large);
}

}  // namespace
}  // namespace dk::codes
