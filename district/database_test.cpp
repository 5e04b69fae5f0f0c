#include "district/database.h"

#include <gtest/gtest.h>

namespace dk::district::testing {
namespace {

class Statements : public ::testing::Test {
 protected:
  void SetUp() override {
    database_ = Database::open(":memory:", OpenAs::Create).value();
    ASSERT_TRUE(database_->script("CREATE TABLE t (n INTEGER UNIQUE, name TEXT)"));
  }
  [[nodiscard]] std::vector<Row> all() {
    return database_->query("SELECT n, name FROM t ORDER BY n", {}).value();
  }
  std::unique_ptr<Database> database_;
};

TEST_F(Statements, nothing_stays_bound_from_the_time_before) {
  const char* insert = "INSERT INTO t (n, name) VALUES (?, ?)";
  ASSERT_TRUE(database_->run(insert, {std::int64_t{1}, std::string("first")}));
  ASSERT_TRUE(database_->run(insert, {std::int64_t{2}}));
  ASSERT_EQ(all().size(), 2U);
  EXPECT_TRUE(all()[1].is_null(1));
}

TEST_F(Statements, one_that_failed_serves_again_and_holds_up_no_commit) {
  const char* insert = "INSERT INTO t (n) VALUES (?)";
  auto transaction = Transaction::begin(*database_).value();
  ASSERT_TRUE(database_->run(insert, {std::int64_t{1}}));
  EXPECT_FALSE(database_->run(insert, {std::int64_t{1}}));
  ASSERT_TRUE(database_->run(insert, {std::int64_t{2}}));
  ASSERT_TRUE(transaction.commit());
  EXPECT_EQ(all().size(), 2U);
  EXPECT_FALSE(database_->query("SELECT missing FROM t", {}));
}

TEST_F(Statements, more_texts_than_are_kept) {
  for (int i = 0; i < 1000; ++i) {
    ASSERT_TRUE(database_->query("SELECT " + std::to_string(i), {}));
  }
  EXPECT_TRUE(all().empty());
}

}  // namespace
}  // namespace dk::district::testing
