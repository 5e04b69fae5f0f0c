#include "district/acceptance.h"

#include <fstream>
#include <sstream>

#include "district/progress.h"
#include "district/test_district.h"
#include "offline-cache/wire/api.h"

namespace dk::district::testing {
namespace {

using wire::EventResult;

class Acceptance : public District {
 protected:
  void SetUp() override {
    District::SetUp();
    (void)enrol();
  }
};

TEST_F(Acceptance, answers_come_in_the_order_of_the_events) {
  const std::vector events = {p02(1), p03(2)};
  const auto answers = push(events);
  ASSERT_TRUE(answers) << answers.error().detail;
  ASSERT_EQ(answers->size(), 2u);
  for (std::size_t i = 0; i < events.size(); ++i) {
    EXPECT_EQ((*answers)[i].id, events[i].id);
    EXPECT_EQ((*answers)[i].result, EventResult::Accepted);
  }
  EXPECT_EQ(count("registration"), 2);
}

TEST_F(Acceptance, answer_was_lost_and_the_event_comes_again) {
  const auto event = p02(1);
  ASSERT_TRUE(push({event}));
  const auto answers = push({event});
  ASSERT_TRUE(answers);
  EXPECT_EQ(answers->at(0).result, EventResult::Duplicate);
  EXPECT_EQ(count("event"), 1);
  EXPECT_EQ(count("registration"), 1);
}

TEST_F(Acceptance, the_same_event_twice_in_one_batch) {
  const auto event = p02(1);
  const auto answers = push({event, event});
  ASSERT_TRUE(answers);
  EXPECT_EQ(answers->at(0).result, EventResult::Accepted);
  EXPECT_EQ(answers->at(1).result, EventResult::Duplicate);
  EXPECT_EQ(count("registration"), 1);
}

TEST_F(Acceptance, same_id_with_another_person_is_refused) {
  const auto first = p02(1);
  ASSERT_TRUE(push({first}));
  auto second = p03(1);
  second.id = first.id;
  const auto answers = push({second});
  ASSERT_TRUE(answers);
  EXPECT_EQ(answers->at(0).result, EventResult::Rejected);
  EXPECT_EQ(answers->at(0).reason, wire::kReasonIdReused);
  EXPECT_EQ(count("registration"), 1);
}

TEST_F(Acceptance, rejected_event_does_not_hold_up_the_others) {
  auto stranger = p02(2);
  stranger.type = "sampling.moon_landed";
  stranger.schema = "moon_landed/1";
  auto other_schema = p02(3);
  other_schema.schema = "person_registered/9";
  auto broken_body = p02(4);
  broken_body.body = R"({"tube":"LH1122-0457-15"})";
  auto not_ours = p02(5);
  not_ours.terminal = "LH-TS-0001";
  auto no_seq = p02(0);
  const auto answers =
      push({p02(1), stranger, other_schema, broken_body, not_ours, no_seq, p03(6)});
  ASSERT_TRUE(answers) << answers.error().detail;
  EXPECT_EQ(answers->at(0).result, EventResult::Accepted);
  EXPECT_EQ(answers->at(1).reason, kReasonTypeUnknown);
  EXPECT_EQ(answers->at(2).reason, wire::kReasonSchemaUnknown);
  EXPECT_EQ(answers->at(3).reason, wire::kReasonBodyMalformed);
  EXPECT_EQ(answers->at(4).reason, wire::kReasonNotYours);
  EXPECT_EQ(answers->at(5).reason, wire::kReasonEnvelopeMalformed);
  EXPECT_EQ(answers->at(6).result, EventResult::Accepted);
  EXPECT_EQ(count("registration"), 2);
  EXPECT_EQ(count("rejection"), 5);
}

TEST_F(Acceptance, a_line_that_is_no_envelope_is_answered_by_its_id) {
  const auto good = p02(1);
  const Uuid id = ids_.next();
  const auto answers = gateway_->acceptance().accept(
      kTerminal, kSite, {R"({"id":")" + to_string(id) + R"(","seq":-1})", wire::to_json(good)});
  ASSERT_TRUE(answers) << answers.error().detail;
  EXPECT_EQ(answers->at(0).id, id);
  EXPECT_EQ(answers->at(0).reason, wire::kReasonEnvelopeMalformed);
  EXPECT_EQ(answers->at(1).result, EventResult::Accepted);
}

TEST_F(Acceptance, a_line_that_cannot_be_answered_refuses_the_batch) {
  const auto answers =
      gateway_->acceptance().accept(kTerminal, kSite, {wire::to_json(p02(1)), "noise"});
  ASSERT_FALSE(answers);
  EXPECT_EQ(answers.error().code, FailureCode::answer_malformed);
  EXPECT_EQ(count("event"), 0);
}

TEST_F(Acceptance, disk_fails_in_the_middle_and_nothing_of_the_batch_is_taken) {
  ASSERT_TRUE(
      gateway_->database().script("CREATE TRIGGER fails BEFORE INSERT ON event WHEN NEW.seq=3 "
                                  "BEGIN SELECT RAISE(ABORT,'disk'); END"));
  const std::vector events = {p02(1), p03(2), undo(3, p02(9)), p02(4)};
  EXPECT_FALSE(push(events));
  for (const char* table : {"event", "registration", "undone", "seen_seq"}) {
    EXPECT_EQ(count(table), 0) << table;
  }
  ASSERT_TRUE(gateway_->database().script("DROP TRIGGER fails"));
  const auto again = push(events);
  ASSERT_TRUE(again) << again.error().detail;
  for (const auto& answer : *again) EXPECT_EQ(answer.result, EventResult::Accepted);
}

TEST_F(Acceptance, accepted_events_are_there_after_a_restart) {
  const auto event = p02(1);
  ASSERT_TRUE(push({event}));
  open();
  const auto answers = push({event});
  ASSERT_TRUE(answers);
  EXPECT_EQ(answers->at(0).result, EventResult::Duplicate);
}

TEST_F(Acceptance, two_terminals_with_one_name_are_noticed) {
  ASSERT_TRUE(push({p02(1)}));
  const auto answers = push({p03(1)});
  ASSERT_TRUE(answers);
  // The person was there: the registration is kept, and somebody has to look.
  EXPECT_EQ(answers->at(0).result, EventResult::Accepted);
  const auto book = ledger(gateway_->database(), "");
  ASSERT_TRUE(book);
  ASSERT_EQ(book->alarms.size(), 1u);
  EXPECT_EQ(book->alarms[0].kind, "clone_suspected");
  EXPECT_EQ(book->alarms[0].detail, "1");
}

TEST_F(Acceptance, a_missing_seq_shows_until_it_arrives) {
  ASSERT_TRUE(push({p02(1), p03(3)}));
  EXPECT_EQ(ledger(gateway_->database(), "")->terminals.at(0).missing, 1);
  ASSERT_TRUE(push({registration(2, 3, "黄亚妹", "440309193011189582")}));
  EXPECT_EQ(ledger(gateway_->database(), "")->terminals.at(0).missing, 0);
}

TEST_F(Acceptance, undo_that_overtakes_its_registration_still_counts) {
  const auto event = p02(1);
  ASSERT_TRUE(push({undo(2, event)}));
  ASSERT_TRUE(push({event, p03(3)}));
  const auto result =
      progress(gateway_->database(), gateway_->objects(), gateway_->root(), kSite, t1());
  ASSERT_TRUE(result) << result.error().detail;
  ASSERT_EQ(result->sites.size(), 1u);
  EXPECT_EQ(result->sites[0].tested, 1);
  EXPECT_EQ(result->sites[0].not_tested, 11'999);
  const auto book = ledger(gateway_->database(), kSite);
  ASSERT_TRUE(book);
  ASSERT_EQ(book->registrations.size(), 2u);
  EXPECT_TRUE(book->registrations[0].undone);
  EXPECT_FALSE(book->registrations[1].undone);
}

TEST_F(Acceptance, a_person_who_came_twice_counts_once) {
  ASSERT_TRUE(push({p02(1), p02(2, 5), p03(3)}));
  const auto result =
      progress(gateway_->database(), gateway_->objects(), gateway_->root(), "", t1());
  ASSERT_TRUE(result);
  ASSERT_EQ(result->sites.size(), 1u);
  EXPECT_EQ(result->sites[0].tested, 2);
  ASSERT_EQ(result->sites[0].hours.size(), 1u);
  EXPECT_EQ(result->sites[0].hours[0].tested, 2);
  EXPECT_EQ(result->sites[0].hours[0].hour, t1());
}

TEST_F(Acceptance, desk_could_not_compare_and_the_district_finds_the_hit) {
  // P35 is on the list, P02 is not; a hit that the desk knew is nothing late.
  ASSERT_TRUE(push({registration(1, 1, "丁宁", "440309199312129708", "not_compared"),
                    registration(2, 2, "陈秀英", "440309194905209540", "not_compared"),
                    registration(3, 3, "傅强", "460300198710039670", "hit")}));
  const auto hits =
      gateway_->database().query("SELECT tube, category, list_version FROM late_hit", {});
  ASSERT_TRUE(hits);
  ASSERT_EQ(hits->size(), 1u);
  EXPECT_EQ(hits->at(0).text(0), kTube);
  EXPECT_EQ(hits->at(0).integer(1), 1);
  EXPECT_EQ(hits->at(0).integer(2), 1);
}

TEST_F(Acceptance, a_person_of_a_must_test_group_is_no_late_hit) {
  ASSERT_TRUE(push({registration(1, 1, "马丽", "460300198606069968", "not_compared")}));
  EXPECT_EQ(count("late_hit"), 0);
}

TEST_F(Acceptance, a_box_with_two_tubes_is_handed_over_and_stands_in_the_ledger) {
  const wire::TubeOpened single{
      .tube = "LH1122-0458-12", .capacity = 1, .site = kSite, .desk = "2"};
  auto person = p03(2, 1);
  auto body = wire::person_registered_from_json(person.body);
  body->tube = single.tube;
  person.body = wire::to_json(*body);
  const wire::BoxClosed box{.box = "BX1122-0007-42", .tubes = {kTube, single.tube}, .count = 2};
  const wire::BoxHandedOver handed{
      .box = box.box, .count = 2, .courier = "S-0042", .first_sample_at = t1(), .late = true};
  const auto answers = push({envelope(1, wire::kTubeOpened, wire::to_json(single)), person,
                             envelope(3, wire::kBoxClosed, wire::to_json(box)),
                             envelope(4, wire::kBoxHandedOver, wire::to_json(handed))});
  ASSERT_TRUE(answers) << answers.error().detail;
  for (const auto& answer : *answers) EXPECT_EQ(answer.result, EventResult::Accepted);
  const auto book = ledger(gateway_->database(), kSite);
  ASSERT_TRUE(book) << book.error().detail;
  EXPECT_EQ(book->desk.singles, std::vector<std::string>{single.tube});
  ASSERT_EQ(book->desk.boxes.size(), 1u);
  EXPECT_EQ(book->desk.boxes[0].tubes, box.tubes);
  ASSERT_EQ(book->desk.hand_overs.size(), 1u);
  EXPECT_EQ(book->desk.hand_overs[0].courier, "S-0042");
  EXPECT_TRUE(book->desk.hand_overs[0].late);
  EXPECT_TRUE(book->alarms.empty());
  EXPECT_NE(to_json(*book).find("\"hand_overs\""), std::string::npos);
}

TEST_F(Acceptance, one_tube_in_two_boxes_raises_the_alarm) {
  const wire::BoxClosed first{.box = "BX1122-0007-42", .tubes = {kTube}, .count = 1};
  const wire::BoxClosed second{.box = "BX1122-0008-39", .tubes = {kTube}, .count = 1};
  ASSERT_TRUE(push({envelope(1, wire::kBoxClosed, wire::to_json(first)),
                    envelope(2, wire::kBoxClosed, wire::to_json(second))}));
  const auto book = ledger(gateway_->database(), "");
  ASSERT_EQ(book->alarms.size(), 1u);
  EXPECT_EQ(book->alarms[0].kind, "tube_in_two_boxes");
  EXPECT_EQ(book->alarms[0].detail, kTube);
}

TEST_F(Acceptance, a_box_whose_count_is_not_its_tubes_is_rejected) {
  const auto answers = push({envelope(
      1, wire::kBoxClosed, R"({"box":"BX1122-0007-42","count":3,"tubes":["LH1122-0457-15"]})")});
  ASSERT_TRUE(answers);
  EXPECT_EQ(answers->at(0).reason, wire::kReasonBodyMalformed);
}

TEST_F(Acceptance, a_late_hit_of_the_desk_is_an_alarm_with_its_tube) {
  const auto person = p02(1);
  const wire::LateHit hit{.tube = kTube, .registration = to_string(person.id)};
  const wire::HelpCalled help{.why = "late_hit", .tube = kTube};
  ASSERT_TRUE(push({person, envelope(2, wire::kLateHit, wire::to_json(hit)),
                    envelope(3, wire::kHelpCalled, wire::to_json(help))}));
  const auto book = ledger(gateway_->database(), kSite);
  ASSERT_TRUE(book);
  ASSERT_EQ(book->desk.calls.size(), 2u);
  EXPECT_EQ(book->desk.calls[1].kind, "late_hit");
  EXPECT_EQ(book->desk.calls[1].registration, to_string(person.id));
  ASSERT_EQ(book->alarms.size(), 2u);
  EXPECT_EQ(book->alarms[1].detail, kTube);
}

TEST_F(Acceptance, shifts_of_an_earlier_program_are_still_read) {
  const auto answers = push(
      {envelope(1, wire::kShiftClosed, R"({"desk":"2","reason":"limit","site":"QH-01"})"),
       envelope(2, wire::kTubeSealed,
                R"({"count":0,"not_compared":false,"reason":"unused","tube":"LH1122-0457-15"})")});
  ASSERT_TRUE(answers);
  for (const auto& answer : *answers) EXPECT_EQ(answer.result, EventResult::Accepted);
}

TEST_F(Acceptance, no_name_and_no_number_lies_on_the_disk_in_clear) {
  ASSERT_TRUE(push({p02(1)}));
  std::string everything;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(dir())) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    std::ostringstream content;
    content << in.rdbuf();
    everything += content.str();
  }
  EXPECT_NE(everything.find(kTube), std::string::npos);  // the search itself works
  EXPECT_EQ(everything.find("陈秀英"), std::string::npos);
  EXPECT_EQ(everything.find("440309194905209540"), std::string::npos);
  EXPECT_EQ(everything.find("曾琳"), std::string::npos);
}

TEST_F(Acceptance, lines_cut_anywhere_break_nothing) {
  // Lines as a hostile terminal could send them: every one is answered or refuses the batch.
  const std::string good = wire::to_json(p02(1));
  for (std::size_t cut = 0; cut < good.size(); cut += 7) {
    (void)gateway_->acceptance().accept(kTerminal, kSite, {good.substr(0, cut)});
  }
  EXPECT_EQ(count("event"), 0);
  EXPECT_TRUE(push({p02(1)}));
}

}  // namespace
}  // namespace dk::district::testing
