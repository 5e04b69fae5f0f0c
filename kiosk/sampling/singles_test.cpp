// Registration at the desk, row by row of the catalogue's I28.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kiosk/sampling/test_hall.h"

namespace dk::kiosk::sampling {
namespace {

using ::testing::SizeIs;
using Kind = AlertView::Kind;

class Registration : public ::testing::Test {
 protected:
  void SetUp() override {
    hall.sign_in();
    hall.open_tube();
    hall.scan(Hall::person(1));
  }
  Hall hall;
};

TEST_F(Registration, screenshot_of_an_old_code_shows_when_it_was_made) {  // R1
  const TimePoint made = hall.now_ - std::chrono::hours(3);
  hall.scan(ScanRefused{FailureCode::code_expired, made, made + std::chrono::minutes(10)});
  ASSERT_TRUE(hall.view().alert);
  EXPECT_EQ(hall.view().alert->at, made);
  EXPECT_EQ(hall.view().alert->ended, made + std::chrono::minutes(10));
  hall.tap("alert.scan");
  EXPECT_EQ(hall.triggers, 1);
  EXPECT_TRUE(hall.view().alert);
  hall.tap("alert.skip");
  EXPECT_FALSE(hall.view().alert);
  hall.scan(ScanRefused{FailureCode::code_forged, {}, {}});
  EXPECT_EQ(hall.view().alert->at, TimePoint{});
  hall.tap("manual");
  EXPECT_TRUE(hall.view().manual_entry);
}

TEST_F(Registration, somebody_says_that_is_another_person) {  // R2
  hall.scan(Hall::person(1));
  ASSERT_EQ(hall.view().alert->kind, Kind::AlreadyInTube);
  hall.tap("alert.different");
  ASSERT_EQ(hall.view().alert->kind, Kind::Disputed);
  const auto& event = hall.last_of(wire::kIdentityDisputed);
  EXPECT_EQ(event.priority, 0);
  const auto body = wire::identity_disputed_from_json(event.body);
  EXPECT_EQ(body->registration, to_string(hall.last_of(wire::kPersonRegistered).id));
  hall.tap("alert.help");
  EXPECT_TRUE(hall.view().alert->help_called);
  hall.tap("alert.help");
  EXPECT_EQ(hall.stored_of(wire::kHelpCalled), 1);
  hall.tap("manual");
  EXPECT_FALSE(hall.view().alert);
  EXPECT_TRUE(hall.view().manual_entry);
  EXPECT_EQ(hall.view().tube.count, 1);
}

TEST_F(Registration, close_contact_gets_a_single_tube_and_the_mixed_one_goes_on) {  // R4
  hall.scan(Hall::key_person(2));
  ASSERT_EQ(hall.view().alert->kind, Kind::SingleOnly);
  EXPECT_EQ(hall.sounds.back(), Sound::Single);
  EXPECT_TRUE(hall.view().tube.paused);
  hall.scan(ScannedTube{"LH1122-0900-11"});
  EXPECT_FALSE(hall.view().alert);
  ASSERT_TRUE(hall.view().confirmed);
  EXPECT_TRUE(hall.view().confirmed->single);
  EXPECT_EQ(hall.view().confirmed->tube, "LH1122-0900-11");
  EXPECT_EQ(hall.view().tube.code, "LH1122-0001-11");
  EXPECT_EQ(hall.view().tube.count, 1);
  const auto opened = wire::tube_opened_from_json(hall.last_of(wire::kTubeOpened).body);
  EXPECT_EQ(opened->capacity, 1);
  const auto person = wire::person_registered_from_json(hall.last_of(wire::kPersonRegistered).body);
  EXPECT_EQ(person->tube, "LH1122-0900-11");
  EXPECT_EQ(person->position, 1);
  ASSERT_THAT(hall.prints, SizeIs(1));
  EXPECT_EQ(hall.prints[0].job.capacity, 1);
  hall.scan(Hall::person(3));
  EXPECT_EQ(hall.view().tube.count, 2);
}

TEST_F(Registration, yellow_code_without_any_open_tube_gets_a_single_tube_too) {  // R5
  hall.tap("seal");
  hall.tap("ask.yes");
  hall.scan(Hall::key_person(2, wire::KeyPersonCategory::YellowLane));
  ASSERT_EQ(hall.view().alert->kind, Kind::SingleOnly);
  hall.scan(ScannedTube{"LH1122-0900-11"});
  EXPECT_TRUE(hall.view().confirmed->single);
  EXPECT_TRUE(hall.view().tube.code.empty());
}

TEST_F(Registration, single_tube_scanned_must_be_a_new_one) {
  hall.scan(Hall::key_person(2));
  hall.open_tube();  // the mixed one by mistake
  EXPECT_EQ(hall.view().alert->kind, Kind::SingleOnly);
  EXPECT_EQ(hall.sounds.back(), Sound::Refused);
  EXPECT_EQ(hall.stored_of(wire::kPersonRegistered), 1);
}

TEST_F(Registration, reason_is_seen_only_while_the_finger_is_on_it) {
  hall.scan(Hall::key_person(2));
  EXPECT_TRUE(hall.view().alert->reason_key.empty());
  hall.tap("alert.reason.hold");
  EXPECT_EQ(hall.view().alert->reason_key, "key_person.single");
  hall.tap("alert.reason.release");
  EXPECT_TRUE(hall.view().alert->reason_key.empty());
  hall.tap("alert.reason.hold");
  hall.advance(Milliseconds{8'000});  // the release got lost
  EXPECT_TRUE(hall.view().alert->reason_key.empty());
}

TEST_F(Registration, next_scan_does_not_make_a_key_person_disappear) {
  hall.scan(Hall::key_person(2));
  hall.scan(Hall::person(3));
  hall.scan(ScannedCommand{"seal"});
  hall.tap("alert.ack");
  ASSERT_TRUE(hall.view().alert);
  EXPECT_EQ(hall.view().alert->kind, Kind::SingleOnly);
  EXPECT_EQ(hall.stored_of(wire::kPersonRegistered), 1);
  hall.scan(ScannedCommand{"skip"});
  EXPECT_FALSE(hall.view().alert);
  const auto& event = hall.last_of(wire::kPersonSkipped);
  EXPECT_EQ(event.priority, 0);
  EXPECT_EQ(wire::person_skipped_from_json(event.body)->document_number, "2");
}

TEST_F(Registration, lead_is_called_for_a_key_person) {
  hall.scan(Hall::key_person(2));
  hall.scan(ScannedCommand{"help"});
  EXPECT_TRUE(hall.view().alert->help_called);
  EXPECT_EQ(hall.last_of(wire::kHelpCalled).priority, 0);
  EXPECT_EQ(wire::help_called_from_json(hall.last_of(wire::kHelpCalled).body)->why, "single_only");
  hall.scan(ScannedTube{"LH1122-0900-11"});  // and still gets the tube
  EXPECT_EQ(hall.stored_of(wire::kPersonRegistered), 2);
}

TEST_F(Registration, sampled_two_hours_ago_asks_with_time_and_tube) {  // R6
  const TimePoint before = hall.now_;
  hall.tap("seal");
  hall.tap("ask.yes");
  hall.advance(std::chrono::minutes(4));
  hall.open_tube("LH1122-0002-11");
  hall.scan(Hall::person(1));
  ASSERT_TRUE(hall.view().alert);
  EXPECT_EQ(hall.view().alert->kind, Kind::SampledRecently);
  EXPECT_EQ(hall.view().alert->at, before);
  EXPECT_EQ(hall.view().alert->tube, "LH1122-0001-11");
  EXPECT_EQ(hall.view().tube.count, 0);
  hall.tap("alert.skip");
  EXPECT_FALSE(hall.view().alert);
  EXPECT_EQ(hall.stored_of(wire::kPersonRegistered), 1);
  hall.scan(Hall::person(1));
  hall.scan(ScannedCommand{"yes"});
  EXPECT_EQ(hall.view().tube.count, 1);
  EXPECT_TRUE(
      wire::person_registered_from_json(hall.last_of(wire::kPersonRegistered).body)->repeat);
}

TEST_F(Registration, sampled_six_hours_ago_is_registered_without_a_question) {
  hall.tap("seal");
  hall.tap("ask.yes");
  hall.advance(std::chrono::hours(6));
  hall.sign_in();
  hall.open_tube("LH1122-0002-11");
  hall.scan(Hall::person(1));
  EXPECT_FALSE(hall.view().alert);
  EXPECT_EQ(hall.view().tube.count, 1);
  EXPECT_FALSE(
      wire::person_registered_from_json(hall.last_of(wire::kPersonRegistered).body)->repeat);
}

TEST_F(Registration, duplicate_across_tubes_is_found_after_a_kill) {
  hall.tap("seal");
  hall.tap("ask.yes");
  hall.print_all();
  hall.power_cut();
  hall.sign_in();
  hall.open_tube("LH1122-0002-11");
  hall.scan(Hall::person(1));
  EXPECT_EQ(hall.view().alert->kind, Kind::SampledRecently);
  hall.tap("alert.ack");
  hall.open_tube();  // and the code of the sealed tube is still known
  EXPECT_EQ(hall.alert_code(), FailureCode::tube_used_before);
}

TEST_F(Registration, old_list_registers_not_compared_and_marks_the_tube) {  // R7
  hall.scan(Hall::person(2, false));
  EXPECT_TRUE(hall.view().confirmed->not_compared);
  EXPECT_TRUE(hall.view().tube.not_compared);
  EXPECT_EQ(wire::person_registered_from_json(hall.last_of(wire::kPersonRegistered).body)->compared,
            "not_compared");
}

TEST_F(Registration, must_test_group_is_registered_with_a_mark) {  // R8
  hall.scan(Hall::key_person(2, wire::KeyPersonCategory::MustTest));
  EXPECT_FALSE(hall.view().alert);
  EXPECT_TRUE(hall.view().confirmed->must_test);
  EXPECT_EQ(hall.view().tube.count, 2);
}

TEST_F(Registration, twenty_is_chosen_for_the_next_tube_and_survives_a_kill) {
  hall.tap("capacity[20]");  // not while a tube is open
  EXPECT_EQ(hall.sounds.back(), Sound::Refused);
  hall.tap("seal");
  hall.tap("ask.yes");
  EXPECT_EQ(hall.view().tube.choices, (std::vector<int>{1, 5, 10, 20}));
  EXPECT_EQ(hall.view().tube.chosen, 10);
  hall.tap("capacity[7]");
  EXPECT_EQ(hall.view().tube.chosen, 10);
  hall.scan(ScannedCommand{"cap20"});
  EXPECT_EQ(hall.view().tube.chosen, 20);
  hall.power_cut();
  hall.sign_in();
  hall.open_tube("LH1122-0002-11");
  EXPECT_EQ(hall.view().tube.capacity, 20);
  EXPECT_THAT(hall.view().tube.cells, SizeIs(20));
}

TEST_F(Registration, desk_set_to_single_tubes_takes_a_key_person_without_an_alert) {
  hall.tap("seal");
  hall.tap("ask.yes");
  hall.tap("capacity[1]");
  hall.open_tube("LH1122-0002-11");
  hall.scan(Hall::key_person(2));
  EXPECT_FALSE(hall.view().alert);
  EXPECT_TRUE(hall.view().confirmed->single);
  EXPECT_EQ(hall.stored_of(wire::kTubeSealed), 2);
}

TEST_F(Registration, store_that_refuses_the_single_tube_registers_nobody) {
  hall.scan(Hall::key_person(2));
  hall.store_fails = FailureCode::disk_full;
  hall.scan(ScannedTube{"LH1122-0900-11"});
  EXPECT_EQ(hall.view().alert->kind, Kind::NotSaved);
  hall.heal();
  EXPECT_EQ(hall.view().tube.code, "LH1122-0001-11");
  EXPECT_EQ(hall.stored_of(wire::kPersonRegistered), 1);
  EXPECT_TRUE(hall.prints.empty());
}

TEST_F(Registration, one_registration_writes_the_open_tube_and_the_counters_only) {
  for (int n = 2; n <= 30; ++n) {
    if (!hall.state_.durable.tube) hall.open_tube("LH1122-1" + std::to_string(n));
    hall.scan(Hall::person(n));
    hall.print_all();
  }
  ASSERT_TRUE(!hall.state_.durable.tube);
  hall.open_tube("LH1122-0500-11");
  hall.hold_saves = true;
  hall.scan(Hall::person(100));
  ASSERT_THAT(hall.held, SizeIs(1));
  const LocalState& written = hall.held[0].local_state;
  EXPECT_THAT(written, SizeIs(2));
  std::size_t bytes = 0;
  for (const auto& [name, piece] : written) bytes += piece.size();
  EXPECT_LT(bytes, 1000U);
}

}  // namespace
}  // namespace dk::kiosk::sampling
