// The driver at one end of a real pseudo terminal or TCP, the emulated module at the other.
#include "drivers/id-card-reader/driver.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "drivers/emulation/test_bench.h"
#include "drivers/id-card-reader/emulator/id_card_emulator.h"

namespace dk::drivers {
namespace {

class Bench : public EmulatorBench {
 public:
  using EmulatorBench::EmulatorBench;
  nlohmann::json call(const nlohmann::json& request) const {
    return nlohmann::json::parse(call_line(request.dump()), nullptr, false);
  }
  nlohmann::json verb(const std::string& verb) const { return call({{"verb", verb}}); }
};

Persons people() { return Persons::load(DK_PROJECT_DIR "/assets/persons/persons.json").value(); }

class IdCards : public ::testing::TestWithParam<bool> {
 protected:
  std::unique_ptr<IdCardReader> make(IdCardReaderOptions options = {}) {
    options.address = bench_.address();
    options.reopen_first = Milliseconds(5);
    options.reopen_most = Milliseconds(20);
    options.poll_interval = Milliseconds(5);
    options.retry_interval = Milliseconds(10);
    options.check_interval = Milliseconds(10);
    auto reader = std::make_unique<IdCardReader>(
        std::move(options), clock_, [this](CardEvent event) { cards_.put(std::move(event)); },
        [this](DeviceStatus status) { states_.put(status); });
    EXPECT_TRUE(reader->start());
    EXPECT_TRUE(reaches(DeviceState::Online));
    return reader;
  }
  nlohmann::json insert(nlohmann::json card = {{"person", "P02"}}) {
    card["verb"] = "insert_card";
    return bench_.call(card);
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
  std::optional<CardAdvice> next_advice() {
    const auto trouble = next<CardTrouble>();
    return trouble ? std::optional(trouble->advice) : std::nullopt;
  }
  bool reaches(DeviceState state) {
    return states_.take([state](const DeviceStatus& s) { return s.state == state; }).has_value();
  }

  SystemClock clock_;
  LetterBox<CardEvent> cards_;
  LetterBox<DeviceStatus> states_;
  TestFolder folder_;
  IdCardEmulator emulator_{people()};
  Bench bench_{emulator_, folder_, GetParam()};
};

constexpr const char* kChen = "440309194905209540";
constexpr const char* kZhao = "440309195301109519";

TEST_P(IdCards, person_of_73_lays_down_her_card) {
  const auto reader = make();
  EXPECT_EQ(insert()["ok"], true);
  reader->ask();
  ASSERT_TRUE(next<CardPresent>());
  const auto read = next<CardRead>();
  ASSERT_TRUE(read);
  const IdentityDocument& document = read->document;
  EXPECT_EQ(document.kind, DocumentKind::CitizenCard);
  EXPECT_EQ(document.name.text(), "陈秀英");
  EXPECT_EQ(document.number.text(), kChen);
  EXPECT_EQ(document.birth.text(), "1949-05-20");
  EXPECT_EQ(document.sex, Sex::Female);
  EXPECT_TRUE(document.long_term);
  EXPECT_FALSE(document.address.empty());
  EXPECT_EQ(document.photo.size(), 1024U);
  EXPECT_TRUE(document.portrait.empty());
  EXPECT_TRUE(document.fingerprints.empty());
  const auto status = reader->status();
  EXPECT_EQ(status.counters.calls, 1U);
  EXPECT_EQ(status.counters.errors, 0U);
  EXPECT_GT(status.counters.bytes_in, 1295U);
}

TEST_P(IdCards, card_that_lies_there_before_anybody_asks_is_not_read) {
  const auto reader = make();
  insert();
  ASSERT_TRUE(wait_until([&] { return bench_.verb("state")["requests"] > 5; }));
  EXPECT_TRUE(cards_.empty());
  EXPECT_EQ(bench_.verb("state")["readings"], 0);
  reader->ask();
  EXPECT_EQ(next_number(), kChen);
}

TEST_P(IdCards, one_request_is_one_reading) {
  const auto reader = make();
  insert();
  reader->ask();
  EXPECT_EQ(next_number(), kChen);
  const auto requests = bench_.verb("state")["requests"].get<int>();
  ASSERT_TRUE(wait_until([&] { return bench_.verb("state")["requests"] > requests + 10; }));
  EXPECT_EQ(bench_.verb("state")["readings"], 1);
  reader->ask();
  EXPECT_EQ(next_number(), kChen) << "who asks again is told again";
}

TEST_P(IdCards, nobody_is_read_after_the_asking_ended) {
  const auto reader = make();
  reader->ask();
  reader->stop_asking();
  // A look that was under way ends first.
  const auto requests = bench_.verb("state")["requests"].get<int>();
  ASSERT_TRUE(wait_until([&] { return bench_.verb("state")["requests"] > requests + 3; }));
  insert();
  const auto later = bench_.verb("state")["requests"].get<int>();
  ASSERT_TRUE(wait_until([&] { return bench_.verb("state")["requests"] > later + 5; }));
  EXPECT_TRUE(cards_.empty());
}

TEST_P(IdCards, card_is_taken_away) {
  for (const bool remove_first : {false, true}) {
    bench_.call({{"verb", "set"}, {"remove_first", remove_first}});
    const auto reader = make();
    insert();
    reader->ask();
    EXPECT_EQ(next_number(), kChen);
    const auto requests = bench_.verb("state")["requests"].get<int>();
    ASSERT_TRUE(wait_until([&] { return bench_.verb("state")["requests"] > requests + 10; }));
    EXPECT_TRUE(cards_.empty()) << "it lies there, read or not";
    bench_.verb("remove_card");
    const auto gone = next<CardGone>();
    ASSERT_TRUE(gone);
    EXPECT_TRUE(gone->seen);
  }
}

TEST_P(IdCards, next_person_comes) {
  const auto reader = make();
  for (const auto& [person, number] : {std::pair("P02", kChen), std::pair("P01", kZhao)}) {
    reader->ask();
    insert({{"person", person}});
    EXPECT_EQ(next_number(), number);
    bench_.verb("remove_card");
    ASSERT_TRUE(next<CardGone>());
  }
}

TEST_P(IdCards, module_that_reads_a_card_once_asks_for_it_anew) {
  bench_.call({{"verb", "set"}, {"remove_first", true}});
  const auto reader = make();
  insert();
  reader->ask();
  EXPECT_EQ(next_number(), kChen);
  reader->ask();
  EXPECT_EQ(next_advice(), CardAdvice::TryAgain);
  bench_.verb("remove_card");
  ASSERT_TRUE(next<CardGone>());
  insert();
  EXPECT_EQ(next_number(), kChen);
}

TEST_P(IdCards, card_pulled_while_reading) {
  const auto reader = make();
  bench_.verb("pull_while_reading");
  insert();
  reader->ask();
  ASSERT_TRUE(next<CardPresent>());
  EXPECT_EQ(next_advice(), CardAdvice::LeaveCard);
  ASSERT_TRUE(next<CardGone>());
  insert();
  EXPECT_EQ(next_number(), kChen);
}

TEST_P(IdCards, dirty_card_is_read_at_the_third_try) {
  const auto reader = make();
  insert();
  bench_.call({{"verb", "dirty_card"}, {"times", 2}});
  reader->ask();
  EXPECT_EQ(next_number(), kChen);
  EXPECT_EQ(reader->status().counters.errors, 0U) << "nobody was troubled";
}

TEST_P(IdCards, dirty_card_is_told_once_and_wiped_clean) {
  const auto reader = make();
  insert();
  bench_.call({{"verb", "dirty_card"}, {"times", 9}});
  reader->ask();
  const auto trouble = next<CardTrouble>();
  ASSERT_TRUE(trouble);
  EXPECT_EQ(trouble->advice, CardAdvice::TryAgain);
  EXPECT_EQ(trouble->code, FailureCode::card_read_failed);
  EXPECT_EQ(trouble->status, 0x41);
  const auto event = cards_.take();
  ASSERT_TRUE(event);
  EXPECT_TRUE(std::holds_alternative<CardRead>(*event)) << "the same trouble is told once";
}

TEST_P(IdCards, bank_card_is_laid_down) {
  const auto reader = make();
  insert();
  bench_.call({{"verb", "dirty_card"}, {"step", "select"}, {"status", "40"}});
  reader->ask();
  EXPECT_EQ(next_advice(), CardAdvice::OtherCard);
  bench_.verb("remove_card");
  ASSERT_TRUE(next<CardGone>());
}

TEST_P(IdCards, card_that_never_proves_itself_is_for_the_staff) {
  const auto reader = make();
  insert();
  bench_.call({{"verb", "dirty_card"}, {"status", "32"}});
  reader->ask();
  EXPECT_EQ(next_advice(), CardAdvice::TryAgain);
  const auto again = next<CardTrouble>();
  ASSERT_TRUE(again);
  EXPECT_EQ(again->advice, CardAdvice::AskStaff);
  EXPECT_EQ(again->code, FailureCode::card_not_authentic);
}

TEST_P(IdCards, card_of_2023_for_foreigners_is_refused_and_not_guessed) {
  const auto reader = make();
  insert({{"person", "P02"}, {"unknown_kind", "Y"}});
  reader->ask();
  const auto trouble = next<CardTrouble>();
  ASSERT_TRUE(trouble);
  EXPECT_EQ(trouble->code, FailureCode::card_unsupported);
}

TEST_P(IdCards, person_from_hong_kong_and_person_from_abroad) {
  const auto reader = make();
  reader->ask();
  insert({{"person", "P28"}});
  EXPECT_EQ(next<CardRead>()->document.kind, DocumentKind::HmtPermit);
  bench_.verb("remove_card");
  reader->ask();
  insert({{"person", "P30"}});
  const auto read = next<CardRead>();
  ASSERT_TRUE(read);
  EXPECT_EQ(read->document.number.text(), "PHL110085990001");
}

TEST_P(IdCards, address_that_was_written_later_counts) {
  const auto reader = make();
  insert({{"person", "P02"}, {"later_address", "龙华区示范路9号"}});
  reader->ask();
  EXPECT_EQ(next<CardRead>()->document.address.text(), "龙华区示范路9号");
}

TEST_P(IdCards, templates_and_picture_when_they_are_wanted) {
  const auto reader =
      make({.fingerprints = true,
            .photo_decoder = [](ByteView wlt) -> Result<Secret> { return Secret(wlt.first(3)); }});
  insert();
  reader->ask();
  const auto read = next<CardRead>();
  ASSERT_TRUE(read);
  EXPECT_EQ(read->document.portrait.size(), 3U);
}

TEST_P(IdCards, reader_unplugged_at_each_byte_heals) {
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

TEST_P(IdCards, reader_is_lost_with_the_card_on_it) {
  const auto reader = make();
  insert();
  reader->ask();
  EXPECT_EQ(next_number(), kChen);
  bench_.verb("unplug");
  const auto gone = next<CardGone>();
  ASSERT_TRUE(gone);
  EXPECT_FALSE(gone->seen) << "nobody saw the card go";
  bench_.verb("plug");
  ASSERT_TRUE(wait_until([&] { return reader->status().state == DeviceState::Online; }));
  EXPECT_EQ(reader->status().counters.reconnects, 1U);
}

TEST_P(IdCards, slow_reader_is_waited_for) {
  const auto reader = make();
  bench_.call({{"verb", "slow"}, {"delay_ms", 20}, {"baud", 115200}});
  insert();
  reader->ask();
  EXPECT_EQ(next_number(), kChen);
}

TEST_P(IdCards, silent_reader_is_switched_off_and_comes_back) {
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

TEST_P(IdCards, late_answer_is_not_taken_for_another_one) {
  const auto reader = make({.find_timeout = Milliseconds(20), .read_timeout = Milliseconds(20)});
  insert();
  bench_.call({{"verb", "slow"}, {"delay_ms", 60}});
  reader->ask();
  ASSERT_TRUE(reaches(DeviceState::PowerOff));
  bench_.call({{"verb", "slow"}, {"delay_ms", 0}});
  EXPECT_EQ(next_number(), kChen);
}

TEST_P(IdCards, damaged_answer_is_asked_for_again) {
  const auto reader = make();
  insert();
  bench_.call({{"verb", "damage_answers"}, {"count", 1}});
  reader->ask();
  EXPECT_EQ(next_number(), kChen);
  EXPECT_EQ(reader->status().state, DeviceState::Online);
}

TEST_P(IdCards, answers_damaged_for_long_put_the_reader_aside) {
  const auto reader = make();
  bench_.call({{"verb", "damage_answers"}, {"count", 1000000}});
  ASSERT_TRUE(reaches(DeviceState::Offline));
  EXPECT_EQ(reader->status().last_failure, FailureCode::device_protocol);
  bench_.call({{"verb", "damage_answers"}, {"count", 0}});
  ASSERT_TRUE(reaches(DeviceState::Online));
}

TEST_P(IdCards, rubbish_on_the_line_changes_nothing) {
  const auto reader = make();
  for (const char* bytes : {"00ff00ff", "aaaaaa9669", "aaaaaa966905080000", "aaaaaa9669000400"}) {
    bench_.call({{"verb", "garbage"}, {"bytes", bytes}});
  }
  insert();
  reader->ask();
  EXPECT_EQ(next_number(), kChen);
}

TEST_P(IdCards, broken_module_is_out_of_service_until_it_is_sound) {
  const auto reader = make();
  bench_.call({{"verb", "set"}, {"module_status", "60"}});
  ASSERT_TRUE(reaches(DeviceState::HardwareError));
  EXPECT_EQ(reader->status().last_failure, FailureCode::card_reader_fault);
  bench_.call({{"verb", "set"}, {"module_status", "0"}});
  ASSERT_TRUE(reaches(DeviceState::Online));
}

TEST_P(IdCards, stops_while_the_reader_is_silent) {
  const auto reader = make({.find_timeout = std::chrono::hours(1)});
  bench_.call({{"verb", "set"}, {"silent", true}});
  const auto requests = bench_.verb("state")["requests"].get<int>();
  ASSERT_TRUE(wait_until([&] { return bench_.verb("state")["requests"] > requests; }));
  reader->stop();
}

INSTANTIATE_TEST_SUITE_P(Line, IdCards, ::testing::Bool(),
                         [](const auto& info) { return info.param ? "tcp" : "pty"; });

TEST(IdCardReader, address_of_another_world_is_refused) {
  const SystemClock clock;
  IdCardReader reader({.address = "emulator:"}, clock, {}, {});
  EXPECT_EQ(reader.start().error().code, FailureCode::unsupported);
}

TEST(IdCardReader, stops_while_there_is_no_reader) {
  const SystemClock clock;
  IdCardReader reader(
      {.address = "serial:/dev/no-such-line", .reopen_first = std::chrono::hours(1)}, clock, {},
      {});
  reader.ask();
  ASSERT_TRUE(reader.start());
  ASSERT_TRUE(wait_until([&] { return reader.status().state == DeviceState::NoDevice; }));
  reader.stop();
  EXPECT_EQ(reader.status().last_failure, FailureCode::device_absent);
}

}  // namespace
}  // namespace dk::drivers
