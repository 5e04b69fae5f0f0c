// Files as a device that is passed in, with a simulated twin that can fail and lose power.
//
// Paths are absolute. `write_atomic` is durable when it returns: temporary file, fsync, rename,
// fsync of the folder; a reader sees the old or the new content, never a mix. So are rename,
// remove, truncate and make_folder. Folders must exist before files are put into them. Private
// files are made 0600; `read_private` (at most kPrivateMaxBytes) refuses with permission_unsafe
// what is a link, not ours, or within reach of group or others.
// Failures: not_found, io_error, disk_full, disk_read_only, permission_unsafe, data_damaged (longer
// than max_bytes). Thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "base/secret.h"

namespace dk {

inline constexpr std::size_t kPrivateMaxBytes = 1 << 20;

class Files {
 public:
  virtual ~Files() = default;
  [[nodiscard]] virtual Result<Bytes> read(const std::string& path, std::size_t max_bytes) = 0;
  [[nodiscard]] virtual Result<Secret> read_private(const std::string& path) = 0;
  [[nodiscard]] virtual Status write_atomic(const std::string& path, ByteView content) = 0;
  [[nodiscard]] virtual Status write_private(const std::string& path, ByteView content) = 0;
  // Appends and, when `durable`, fsyncs. Makes the file (0600) when absent. When writing fails
  // nothing has been appended; when only the fsync fails the file may have grown.
  [[nodiscard]] virtual Status append(const std::string& path, ByteView more, bool durable) = 0;
  [[nodiscard]] virtual Status truncate(const std::string& path, std::uint64_t size) = 0;
  // Replaces `to` if it exists. Both durable (the folders are fsynced, the content is not).
  [[nodiscard]] virtual Status rename(const std::string& from, const std::string& to) = 0;
  [[nodiscard]] virtual Status remove(const std::string& path) = 0;       // absent is success
  [[nodiscard]] virtual Status make_folder(const std::string& path) = 0;  // 0700, with parents
  // The names of files and folders inside, sorted; without what write_atomic left behind.
  [[nodiscard]] virtual Result<std::vector<std::string>> list(const std::string& folder) = 0;
  [[nodiscard]] virtual Result<std::uint64_t> size(const std::string& path) = 0;
};

class FileCalls;  // file_calls.h

class PosixFiles : public Files {
 public:
  PosixFiles();
  explicit PosixFiles(FileCalls& calls) : calls_(&calls) {}  // must outlive the files
  Result<Bytes> read(const std::string& path, std::size_t max_bytes) override;
  Result<Secret> read_private(const std::string& path) override;
  Status write_atomic(const std::string& path, ByteView content) override;
  Status write_private(const std::string& path, ByteView content) override;
  Status append(const std::string& path, ByteView more, bool durable) override;
  Status truncate(const std::string& path, std::uint64_t size) override;
  Status rename(const std::string& from, const std::string& to) override;
  Status remove(const std::string& path) override;
  Status make_folder(const std::string& path) override;
  Result<std::vector<std::string>> list(const std::string& folder) override;
  Result<std::uint64_t> size(const std::string& path) override;

 private:
  FileCalls* calls_;
};

// In memory. `fail_when` is asked before each operation ("write_atomic", path) and may return a
// failure to inject (set it before other threads start); `lose_power()` drops everything that was
// not durable.
class SimulatedFiles : public Files {
 public:
  std::function<Status(std::string_view operation, const std::string& path)> fail_when;
  void lose_power();

  Result<Bytes> read(const std::string& path, std::size_t max_bytes) override;
  Result<Secret> read_private(const std::string& path) override;
  Status write_atomic(const std::string& path, ByteView content) override;
  Status write_private(const std::string& path, ByteView content) override;
  Status append(const std::string& path, ByteView more, bool durable) override;
  Status truncate(const std::string& path, std::uint64_t size) override;
  Status rename(const std::string& from, const std::string& to) override;
  Status remove(const std::string& path) override;
  Status make_folder(const std::string& path) override;
  Result<std::vector<std::string>> list(const std::string& folder) override;
  Result<std::uint64_t> size(const std::string& path) override;

 private:
  struct File {
    Bytes content;
    bool is_private = false;
  };
  Status gate(std::string_view operation, const std::string& path) const;
  [[nodiscard]] Status check_place(const std::string& path) const;
  Status replace(const std::string& path, ByteView content, bool is_private);

  std::mutex mutex_;
  std::map<std::string, File> durable_;
  std::map<std::string, File> current_;
  std::set<std::string> folders_{"/"};
};

}  // namespace dk
