#include "base/log.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "base/clock.h"
#include "base/files.h"

namespace dk::log {
namespace {

class Log : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "dk-log-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
    old_mask_ = ::umask(0);
    ASSERT_TRUE(open(path(), Level::Info));
  }
  void TearDown() override {
    ::umask(old_mask_);
    EXPECT_TRUE(open("", Level::Info));
    std::filesystem::remove_all(folder_);
  }
  [[nodiscard]] std::string path() const { return folder_ + "/kiosk.log"; }
  std::vector<nlohmann::json> lines() {
    std::istringstream text(std::string(as_text(PosixFiles().read(path(), 1 << 24).value())));
    std::vector<nlohmann::json> out;
    for (std::string line; std::getline(text, line);) out.push_back(nlohmann::json::parse(line));
    return out;
  }

  std::string folder_;
  mode_t old_mask_ = 0;
};

TEST_F(Log, line_is_one_json_object) {
  const TimePoint before = SystemClock().now();
  const Uuid id = uuid_from_string("017f22e2-79b0-7cc3-98c4-dc0c0c07398f").value();
  info("sync_done", {{"events", 12},
                     {"bytes", std::size_t{345}},
                     {"seconds", 0.5},
                     {"first", true},
                     {"state", "idle"},
                     {"id", safe(id)},
                     {"trouble", safe(Failure{FailureCode::timed_out, "connect"})},
                     {"address", safe("127.0.0.1:8443", "configured by us")}});
  const auto all = lines();
  ASSERT_EQ(all.size(), 1U);
  const auto& line = all[0];
  EXPECT_EQ(line["level"], "info");
  EXPECT_EQ(line["event"], "sync_done");
  EXPECT_EQ(line["events"], 12);
  EXPECT_EQ(line["bytes"], 345);
  EXPECT_EQ(line["seconds"], 0.5);
  EXPECT_EQ(line["first"], true);
  EXPECT_EQ(line["state"], "idle");
  EXPECT_EQ(line["id"], "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
  EXPECT_EQ(line["trouble"], "timed_out: connect");
  EXPECT_EQ(line["address"], "127.0.0.1:8443");
  const auto at = from_rfc3339(line["time"].get<std::string>());
  ASSERT_TRUE(at);
  EXPECT_GE(*at, before);
  EXPECT_LE(*at, SystemClock().now());
}

TEST_F(Log, level_below_is_left_out) {
  debug("not_this");
  warn("this");
  error("and_this");
  const auto all = lines();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0]["level"], "warn");
  EXPECT_EQ(all[1]["level"], "error");
}

TEST_F(Log, text_cannot_forge_a_line_or_a_format) {
  info("e", {{"text", safe("a\n{\"level\":\"error\"}\x1b[2J \"quoted\" %s {} \xff\xfe", "test")}});
  const auto all = lines();
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0]["text"],
            "a\n{\"level\":\"error\"}\x1b[2J \"quoted\" %s {} \xef\xbf\xbd\xef\xbf\xbd");
  EXPECT_EQ(as_text(PosixFiles().read(path(), 1 << 20).value()).find('\x1b'),
            std::string_view::npos);
}

TEST_F(Log, long_text_is_cut_between_characters) {
  std::string text = "x";
  while (text.size() < 2000) text += "\xe6\xb7\xb1";
  const std::string kept = safe(text, "test").text;
  EXPECT_EQ(kept.size(), 511U);
  EXPECT_EQ(kept.substr(508), "\xe6\xb7\xb1");
  EXPECT_LE(safe(Failure{FailureCode::io_error, text}).text.size(), 512U);
}

TEST_F(Log, field_cannot_overwrite_what_the_line_says) {
  info("e", {{"event", "other"}, {"a", 1}, {"a", 2}});
  const auto line = lines().at(0);
  EXPECT_EQ(line["event"], "e");
  EXPECT_EQ(line["event_"], "other");
  EXPECT_EQ(line["a"], 1);
  EXPECT_EQ(line["a_"], 2);
}

TEST_F(Log, file_turns_over_and_every_part_is_private) {
  const std::string filler(512, 'x');
  for (int i = 0; i < 80'000; ++i) info("e", {{"i", i}, {"text", safe(filler, "test")}});
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
    ++files;
    EXPECT_LE(entry.file_size(), 4U * 1024 * 1024);
    struct stat state{};
    ASSERT_EQ(::stat(entry.path().c_str(), &state), 0);
    EXPECT_EQ(state.st_mode & 0777, 0600U) << entry.path();
  }
  EXPECT_EQ(files, 5U);  // the newest and four older ones
  EXPECT_EQ(lines().back()["i"], 79'999);
}

TEST_F(Log, file_of_yesterday_is_made_private_and_continued) {
  info("one");
  ASSERT_EQ(::chmod(path().c_str(), 0644), 0);
  ASSERT_TRUE(open(path(), Level::Debug));
  debug("two");
  EXPECT_EQ(lines().size(), 2U);
  struct stat state{};
  ASSERT_EQ(::stat(path().c_str(), &state), 0);
  EXPECT_EQ(state.st_mode & 0777, 0600U);
}

TEST_F(Log, place_that_cannot_be_written_is_a_failure_and_the_old_one_stays) {
  const Status opened = open(folder_ + "/kiosk.log/inside", Level::Info);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, FailureCode::io_error);
  info("still_here");
  EXPECT_EQ(lines().size(), 1U);
}

TEST_F(Log, threads_never_mix_lines) {
  {
    std::vector<std::jthread> threads;
    threads.reserve(4);
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([t] {
        for (int i = 0; i < 500; ++i) info("e", {{"thread", t}, {"i", i}});
      });
    }
  }
  EXPECT_EQ(lines().size(), 2000U);
}

}  // namespace
}  // namespace dk::log
