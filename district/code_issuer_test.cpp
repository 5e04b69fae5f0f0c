#include "district/code_issuer.h"

#include <png.h>
#include <zbar.h>

#include "base/codes/trust_list.h"
#include "district/qr_png.h"
#include "district/test_district.h"

namespace dk::district::testing {
namespace {

class Codes : public District {
 protected:
  // What a terminal knows: the signed trust list.
  [[nodiscard]] codes::TrustBundle trust() {
    const auto object = gateway_->objects().newest(wire::kObjectTrustList, kSite, gateway_->root());
    EXPECT_TRUE(object);
    auto bundle = codes::parse_trust_bundle(object->content);
    EXPECT_TRUE(bundle);
    return std::move(*bundle);
  }
  Result<IssuedCode> issue(CodeOrder order) {
    order.at = t1();
    return issue_code(*gateway_, files_, random_, order);
  }
};

TEST_F(Codes, a_terminal_reads_the_code_of_a_person) {
  const auto code = issue({"P02", "", 5, 3, {}});
  ASSERT_TRUE(code) << code.error().detail;
  EXPECT_EQ(code->expires_s, to_unix_seconds(t1()) + 300);
  EXPECT_EQ(code->text.find("440309194905209540"), std::string::npos);
  const auto bundle = trust();
  const auto read = codes::verify_identity_code(code->text, codes::CodeUse::Person, bundle.trust,
                                                bundle.day_keys, t1());
  ASSERT_TRUE(read) << read.error().detail;
  ASSERT_TRUE(read->person);
  EXPECT_EQ(read->person->name, "陈秀英");
  EXPECT_EQ(read->person->document_number, "440309194905209540");
  EXPECT_EQ(read->loa, 3);
  const auto late = codes::verify_identity_code(code->text, codes::CodeUse::Person, bundle.trust,
                                                bundle.day_keys, t1() + std::chrono::minutes(7));
  EXPECT_EQ(late.error().code, FailureCode::code_expired);
}

TEST_F(Codes, a_badge_is_no_persons_code) {
  const auto badge = issue({"", "S-0041", 0, 2, {}});
  ASSERT_TRUE(badge) << badge.error().detail;
  const auto bundle = trust();
  const auto read = codes::verify_identity_code(badge->text, codes::CodeUse::Staff, bundle.trust,
                                                bundle.day_keys, t1());
  ASSERT_TRUE(read) << read.error().detail;
  EXPECT_EQ(read->staff_id, "S-0041");
  EXPECT_EQ(read->role, "sampler");
  EXPECT_EQ(codes::verify_identity_code(badge->text, codes::CodeUse::Person, bundle.trust,
                                        bundle.day_keys, t1())
                .error()
                .code,
            FailureCode::code_wrong_use);
}

TEST_F(Codes, nobody_is_invented) {
  EXPECT_EQ(issue({"P99", "", 5, 2, {}}).error().code, FailureCode::not_found);
  EXPECT_EQ(issue({"", "S-9999", 5, 2, {}}).error().code, FailureCode::not_found);
  EXPECT_EQ(issue({"P02", "S-0041", 5, 2, {}}).error().code, FailureCode::invalid_argument);
  EXPECT_EQ(issue({"", "", 5, 2, {}}).error().code, FailureCode::invalid_argument);
  CodeOrder order{"P02", "", 5, 2, t1() + std::chrono::days(100)};
  EXPECT_EQ(issue_code(*gateway_, files_, random_, order).error().code,
            FailureCode::code_day_key_missing);
}

wire::CodeQuestion own(Uuid id) {
  return {id, {"id-card", "440309194905209540", "陈秀英"}, "1949-05-20", 2};
}

TEST_F(Codes, own_code_is_read_by_any_terminal_for_a_minute) {
  gateway_->let_issue(files_);
  const auto rows = [&] {
    return gateway_->database()
        .query("SELECT count(*) FROM person_access WHERE what='code'", {})
        ->at(0)
        .integer(0);
  };
  const wire::CodeQuestion question = own(ids_.next());
  const auto told = issue_own_code(*gateway_, kTerminal, question, t1());
  ASSERT_TRUE(told) << told.error().detail;
  EXPECT_EQ(told->id, question.id);
  EXPECT_EQ(told->seconds, 60);
  EXPECT_EQ(rows(), 1);
  const auto bundle = trust();
  const auto read = codes::verify_identity_code(told->code, codes::CodeUse::Person, bundle.trust,
                                                bundle.day_keys, t1());
  ASSERT_TRUE(read) << read.error().detail;
  EXPECT_EQ(read->person->name, "陈秀英");
  EXPECT_EQ(read->person->birth, "1949-05-20");
  EXPECT_EQ(read->loa, 2) << "a card in hand, no face";
  const auto again = issue_own_code(*gateway_, kTerminal, own(ids_.next()), t1());
  ASSERT_TRUE(again);
  EXPECT_NE(again->code, told->code);
}

TEST_F(Codes, server_that_was_not_told_to_issue_gives_none) {
  const auto told = issue_own_code(*gateway_, kTerminal, own(ids_.next()), t1());
  ASSERT_TRUE(told);
  EXPECT_TRUE(told->code.empty());
  EXPECT_EQ(told->seconds, 0);
}

TEST_F(Codes, no_own_code_without_a_key_of_the_day) {
  gateway_->let_issue(files_);
  const auto told =
      issue_own_code(*gateway_, kTerminal, own(ids_.next()), t1() + std::chrono::days(100));
  ASSERT_FALSE(told);
  EXPECT_EQ(told.error().code, FailureCode::code_day_key_missing);
}

TEST_F(Codes, a_rare_name_survives) {
  const auto code = issue({"P13", "", 5, 2, {}});
  ASSERT_TRUE(code);
  const auto bundle = trust();
  const auto read = codes::verify_identity_code(code->text, codes::CodeUse::Person, bundle.trust,
                                                bundle.day_keys, t1());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->person->name, "张\U0002C618");
}

TEST_F(Codes, another_decoder_reads_the_picture) {
  const auto code = issue({"P02", "", 5, 2, {}});
  ASSERT_TRUE(code);
  const auto png = qr_png(code->text);
  ASSERT_TRUE(png);
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  ASSERT_NE(png_image_begin_read_from_memory(&image, png->data(), png->size()), 0);
  image.format = PNG_FORMAT_GRAY;
  std::string pixels(PNG_IMAGE_SIZE(image), '\0');
  ASSERT_NE(png_image_finish_read(&image, nullptr, pixels.data(), 0, nullptr), 0);
  EXPECT_EQ(image.width % 8, 0u);
  zbar::Image picture(image.width, image.height, "Y800", pixels.data(), pixels.size());
  zbar::ImageScanner scanner;
  ASSERT_EQ(scanner.scan(picture), 1);
  EXPECT_EQ(picture.symbol_begin()->get_data(), code->text);
}

}  // namespace
}  // namespace dk::district::testing
