#include "base/crypto/suite.h"

#include <gtest/gtest.h>

#include <utility>

namespace dk::crypto {
namespace {

template <class T>
FailureCode code_of(const Result<T>& result) {
  return result ? FailureCode::internal : result.error().code;
}

TEST(Suites, every_id_belongs_to_the_suite_that_names_it) {
  for (const Suite suite : {Suite::International, Suite::Shangmi}) {
    const SuiteAlgorithms names = algorithms_of(suite);
    EXPECT_EQ(suite_of_aead(std::to_underlying(names.aead)).value(), suite);
    EXPECT_EQ(suite_of_hash(std::to_underlying(names.hash)).value(), suite);
    EXPECT_EQ(suite_of_signature(std::to_underlying(names.signature)).value(), suite);
    const Bytes box{box_byte_of(names.aead).value()};
    EXPECT_EQ(suite_of_box(box).value(), suite);
    EXPECT_EQ(aead_of_box_byte(box[0]).value(), names.aead);
    EXPECT_EQ(suite_of_sealed(Bytes{std::to_underlying(suite)}).value(), suite);
    EXPECT_EQ(suite_from_name(name_of(suite)), suite);
  }
  EXPECT_EQ(suite_of_signature(std::to_underlying(SignatureAlgorithm::Ps256)).value(),
            Suite::International);
}

TEST(Suites, ids_that_nobody_gave_are_refused) {
  for (const std::int64_t id : {0, 1, -35, -257, -65536, -65540}) {
    EXPECT_EQ(code_of(suite_of_aead(id)), FailureCode::algorithm_refused) << id;
    EXPECT_EQ(code_of(suite_of_signature(id)), FailureCode::algorithm_refused) << id;
    EXPECT_EQ(code_of(suite_of_hash(id)), FailureCode::algorithm_refused) << id;
  }
  EXPECT_EQ(code_of(suite_of_box(Bytes{4})), FailureCode::algorithm_refused);
  EXPECT_EQ(code_of(suite_of_box({})), FailureCode::crypto_failed);
  EXPECT_EQ(code_of(suite_of_sealed(Bytes{3})), FailureCode::algorithm_refused);
  EXPECT_EQ(suite_from_name("SHANGMI"), std::nullopt);
}

TEST(Suites, policy_refuses_by_name_what_is_below_its_floor) {
  const AlgorithmPolicy policy = only(Suite::Shangmi);
  EXPECT_EQ(policy.write, Suite::Shangmi);
  EXPECT_TRUE(policy.require(Suite::Shangmi, "manifest"));
  const Status refused = policy.require(Suite::International, "manifest");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, FailureCode::algorithm_refused);
  EXPECT_NE(refused.error().detail.find("manifest: international"), std::string::npos);
  EXPECT_TRUE(kEveryKnownSuite.require(Suite::International, "root"));
  EXPECT_TRUE(kEveryKnownSuite.require(Suite::Shangmi, "root"));
}

}  // namespace
}  // namespace dk::crypto
