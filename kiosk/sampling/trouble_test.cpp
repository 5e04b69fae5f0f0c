// A store that fails and comes back, as the desk sees it.
#include <gtest/gtest.h>

#include "kiosk/sampling/test_hall.h"

namespace dk::kiosk::sampling {
namespace {

struct Shift : Hall {
  Shift() {
    sign_in();
    open_tube();
    scan(person(1));
    advance(Milliseconds{9000});  // the green panel is gone
  }
  void healed() { send(StoreChanged{std::nullopt, pieces}); }
};

TEST(StoreTrouble, known_refusal_is_said_at_once_and_the_desk_closes_behind_it) {
  Shift hall;
  hall.store_fails = FailureCode::disk_read_only;
  hall.scan(Hall::person(2));
  ASSERT_TRUE(hall.view().alert);
  EXPECT_EQ(hall.view().alert->kind, AlertView::Kind::NotSaved);
  hall.tap("alert.ack");
  EXPECT_EQ(hall.view().stage, Stage::NotReady);
  EXPECT_EQ(hall.view().not_ready_why, FailureCode::disk_read_only);
  hall.store_fails.reset();
  hall.healed();
  EXPECT_EQ(hall.view().stage, Stage::Desk);
  EXPECT_EQ(hall.view().tube.count, 1);
  hall.scan(Hall::person(2));
  EXPECT_EQ(hall.view().tube.count, 2);
}

// The disk failed in the middle: whether it is saved is only known when the store was looked at.
TEST(StoreTrouble, unsettled_person_is_shown_when_found_saved) {
  Shift hall;
  hall.hold_saves = true;
  hall.scan(Hall::person(2));
  const Save held = hall.held.at(0);
  hall.send(Saved{held.save_id, fail(FailureCode::io_error, ""), hall.steady_});
  EXPECT_EQ(hall.view().stage, Stage::NotReady);
  EXPECT_FALSE(hall.view().alert);
  EXPECT_FALSE(hall.view().confirmed);
  hall.send(StoreChanged{std::nullopt, hall.with(held)});
  EXPECT_EQ(hall.view().stage, Stage::Desk);
  ASSERT_TRUE(hall.view().confirmed);
  EXPECT_EQ(hall.view().confirmed->position, 2);
  EXPECT_EQ(hall.view().tube.count, 2);
}

TEST(StoreTrouble, unsettled_person_is_not_registered_when_not_found) {
  Shift hall;
  const LocalState before = hall.pieces;
  hall.hold_saves = true;
  hall.scan(Hall::person(2));
  hall.send(Saved{hall.held.at(0).save_id, fail(FailureCode::io_error, ""), hall.steady_});
  hall.send(StoreChanged{std::nullopt, before});
  EXPECT_EQ(hall.view().stage, Stage::Desk);
  ASSERT_TRUE(hall.view().alert);
  EXPECT_EQ(hall.view().alert->kind, AlertView::Kind::NotSaved);
  EXPECT_EQ(hall.view().alert->code, FailureCode::io_error);
  EXPECT_EQ(hall.view().tube.count, 1);
}

TEST(StoreTrouble, last_person_is_seen_as_finished_before_the_desk_closes) {
  Shift hall;
  hall.scan(Hall::person(2));
  hall.send(StoreChanged{FailureCode::disk_full, {}});
  EXPECT_EQ(hall.view().stage, Stage::Desk);
  ASSERT_TRUE(hall.view().confirmed);
  EXPECT_EQ(hall.view().confirmed->position, 2);
  const auto stored = hall.stored.size();
  hall.scan(Hall::person(3));
  EXPECT_EQ(hall.view().stage, Stage::NotReady);
  EXPECT_EQ(hall.view().not_ready_why, FailureCode::disk_full);
  EXPECT_EQ(hall.stored.size(), stored);
  EXPECT_EQ(hall.sounds.back(), Sound::Refused);
  hall.healed();
  EXPECT_EQ(hall.view().stage, Stage::Desk);
  EXPECT_EQ(hall.view().tube.count, 2);
}

TEST(StoreTrouble, scans_that_waited_are_dropped_and_the_printers_word_is_kept) {
  Shift hall;
  hall.scan(Hall::person(2));
  hall.tap("seal");
  hall.tap("ask.yes");
  ASSERT_EQ(hall.prints.size(), 1u);
  hall.send(StoreChanged{FailureCode::disk_full, {}});
  hall.send(Printed{hall.prints[0].job.job, "printed"});
  EXPECT_EQ(hall.stored_of(wire::kLabelPrinted), 0);
  hall.healed();
  EXPECT_EQ(hall.stored_of(wire::kLabelPrinted), 1);
  EXPECT_EQ(hall.view().labels_owed, 0);
  EXPECT_EQ(hall.prints.size(), 1u);
}

TEST(StoreTrouble, person_who_waited_behind_another_save_is_told_of) {
  Shift hall;
  hall.hold_saves = true;
  hall.scan(Hall::person(2));
  hall.scan(Hall::person(3));  // waits
  hall.send(Saved{hall.held.at(0).save_id, {}, hall.steady_});
  ASSERT_EQ(hall.held.size(), 2u);
  hall.scan(Hall::person(4));  // waits behind the third
  hall.send(StoreChanged{FailureCode::io_error, {}});
  hall.send(Saved{hall.held.at(1).save_id, fail(FailureCode::io_error, ""), hall.steady_});
  hall.send(StoreChanged{std::nullopt, hall.with(hall.held.at(0))});
  ASSERT_TRUE(hall.view().alert);
  EXPECT_EQ(hall.view().alert->kind, AlertView::Kind::NotSaved);
}

TEST(StoreTrouble, printers_word_that_could_not_be_saved_is_saved_later) {
  for (const FailureCode code : {FailureCode::disk_full, FailureCode::io_error}) {
    Shift hall;
    hall.tap("seal");
    hall.tap("ask.yes");
    ASSERT_EQ(hall.prints.size(), 1u);
    hall.store_fails = code;
    hall.send(Printed{hall.prints[0].job.job, "printed"});
    EXPECT_FALSE(hall.view().alert) << "nobody at the desk has to do anything";
    EXPECT_EQ(hall.stored_of(wire::kLabelPrinted), 0);
    hall.healed();  // it was not, and fails again
    EXPECT_EQ(hall.stored_of(wire::kLabelPrinted), 0);
    hall.store_fails.reset();
    hall.healed();
    EXPECT_EQ(hall.stored_of(wire::kLabelPrinted), 1);
    EXPECT_EQ(hall.view().labels_owed, 0);
    EXPECT_EQ(hall.prints.size(), 1u);
  }
}

TEST(StoreTrouble, sign_in_that_was_not_saved_starts_at_the_badge) {
  Hall hall;
  hall.store_fails = FailureCode::disk_full;
  hall.sign_in();
  hall.tap("alert.ack");
  hall.store_fails.reset();
  hall.send(StoreChanged{std::nullopt, hall.pieces});
  EXPECT_EQ(hall.view().stage, Stage::ScanBadge);
  hall.sign_in();
  EXPECT_EQ(hall.view().stage, Stage::Desk);
}

TEST(StoreTrouble, nobody_is_signed_out_while_the_disk_is_looked_at) {
  Shift hall;
  hall.hold_saves = true;
  hall.scan(Hall::person(2));
  hall.send(Saved{hall.held.at(0).save_id, fail(FailureCode::io_error, ""), hall.steady_});
  hall.advance(Milliseconds{10 * 60'000});
  hall.send(StoreChanged{std::nullopt, hall.with(hall.held.at(0))});
  EXPECT_EQ(hall.view().tube.count, 2);
}

TEST(StoreTrouble, damaged_state_of_the_desk_keeps_it_closed) {
  Shift hall;
  hall.send(StoreChanged{FailureCode::io_error, {}});
  hall.send(StoreChanged{std::nullopt, {{"desk", "not a desk"}}});
  EXPECT_EQ(hall.view().stage, Stage::NotReady);
  EXPECT_EQ(hall.view().not_ready_why, FailureCode::data_damaged);
}

}  // namespace
}  // namespace dk::kiosk::sampling
