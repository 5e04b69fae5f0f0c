// The real program, on whole and damaged disks.
#include <stdio.h>
#include <sys/wait.h>

#include <array>
#include <fstream>
#include <map>

#include "offline-cache/faults/fault_vfs.h"
#include "offline-cache/outbox/inspect_test_support.h"
#include "offline-cache/outbox/schema.h"

namespace dk::cache {
namespace {

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

// Every kind of damage, by its name and cachectl's exit code, without keys.
TEST(Cachectl, names_each_kind_of_damage) {
  const struct {
    const char* sql;
    int code;
    const char* says;
  } kCases[] = {
      {"DELETE FROM event_sealed WHERE seq = 2", 11, "record 2: is missing"},
      {"PRAGMA foreign_keys = OFF; DELETE FROM event WHERE seq = 2", 11, "event 2: is missing"},
      {"DELETE FROM event_sealed WHERE seq = 5; DELETE FROM event WHERE seq = 5;"
       "UPDATE counter SET saved = 4",
       11, "event 5 is gone and was never confirmed"},
      {"DELETE FROM store", 11, "identity or counters"},
      {"DELETE FROM counter", 11, "identity or counters"},
      {"DELETE FROM class_day_key", 12, "class-day key sampling 2022-11-18: is missing"},
      {"DELETE FROM local_key", 12, "local-state key: is missing"},
      {"UPDATE audit_entry SET at_ms = at_ms + 1 WHERE seq = 3", 13, "at audit entry 3"},
      {"UPDATE audit_entry SET event = 2 WHERE seq = 3", 13, "at audit entry 3"},
      {"UPDATE audit_entry SET hash = zeroblob(32) WHERE seq = 3", 13, "at audit entry 3"},
      {"DELETE FROM audit_entry WHERE seq = 3", 13, "entry missing at audit entry 3"},
      {"DELETE FROM audit_entry WHERE seq > 6", 13, "the tail is cut at audit entry 7"},
      {"UPDATE counter SET audit_hash = zeroblob(32)", 13, "disagrees with the head"},
      {"UPDATE store SET instance = zeroblob(16)", 13, "at audit entry 1"},
      {"UPDATE counter SET saved = 4", 14, "5 events saved, the counter says 4"},
      {"UPDATE event SET state = 2 WHERE seq = 1", 14, "1 events confirmed"},
      {"UPDATE counter SET last_seq = 3", 14, "newer than last_seq"},
      {"UPDATE event_sealed SET record = x'01' WHERE seq = 4", 15, "record 4"},
      {"UPDATE event_sealed SET recovery_wrap = NULL WHERE seq = 4", 15, "record 4"},
      {"UPDATE class_day_key SET wrapped = x'01'", 15, "wrapped key is too short"},
      {"UPDATE class_day_key SET wrapped = zeroblob(8) || substr(wrapped, 9)", 16,
       "wrapped by terminal key 0000000000000000"},
      {"UPDATE local_key SET wrapped = zeroblob(8) || substr(wrapped, 9)", 16,
       "wrapped by terminal key 0000000000000000"},
      {"UPDATE store SET terminal_key_id = zeroblob(8)", 16, "belongs to 0000000000000000"},
  };
  for (const auto& damage : kCases) {
    SCOPED_TRACE(damage.sql);
    Desk desk;
    five_people(desk);
    tamper(desk, damage.sql);
    const Ran ran = cachectl("verify --data " + desk.folder.path());
    EXPECT_EQ(ran.code, damage.code) << ran.output;
    EXPECT_NE(ran.output.find(damage.says), std::string::npos) << ran.output;
    EXPECT_NE(ran.output.find("damaged"), std::string::npos);
  }
}

// The files in a folder with their content; what a look at a foreign disk must not change.
std::map<std::string, std::string> everything_in(const std::string& folder) {
  std::map<std::string, std::string> out;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream in(entry.path(), std::ios::binary);
    out[entry.path().filename()] = std::string(std::istreambuf_iterator<char>(in), {});
  }
  return out;
}

TEST(Cachectl, newer_format_is_told_and_nothing_is_touched) {
  Desk desk;
  five_people(desk);
  tamper(desk, "CREATE TABLE of_tomorrow (n); INSERT INTO of_tomorrow VALUES (1)");
  {
    sqlite3* raw = nullptr;
    ASSERT_EQ(sqlite3_open((desk.folder.path() + "/outbox.db").c_str(), &raw), SQLITE_OK);
    const auto now = std::to_string(outbox_format().version + 1);
    ASSERT_EQ(
        sqlite3_exec(raw, ("PRAGMA user_version = " + now).c_str(), nullptr, nullptr, nullptr),
        SQLITE_OK);
    sqlite3_close(raw);
  }
  const auto before = everything_in(desk.folder.path());
  const auto opened = desk.open();
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, FailureCode::store_version);
  for (const char* command : {"verify", "inspect", "stats", "verify --image"}) {
    EXPECT_EQ(cachectl(std::string(command) + " --data " + desk.folder.path()).code, 3) << command;
  }
  EXPECT_EQ(everything_in(desk.folder.path()), before);
}

// A dead terminal's disk, with its log, looked at without writing a byte beside it.
TEST(Cachectl, image_of_a_killed_terminal_is_only_read) {
  Desk desk;
  FaultVfs disk("image");
  desk.vfs = disk.name();
  {
    auto outbox = desk.open().value();
    for (int i = 0; i < 5; ++i) ASSERT_TRUE(outbox->append(desk.registration()));
    disk.cut_power();
  }
  disk.restore_power(FaultVfs::Unsynced::AllLost);
  const auto before = everything_in(desk.folder.path());
  ASSERT_GT(before.at("outbox.db-wal").size(), 0u);
  const Ran whole = cachectl("verify --image --data " + desk.folder.path());
  EXPECT_EQ(whole.code, 0) << whole.output;
  const Ran inspected = cachectl("inspect --image --data " + desk.folder.path());
  EXPECT_NE(inspected.output.find("saved                    5"), std::string::npos)
      << inspected.output;
  EXPECT_EQ(everything_in(desk.folder.path()), before);
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
  EXPECT_EQ(ran.code, 13);
  EXPECT_NE(ran.output.find("damaged"), std::string::npos);
}

}  // namespace
}  // namespace dk::cache
