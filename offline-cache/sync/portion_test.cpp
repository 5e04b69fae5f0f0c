// A queue behind a link on which a large batch never arrives whole.
#include "offline-cache/sync/portion.h"

#include <gtest/gtest.h>

#include "offline-cache/outbox/outbox_test_support.h"
#include "offline-cache/sync/test_district.h"

namespace dk::cache {
namespace {

const Failure kTimedOut{FailureCode::timed_out, "60 s"};

TEST(Portion, a_dead_line_says_nothing_about_the_portion) {
  Portion portion(1, 200, 200);
  portion.was_cut(Milliseconds(3));
  EXPECT_EQ(portion.size(), 200u);
  portion.was_cut(Milliseconds(60'000));
  EXPECT_EQ(portion.size(), 100u);
  portion.went_through(portion.size(), Milliseconds(30'000));  // it went, but more would not
  EXPECT_EQ(portion.size(), 100u);
  portion.went_through(portion.size(), Milliseconds(2'000));
  EXPECT_EQ(portion.size(), 200u);
  for (int i = 0; i < 20; ++i) portion.was_cut(Milliseconds(60'000));
  EXPECT_EQ(portion.size(), 1u);
}

TEST(Portion, grows_beyond_the_first_only_on_a_quick_line) {
  Portion portion(1, 200, 1000, Milliseconds(1'000));
  portion.went_through(portion.size(), Milliseconds(5'000));
  EXPECT_EQ(portion.size(), 200u) << "what is urgent would wait longer";
  portion.was_cut(Milliseconds(60'000));
  portion.was_cut(Milliseconds(60'000));
  EXPECT_EQ(portion.size(), 50u);
  portion.went_through(portion.size(), Milliseconds(5'000));
  portion.went_through(portion.size(), Milliseconds(5'000));
  portion.went_through(portion.size(), Milliseconds(5'000));
  EXPECT_EQ(portion.size(), 200u);
  for (int i = 0; i < 3; ++i) portion.went_through(portion.size(), Milliseconds(20));
  EXPECT_EQ(portion.size(), 1000u);
  portion.went_through(999, Milliseconds(40'000));
  EXPECT_EQ(portion.size(), 1000u) << "the end of a queue says nothing";
  portion.went_through(1000, Milliseconds(40'000));
  EXPECT_EQ(portion.size(), 500u);
  for (int i = 0; i < 3; ++i) portion.went_through(portion.size(), Milliseconds(9'000));
  EXPECT_EQ(portion.size(), 200u);
}

// The desk's clock moves while a call is under way.
class NarrowLink : public testing::Test {
 protected:
  // Bodies larger than `bytes` die after a minute; everything takes its time.
  void narrow(std::size_t bytes) {
    district_.before = [this, bytes](const HttpRequest& request) -> Status {
      if (request.body.size() + static_cast<std::size_t>(request.range_size) > bytes) {
        desk_.clock.advance(Milliseconds(60'000));
        return std::unexpected(kTimedOut);
      }
      desk_.clock.advance(Milliseconds(5'000));
      return {};
    };
  }
  Desk desk_;
  test::SimulatedDistrict district_{desk_.clock.now()};
  std::unique_ptr<Outbox> outbox_ = std::move(desk_.open().value());
  std::unique_ptr<Reference> reference_ =
      std::move(Reference::open(desk_.files, *desk_.keys, desk_.random, "/reference",
                                test::kTerminal, district_.root, desk_.clock)
                    .value());
};

TEST_F(NarrowLink, a_batch_that_is_cut_again_and_again_becomes_one_that_arrives) {
  for (int i = 0; i < 300; ++i) ASSERT_TRUE(outbox_->append(desk_.registration()));
  Sync sync(district_, *outbox_, *reference_, desk_.clock, {.terminal = test::kTerminal});
  narrow(2'000);
  int passes = 0;
  while (outbox_->counts().saved > 0 && passes < 20) {
    ++passes;
    (void)sync.sync_once();
  }
  EXPECT_EQ(outbox_->counts().confirmed, 300u);
  EXPECT_EQ(district_.accepted, 300);
  EXPECT_LE(passes, 20);
}

TEST_F(NarrowLink, a_large_object_arrives_in_pieces_that_the_link_can_carry) {
  district_.signer.put_site(1, 100);
  district_.signer.put_list(1, 20'000);  // 240 kB
  district_.manifest = district_.signer.manifest_cose(1);
  Sync sync(district_, *outbox_, *reference_, desk_.clock, {.terminal = test::kTerminal});
  narrow(20'000);
  bool changed = false;
  for (int passes = 0; passes < 20 && !changed; ++passes) {
    const auto summary = sync.sync_once();
    changed = summary && summary->reference_changed;
  }
  EXPECT_TRUE(changed);
}

}  // namespace
}  // namespace dk::cache
