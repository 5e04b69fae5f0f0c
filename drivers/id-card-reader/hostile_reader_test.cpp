// What happens to the reader: unplugged at a byte, slow, silent, talking rubbish, broken.
#include "drivers/id-card-reader/test_id_cards.h"

namespace dk::drivers {
namespace {

class IdCardTrouble : public IdCards {};

TEST_P(IdCardTrouble, reader_unplugged_at_each_byte_heals) {
  const auto reader = make();
  // Bytes of the answers to check, find, select, read: some in each, and at their edges.
  for (const int after : {0, 1, 4, 5, 6, 7, 10, 11, 12, 25, 26, 44, 45, 46, 60, 300, 1000, 1338}) {
    bench_.verb("plug");
    ASSERT_TRUE(wait_until([&] { return reader->status().state == DeviceState::Online; })) << after;
    insert();
    bench_.call({{"verb", "unplug"}, {"after_bytes", after}});
    reader->ask();
    ASSERT_TRUE(wait_until([&] { return reader->status().state == DeviceState::NoDevice; }));
    bench_.verb("plug");
    EXPECT_EQ(next_number(), kChen) << after;
    bench_.verb("remove_card");
    ASSERT_TRUE(next<CardGone>());
  }
}

TEST_P(IdCardTrouble, reader_is_lost_with_the_card_on_it) {
  const auto reader = make();
  insert();
  reader->ask();
  EXPECT_EQ(next_number(), kChen);
  bench_.verb("unplug");
  const auto gone = next<CardGone>();
  ASSERT_TRUE(gone);
  EXPECT_FALSE(gone->seen) << "nobody saw the card go";
  bench_.verb("plug");
  // The card is told as gone a moment before the reader is: its state may still be the old one.
  EXPECT_TRUE(wait_until([&] {
    const DeviceStatus now = reader->status();
    return now.state == DeviceState::Online && now.counters.reconnects == 1;
  }));
}

TEST_P(IdCardTrouble, slow_reader_is_waited_for) {
  const auto reader = make();
  bench_.call({{"verb", "slow"}, {"delay_ms", 20}, {"baud", 115200}});
  insert();
  reader->ask();
  EXPECT_EQ(next_number(), kChen);
}

TEST_P(IdCardTrouble, silent_reader_is_switched_off_and_comes_back) {
  const auto reader = make({.find_timeout = Milliseconds(30)});
  reader->ask();
  bench_.call({{"verb", "set"}, {"silent", true}});
  ASSERT_TRUE(reaches(DeviceState::PowerOff));
  EXPECT_EQ(reader->status().last_failure, FailureCode::timed_out);
  bench_.call({{"verb", "set"}, {"silent", false}});
  ASSERT_TRUE(reaches(DeviceState::Online));
  insert();
  EXPECT_EQ(next_number(), kChen) << "the request still stands";
}

TEST_P(IdCardTrouble, late_answer_is_not_taken_for_another_one) {
  const auto reader = make({.find_timeout = Milliseconds(20), .read_timeout = Milliseconds(20)});
  insert();
  bench_.call({{"verb", "slow"}, {"delay_ms", 60}});
  reader->ask();
  ASSERT_TRUE(reaches(DeviceState::PowerOff));
  bench_.call({{"verb", "slow"}, {"delay_ms", 0}});
  EXPECT_EQ(next_number(), kChen);
}

TEST_P(IdCardTrouble, damaged_answer_is_asked_for_again) {
  const auto reader = make();
  insert();
  bench_.call({{"verb", "damage_answers"}, {"count", 1}});
  reader->ask();
  EXPECT_EQ(next_number(), kChen);
  EXPECT_EQ(reader->status().state, DeviceState::Online);
}

TEST_P(IdCardTrouble, answers_damaged_for_long_put_the_reader_aside) {
  const auto reader = make();
  bench_.call({{"verb", "damage_answers"}, {"count", 1000000}});
  ASSERT_TRUE(reaches(DeviceState::Offline));
  EXPECT_EQ(reader->status().last_failure, FailureCode::device_protocol);
  bench_.call({{"verb", "damage_answers"}, {"count", 0}});
  ASSERT_TRUE(reaches(DeviceState::Online));
}

TEST_P(IdCardTrouble, rubbish_on_the_line_changes_nothing) {
  const auto reader = make();
  for (const char* bytes : {"00ff00ff", "aaaaaa9669", "aaaaaa966905080000", "aaaaaa9669000400"}) {
    bench_.call({{"verb", "garbage"}, {"bytes", bytes}});
  }
  insert();
  reader->ask();
  EXPECT_EQ(next_number(), kChen);
}

TEST_P(IdCardTrouble, broken_module_is_out_of_service_until_it_is_sound) {
  const auto reader = make();
  bench_.call({{"verb", "set"}, {"module_status", "60"}});
  ASSERT_TRUE(reaches(DeviceState::HardwareError));
  EXPECT_EQ(reader->status().last_failure, FailureCode::card_reader_fault);
  bench_.call({{"verb", "set"}, {"module_status", "0"}});
  ASSERT_TRUE(reaches(DeviceState::Online));
}

TEST_P(IdCardTrouble, stops_while_the_reader_is_silent) {
  const auto reader = make({.find_timeout = std::chrono::hours(1)});
  const auto requests = bench_.verb("state")["requests"].get<int>();
  bench_.call({{"verb", "set"}, {"silent", true}});
  ASSERT_TRUE(wait_until([&] { return bench_.verb("state")["requests"] > requests; }));
  reader->stop();
}

INSTANTIATE_TEST_SUITE_P(Line, IdCardTrouble, ::testing::Bool(),
                         [](const auto& info) { return info.param ? "tcp" : "pty"; });

}  // namespace
}  // namespace dk::drivers
