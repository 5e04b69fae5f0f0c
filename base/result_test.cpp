#include "base/result.h"

#include <gtest/gtest.h>

#include <set>

namespace dk {
namespace {

TEST(Failures, every_code_has_its_own_name) {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < failure_count(); ++i) {
    names.insert(name_of(static_cast<FailureCode>(i)));
  }
  EXPECT_EQ(names.size(), failure_count());
  EXPECT_EQ(name_of(FailureCode::code_expired), "code_expired");
  EXPECT_EQ(name_of(static_cast<FailureCode>(failure_count() - 1)), "handover_elsewhere");
}

TEST(Failures, severity_comes_from_the_list) {
  EXPECT_EQ(severity_of(FailureCode::paper_out), Severity::Notice);
  EXPECT_EQ(severity_of(FailureCode::crypto_failed), Severity::Fault);
  EXPECT_EQ(severity_of(FailureCode::disk_full), Severity::Stop);
}

TEST(FailuresDeathTest, code_from_a_wrong_cast_stops_the_program) {
  EXPECT_DEATH(static_cast<void>(name_of(static_cast<FailureCode>(failure_count()))), "");
}

Result<int> half(int value) {
  if (value % 2 != 0) return fail(FailureCode::invalid_argument, "odd");
  return value / 2;
}
Result<int> quarter(int value) {
  DK_TRY(once, half(value));
  DK_TRY(twice, half(once));
  return twice;
}
Status divisible(int value) {
  DK_CHECK(quarter(value));
  return {};
}

TEST(Results, failure_leaves_at_the_first_trouble) {
  EXPECT_EQ(quarter(12), 3);
  EXPECT_EQ(quarter(6).error().detail, "odd");
  EXPECT_TRUE(divisible(4));
  EXPECT_EQ(divisible(2).error().code, FailureCode::invalid_argument);
}

}  // namespace
}  // namespace dk
