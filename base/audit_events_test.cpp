#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "base/audit_events.gen.h"
#include "base/crypto/crypto.h"

namespace dk::audit {
namespace {

const Uuid kId = uuid_from_string("017f22e2-79b0-7cc3-98c4-dc0c0c07398f").value();

TEST(AuditEvents, record_is_canonical) {
  const Record record =
      TubeSealed{.event_id = kId, .tube = crypto::sha256(as_bytes("abc")), .people = 10}
          .to_record();
  EXPECT_EQ(record.id, EventId::TubeSealed);
  EXPECT_EQ(record.json,
            R"({"event":"tube_sealed","fields":{"event_id":"017f22e2-79b0-7cc3-98c4-dc0c0c07398f",)"
            R"("people":10,"tube":)"
            R"("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},"number":13})");
  // nlohmann's objects are sorted: what it writes is the canonical form.
  EXPECT_EQ(nlohmann::json::parse(record.json).dump(), record.json);
}

TEST(AuditEvents, negative_numbers_and_words) {
  EXPECT_EQ((ReferenceSwapped{.name = "trust", .version = -1, .content = crypto::sha256(ByteView{})}
                 .to_record()
                 .json.substr(0, 60)),
            R"({"event":"reference_swapped","fields":{"content":"e3b0c44298)");
  EXPECT_EQ(IntField(-1).json(), "-1");
  EXPECT_EQ(TokenField("code_expired").json(), "\"code_expired\"");
}

TEST(AuditEvents, text_of_a_person_or_an_attacker_does_not_get_in) {
  EXPECT_EQ(TokenField("\xe5\xbc\xa0\xe4\xb8\x89").json(), "\"______\"");
  EXPECT_EQ(TokenField("a\",\"event\":\"b\\\n").json(), "\"a___event_:_b__\"");
  EXPECT_EQ(TokenField(std::string(1000, 'a')).json(), '"' + std::string(64, 'a') + '"');
  EXPECT_EQ(TokenField(std::string_view("a\0b", 3)).json(), "\"a_b\"");
}

TEST(AuditEvents, every_event_is_described) {
  std::set<std::string_view> names;
  EventId last{};
  for (const Description& event : all_events()) {
    EXPECT_GT(event.id, last);
    last = event.id;
    EXPECT_TRUE(names.insert(event.name).second);
    EXPECT_GE(event.retention_days, 180);
    EXPECT_EQ(describe(event.id).name, event.name);
  }
  EXPECT_EQ(names.size(), 41U);
}

// Numbers stand in stored logs: these may never change.
TEST(AuditEvents, numbers_stay) {
  EXPECT_EQ(static_cast<int>(EventId::TerminalStarted), 1);
  EXPECT_EQ(static_cast<int>(EventId::PersonRegistered), 11);
  EXPECT_EQ(static_cast<int>(EventId::EventQuarantined), 20);
  EXPECT_EQ(static_cast<int>(EventId::DataImported), 30);
  EXPECT_EQ(static_cast<int>(EventId::ReasonShown), 41);
  EXPECT_EQ(static_cast<int>(EventId::ShiftClosed), 51);
}

TEST(AuditEventsDeathTest, number_that_is_no_event_stops_the_program) {
  EXPECT_DEATH(static_cast<void>(describe(static_cast<EventId>(999))), "");
}

}  // namespace
}  // namespace dk::audit
