#include "offline-cache/faults/fault_files.h"

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>

namespace dk::cache {
namespace {

namespace fs = std::filesystem;

std::string folder_of(const std::string& path) { return path.substr(0, path.rfind('/')); }

Bytes content_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return Bytes(std::istreambuf_iterator<char>(in), {});
}

}  // namespace

FaultFiles::FaultFiles(std::string root, std::string not_ours)
    : root_(std::move(root)), not_ours_(std::move(not_ours)) {
  scan();
}

void FaultFiles::scan() {
  names_.clear();
  for (const auto& entry : fs::recursive_directory_iterator(root_)) {
    if (entry.path().filename().string().starts_with(not_ours_)) continue;
    auto node = std::make_shared<Node>();
    node->folder = entry.is_directory();
    if (!node->folder) node->synced = node->now = content_of(entry.path());
    names_[entry.path()] = std::move(node);
  }
  durable_ = names_;
  pending_.clear();
  opened_.clear();
}

DiskFault FaultFiles::ask(DiskOperation operation, std::uint64_t bytes) {
  if (!power_) return DiskFault::PowerCut;
  const DiskFault fault = hook_ ? hook_({operation, DiskFile::Other, ++operations_, bytes})
                                : (++operations_, DiskFault::None);
  if (fault == DiskFault::PowerCut || fault == DiskFault::PowerCutTorn) power_ = false;
  return fault;
}

int FaultFiles::failed(DiskFault fault) const {
  errno = fault == DiskFault::Enospc ? ENOSPC : fault == DiskFault::Erofs ? EROFS : EIO;
  return -1;
}

void FaultFiles::apply(Names& names, const Change& change) {
  if (!change.gone.empty()) names.erase(change.gone);
  if (!change.made.empty()) names[change.made] = change.node;
}

void FaultFiles::change(Change change) {
  apply(names_, change);
  pending_.push_back(std::move(change));
}

int FaultFiles::open(const char* path, int flags, mode_t mode) {
  const bool writes = (flags & O_ACCMODE) != O_RDONLY;
  if (writes) {
    if (const auto fault = ask(DiskOperation::Open); fault != DiskFault::None) return failed(fault);
  } else if (!power_) {
    return failed(DiskFault::PowerCut);
  }
  const int file = ::open(path, flags, mode);
  if (file < 0) return file;
  const auto found = names_.find(path);
  std::shared_ptr<Node> node = found == names_.end() ? nullptr : found->second;
  if (!node && writes) {
    node = std::make_shared<Node>();
    change({folder_of(path), {}, path, node});
  }
  opened_[file] = {path, node};
  return file;
}

ssize_t FaultFiles::write(int file, const void* from, std::size_t size) {
  const auto fault = ask(DiskOperation::Write, size);
  const bool half = fault == DiskFault::ShortWrite || fault == DiskFault::Enospc ||
                    fault == DiskFault::PowerCutTorn;
  ssize_t wrote = 0;
  if (fault == DiskFault::None || half) wrote = ::write(file, from, half ? size / 2 : size);
  Node& node = *opened_.at(file).second;
  node.now = content_of(opened_.at(file).first);
  node.dirty = true;
  node.lost = false;
  return fault == DiskFault::None ? wrote : failed(fault);
}

int FaultFiles::ftruncate(int file, off_t size) {
  if (const auto fault = ask(DiskOperation::Truncate); fault != DiskFault::None) {
    return failed(fault);
  }
  const int result = ::ftruncate(file, size);
  Node& node = *opened_.at(file).second;
  if (!node.now.empty()) node.dirty = true;
  node.now.resize(static_cast<std::size_t>(size));
  return result;
}

int FaultFiles::fsync(int file) {
  const auto fault = ask(DiskOperation::Sync);
  const auto& [path, node] = opened_.at(file);
  if (fault != DiskFault::None) {
    if (node && power_) node->lost = true;
    return failed(fault);
  }
  struct stat state{};
  if (::fstat(file, &state) == 0 && S_ISDIR(state.st_mode)) {
    std::erase_if(pending_, [&](const Change& change) {
      if (change.folder != path) return false;
      apply(durable_, change);
      return true;
    });
    return 0;
  }
  if (!node->lost) {
    node->synced = node->now;
    node->dirty = false;
  }
  return 0;
}

int FaultFiles::rename(const char* from, const char* to) {
  if (const auto fault = ask(DiskOperation::Delete); fault != DiskFault::None) return failed(fault);
  const int result = ::rename(from, to);
  if (result == 0) change({folder_of(to), from, to, names_.at(from)});
  return result;
}

int FaultFiles::unlink(const char* path) {
  if (const auto fault = ask(DiskOperation::Delete); fault != DiskFault::None) return failed(fault);
  const int result = ::unlink(path);
  if (result == 0) change({folder_of(path), path, {}, nullptr});
  return result;
}

int FaultFiles::mkdir(const char* path, mode_t mode) {
  if (!fs::path(path).string().starts_with(root_ + "/") || fs::exists(path)) {
    return ::mkdir(path, mode);  // nothing changes
  }
  if (const auto fault = ask(DiskOperation::Open); fault != DiskFault::None) return failed(fault);
  const int result = ::mkdir(path, mode);
  if (result != 0) return result;
  auto node = std::make_shared<Node>();
  node->folder = true;
  change({folder_of(path), {}, path, std::move(node)});
  return 0;
}

void FaultFiles::restore_power(FaultVfs::Unsynced unsynced, std::uint64_t seed) {
  std::mt19937_64 coin(seed);
  const bool some = unsynced == FaultVfs::Unsynced::SomeSectorsKept;
  if (some) {
    const std::size_t kept = pending_.empty() ? 0 : coin() % (pending_.size() + 1);
    for (std::size_t i = 0; i < kept; ++i) apply(durable_, pending_[i]);
  }
  for (const auto& entry : fs::directory_iterator(root_)) {
    if (!entry.path().filename().string().starts_with(not_ours_)) fs::remove_all(entry.path());
  }
  for (const auto& [path, node] : durable_) {    // a folder sorts before what is in it
    if (!fs::exists(folder_of(path))) continue;  // its folder's own name was lost
    if (node->folder) {
      fs::create_directory(path);
      continue;
    }
    Bytes content = node->synced;
    if (some && node->dirty && (coin() & 1) != 0) {
      content.assign(node->now.begin(),
                     node->now.begin() + static_cast<std::ptrdiff_t>(node->now.size() / 2));
    }
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out.write(reinterpret_cast<const char*>(content.data()),
              static_cast<std::streamsize>(content.size()));
    if (!out.flush()) std::abort();  // a test's own disk is broken: nothing can be proven
    fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
  }
  scan();
  power_ = true;
}

}  // namespace dk::cache
