// The driver over a simulated slot: what happens at the slot and in the service behind it.
#include "drivers/smart-card/driver.h"

#include <gtest/gtest.h>

#include "drivers/emulation/persons.h"
#include "drivers/emulation/test_bench.h"
#include "drivers/smart-card/emulator/virtual_social_card.h"
#include "drivers/smart-card/simulated_channel.h"

namespace dk::drivers {
namespace {

constexpr const char* kChen = "440309194905209540";
constexpr const char* kZhao = "440309195301109519";

class SocialCards : public ::testing::Test {
 protected:
  std::unique_ptr<SmartCardReader> make() {
    SmartCardReaderOptions options;
    options.look_interval = Milliseconds(20);
    options.reopen_first = Milliseconds(2);
    options.reopen_most = Milliseconds(10);
    options.channels = simulated_channels(slot_);
    auto reader = std::make_unique<SmartCardReader>(
        std::move(options), clock_, [this](CardEvent event) { cards_.put(std::move(event)); },
        [this](DeviceStatus status) { states_.put(status); });
    EXPECT_TRUE(reader->start());
    return reader;
  }
  SimulatedChip card_of(const char* person) {
    auto card = std::make_shared<VirtualSocialCard>(*people_.find(person));
    return [card](ByteView command) { return std::optional(card->answer(command)); };
  }
  template <class Event>
  std::optional<Event> next() {
    auto event =
        cards_.take([](const CardEvent& one) { return std::holds_alternative<Event>(one); });
    if (!event) return {};
    return std::get<Event>(std::move(*event));
  }
  std::string next_number() {
    const auto read = next<CardRead>();
    return read ? std::string(read->document.number.text()) : "(nothing came)";
  }
  bool reaches(DeviceState state) {
    return states_.take([state](const DeviceStatus& s) { return s.state == state; }).has_value();
  }

  SystemClock clock_;
  LetterBox<CardEvent> cards_;
  LetterBox<DeviceStatus> states_;
  Persons people_ = Persons::load(DK_PROJECT_DIR "/assets/persons/persons.json").value();
  std::shared_ptr<SimulatedSlot> slot_ = std::make_shared<SimulatedSlot>();
};

TEST_F(SocialCards, card_is_put_in_read_and_taken_out) {
  const auto reader = make();
  reader->ask();
  slot_->insert(card_of("P02"));
  ASSERT_TRUE(next<CardPresent>());
  EXPECT_EQ(next_number(), kChen);
  EXPECT_FALSE(slot_->powered()) << "the chip is not kept under power";
  slot_->remove();
  const auto gone = next<CardGone>();
  ASSERT_TRUE(gone);
  EXPECT_TRUE(gone->seen);
  EXPECT_EQ(reader->status().counters.calls, 1U);
}

TEST_F(SocialCards, card_that_is_in_the_slot_already_is_read_when_asked_for) {
  slot_->insert(card_of("P02"));
  const auto reader = make();
  ASSERT_TRUE(next<CardPresent>());
  EXPECT_TRUE(cards_.empty());
  reader->ask();
  EXPECT_EQ(next_number(), kChen);
  reader->ask();
  EXPECT_EQ(next_number(), kChen) << "who asks again is told again";
}

TEST_F(SocialCards, cards_are_swapped_faster_than_anybody_looks) {
  const auto reader = make();
  slot_->insert(card_of("P02"));
  ASSERT_TRUE(next<CardPresent>());
  slot_->insert(card_of("P01"));
  ASSERT_TRUE(next<CardGone>());
  ASSERT_TRUE(next<CardPresent>());
  reader->ask();
  EXPECT_EQ(next_number(), kZhao);
}

TEST_F(SocialCards, card_pulled_while_reading) {
  const auto reader = make();
  reader->ask();
  const auto card = std::make_shared<VirtualSocialCard>(*people_.find("P02"));
  auto left = std::make_shared<int>(5);
  slot_->insert([this, card, left](ByteView command) -> std::optional<Bytes> {
    if (--*left > 0) return card->answer(command);
    slot_->remove();
    return std::nullopt;
  });
  const auto trouble = next<CardTrouble>();
  ASSERT_TRUE(trouble);
  EXPECT_EQ(trouble->advice, CardAdvice::LeaveCard);
  ASSERT_TRUE(next<CardGone>());
  slot_->insert(card_of("P02"));
  EXPECT_EQ(next_number(), kChen) << "the request still stands";
}

TEST_F(SocialCards, card_put_in_the_wrong_way_round) {
  const auto reader = make();
  reader->ask();
  slot_->insert_mute();
  const auto trouble = next<CardTrouble>();
  ASSERT_TRUE(trouble);
  EXPECT_EQ(trouble->advice, CardAdvice::TurnCard);
  EXPECT_EQ(trouble->code, FailureCode::card_mute);
  slot_->remove();
  slot_->insert(card_of("P02"));
  EXPECT_EQ(next_number(), kChen);
}

TEST_F(SocialCards, bank_card_is_put_in) {
  const auto reader = make();
  reader->ask();
  slot_->insert([](ByteView) { return std::optional(Bytes{0x6a, 0x82}); });
  const auto trouble = next<CardTrouble>();
  ASSERT_TRUE(trouble);
  EXPECT_EQ(trouble->advice, CardAdvice::OtherCard);
  EXPECT_EQ(trouble->status, 0x6a82);
}

TEST_F(SocialCards, chip_that_stumbles_is_read_at_the_third_try) {
  const auto reader = make();
  const auto card = std::make_shared<VirtualSocialCard>(*people_.find("P02"));
  auto stumbles = std::make_shared<int>(2);
  reader->ask();
  slot_->insert([card, stumbles](ByteView command) -> std::optional<Bytes> {
    if (*stumbles > 0) {
      --*stumbles;
      return Bytes{0x90};
    }
    return card->answer(command);
  });
  EXPECT_EQ(next_number(), kChen);
  EXPECT_EQ(reader->status().counters.errors, 0U);
}

TEST_F(SocialCards, service_is_not_there_and_starts) {
  slot_->service_stops();
  const auto reader = make();
  ASSERT_TRUE(reaches(DeviceState::NoDevice));
  EXPECT_EQ(reader->status().last_failure, FailureCode::device_absent);
  reader->ask();
  slot_->insert(card_of("P02"));
  slot_->service_starts();
  EXPECT_EQ(next_number(), kChen);
  EXPECT_EQ(reader->status().counters.errors, 1U) << "one trouble, however often it is tried";
}

TEST_F(SocialCards, service_restarts_with_a_card_in_the_slot) {
  const auto reader = make();
  slot_->insert(card_of("P02"));
  ASSERT_TRUE(next<CardPresent>());
  slot_->service_stops();
  const auto gone = next<CardGone>();
  ASSERT_TRUE(gone);
  EXPECT_FALSE(gone->seen);
  slot_->service_starts();
  ASSERT_TRUE(next<CardPresent>());
  EXPECT_EQ(reader->status().counters.reconnects, 1U);
}

TEST_F(SocialCards, reader_is_unplugged_and_plugged_in) {
  const auto reader = make();
  slot_->insert(card_of("P02"));
  ASSERT_TRUE(next<CardPresent>());
  slot_->reader_goes();
  ASSERT_TRUE(reaches(DeviceState::NoDevice));
  const auto gone = next<CardGone>();
  ASSERT_TRUE(gone);
  EXPECT_FALSE(gone->seen);
  slot_->reader_comes();
  ASSERT_TRUE(reaches(DeviceState::Online));
  reader->ask();
  EXPECT_EQ(next_number(), kChen);
}

TEST_F(SocialCards, nobody_asks_any_more) {
  const auto reader = make();
  reader->ask();
  reader->stop_asking();
  slot_->insert(card_of("P02"));
  ASSERT_TRUE(next<CardPresent>());
  slot_->remove();
  ASSERT_TRUE(next<CardGone>());
  EXPECT_EQ(reader->status().counters.calls, 0U);
}

TEST(SmartCardReader, stops_while_there_is_no_service) {
  const SystemClock clock;
  const auto slot = std::make_shared<SimulatedSlot>();
  slot->service_stops();
  SmartCardReader reader(
      {.reopen_first = std::chrono::hours(1), .channels = simulated_channels(slot)}, clock, {}, {});
  ASSERT_TRUE(reader.start());
  ASSERT_TRUE(wait_until([&] { return reader.status().state == DeviceState::NoDevice; }));
  reader.stop();
}

TEST(SmartCardReader, address_of_another_world_is_refused) {
  const SystemClock clock;
  SmartCardReader reader({.address = "serial:/dev/ttyS1"}, clock, {}, {});
  EXPECT_EQ(reader.start().error().code, FailureCode::unsupported);
}

}  // namespace
}  // namespace dk::drivers
