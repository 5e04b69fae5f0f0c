#include "offline-cache/outbox/inspect.h"

#include <fstream>

#include "offline-cache/outbox/inspect_test_support.h"

namespace dk::cache {
namespace {

// The findings joined; empty: whole.
std::string findings(const Desk& desk) {
  const auto found = verify_store(desk.folder.path());
  if (!found) return std::string(name_of(found.error().code)) + ": " + found.error().detail;
  std::string out;
  for (const std::string& line : *found) out += line + "\n";
  return out;
}

TEST(OutboxInspect, whole_store_has_no_findings) {
  Desk desk;
  five_people(desk);
  EXPECT_EQ(findings(desk), "");
  const StoreSummary summary = summarize_store(desk.folder.path()).value();
  EXPECT_EQ(summary.ledger.counts.saved, 5u);
  EXPECT_EQ(summary.identity.terminal_key_id, desk.keys->terminal_key_id());
  ASSERT_EQ(summary.events.size(), 1u);
  EXPECT_EQ(summary.events[0].count, 5u);
  EXPECT_EQ(summary.events[0].type, wire::kPersonRegistered);
  EXPECT_EQ(summary.class_days, std::vector<std::string>{"sampling 2022-11-18"});
  EXPECT_EQ(summary.local_names, std::vector<std::string>{"desk"});
  EXPECT_EQ(measure_store(desk.folder.path())->events, 5u);
}

TEST(OutboxInspect, looking_changes_nothing) {
  Desk desk;
  five_people(desk);
  const auto bytes = [&] {
    std::ifstream in(desk.folder.path() + "/outbox.db", std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  const std::string before = bytes();
  EXPECT_EQ(findings(desk), "");
  EXPECT_EQ(bytes(), before);
  EXPECT_TRUE(desk.open());
}

TEST(OutboxInspect, running_terminal_is_in_use) {
  Desk desk;
  auto outbox = desk.open().value();
  const auto summary = summarize_store(desk.folder.path());
  ASSERT_FALSE(summary);
  EXPECT_EQ(summary.error().code, FailureCode::store_in_use);
}

TEST(OutboxInspect, store_that_is_not_there_is_not_made) {
  TemporaryFolder folder;
  const auto summary = summarize_store(folder.path());
  ASSERT_FALSE(summary);
  EXPECT_EQ(summary.error().code, FailureCode::not_found);
  EXPECT_FALSE(std::filesystem::exists(folder.path() + "/outbox.db"));
}

TEST(OutboxInspect, changed_byte_of_the_audit_chain_is_found) {
  Desk desk;
  five_people(desk);
  tamper(desk,
         "UPDATE audit_entry SET json = replace(json, '\"position\":1', '\"position\":2') "
         "WHERE seq = 4 OR seq = 5");
  EXPECT_NE(findings(desk).find("hash is wrong at audit entry"), std::string::npos);
}

TEST(OutboxInspect, tail_cut_of_the_audit_chain_is_found) {
  Desk desk;
  five_people(desk);
  tamper(desk, "DELETE FROM audit_entry WHERE seq > 6");
  EXPECT_NE(findings(desk).find("the tail is cut at audit entry 7"), std::string::npos);
  auto opened = desk.open();
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, FailureCode::chain_broken);
}

TEST(OutboxInspect, tail_cut_of_the_queue_is_found) {
  Desk desk;
  five_people(desk);
  tamper(desk, "DELETE FROM event_sealed WHERE seq = 5; DELETE FROM event WHERE seq = 5");
  EXPECT_NE(findings(desk).find("4 events saved, the counter says 5"), std::string::npos);
}

TEST(OutboxInspect, changed_byte_of_a_record_is_found_and_stops_nobody) {
  Desk desk;
  five_people(desk);
  tamper(desk,
         "UPDATE event_sealed SET record = substr(record, 1, length(record) - 1) || x'00' "
         "WHERE seq = 2 AND substr(record, length(record)) <> x'00' OR seq = 3");
  tamper(desk, "UPDATE event_sealed SET record = substr(record, 1, 40) WHERE seq = 3");
  EXPECT_NE(findings(desk).find("record 3"), std::string::npos);
  auto outbox = desk.open().value();
  auto taken = outbox->take(10);
  ASSERT_TRUE(taken);
  EXPECT_EQ(taken->size() + outbox->quarantined()->size(), 5u);
  const auto apart = outbox->quarantined().value();
  EXPECT_GE(apart.size(), 1u);
  for (const auto& [id, reason] : apart) EXPECT_EQ(reason, "record_damaged");
}

TEST(OutboxInspect, swapped_records_do_not_open) {
  Desk desk;
  five_people(desk);
  tamper(desk,
         "CREATE TEMP TABLE kept AS SELECT seq, record FROM event_sealed WHERE seq IN (1, 2);"
         "UPDATE event_sealed SET record = (SELECT record FROM kept WHERE kept.seq = "
         "3 - event_sealed.seq) WHERE seq IN (1, 2)");
  auto outbox = desk.open().value();
  EXPECT_EQ(outbox->take(10)->size(), 3u);
  EXPECT_EQ(outbox->quarantined()->size(), 2u);
}

TEST(OutboxInspect, damaged_file_is_not_opened_as_a_new_one) {
  Desk desk;
  five_people(desk);
  {
    std::fstream file(desk.folder.path() + "/outbox.db",
                      std::ios::binary | std::ios::in | std::ios::out);
    file.write("not a database any more", 23);
  }
  auto opened = desk.open();
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, FailureCode::data_damaged);
}

TEST(OutboxInspect, newer_version_is_left_alone) {
  Desk desk;
  five_people(desk);
  {
    sqlite3* raw = nullptr;
    ASSERT_EQ(sqlite3_open((desk.folder.path() + "/outbox.db").c_str(), &raw), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(raw, "PRAGMA user_version = 3", nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(raw);
  }
  auto opened = desk.open();
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, FailureCode::store_version);
}

TEST(OutboxInspect, with_keys_every_sealed_byte_counts) {
  const char* const kCases[] = {
      "UPDATE event_sealed SET record = substr(record, 1, length(record) - 1) || "
      "CASE WHEN substr(record, -1) = x'00' THEN x'01' ELSE x'00' END WHERE seq = 3",
      "UPDATE event SET type = 'sampling.tube_sealed' WHERE seq = 3",
      "UPDATE event SET id = randomblob(16) WHERE seq = 3",
      "UPDATE class_day_key SET wrapped = substr(wrapped, 1, length(wrapped) - 1) || "
      "CASE WHEN substr(wrapped, -1) = x'00' THEN x'01' ELSE x'00' END",
      "UPDATE local_key SET wrapped = substr(wrapped, 1, length(wrapped) - 1) || "
      "CASE WHEN substr(wrapped, -1) = x'00' THEN x'01' ELSE x'00' END",
      "UPDATE local_state SET box = substr(box, 1, length(box) - 1) || "
      "CASE WHEN substr(box, -1) = x'00' THEN x'01' ELSE x'00' END",
      "UPDATE local_state SET name = 'other'",
  };
  for (const char* sql : kCases) {
    SCOPED_TRACE(sql);
    Desk desk;
    five_people(desk);
    EXPECT_TRUE(examine_store(desk.folder.path(), desk.keys.get())->empty());
    tamper(desk, sql);
    const auto found = examine_store(desk.folder.path(), desk.keys.get()).value();
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found.front().kind, Damage::Record) << found.front().text;
  }
}

TEST(OutboxInspect, key_of_another_terminal_is_named) {
  Desk desk;
  five_people(desk);
  SimulatedFiles files;
  const auto other = open_file_keys(files, desk.random, "/keys",
                                    test_recovery_key().public_key().value().spki(), true)
                         .value();
  const auto found = examine_store(desk.folder.path(), other.get()).value();
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].kind, Damage::WrongKey);
  EXPECT_NE(found[0].text.find(to_hex(other->terminal_key_id())), std::string::npos);
}

TEST(OutboxInspect, confirmed_and_erased_events_are_no_gap) {
  Desk desk;
  {
    auto outbox = desk.open().value();
    const Append first = desk.registration();
    ASSERT_TRUE(outbox->append(first));
    ASSERT_TRUE(outbox->take(1));
    ASSERT_TRUE(outbox->settle({accepted(first.drafts[0].envelope.id)}));
    desk.clock.advance(std::chrono::days(3));
    ASSERT_TRUE(outbox->append(desk.registration()));
    ASSERT_TRUE(outbox->erase_expired({{"sampling", 1}}));
  }
  EXPECT_TRUE(examine_store(desk.folder.path(), desk.keys.get())->empty());
}

}  // namespace
}  // namespace dk::cache
