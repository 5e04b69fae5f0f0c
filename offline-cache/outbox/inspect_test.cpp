#include "offline-cache/outbox/inspect.h"

#include <sqlite3.h>
#include <stdio.h>
#include <sys/wait.h>

#include <array>
#include <fstream>

#include "offline-cache/outbox/outbox_test_support.h"

namespace dk::cache {
namespace {

// Somebody with the disk in hand changes it.
void tamper(const Desk& desk, const std::string& sql) {
  sqlite3* raw = nullptr;
  ASSERT_EQ(sqlite3_open((desk.folder.path() + "/outbox.db").c_str(), &raw), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(raw, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
      << sqlite3_errmsg(raw);
  ASSERT_GT(sqlite3_total_changes(raw), 0);
  sqlite3_close(raw);
}

void five_people(Desk& desk) {
  auto outbox = desk.open().value();
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(outbox->append(desk.registration()));
}

// The findings joined; empty: whole.
std::string findings(const Desk& desk) {
  const auto found = verify_store(desk.folder.path());
  if (!found) return std::string(name_of(found.error().code)) + ": " + found.error().detail;
  std::string out;
  for (const std::string& line : *found) out += line + "\n";
  return out;
}

struct Ran {
  int code = -1;
  std::string output;
};
Ran cachectl(const std::string& arguments) {
  const std::string command = std::string(DK_BIN_DIR) + "/cachectl " + arguments + " 2>&1";
  FILE* pipe = ::popen(command.c_str(), "r");
  Ran out;
  if (pipe == nullptr) return out;
  std::array<char, 4096> piece;
  for (std::size_t got = 0; (got = ::fread(piece.data(), 1, piece.size(), pipe)) > 0;) {
    out.output.append(piece.data(), got);
  }
  out.code = WEXITSTATUS(::pclose(pipe));
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
    ASSERT_EQ(sqlite3_exec(raw, "PRAGMA user_version = 2", nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(raw);
  }
  auto opened = desk.open();
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, FailureCode::store_version);
}

TEST(Cachectl, shows_counts_and_nobody) {
  Desk desk;
  {
    auto outbox = desk.open().value();
    ASSERT_TRUE(outbox->append(desk.registration("desk shows 张三丰", "张三丰")));
  }
  const Ran ran = cachectl("inspect --data " + desk.folder.path());
  EXPECT_EQ(ran.code, 0) << ran.output;
  EXPECT_NE(ran.output.find("sampling.person_registered"), std::string::npos);
  EXPECT_NE(ran.output.find("2022-11-18"), std::string::npos);
  EXPECT_EQ(ran.output.find("张三丰"), std::string::npos);
  EXPECT_EQ(ran.output.find("S-0041"), std::string::npos);
  const Ran stats = cachectl("stats --data " + desk.folder.path());
  EXPECT_EQ(stats.code, 0) << stats.output;
}

TEST(Cachectl, says_whole_damaged_or_in_use) {
  Desk desk;
  five_people(desk);
  EXPECT_EQ(cachectl("verify --data " + desk.folder.path()).code, 0);
  {
    auto outbox = desk.open().value();
    EXPECT_EQ(cachectl("verify --data " + desk.folder.path()).code, 2);
  }
  tamper(desk, "DELETE FROM audit_entry WHERE seq > 6");
  const Ran ran = cachectl("verify --data " + desk.folder.path());
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.output.find("damaged"), std::string::npos);
}

}  // namespace
}  // namespace dk::cache
