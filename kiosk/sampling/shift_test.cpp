// Shifts, locks and late hits: what goes on when people change and lists do.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kiosk/sampling/test_hall.h"

namespace dk::kiosk::sampling {
namespace {

using ::testing::SizeIs;
using Kind = AlertView::Kind;

class Shifts : public ::testing::Test {
 protected:
  void SetUp() override {
    hall.sign_in();
    hall.open_tube();
    hall.scan(Hall::person(1));
    hall.scan(Hall::person(2));
  }
  [[nodiscard]] wire::ShiftClosed closed() const {
    return wire::shift_closed_from_json(hall.last_of(wire::kShiftClosed).body)
        .value_or(wire::ShiftClosed{});
  }
  Hall hall;
};

TEST_F(Shifts, desk_locked_in_mid_tube_goes_on_with_the_same_shift) {
  hall.scan(ScannedCommand{"lock"});
  EXPECT_EQ(hall.view().stage, Stage::ScanBadge);
  hall.scan(Hall::person(3));
  EXPECT_EQ(hall.stored_of(wire::kPersonRegistered), 2);
  hall.sign_in();
  EXPECT_EQ(hall.view().tube.count, 2);
  EXPECT_EQ(hall.stored_of(wire::kShiftOpened), 1);
  EXPECT_EQ(hall.stored_of(wire::kShiftClosed), 0);
}

TEST_F(Shifts, kill_and_sign_in_again_is_the_same_shift) {
  hall.power_cut();
  hall.sign_in();
  EXPECT_EQ(hall.stored_of(wire::kShiftOpened), 1);
  hall.tap("menu.shift");
  EXPECT_EQ(hall.view().shift->persons, 2U);
}

TEST_F(Shifts, another_badge_at_a_locked_desk_is_a_hand_over_with_the_tube_kept) {
  hall.tap("menu.lock");
  hall.sign_in("S-0043", "李*");
  EXPECT_EQ(closed().reason, "handover");
  EXPECT_EQ(closed().staff, "S-0041");
  ASSERT_TRUE(closed().counts);
  EXPECT_EQ(closed().counts->persons, 2U);
  EXPECT_EQ(hall.stored_of(wire::kShiftOpened), 2);
  EXPECT_EQ(hall.view().tube.count, 2);
  EXPECT_EQ(hall.view().staff_masked, "李*");
  hall.scan(Hall::person(3));
  hall.tap("menu.shift");
  EXPECT_EQ(hall.view().shift->persons, 1U);
}

TEST_F(Shifts, another_badge_whose_pin_is_wrong_closes_nothing) {
  hall.badge("S-0043", "李*", "sampler");
  for (int i = 0; i < 4; ++i) hall.tap("pin.key[0]");
  hall.tap("pin.enter");
  hall.send(PinChecked{false});
  EXPECT_EQ(hall.stored_of(wire::kShiftClosed), 0);
  hall.tap("pin.back");
  hall.sign_in();
  EXPECT_EQ(hall.stored_of(wire::kShiftOpened), 1);
}

TEST_F(Shifts, end_of_the_shift_shows_prints_and_closes_it) {
  hall.scan(Hall::person(3, false));
  hall.tap("undo");
  hall.tap("ask.yes");
  Credential typed = Hall::person(4);
  typed.body.method = "manual";
  hall.scan(typed);
  hall.scan(Hall::key_person(5));
  hall.scan(ScannedTube{"LH1122-0900-11"});
  hall.print_all("unknown");
  hall.tap("alert.ack");
  hall.tap("more");
  EXPECT_TRUE(hall.view().menu);
  hall.tap("menu.shift");
  ASSERT_TRUE(hall.view().shift);
  const ShiftView shift = *hall.view().shift;
  EXPECT_EQ(shift.staff_masked, "曾*");
  EXPECT_EQ(shift.persons, 4U);
  EXPECT_EQ(shift.tubes, 1U);
  EXPECT_EQ(shift.singles, 1U);
  EXPECT_EQ(shift.undone, 1U);
  EXPECT_EQ(shift.not_compared, 0U);
  EXPECT_EQ(shift.manual, 1U);
  EXPECT_EQ(shift.loose_tubes, 1);
  EXPECT_EQ(shift.labels_unknown, 1);
  EXPECT_EQ(shift.open_tube, "LH1122-0001-11");
  EXPECT_EQ(shift.open_tube_persons, 3);
  hall.tap("shift.print");
  hall.print_all();
  hall.tap("shift.print");
  ASSERT_THAT(hall.reports, SizeIs(2));
  EXPECT_FALSE(hall.reports[0].copy);
  EXPECT_TRUE(hall.reports[1].copy);
  hall.scan(Hall::person(6));  // nobody is registered behind the report
  EXPECT_EQ(hall.stored_of(wire::kPersonRegistered), 5);
  hall.scan(ScannedCommand{"yes"});
  EXPECT_EQ(hall.view().stage, Stage::ScanBadge);
  EXPECT_EQ(closed().reason, "ended");
  EXPECT_EQ(closed().counts->persons, 4U);
  EXPECT_EQ(hall.last_of(wire::kShiftClosed).priority, 2);
  hall.sign_in();
  EXPECT_EQ(hall.stored_of(wire::kShiftOpened), 2);
  EXPECT_EQ(hall.view().tube.count, 3);
}

TEST_F(Shifts, twelve_hours_are_the_limit_and_the_tube_stays) {
  for (int hour = 0; hour < 144; ++hour) {
    hall.advance(std::chrono::minutes(4) + std::chrono::seconds(59));
    hall.tap("menu.close");  // a hand on the screen
  }
  hall.advance(std::chrono::minutes(4));
  EXPECT_EQ(hall.view().stage, Stage::ScanBadge);
  EXPECT_EQ(closed().reason, "limit");
  hall.sign_in();
  EXPECT_EQ(hall.stored_of(wire::kShiftOpened), 2);
  EXPECT_EQ(hall.view().tube.count, 2);
}

TEST_F(Shifts, shift_forgotten_over_night_is_closed_at_the_locked_desk) {
  hall.advance(std::chrono::hours(13));
  EXPECT_EQ(hall.stored_of(wire::kShiftClosed), 1);
  EXPECT_EQ(closed().reason, "limit");
}

TEST_F(Shifts, store_that_refuses_the_closing_keeps_the_shift_open) {
  hall.tap("menu.shift");
  hall.store_fails = FailureCode::disk_full;
  hall.tap("shift.confirm");
  EXPECT_EQ(hall.view().alert->kind, Kind::NotSaved);
  EXPECT_EQ(hall.view().stage, Stage::ShiftEnd);
  hall.heal();
  hall.tap("alert.ack");
  hall.tap("shift.confirm");
  EXPECT_EQ(hall.stored_of(wire::kShiftClosed), 1);
}

TEST_F(Shifts, sheet_of_command_codes_is_printed_once_per_tap) {
  hall.tap("menu.commands");
  EXPECT_THAT(hall.sheets, SizeIs(1));
  hall.scan(ScannedCommand{"dance"});
  EXPECT_EQ(hall.sounds.back(), Sound::Refused);
}

class LateHits : public ::testing::Test {
 protected:
  void SetUp() override {
    hall.sign_in();
    hall.full_tube("LH1122-0001-11", 1, 3);
    hall.print_all();
    hall.open_tube("LH1122-0002-11");
    hall.scan(Hall::person(4, false));
  }
  Hall hall;
};

TEST_F(LateHits, newer_list_names_somebody_in_a_sealed_tube) {
  hall.new_list(2000);
  ASSERT_THAT(hall.comparisons, SizeIs(1));
  EXPECT_THAT(hall.comparisons[0].persons, SizeIs(4));
  hall.list_answers({Hall::person(2)});
  ASSERT_EQ(hall.stored_of(wire::kLateHit), 1);
  EXPECT_EQ(hall.last_of(wire::kLateHit).priority, 0);
  EXPECT_EQ(wire::late_hit_from_json(hall.last_of(wire::kLateHit).body)->tube, "LH1122-0001-11");
  ASSERT_TRUE(hall.view().alert);
  EXPECT_EQ(hall.view().alert->kind, Kind::LateHit);
  EXPECT_EQ(hall.view().alert->tube, "LH1122-0001-11");
  hall.tap("alert.help");
  EXPECT_TRUE(hall.view().alert->help_called);
  hall.tap("alert.ack");
  EXPECT_FALSE(hall.view().alert);
  EXPECT_EQ(hall.view().tube.count, 1);         // the open one goes on
  EXPECT_FALSE(hall.view().tube.not_compared);  // and was compared now
  hall.new_list(3000);
  hall.list_answers({Hall::person(2)});
  EXPECT_EQ(hall.stored_of(wire::kLateHit), 1);  // told once
}

TEST_F(LateHits, person_in_the_open_tube_closes_it_at_once) {
  hall.new_list(2000);
  hall.list_answers({Hall::person(4)});
  EXPECT_TRUE(hall.view().tube.code.empty());
  EXPECT_EQ(wire::tube_sealed_from_json(hall.last_of(wire::kTubeSealed).body)->reason, "late_hit");
  EXPECT_EQ(hall.view().alert->tube, "LH1122-0002-11");
  EXPECT_EQ(hall.prints.back().job.tube, "LH1122-0002-11");
}

TEST_F(LateHits, kill_before_anybody_read_it_shows_it_again) {
  hall.new_list(2000);
  hall.list_answers({Hall::person(2)});
  hall.power_cut();
  hall.sign_in();
  ASSERT_TRUE(hall.view().alert);
  EXPECT_EQ(hall.view().alert->kind, Kind::LateHit);
  hall.tap("alert.ack");
  hall.power_cut();
  hall.sign_in();
  EXPECT_FALSE(hall.view().alert);
}

TEST_F(LateHits, alert_about_a_person_is_answered_first) {
  hall.scan(Hall::key_person(9));
  hall.new_list(2000);
  hall.list_answers({Hall::person(2)});
  EXPECT_EQ(hall.view().alert->kind, Kind::SingleOnly);
  hall.tap("alert.skip");
  EXPECT_EQ(hall.view().alert->kind, Kind::LateHit);
}

TEST_F(LateHits, must_test_and_single_tubes_are_no_hits) {
  hall.scan(Hall::key_person(9));
  hall.scan(ScannedTube{"LH1122-0900-11"});
  hall.new_list(2000);
  hall.list_answers({Hall::person(9)});
  hall.new_list(3000);
  hall.list_answers({Hall::person(1)}, wire::KeyPersonCategory::MustTest);
  EXPECT_EQ(hall.stored_of(wire::kLateHit), 0);
}

TEST_F(LateHits, everything_is_compared_again_after_a_restart) {
  hall.new_list(2000);
  hall.list_answers({});
  hall.comparisons.clear();
  hall.new_list(2000);
  EXPECT_TRUE(hall.comparisons.empty());
  hall.power_cut();
  hall.new_list(2000);
  EXPECT_THAT(hall.comparisons, SizeIs(1));
}

TEST_F(LateHits, list_replaced_between_scan_and_registration_is_asked_again) {
  hall.new_list(2000);
  hall.list_answers({});
  Credential who = Hall::person(20);
  who.list_s = 1000;
  hall.scan(who);
  EXPECT_EQ(hall.comparisons.back().persons.size(), 5U);
  EXPECT_THAT(hall.comparisons, SizeIs(2));
}

TEST_F(LateHits, store_that_refuses_the_report_makes_it_again) {
  hall.new_list(2000);
  hall.store_fails = FailureCode::io_error;
  hall.list_answers({Hall::person(2)});
  EXPECT_EQ(hall.stored_of(wire::kLateHit), 0);
  hall.heal();
  hall.advance(Milliseconds{3'000});
  ASSERT_THAT(hall.comparisons, SizeIs(2));
  hall.list_answers({Hall::person(2)});
  EXPECT_EQ(hall.stored_of(wire::kLateHit), 1);
}

TEST_F(LateHits, tube_of_a_late_hit_shares_no_box_with_others) {
  hall.tap("seal");
  hall.tap("ask.yes");
  hall.print_all();
  hall.scan(ScannedBox{"BX1122-0007-42"});
  hall.scan(ScannedTube{"LH1122-0001-11"});
  hall.scan(ScannedTube{"LH1122-0002-11"});
  hall.new_list(2000);
  hall.list_answers({Hall::person(2)});
  EXPECT_EQ(hall.view().alert->kind, Kind::LateHit);
  hall.tap("alert.ack");
  hall.tap("packing.count");
  EXPECT_EQ(hall.alert_code(), FailureCode::tube_set_apart);
  hall.tap("alert.ack");
  hall.tap("packing.remove[LH1122-0001-11]");
  hall.tap("packing.count");
  EXPECT_EQ(hall.view().packing->step, PackingView::Step::Count);
  hall.tap("packing.back");
  hall.scan(ScannedTube{"LH1122-0001-11"});
  EXPECT_EQ(hall.alert_code(), FailureCode::tube_set_apart);
}

}  // namespace
}  // namespace dk::kiosk::sampling
