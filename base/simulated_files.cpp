// SimulatedFiles: what PosixFiles promises, in two maps: what programs see, what a disk keeps.
#include <algorithm>

#include "base/files.h"

namespace dk {
namespace {

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == 0 || slash == std::string::npos ? "/" : path.substr(0, slash);
}

std::unexpected<Failure> absent(const std::string& path) {
  return fail(FailureCode::not_found, path + ": not there");
}

}  // namespace

Status SimulatedFiles::gate(std::string_view operation, const std::string& path) const {
  if (!fail_when) return {};
  return fail_when(operation, path);
}

// Whether a file can stand here at all.
Status SimulatedFiles::check_place(const std::string& path) const {
  if (!folders_.contains(folder_of(path))) return absent(path);
  if (folders_.contains(path)) return fail(FailureCode::io_error, path + ": is a folder");
  return {};
}

void SimulatedFiles::lose_power() {
  const std::lock_guard lock(mutex_);
  current_ = durable_;
}

Result<Bytes> SimulatedFiles::read(const std::string& path, std::size_t max_bytes) {
  DK_CHECK(gate("read", path));
  const std::lock_guard lock(mutex_);
  DK_CHECK(check_place(path));
  const auto found = current_.find(path);
  if (found == current_.end()) return absent(path);
  if (found->second.content.size() > max_bytes) {
    return fail(FailureCode::data_damaged, path + ": too long");
  }
  return found->second.content;
}

Result<Secret> SimulatedFiles::read_private(const std::string& path) {
  DK_CHECK(gate("read_private", path));
  const std::lock_guard lock(mutex_);
  DK_CHECK(check_place(path));
  const auto found = current_.find(path);
  if (found == current_.end()) return absent(path);
  if (!found->second.is_private) {
    return fail(FailureCode::permission_unsafe, path + ": reachable by group or others");
  }
  if (found->second.content.size() > kPrivateMaxBytes) {
    return fail(FailureCode::data_damaged, path + ": too long");
  }
  return Secret(ByteView(found->second.content));
}

Status SimulatedFiles::replace(const std::string& path, ByteView content, bool is_private) {
  const std::lock_guard lock(mutex_);
  DK_CHECK(check_place(path));
  const File file{Bytes(content.begin(), content.end()), is_private};
  current_[path] = file;
  durable_[path] = file;
  return {};
}

Status SimulatedFiles::write_atomic(const std::string& path, ByteView content) {
  DK_CHECK(gate("write_atomic", path));
  return replace(path, content, false);
}

Status SimulatedFiles::write_private(const std::string& path, ByteView content) {
  DK_CHECK(gate("write_private", path));
  return replace(path, content, true);
}

Status SimulatedFiles::append(const std::string& path, ByteView more, bool durable) {
  DK_CHECK(gate("append", path));
  const std::lock_guard lock(mutex_);
  DK_CHECK(check_place(path));
  File& file = current_.try_emplace(path, File{{}, true}).first->second;
  dk::append(file.content, more);
  if (durable) durable_[path] = file;
  return {};
}

Status SimulatedFiles::truncate(const std::string& path, std::uint64_t size) {
  DK_CHECK(gate("truncate", path));
  const std::lock_guard lock(mutex_);
  DK_CHECK(check_place(path));
  const auto found = current_.find(path);
  if (found == current_.end()) return absent(path);
  if (size > found->second.content.size()) {
    return fail(FailureCode::io_error, path + ": shorter than that already");
  }
  found->second.content.resize(static_cast<std::size_t>(size));
  durable_[path] = found->second;
  return {};
}

Status SimulatedFiles::rename(const std::string& from, const std::string& to) {
  DK_CHECK(gate("rename", from));
  const std::lock_guard lock(mutex_);
  DK_CHECK(check_place(from));
  DK_CHECK(check_place(to));
  const auto found = current_.find(from);
  if (found == current_.end()) return absent(from);
  if (from == to) return {};
  // The name is durable; of the content only what was fsynced before.
  File kept{{}, found->second.is_private};
  if (const auto old = durable_.find(from); old != durable_.end()) kept = old->second;
  durable_.erase(from);
  durable_[to] = std::move(kept);
  File moved = std::move(found->second);
  current_.erase(found);
  current_[to] = std::move(moved);
  return {};
}

Status SimulatedFiles::remove(const std::string& path) {
  DK_CHECK(gate("remove", path));
  const std::lock_guard lock(mutex_);
  if (folders_.contains(path)) return fail(FailureCode::io_error, path + ": is a folder");
  current_.erase(path);
  durable_.erase(path);
  return {};
}

Status SimulatedFiles::make_folder(const std::string& path) {
  DK_CHECK(gate("make_folder", path));
  const std::lock_guard lock(mutex_);
  for (std::size_t end = path.find('/', 1); true; end = path.find('/', end + 1)) {
    const std::string folder = path.substr(0, end);
    if (current_.contains(folder)) return fail(FailureCode::io_error, folder + ": not a folder");
    folders_.insert(folder);
    if (end == std::string::npos) return {};
  }
}

Result<std::vector<std::string>> SimulatedFiles::list(const std::string& folder) {
  DK_CHECK(gate("list", folder));
  const std::lock_guard lock(mutex_);
  if (!folders_.contains(folder)) return absent(folder);
  std::vector<std::string> names;
  const auto take = [&](const std::string& path) {
    if (path != "/" && folder_of(path) == folder) names.push_back(path.substr(path.rfind('/') + 1));
  };
  for (const auto& [path, file] : current_) take(path);
  for (const std::string& path : folders_) take(path);
  std::sort(names.begin(), names.end());
  return names;
}

Result<std::uint64_t> SimulatedFiles::size(const std::string& path) {
  DK_CHECK(gate("size", path));
  const std::lock_guard lock(mutex_);
  DK_CHECK(check_place(path));
  const auto found = current_.find(path);
  if (found == current_.end()) return absent(path);
  return found->second.content.size();
}

}  // namespace dk
