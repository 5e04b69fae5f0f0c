#include "offline-cache/faults/disk_image.h"

#include <algorithm>

namespace dk::cache {
namespace {

constexpr std::uint64_t kSectorBytes = 512;

}  // namespace

void DiskImage::apply(Bytes& content, std::uint64_t offset, ByteView data) {
  if (content.size() < offset + data.size()) content.resize(offset + data.size());
  std::ranges::copy(data, content.begin() + static_cast<std::ptrdiff_t>(offset));
}

void DiskImage::write(std::uint64_t offset, ByteView data) {
  pending_.push_back({offset, Bytes(data.begin(), data.end()), std::nullopt});
}

void DiskImage::truncate(std::uint64_t size) { pending_.push_back({0, {}, size}); }

void DiskImage::sync() {
  for (const Change& change : pending_) {
    if (change.truncate_to) {
      synced_.resize(*change.truncate_to);
    } else {
      apply(synced_, change.offset, change.data);
    }
  }
  pending_.clear();
}

Bytes DiskImage::some_sectors_kept(std::mt19937_64& coin) const {
  Bytes content = synced_;
  for (const Change& change : pending_) {
    if (change.truncate_to) {
      if ((coin() & 1) != 0) content.resize(*change.truncate_to);
      continue;
    }
    for (std::uint64_t done = 0; done < change.data.size();) {
      const std::uint64_t at = change.offset + done;
      const std::uint64_t size =
          std::min(kSectorBytes - at % kSectorBytes, std::uint64_t{change.data.size()} - done);
      if ((coin() & 1) != 0) apply(content, at, ByteView(change.data).subspan(done, size));
      done += size;
    }
  }
  return content;
}

}  // namespace dk::cache
