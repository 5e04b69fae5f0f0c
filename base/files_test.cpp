// One contract for both kinds of Files, then what only one of them has.
#include "base/files.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <memory>
#include <thread>

namespace dk {
namespace {

Bytes of(std::string_view text) { return to_bytes(text); }
template <class T>
FailureCode code_of(const Result<T>& result) {
  return result ? FailureCode::internal : result.error().code;
}

class TempFolder {
 public:
  TempFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "dk-files-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) ADD_FAILURE() << "no temporary folder";
    path_ = name;
  }
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

class FilesContract : public testing::TestWithParam<bool> {
 protected:
  void SetUp() override {
    old_mask_ = ::umask(S_IWGRP | S_IWOTH);
    if (GetParam()) {
      files_ = std::make_unique<PosixFiles>();
    } else {
      files_ = std::make_unique<SimulatedFiles>();
    }
    ASSERT_TRUE(files_->make_folder(temp_.path()));
  }
  void TearDown() override { ::umask(old_mask_); }
  [[nodiscard]] std::string at(const std::string& name) const { return temp_.path() + "/" + name; }
  Bytes content(const std::string& name) { return files_->read(at(name), 1 << 20).value(); }

  TempFolder temp_;
  std::unique_ptr<Files> files_;
  mode_t old_mask_ = 0;
};

INSTANTIATE_TEST_SUITE_P(Both, FilesContract, testing::Bool(), [](const auto& kind) {
  return std::string(kind.param ? "posix" : "simulated");
});

TEST_P(FilesContract, written_is_read) {
  ASSERT_TRUE(files_->write_atomic(at("a"), of("one")));
  EXPECT_EQ(content("a"), of("one"));
  ASSERT_TRUE(files_->write_atomic(at("a"), of("")));
  EXPECT_EQ(content("a"), Bytes{});
  const Bytes large(3'000'000, 0x5e);
  ASSERT_TRUE(files_->write_atomic(at("a"), large));
  EXPECT_EQ(files_->read(at("a"), large.size()).value(), large);
  EXPECT_EQ(files_->size(at("a")), large.size());
}

TEST_P(FilesContract, absent_is_not_found) {
  EXPECT_EQ(code_of(files_->read(at("a"), 10)), FailureCode::not_found);
  EXPECT_EQ(code_of(files_->read_private(at("a"))), FailureCode::not_found);
  EXPECT_EQ(code_of(files_->size(at("a"))), FailureCode::not_found);
  EXPECT_EQ(code_of(files_->truncate(at("a"), 0)), FailureCode::not_found);
  EXPECT_EQ(code_of(files_->rename(at("a"), at("b"))), FailureCode::not_found);
  EXPECT_EQ(code_of(files_->list(at("a"))), FailureCode::not_found);
  EXPECT_EQ(code_of(files_->write_atomic(at("no/a"), of("x"))), FailureCode::not_found);
  EXPECT_EQ(code_of(files_->write_private(at("no/a"), of("x"))), FailureCode::not_found);
  EXPECT_EQ(code_of(files_->append(at("no/a"), of("x"), true)), FailureCode::not_found);
  EXPECT_TRUE(files_->remove(at("a")));
  EXPECT_TRUE(files_->remove(at("no/a")));
}

TEST_P(FilesContract, longer_than_asked_for_is_refused) {
  ASSERT_TRUE(files_->write_atomic(at("a"), of("12345")));
  EXPECT_EQ(code_of(files_->read(at("a"), 4)), FailureCode::data_damaged);
  EXPECT_TRUE(files_->read(at("a"), 5));
  ASSERT_TRUE(files_->write_private(at("key"), Bytes(kPrivateMaxBytes + 1)));
  EXPECT_EQ(code_of(files_->read_private(at("key"))), FailureCode::data_damaged);
}

TEST_P(FilesContract, private_file_that_others_can_reach_is_refused) {
  ASSERT_TRUE(files_->write_private(at("key"), of("secret")));
  EXPECT_EQ(files_->read_private(at("key")).value().text(), "secret");
  ASSERT_TRUE(files_->write_atomic(at("open"), of("secret")));
  EXPECT_EQ(code_of(files_->read_private(at("open"))), FailureCode::permission_unsafe);
  ASSERT_TRUE(files_->write_private(at("open"), of("secret")));  // replacing it makes it private
  EXPECT_TRUE(files_->read_private(at("open")));
}

TEST_P(FilesContract, append_grows_and_truncate_shortens) {
  ASSERT_TRUE(files_->append(at("log"), of("one,"), true));
  ASSERT_TRUE(files_->append(at("log"), of("two"), false));
  EXPECT_EQ(content("log"), of("one,two"));
  EXPECT_TRUE(files_->read_private(at("log")));
  ASSERT_TRUE(files_->truncate(at("log"), 4));
  EXPECT_EQ(content("log"), of("one,"));
  EXPECT_EQ(code_of(files_->truncate(at("log"), 5)), FailureCode::io_error);
  EXPECT_EQ(content("log"), of("one,"));
}

TEST_P(FilesContract, rename_replaces) {
  ASSERT_TRUE(files_->make_folder(at("sub")));
  ASSERT_TRUE(files_->write_private(at("a"), of("new")));
  ASSERT_TRUE(files_->write_atomic(at("sub/b"), of("old")));
  ASSERT_TRUE(files_->rename(at("a"), at("sub/b")));
  EXPECT_EQ(files_->read_private(at("sub/b")).value().text(), "new");
  EXPECT_EQ(code_of(files_->size(at("a"))), FailureCode::not_found);
  ASSERT_TRUE(files_->rename(at("sub/b"), at("sub/b")));
  EXPECT_EQ(content("sub/b"), of("new"));
}

TEST_P(FilesContract, folders_with_parents_and_lists_in_order) {
  ASSERT_TRUE(files_->make_folder(at("x/y/z")));
  ASSERT_TRUE(files_->make_folder(at("x/y")));  // again is fine
  ASSERT_TRUE(files_->write_atomic(at("x/b"), of("")));
  ASSERT_TRUE(files_->write_atomic(at("x/a"), of("")));
  EXPECT_EQ(files_->list(at("x")).value(), (std::vector<std::string>{"a", "b", "y"}));
  EXPECT_TRUE(files_->list(at("x/y/z")).value().empty());
}

TEST_P(FilesContract, folder_is_no_file_and_file_no_folder) {
  ASSERT_TRUE(files_->make_folder(at("x")));
  ASSERT_TRUE(files_->write_atomic(at("a"), of("")));
  EXPECT_EQ(code_of(files_->write_atomic(at("x"), of(""))), FailureCode::io_error);
  EXPECT_EQ(code_of(files_->append(at("x"), of(""), false)), FailureCode::io_error);
  EXPECT_EQ(code_of(files_->read(at("x"), 10)), FailureCode::io_error);
  EXPECT_EQ(code_of(files_->size(at("x"))), FailureCode::io_error);
  EXPECT_EQ(code_of(files_->remove(at("x"))), FailureCode::io_error);
  EXPECT_EQ(code_of(files_->make_folder(at("a"))), FailureCode::io_error);
  EXPECT_EQ(code_of(files_->list(at("a"))), FailureCode::not_found);
  EXPECT_EQ(code_of(files_->read(at("a/b"), 10)), FailureCode::not_found);
}

TEST_P(FilesContract, writers_of_one_file_never_mix) {
  const Bytes one(200'000, 1), two(200'000, 2);
  ASSERT_TRUE(files_->write_atomic(at("a"), one));
  std::atomic<int> failed = 0;
  {
    std::vector<std::jthread> threads;
    for (const Bytes* mine : {&one, &two}) {
      threads.emplace_back([&, mine] {
        for (int i = 0; i < 20; ++i) failed += files_->write_atomic(at("a"), *mine) ? 0 : 1;
      });
    }
    for (int i = 0; i < 50; ++i) {
      const Bytes seen = content("a");
      EXPECT_TRUE(seen == one || seen == two);
    }
  }
  EXPECT_EQ(failed, 0);
  EXPECT_EQ(files_->list(temp_.path()).value(), std::vector<std::string>{"a"});
}

class PosixFilesOnly : public FilesContract {
 protected:
  mode_t mode_of(const std::string& name) {
    struct stat state{};
    EXPECT_EQ(::stat(at(name).c_str(), &state), 0);
    return state.st_mode & 0777;
  }
};
INSTANTIATE_TEST_SUITE_P(, PosixFilesOnly, testing::Values(true),
                         [](const auto&) { return std::string("posix"); });

TEST_P(PosixFilesOnly, modes) {
  ASSERT_TRUE(files_->write_private(at("private"), of("")));
  ASSERT_TRUE(files_->append(at("appended"), of("x"), false));
  ASSERT_TRUE(files_->write_atomic(at("open"), of("")));
  ASSERT_TRUE(files_->make_folder(at("folder/inner")));
  EXPECT_EQ(mode_of("private"), 0600U);
  EXPECT_EQ(mode_of("appended"), 0600U);
  EXPECT_EQ(mode_of("open"), 0644U);
  EXPECT_EQ(mode_of("folder"), 0700U);
  EXPECT_EQ(mode_of("folder/inner"), 0700U);
}

TEST_P(PosixFilesOnly, private_file_behind_a_link_is_refused) {
  ASSERT_TRUE(files_->write_private(at("key"), of("secret")));
  ASSERT_EQ(::symlink(at("key").c_str(), at("link").c_str()), 0);
  EXPECT_EQ(code_of(files_->read_private(at("link"))), FailureCode::permission_unsafe);
  EXPECT_EQ(files_->read(at("link"), 10).value(), of("secret"));
  ASSERT_TRUE(files_->write_private(at("link"), of("own")));  // replaces the link, not its target
  EXPECT_EQ(content("key"), of("secret"));
  EXPECT_EQ(files_->read_private(at("link")).value().text(), "own");
}

TEST_P(PosixFilesOnly, group_or_others_are_too_many) {
  ASSERT_TRUE(files_->write_private(at("key"), of("secret")));
  for (const mode_t mode : {0640U, 0620U, 0610U, 0604U, 0602U, 0601U}) {
    ASSERT_EQ(::chmod(at("key").c_str(), mode), 0);
    EXPECT_EQ(code_of(files_->read_private(at("key"))), FailureCode::permission_unsafe) << mode;
  }
  ASSERT_EQ(::chmod(at("key").c_str(), 0400), 0);
  EXPECT_TRUE(files_->read_private(at("key")));
}

TEST_P(PosixFilesOnly, pipe_is_refused_without_waiting) {
  ASSERT_EQ(::mkfifo(at("pipe").c_str(), 0600), 0);
  EXPECT_EQ(code_of(files_->read(at("pipe"), 10)), FailureCode::io_error);
  EXPECT_EQ(code_of(files_->read_private(at("pipe"))), FailureCode::io_error);
  EXPECT_EQ(code_of(files_->append(at("pipe"), of("x"), false)), FailureCode::io_error);
}

// The power went between writing and renaming: the old content stands, the rest is taken over.
TEST_P(PosixFilesOnly, power_cut_before_rename) {
  ASSERT_TRUE(files_->write_private(at("key"), of("old")));
  {
    ASSERT_TRUE(files_->append(at("key.writing"), of("half of a long new conte"), true));
  }
  ASSERT_EQ(::chmod(at("key.writing").c_str(), 0644), 0);
  EXPECT_EQ(content("key"), of("old"));
  EXPECT_EQ(files_->list(temp_.path()).value(), std::vector<std::string>{"key"});
  ASSERT_TRUE(files_->write_private(at("key"), of("new")));
  EXPECT_EQ(files_->read_private(at("key")).value().text(), "new");
  EXPECT_NE(::access(at("key.writing").c_str(), F_OK), 0);
}

TEST_P(PosixFilesOnly, planted_link_at_the_temporary_name_is_not_followed) {
  ASSERT_TRUE(files_->write_private(at("victim"), of("precious")));
  ASSERT_EQ(::symlink(at("victim").c_str(), at("key.writing").c_str()), 0);
  EXPECT_FALSE(files_->write_private(at("key"), of("new")));
  ASSERT_EQ(::unlink(at("key.writing").c_str()), 0);
  ASSERT_EQ(::link(at("victim").c_str(), at("key.writing").c_str()), 0);
  EXPECT_EQ(code_of(files_->write_private(at("key"), of("new"))), FailureCode::permission_unsafe);
  EXPECT_EQ(content("victim"), of("precious"));
}

// A limit of the process stands for a disk that is full: the write is cut short, then refused.
TEST_P(PosixFilesOnly, disk_full_while_appending_leaves_no_half_record) {
  ASSERT_TRUE(files_->append(at("log"), of("whole\n"), true));
  ASSERT_TRUE(files_->write_atomic(at("a"), of("old")));
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  rlimit small = before;
  small.rlim_cur = 100;
  const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  const Status appended = files_->append(at("log"), Bytes(300, 'x'), true);
  const Status written = files_->write_atomic(at("a"), Bytes(300, 'x'));
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  std::signal(SIGXFSZ, old_handler);
  EXPECT_EQ(code_of(appended), FailureCode::disk_full);
  EXPECT_EQ(code_of(written), FailureCode::disk_full);
  EXPECT_EQ(content("log"), of("whole\n"));
  EXPECT_EQ(content("a"), of("old"));
  EXPECT_NE(::access(at("a.writing").c_str(), F_OK), 0);
}

TEST_P(PosixFilesOnly, read_only_disk_is_named) {
  // /proc/sys and /sys are mounted read-only in most test places; where not, nothing is proved.
  struct statvfs state{};
  if (::statvfs("/sys", &state) != 0 || (state.f_flag & ST_RDONLY) == 0) {
    GTEST_SKIP() << "no read-only file system at /sys";
  }
  EXPECT_EQ(code_of(files_->write_atomic("/sys/dk-test", of("x"))), FailureCode::disk_read_only);
}

TEST(SimulatedFiles, lost_power_drops_what_was_not_durable) {
  SimulatedFiles files;
  ASSERT_TRUE(files.make_folder("/data"));
  ASSERT_TRUE(files.write_atomic("/data/a", of("kept")));
  ASSERT_TRUE(files.append("/data/log", of("kept,"), true));
  ASSERT_TRUE(files.append("/data/log", of("lost"), false));
  ASSERT_TRUE(files.append("/data/new", of("lost"), false));
  files.lose_power();
  EXPECT_EQ(files.read("/data/a", 100).value(), of("kept"));
  EXPECT_EQ(files.read("/data/log", 100).value(), of("kept,"));
  EXPECT_EQ(code_of(files.read("/data/new", 100)), FailureCode::not_found);
  EXPECT_EQ(files.list("/").value(), std::vector<std::string>{"data"});
}

TEST(SimulatedFiles, renamed_and_removed_survive_lost_power) {
  SimulatedFiles files;
  ASSERT_TRUE(files.write_atomic("/a", of("one")));
  ASSERT_TRUE(files.append("/a", of("-not synced"), false));
  ASSERT_TRUE(files.write_atomic("/gone", of("two")));
  ASSERT_TRUE(files.rename("/a", "/b"));
  ASSERT_TRUE(files.remove("/gone"));
  files.lose_power();
  EXPECT_EQ(files.read("/b", 100).value(), of("one"));
  EXPECT_EQ(files.list("/").value(), std::vector<std::string>{"b"});
}

TEST(SimulatedFiles, injected_failure_changes_nothing) {
  SimulatedFiles files;
  ASSERT_TRUE(files.write_atomic("/a", of("old")));
  std::vector<std::string> asked;
  files.fail_when = [&](std::string_view operation, const std::string& path) -> Status {
    asked.push_back(std::string(operation) + path);
    if (operation == "read") return {};
    return fail(FailureCode::disk_full);
  };
  EXPECT_EQ(code_of(files.write_atomic("/a", of("new"))), FailureCode::disk_full);
  EXPECT_EQ(code_of(files.append("/a", of("new"), true)), FailureCode::disk_full);
  EXPECT_EQ(code_of(files.remove("/a")), FailureCode::disk_full);
  EXPECT_EQ(files.read("/a", 100).value(), of("old"));
  EXPECT_EQ(asked, (std::vector<std::string>{"write_atomic/a", "append/a", "remove/a", "read/a"}));
}

}  // namespace
}  // namespace dk
