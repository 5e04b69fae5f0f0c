// PosixFiles: every call that can be interrupted is repeated, every write reaches the disk.
#include "base/files.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include "base/file_calls.h"
#include "base/file_descriptor.h"

namespace dk {
namespace {

// What write_atomic writes into before the rename; a power cut may leave one, the next write of
// the same file takes it over.
constexpr std::string_view kUnfinished = ".writing";

Failure failure_of(int error, std::string_view operation, const std::string& path) {
  FailureCode code = FailureCode::io_error;
  if (error == ENOENT || error == ENOTDIR) code = FailureCode::not_found;
  if (error == ENOSPC || error == EDQUOT || error == EFBIG) code = FailureCode::disk_full;
  if (error == EROFS) code = FailureCode::disk_read_only;
  const char* name = ::strerrorname_np(error);
  return {code, std::string(operation) + ' ' + path + ": " + (name != nullptr ? name : "error")};
}

std::unexpected<Failure> failed(std::string_view operation, const std::string& path) {
  return std::unexpected(failure_of(errno, operation, path));
}

template <class Call>
auto again(Call call) {
  auto result = call();
  while (result == -1 && errno == EINTR) result = call();
  return result;
}

Result<FileDescriptor> open_file(FileCalls& calls, const std::string& path, int flags,
                                 mode_t mode = 0) {
  FileDescriptor file(again([&] { return calls.open(path.c_str(), flags | O_CLOEXEC, mode); }));
  if (!file) return failed("open", path);
  return file;
}

Status sync(FileCalls& calls, const FileDescriptor& file, const std::string& path) {
  if (again([&] { return calls.fsync(file.get()); }) != 0) return failed("fsync", path);
  return {};
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

Status sync_folder_of(FileCalls& calls, const std::string& path) {
  const std::string folder = folder_of(path);
  DK_TRY(file, open_file(calls, folder, O_RDONLY | O_DIRECTORY));
  return sync(calls, file, folder);
}

Status write_all(FileCalls& calls, const FileDescriptor& file, ByteView content,
                 const std::string& path) {
  while (!content.empty()) {
    const ssize_t wrote =
        again([&] { return calls.write(file.get(), content.data(), content.size()); });
    if (wrote < 0) return failed("write", path);
    content = content.subspan(static_cast<std::size_t>(wrote));
  }
  return {};
}

// The size of a regular file; anything else (a pipe, a device, a folder) is not a file of ours.
Result<struct stat> state_of(const FileDescriptor& file, const std::string& path) {
  struct stat state{};
  if (::fstat(file.get(), &state) != 0) return failed("stat", path);
  if (!S_ISREG(state.st_mode)) return fail(FailureCode::io_error, path + ": not a regular file");
  return state;
}

// Reads to the end. The buffer never moves, so that no copy of a secret stays behind.
template <class Buffer>
Result<std::size_t> read_into(const FileDescriptor& file, Buffer& buffer, const std::string& path) {
  std::size_t size = 0;
  while (size < buffer.size()) {
    const ssize_t got =
        again([&] { return ::read(file.get(), buffer.data() + size, buffer.size() - size); });
    if (got < 0) return failed("read", path);
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  return size;
}

// The temporary file, locked: of several writers of one file each finishes before the next starts.
Result<FileDescriptor> open_unfinished(FileCalls& calls, const std::string& path, mode_t mode) {
  while (true) {
    DK_TRY(file, open_file(calls, path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK, mode));
    if (again([&] { return ::flock(file.get(), LOCK_EX); }) != 0) return failed("lock", path);
    DK_TRY(mine, state_of(file, path));
    struct stat there{};
    if (::lstat(path.c_str(), &there) == 0 && there.st_ino == mine.st_ino &&
        there.st_dev == mine.st_dev) {
      if (mine.st_nlink != 1 || mine.st_uid != ::geteuid()) {
        return fail(FailureCode::permission_unsafe, path + ": made by somebody else");
      }
      return file;
    }
    // The writer before us has renamed what we opened: it is the finished file now.
  }
}

Status replace(FileCalls& calls, const std::string& path, ByteView content, mode_t mode) {
  const std::string unfinished = path + std::string(kUnfinished);
  DK_TRY(file, open_unfinished(calls, unfinished, mode));
  Status written = [&]() -> Status {
    // One that a power cut left may have another mode and content.
    if (mode == S_IRUSR + S_IWUSR && ::fchmod(file.get(), mode) != 0) {
      return failed("chmod", unfinished);
    }
    if (again([&] { return calls.ftruncate(file.get(), 0); }) != 0) {
      return failed("truncate", unfinished);
    }
    DK_CHECK(write_all(calls, file, content, unfinished));
    DK_CHECK(sync(calls, file, unfinished));
    if (calls.rename(unfinished.c_str(), path.c_str()) != 0) return failed("rename", path);
    return {};
  }();
  if (!written) {
    calls.unlink(unfinished.c_str());  // Best effort: the failure that matters is the first one.
    return written;
  }
  return sync_folder_of(calls, path);
}

}  // namespace

PosixFiles::PosixFiles() : PosixFiles(FileCalls::of_the_system()) {}

Result<Bytes> PosixFiles::read(const std::string& path, std::size_t max_bytes) {
  DK_TRY(file, open_file(*calls_, path, O_RDONLY | O_NONBLOCK));
  DK_TRY(state, state_of(file, path));
  const auto expected = static_cast<std::uint64_t>(state.st_size);
  if (expected > max_bytes) return fail(FailureCode::data_damaged, path + ": too long");
  // One byte of room beyond the end notices a file that grows while it is read.
  Bytes content(static_cast<std::size_t>(expected) + 1);
  DK_TRY(size, read_into(file, content, path));
  if (size > expected) return fail(FailureCode::io_error, path + ": changed while it was read");
  content.resize(size);
  return content;
}

Result<Secret> PosixFiles::read_private(const std::string& path) {
  Result<FileDescriptor> file = open_file(*calls_, path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW);
  if (!file && errno == ELOOP) return fail(FailureCode::permission_unsafe, path + ": is a link");
  if (!file) return std::unexpected(std::move(file.error()));
  DK_TRY(state, state_of(*file, path));
  if ((state.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return fail(FailureCode::permission_unsafe, path + ": reachable by group or others");
  }
  if (state.st_uid != ::geteuid() && state.st_uid != 0) {
    return fail(FailureCode::permission_unsafe, path + ": owned by somebody else");
  }
  const auto expected = static_cast<std::uint64_t>(state.st_size);
  if (expected > kPrivateMaxBytes) return fail(FailureCode::data_damaged, path + ": too long");
  Secret content(static_cast<std::size_t>(expected));
  auto room = content.writable();
  DK_TRY(size, read_into(*file, room, path));
  if (size != expected) return fail(FailureCode::io_error, path + ": changed while it was read");
  return content;
}

Status PosixFiles::write_atomic(const std::string& path, ByteView content) {
  return replace(*calls_, path, content, S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH);
}

Status PosixFiles::write_private(const std::string& path, ByteView content) {
  return replace(*calls_, path, content, S_IRUSR | S_IWUSR);
}

Status PosixFiles::append(const std::string& path, ByteView more, bool durable) {
  const bool is_new = ::access(path.c_str(), F_OK) != 0;
  DK_TRY(file, open_file(*calls_, path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK,
                         S_IRUSR | S_IWUSR));
  DK_TRY(before, state_of(file, path));
  if (Status written = write_all(*calls_, file, more, path); !written) {
    // A full disk takes part of a write: half a record must not stay.
    if (again([&] { return calls_->ftruncate(file.get(), before.st_size); }) != 0) {
      written.error().detail += "; part of it stays";
    }
    return written;
  }
  if (!durable) return {};
  DK_CHECK(sync(*calls_, file, path));
  if (is_new || before.st_size == 0) return sync_folder_of(*calls_, path);
  return {};
}

Status PosixFiles::truncate(const std::string& path, std::uint64_t size) {
  DK_TRY(file, open_file(*calls_, path, O_WRONLY | O_NOFOLLOW | O_NONBLOCK));
  DK_TRY(state, state_of(file, path));
  if (size > static_cast<std::uint64_t>(state.st_size)) {
    return fail(FailureCode::io_error, path + ": shorter than that already");
  }
  if (again([&] { return calls_->ftruncate(file.get(), static_cast<off_t>(size)); }) != 0) {
    return failed("truncate", path);
  }
  return sync(*calls_, file, path);
}

Status PosixFiles::rename(const std::string& from, const std::string& to) {
  if (calls_->rename(from.c_str(), to.c_str()) != 0) return failed("rename", from);
  DK_CHECK(sync_folder_of(*calls_, to));
  if (folder_of(from) != folder_of(to)) return sync_folder_of(*calls_, from);
  return {};
}

Status PosixFiles::remove(const std::string& path) {
  if (calls_->unlink(path.c_str()) != 0) {
    if (errno == ENOENT || errno == ENOTDIR) return {};
    return failed("remove", path);
  }
  return sync_folder_of(*calls_, path);
}

Status PosixFiles::make_folder(const std::string& path) {
  for (std::size_t end = path.find('/', 1); true; end = path.find('/', end + 1)) {
    const std::string folder = path.substr(0, end);
    if (calls_->mkdir(folder.c_str(), S_IRWXU) == 0) {
      DK_CHECK(sync_folder_of(*calls_, folder));
    } else if (errno == EEXIST || errno == EROFS) {
      struct stat state{};
      if (::stat(folder.c_str(), &state) != 0) return failed("mkdir", folder);
      if (!S_ISDIR(state.st_mode)) return fail(FailureCode::io_error, folder + ": not a folder");
      // Whoever made it may not have come to its fsync.
      if (end == std::string::npos) DK_CHECK(sync_folder_of(*calls_, folder));
    } else {
      return failed("mkdir", folder);
    }
    if (end == std::string::npos) return {};
  }
}

Result<std::vector<std::string>> PosixFiles::list(const std::string& folder) {
  struct Close {
    void operator()(DIR* d) const { ::closedir(d); }
  };
  const std::unique_ptr<DIR, Close> open(::opendir(folder.c_str()));
  if (!open) return failed("list", folder);
  std::vector<std::string> names;
  while (true) {
    errno = 0;
    const dirent* entry = ::readdir(open.get());
    if (entry == nullptr) break;
    const std::string_view name = entry->d_name;
    if (name != "." && name != ".." && !name.ends_with(kUnfinished)) names.emplace_back(name);
  }
  if (errno != 0) return failed("list", folder);
  std::sort(names.begin(), names.end());
  return names;
}

Result<std::uint64_t> PosixFiles::size(const std::string& path) {
  struct stat state{};
  if (::stat(path.c_str(), &state) != 0) return failed("size", path);
  if (!S_ISREG(state.st_mode)) return fail(FailureCode::io_error, path + ": not a regular file");
  return static_cast<std::uint64_t>(state.st_size);
}

}  // namespace dk
