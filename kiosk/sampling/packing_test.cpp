// Tubes, boxes and hand-over, row by row of the catalogue's I29.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kiosk/sampling/test_hall.h"

namespace dk::kiosk::sampling {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;
using Kind = AlertView::Kind;
using At = PackingView::Step;

constexpr const char* kBox = "BX1122-0007-42";
constexpr const char* kFirst = "LH1122-0001-11";
constexpr const char* kSecond = "LH1122-0002-11";

class Packing : public ::testing::Test {
 protected:
  void SetUp() override {
    hall.sign_in();
    hall.full_tube(kFirst, 1, 10);
    hall.full_tube(kSecond, 11, 3);
    hall.print_all();
  }
  void pack_both() {
    hall.scan(ScannedBox{kBox});
    hall.scan(ScannedTube{kFirst});
    hall.scan(ScannedTube{kSecond});
  }
  void type(const std::string& digits) {
    for (const char digit : digits) hall.tap(std::string("packing.key[") + digit + "]");
    hall.tap("packing.enter");
  }
  [[nodiscard]] At step() const { return hall.view().packing->step; }
  Hall hall;
};

TEST_F(Packing, tube_used_before_is_refused_as_a_tube) {  // R1, R2
  hall.open_tube(kFirst);
  EXPECT_EQ(hall.alert_code(), FailureCode::tube_used_before);
  hall.tap("menu.pack");
  hall.scan(ScannedTube{kFirst});
  EXPECT_EQ(hall.alert_code(), FailureCode::box_required);
}

TEST_F(Packing, tube_changed_without_anybody_in_it_is_never_used_again) {
  hall.open_tube("LH1122-0003-11");
  hall.tap("change");
  EXPECT_EQ(wire::tube_sealed_from_json(hall.last_of(wire::kTubeSealed).body)->reason, "unused");
  hall.open_tube("LH1122-0003-11");
  EXPECT_EQ(hall.alert_code(), FailureCode::tube_used_before);
  hall.tap("menu.pack");
  EXPECT_THAT(hall.view().packing->loose, SizeIs(2));
}

TEST_F(Packing, tube_closed_early_says_why) {  // R4
  hall.open_tube("LH1122-0003-11");
  hall.scan(Hall::person(50));
  hall.tap("seal");
  EXPECT_THAT(hall.view().ask->reasons,
              ElementsAre("end_of_queue", "tube_damaged", "shift_end", "other"));
  hall.tap("ask.reason[tube_damaged]");
  EXPECT_EQ(hall.view().ask->chosen, 1);
  hall.tap("ask.reason[9]");
  EXPECT_EQ(hall.view().ask->chosen, 1);
  hall.scan(ScannedCommand{"yes"});
  EXPECT_EQ(wire::tube_sealed_from_json(hall.last_of(wire::kTubeSealed).body)->reason,
            "tube_damaged");
}

TEST_F(Packing, box_is_filled_counted_and_handed_to_the_courier_with_a_list) {  // R8
  hall.scan(ScannedBox{kBox});  // from the desk: straight into packing
  EXPECT_EQ(hall.view().stage, Stage::Packing);
  EXPECT_EQ(step(), At::Fill);
  EXPECT_THAT(hall.view().packing->loose, SizeIs(2));
  hall.scan(ScannedTube{kFirst});
  hall.scan(ScannedTube{kSecond});
  EXPECT_THAT(hall.view().packing->packed, SizeIs(2));
  EXPECT_TRUE(hall.view().packing->loose.empty());
  hall.scan(ScannedCommand{"yes"});
  EXPECT_EQ(step(), At::Count);
  type("2");
  EXPECT_EQ(step(), At::Courier);
  const auto closed = wire::box_closed_from_json(hall.last_of(wire::kBoxClosed).body);
  EXPECT_THAT(closed->tubes, ElementsAre(kFirst, kSecond));
  hall.courier();
  EXPECT_EQ(step(), At::Done);
  EXPECT_EQ(hall.sounds.back(), Sound::HandedOver);
  EXPECT_EQ(hall.view().packing->courier_masked, "温*");
  EXPECT_EQ(hall.view().packing->boxes_today, 1);
  const auto handed = wire::box_handed_over_from_json(hall.last_of(wire::kBoxHandedOver).body);
  EXPECT_EQ(handed->courier, "S-0042");
  EXPECT_EQ(handed->count, 2);
  EXPECT_FALSE(handed->late);
  ASSERT_THAT(hall.lists, SizeIs(1));
  ASSERT_THAT(hall.lists[0].tubes, SizeIs(2));
  EXPECT_EQ(hall.lists[0].tubes[1].persons, 3);
  EXPECT_EQ(hall.lists[0].box.courier_masked, "温*");
  EXPECT_FALSE(hall.lists[0].copy);
  hall.print_all();
  hall.tap("packing.print");
  ASSERT_THAT(hall.lists, SizeIs(2));
  EXPECT_TRUE(hall.lists[1].copy);
  hall.tap("packing.done");
  EXPECT_EQ(step(), At::ScanBox);
  hall.scan(ScannedBox{kBox});
  EXPECT_EQ(hall.alert_code(), FailureCode::box_used_before);
}

TEST_F(Packing, count_that_differs_refuses_and_names_the_missing) {  // R6
  pack_both();
  hall.tap("packing.count");
  type("1");
  ASSERT_TRUE(hall.view().alert);
  EXPECT_EQ(hall.view().alert->kind, Kind::CountDiffers);
  EXPECT_EQ(hall.view().alert->counted, 1);
  EXPECT_EQ(hall.view().alert->in_system, 2);
  EXPECT_THAT(hall.view().alert->missing, ElementsAre(kFirst, kSecond));
  EXPECT_EQ(hall.stored_of(wire::kBoxClosed), 0);
  hall.tap("alert.ack");
  hall.scan(ScannedTube{kFirst});  // count by scanning: now it is known which
  hall.tap("packing.close");
  EXPECT_THAT(hall.view().alert->missing, ElementsAre(kSecond));
  hall.tap(std::string("alert.remove[") + kSecond + "]");
  EXPECT_FALSE(hall.view().alert);
  EXPECT_THAT(hall.view().packing->loose, SizeIs(1));
  hall.tap("packing.close");
  EXPECT_EQ(step(), At::Courier);
  EXPECT_THAT(wire::box_closed_from_json(hall.last_of(wire::kBoxClosed).body)->tubes,
              ElementsAre(kFirst));
}

TEST_F(Packing, one_tube_too_many_in_the_hand_is_not_the_system_s_to_name) {
  pack_both();
  hall.tap("packing.count");
  type("3");
  EXPECT_EQ(hall.view().alert->kind, Kind::CountDiffers);
  EXPECT_TRUE(hall.view().alert->missing.empty());
}

TEST_F(Packing, last_tube_ticked_closes_the_box_by_itself) {
  pack_both();
  hall.tap("packing.count");
  hall.scan(ScannedTube{kFirst});
  EXPECT_TRUE(hall.view().packing->packed[0].ticked);
  EXPECT_FALSE(hall.view().packing->packed[1].ticked);
  hall.scan(ScannedTube{kSecond});
  EXPECT_EQ(step(), At::Courier);
}

TEST_F(Packing, first_sample_older_than_four_hours_warns_and_is_noted) {  // R7
  hall.advance(std::chrono::minutes(4 * 60 + 1));
  hall.sign_in();
  pack_both();
  hall.tap("packing.count");
  type("2");
  ASSERT_TRUE(hall.view().alert);
  EXPECT_EQ(hall.view().alert->kind, Kind::LateSamples);
  hall.courier();
  EXPECT_TRUE(wire::box_handed_over_from_json(hall.last_of(wire::kBoxHandedOver).body)->late);
  EXPECT_TRUE(hall.lists.at(0).box.late);
}

TEST_F(Packing, packer_cannot_sign_as_courier_and_a_sampler_neither) {
  pack_both();
  hall.tap("packing.count");
  type("2");
  hall.badge("S-0041", "曾*", "sampler");
  EXPECT_EQ(hall.alert_code(), FailureCode::courier_required);
  hall.badge("S-0041", "曾*", "lead");
  EXPECT_EQ(hall.alert_code(), FailureCode::courier_is_packer);
  EXPECT_EQ(hall.stored_of(wire::kBoxHandedOver), 0);
  EXPECT_EQ(hall.view().stage, Stage::Packing);
  hall.badge("S-0040", "韩*", "lead");
  EXPECT_EQ(hall.stored_of(wire::kBoxHandedOver), 1);
}

TEST_F(Packing, who_packed_cannot_sign_even_when_another_shift_has_begun) {
  pack_both();
  hall.tap("packing.count");
  type("2");
  hall.tap("packing.back");
  hall.sign_in("S-0043", "李*");
  hall.tap("menu.pack");
  EXPECT_EQ(step(), At::Courier);
  hall.badge("S-0041", "曾*", "lead");
  EXPECT_EQ(hall.alert_code(), FailureCode::courier_is_packer);
}

TEST_F(Packing, courier_cannot_sign_in_at_the_desk) {
  hall.courier();
  EXPECT_EQ(hall.alert_code(), FailureCode::staff_wrong_role);
  EXPECT_EQ(hall.view().stage, Stage::Desk);
  hall.tap("menu.lock");
  hall.courier();
  EXPECT_EQ(hall.view().pin_trouble, FailureCode::staff_wrong_role);
  EXPECT_EQ(hall.view().stage, Stage::ScanBadge);
}

TEST_F(Packing, kill_with_a_half_filled_box_goes_on_with_that_box) {
  hall.scan(ScannedBox{kBox});
  hall.scan(ScannedTube{kFirst});
  hall.power_cut();
  hall.sign_in();
  EXPECT_EQ(hall.view().stage, Stage::Desk);
  hall.tap("menu.pack");
  EXPECT_EQ(step(), At::Fill);
  EXPECT_EQ(hall.view().packing->box, kBox);
  EXPECT_THAT(hall.view().packing->packed, SizeIs(1));
  EXPECT_THAT(hall.view().packing->loose, SizeIs(1));
}

TEST_F(Packing, kill_after_the_count_waits_for_the_courier_and_counts_once) {
  pack_both();
  hall.tap("packing.count");
  type("2");
  hall.power_cut();
  hall.sign_in();
  hall.tap("menu.pack");
  EXPECT_EQ(step(), At::Courier);
  hall.courier();
  EXPECT_EQ(hall.stored_of(wire::kBoxClosed), 1);
  EXPECT_EQ(hall.stored_of(wire::kBoxHandedOver), 1);
}

TEST_F(Packing, kill_while_the_list_prints_makes_it_unknown_and_a_copy_says_so) {
  pack_both();
  hall.tap("packing.count");
  type("2");
  hall.courier();
  ASSERT_THAT(hall.lists, SizeIs(1));
  hall.power_cut();
  EXPECT_TRUE(hall.lists.empty());
  EXPECT_EQ(hall.view().alert->kind, Kind::LabelUnknown);
  hall.sign_in();
  EXPECT_EQ(hall.view().alert->kind, Kind::LabelUnknown);  // told to whoever comes
}

TEST_F(Packing, another_box_waits_until_the_first_is_handed_over) {
  hall.scan(ScannedBox{kBox});
  hall.scan(ScannedBox{"BX1122-0008-39"});
  EXPECT_EQ(hall.alert_code(), FailureCode::box_open_already);
  hall.tap("alert.ack");
  hall.scan(ScannedTube{"LH1122-0777-11"});
  EXPECT_EQ(hall.alert_code(), FailureCode::tube_not_here);
  hall.scan(Hall::person(99));
  EXPECT_EQ(hall.alert_code(), FailureCode::packing_under_way);
  hall.tap("alert.ack");
  hall.tap("packing.count");
  EXPECT_EQ(hall.alert_code(), FailureCode::box_empty);
}

TEST_F(Packing, tube_is_taken_out_again_by_hand) {
  pack_both();
  hall.tap(std::string("packing.remove[") + kFirst + "]");
  EXPECT_THAT(hall.view().packing->packed, SizeIs(1));
  EXPECT_THAT(hall.view().packing->loose, SizeIs(1));
  hall.scan(ScannedTube{kFirst});
  EXPECT_EQ(hall.view().packing->packed.back().code, kFirst);
}

TEST_F(Packing, store_that_refuses_the_hand_over_hands_nothing_over) {
  pack_both();
  hall.tap("packing.count");
  type("2");
  hall.store_fails = FailureCode::disk_full;
  hall.courier();
  EXPECT_EQ(hall.view().alert->kind, Kind::NotSaved);
  EXPECT_EQ(step(), At::Courier);
  hall.heal();
  EXPECT_TRUE(hall.lists.empty());
  hall.courier();
  EXPECT_EQ(step(), At::Done);
}

TEST_F(Packing, tubes_are_forgotten_a_day_after_the_hand_over_and_not_before) {
  pack_both();
  hall.tap("packing.count");
  type("2");
  hall.courier();
  hall.print_all();
  hall.advance(std::chrono::hours(24) - Milliseconds{1});
  EXPECT_THAT(hall.state_.durable.tubes, SizeIs(2));
  hall.advance(Milliseconds{1});
  EXPECT_THAT(hall.state_.durable.tubes, SizeIs(0));
  EXPECT_EQ(hall.pieces.size(), 1U);  // erased from the store as well
}

}  // namespace
}  // namespace dk::kiosk::sampling
