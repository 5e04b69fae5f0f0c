#include "offline-cache/store/refresh.h"

#include <algorithm>

#include "base/bytes.h"
#include "offline-cache/store/vfs_file.h"

namespace dk::cache {

Status refresh_file(const std::string& path, const std::string& vfs) {
  DK_TRY(there, VfsFile::exists(path, vfs));
  if (!there) return {};
  DK_TRY(file, VfsFile::open(path, vfs, VfsFile::Kind::Wal));
  DK_TRY(size, file.size());
  if (size == 0) return {};
  Bytes piece(static_cast<std::size_t>(std::min<std::uint64_t>(size, VfsFile::kMostBytes)));
  for (std::uint64_t at = 0; at < size; at += piece.size()) {
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(size - at, piece.size()));
    DK_CHECK(file.read(at, std::span(piece).first(count)));
    DK_CHECK(file.write(at, ByteView(piece).first(count)));
  }
  return file.sync();
}

}  // namespace dk::cache
