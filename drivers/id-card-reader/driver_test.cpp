// What people do with cards at the reader.
#include "drivers/id-card-reader/driver.h"

#include "drivers/id-card-reader/test_id_cards.h"

namespace dk::drivers {
namespace {

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

// A line that nobody is at the other end of; counts who tries.
class AbsentLine : public Transport {
 public:
  explicit AbsentLine(std::atomic<int>& opened) : opened_(opened) {}
  Status open() override {
    ++opened_;
    return fail(FailureCode::device_absent);
  }
  Result<Bytes> read(Milliseconds) override { return fail(FailureCode::device_offline); }
  Status write(ByteView, Milliseconds) override { return fail(FailureCode::device_offline); }
  void close() override {}
  [[nodiscard]] bool is_open() const override { return false; }
  void interrupt() override {}
  [[nodiscard]] TransportCounters counters() const override { return {}; }

 private:
  std::atomic<int>& opened_;
};

TEST(IdCardReader, absent_reader_that_is_asked_for_a_card_is_not_tried_without_end) {
  const SystemClock clock;
  std::atomic<int> opened = 0;
  IdCardReaderOptions options;
  options.address = "serial:/dev/no-such-line";
  options.reopen_first = std::chrono::hours(1);
  options.transports = [&](std::string_view) -> Result<std::unique_ptr<Transport>> {
    return std::make_unique<AbsentLine>(opened);
  };
  IdCardReader reader(options, clock, {}, {});
  reader.ask();
  ASSERT_TRUE(reader.start());
  ASSERT_TRUE(wait_until([&] { return opened == 1; }));
  reader.ask();  // once more at once
  ASSERT_TRUE(wait_until([&] { return opened == 2; }));
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  EXPECT_EQ(opened, 2);
}

}  // namespace
}  // namespace dk::drivers
