#include "kiosk/sampling/update.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kiosk/sampling/test_hall.h"

namespace dk::kiosk::sampling {
namespace {

using ::testing::SizeIs;

TEST(SamplingDesk, nobody_registers_before_badge_and_pin) {
  Hall hall;
  hall.open_tube();
  hall.scan(Hall::person(1));
  EXPECT_TRUE(hall.stored.empty());
  EXPECT_EQ(hall.view().stage, Stage::ScanBadge);
  EXPECT_EQ(hall.view().pin_trouble, FailureCode::staff_required);
  hall.sign_in();
  EXPECT_EQ(hall.view().stage, Stage::Desk);
  EXPECT_EQ(hall.pins, std::vector<std::string>{"135790"});
  EXPECT_EQ(hall.stored_of(wire::kShiftOpened), 1);
}

TEST(SamplingDesk, five_wrong_pins_lock_the_badge_and_a_restart_does_not_open_it) {
  Hall hall;
  hall.scan(StaffBadge{"S-0041", "曾*", "sampler", to_unix_seconds(hall.now_) + 86400});
  for (int wrong = 0; wrong < 5; ++wrong) {
    for (int digit = 0; digit < 4; ++digit) hall.tap("pin.key[0]");
    hall.tap("pin.enter");
    hall.send(PinChecked{false});
  }
  EXPECT_EQ(hall.view().pin_trouble, FailureCode::staff_locked);
  EXPECT_EQ(hall.view().locked_s, 300);
  hall.power_cut();
  hall.scan(StaffBadge{"S-0041", "曾*", "sampler", to_unix_seconds(hall.now_) + 86400});
  EXPECT_EQ(hall.view().locked_s, 300);
  hall.tap("pin.key[1]");
  EXPECT_EQ(hall.view().pin_digits, 0);
  hall.advance(Milliseconds{301'000});
  EXPECT_EQ(hall.view().locked_s, 0);
}

TEST(SamplingDesk, registered_is_shown_only_after_the_store_has_answered) {
  Hall hall;
  hall.sign_in();
  hall.open_tube();
  hall.hold_saves = true;
  hall.scan(Hall::person(1));
  EXPECT_FALSE(hall.view().confirmed.has_value());
  EXPECT_TRUE(hall.view().saving);
  EXPECT_EQ(hall.view().tube.count, 0);
  hall.hold_saves = false;
  hall.answer(hall.held.at(0));
  ASSERT_TRUE(hall.view().confirmed.has_value());
  EXPECT_EQ(hall.view().confirmed->position, 1);
  EXPECT_EQ(hall.view().tube.count, 1);
}

TEST(SamplingDesk, disk_full_shows_not_saved_and_registers_nobody) {
  Hall hall;
  hall.sign_in();
  hall.open_tube();
  hall.store_fails = FailureCode::disk_full;
  hall.scan(Hall::person(1));
  ASSERT_TRUE(hall.view().alert.has_value());
  EXPECT_EQ(hall.view().alert->kind, AlertView::Kind::NotSaved);
  EXPECT_EQ(hall.view().alert->code, FailureCode::disk_full);
  EXPECT_EQ(hall.view().tube.count, 0);
  EXPECT_EQ(hall.stored_of(wire::kPersonRegistered), 0);
}

TEST(SamplingDesk, second_scan_while_the_first_is_being_saved_waits_its_turn) {
  Hall hall;
  hall.sign_in();
  hall.open_tube();
  hall.hold_saves = true;
  hall.scan(Hall::person(1));
  hall.scan(Hall::person(2));
  EXPECT_THAT(hall.held, SizeIs(1));
  hall.hold_saves = false;
  hall.answer(hall.held.at(0));
  EXPECT_EQ(hall.view().tube.count, 2);
  EXPECT_EQ(hall.stored_of(wire::kPersonRegistered), 2);
}

TEST(SamplingDesk, same_person_twice_in_a_tube_is_shown_where_and_counted_once) {
  Hall hall;
  hall.sign_in();
  hall.open_tube();
  hall.scan(Hall::person(1));
  hall.scan(Hall::person(2));
  hall.scan(Hall::person(1));
  ASSERT_TRUE(hall.view().alert.has_value());
  EXPECT_EQ(hall.view().alert->kind, AlertView::Kind::AlreadyInTube);
  EXPECT_EQ(hall.view().alert->position, 1);
  EXPECT_EQ(hall.view().tube.cells.at(0).look, CellView::Look::Match);
  EXPECT_EQ(hall.view().tube.count, 2);
  hall.scan(Hall::person(3));  // the next scan is the acknowledgement
  EXPECT_FALSE(hall.view().alert.has_value());
  EXPECT_EQ(hall.view().tube.count, 3);
}

TEST(SamplingDesk, tenth_person_seals_the_tube_and_prints_one_label) {
  Hall hall;
  hall.sign_in();
  hall.open_tube();
  for (int n = 1; n <= 10; ++n) hall.scan(Hall::person(n));
  EXPECT_EQ(hall.stored_of(wire::kPersonRegistered), 10);
  EXPECT_EQ(hall.stored_of(wire::kTubeSealed), 1);
  EXPECT_TRUE(hall.view().tube.code.empty());
  EXPECT_EQ(hall.view().confirmed->position, 10);
  ASSERT_THAT(hall.prints, SizeIs(1));
  hall.scan(Hall::person(11));
  EXPECT_EQ(hall.view().alert->kind, AlertView::Kind::TubeFull);
  hall.send(Printed{hall.prints[0].job.job, "printed", {}});
  EXPECT_EQ(hall.stored_of(wire::kLabelPrinted), 1);
  EXPECT_EQ(hall.view().labels_owed, 0);
  hall.open_tube();  // the same bar code again
  EXPECT_EQ(hall.view().alert->code, FailureCode::tube_used_before);
  hall.open_tube("LH1122-0002-11");
  hall.scan(Hall::person(11));
  EXPECT_EQ(hall.view().tube.count, 1);
}

TEST(SamplingDesk, undo_within_a_minute_asks_once_and_takes_the_last_person_out) {
  Hall hall;
  hall.sign_in();
  hall.open_tube();
  hall.scan(Hall::person(1));
  hall.scan(Hall::person(2));
  hall.tap("undo");
  ASSERT_TRUE(hall.view().ask.has_value());
  hall.scan(Hall::person(3));  // a question is open: nothing is registered behind it
  EXPECT_EQ(hall.stored_of(wire::kPersonRegistered), 2);
  hall.tap("ask.yes");
  EXPECT_EQ(hall.view().tube.count, 1);
  EXPECT_EQ(hall.stored_of(wire::kRegistrationUndone), 1);
  hall.advance(Milliseconds{61'000});
  hall.tap("undo");
  EXPECT_EQ(hall.view().alert->code, FailureCode::undo_too_late);
}

TEST(SamplingDesk, sealing_early_asks_and_an_empty_tube_prints_nothing) {
  Hall hall;
  hall.sign_in();
  hall.open_tube();
  hall.tap("seal");
  EXPECT_EQ(hall.view().alert->code, FailureCode::tube_empty);
  hall.tap("alert.ack");
  hall.tap("change");
  EXPECT_TRUE(hall.view().tube.code.empty());
  EXPECT_TRUE(hall.prints.empty());
  hall.open_tube("LH1122-0002-11");
  hall.scan(Hall::person(1));
  hall.tap("seal");
  EXPECT_EQ(hall.view().ask->kind, AskView::Kind::SealEarly);
  hall.tap("ask.no");
  EXPECT_EQ(hall.view().tube.count, 1);
  hall.tap("seal");
  hall.tap("ask.yes");
  EXPECT_THAT(hall.prints, SizeIs(1));
  EXPECT_EQ(hall.prints[0].job.count, 1);
}

TEST(SamplingDesk, new_tube_scanned_over_a_half_full_one_asks_before_it_leaves) {
  Hall hall;
  hall.sign_in();
  hall.open_tube();
  hall.scan(Hall::person(1));
  hall.open_tube("LH1122-0002-11");
  ASSERT_TRUE(hall.view().ask.has_value());
  EXPECT_EQ(hall.view().tube.code, "LH1122-0001-11");
}

TEST(SamplingDesk, key_person_never_enters_the_mixed_tube) {
  Hall hall;
  hall.sign_in();
  hall.open_tube();
  Credential contact = Hall::person(1);
  contact.category = wire::KeyPersonCategory::Single;
  hall.scan(contact);
  EXPECT_EQ(hall.view().alert->kind, AlertView::Kind::SingleOnly);
  EXPECT_TRUE(hall.view().tube.paused);
  EXPECT_EQ(hall.view().tube.count, 0);
}

TEST(SamplingDesk, stale_list_registers_not_compared_and_flags_the_tube) {
  Hall hall;
  hall.sign_in();
  hall.open_tube();
  hall.scan(Hall::person(1, false));
  EXPECT_TRUE(hall.view().confirmed->not_compared);
  EXPECT_TRUE(hall.view().tube.not_compared);
}

TEST(SamplingDesk, kill_in_the_middle_of_a_tube_resumes_that_tube) {
  Hall hall;
  hall.sign_in();
  hall.open_tube();
  for (int n = 1; n <= 4; ++n) hall.scan(Hall::person(n));
  hall.power_cut();
  EXPECT_EQ(hall.view().stage, Stage::ScanBadge);
  EXPECT_EQ(hall.view().tube.count, 4);
  hall.sign_in();
  hall.scan(Hall::person(4));
  EXPECT_EQ(hall.view().alert->kind, AlertView::Kind::AlreadyInTube);
  hall.scan(Hall::person(5));
  EXPECT_EQ(hall.view().tube.count, 5);
  EXPECT_EQ(hall.view().persons_today, 5U);
}

TEST(SamplingDesk, kill_while_printing_makes_the_label_unknown_and_never_prints_it_again) {
  Hall hall;
  hall.sign_in();
  hall.open_tube();
  hall.scan(Hall::person(1));
  hall.tap("seal");
  hall.tap("ask.yes");
  ASSERT_THAT(hall.prints, SizeIs(1));
  hall.power_cut();
  EXPECT_TRUE(hall.prints.empty());
  EXPECT_EQ(hall.stored_of(wire::kLabelPrinted), 1);
  EXPECT_EQ(wire::label_printed_from_json(hall.stored.back().body)->result, "unknown");
  EXPECT_EQ(hall.view().labels_owed, 0);
  EXPECT_EQ(hall.view().alert->kind, AlertView::Kind::LabelUnknown);
}

TEST(SamplingDesk, paper_out_before_the_label_keeps_it_owed_until_the_printer_is_well) {
  Hall hall;
  hall.sign_in();
  hall.open_tube();
  hall.scan(Hall::person(1));
  hall.tap("seal");
  hall.tap("ask.yes");
  DevicesChanged devices = hall.state_.devices;
  devices.printer = DeviceHealth::Trouble;
  devices.printer_trouble = FailureCode::paper_out;
  hall.send(devices);
  hall.send(Printed{hall.prints[0].job.job, "failed", FailureCode::paper_out});
  EXPECT_EQ(hall.view().alert->kind, AlertView::Kind::LabelFailed);
  EXPECT_EQ(hall.view().labels_owed, 1);
  EXPECT_THAT(hall.prints, SizeIs(1));
  devices.printer = DeviceHealth::Healthy;
  hall.send(devices);
  EXPECT_THAT(hall.prints, SizeIs(2));
}

TEST(SamplingDesk, name_leaves_the_screen_after_eight_seconds) {
  Hall hall;
  hall.sign_in();
  hall.open_tube();
  hall.scan(Hall::person(1));
  hall.advance(Milliseconds{7'900});
  EXPECT_TRUE(hall.view().confirmed.has_value());
  hall.advance(Milliseconds{200});
  EXPECT_FALSE(hall.view().confirmed.has_value());
}

TEST(SamplingDesk, five_idle_minutes_lock_the_desk_and_keep_the_tube) {
  Hall hall;
  hall.sign_in();
  hall.open_tube();
  hall.scan(Hall::person(1));
  hall.advance(Milliseconds{5 * 60'000});
  EXPECT_EQ(hall.view().stage, Stage::ScanBadge);
  EXPECT_EQ(hall.view().tube.count, 1);
  hall.sign_in();
  hall.scan(Hall::person(2));
  EXPECT_EQ(hall.view().tube.count, 2);
}

TEST(SamplingDesk, policy_that_switches_sampling_off_ends_the_shift) {
  Hall hall;
  hall.sign_in();
  SiteChanged off = hall.state_.site;
  off.sampling_on = false;
  hall.send(off);
  EXPECT_EQ(hall.view().stage, Stage::NotReady);
  EXPECT_EQ(hall.view().not_ready_why, FailureCode::service_switched_off);
}

TEST(SamplingDesk, command_bar_codes_do_what_the_buttons_do) {
  Hall hall;
  hall.sign_in();
  hall.open_tube();
  hall.scan(Hall::person(1));
  hall.scan(ScannedCommand{"seal"});
  ASSERT_TRUE(hall.view().ask.has_value());
  hall.scan(ScannedCommand{"yes"});
  EXPECT_TRUE(hall.view().tube.code.empty());
}

TEST(SamplingDesk, typed_number_goes_the_way_of_a_scan) {
  Hall hall;
  hall.sign_in();
  hall.tap("manual");
  for (const char c : std::string("44X")) hall.tap(std::string("manual.key[") + c + "]");
  EXPECT_TRUE(hall.view().manual_entry);
  hall.tap("manual.enter");
  EXPECT_EQ(hall.typed, std::vector<std::string>{"44X"});
  EXPECT_FALSE(hall.view().manual_entry);
}

}  // namespace
}  // namespace dk::kiosk::sampling
