// A ZIP archive written from front to back (PKWARE APPNOTE 6.3.3; what OFD uses of it): entries are
// deflated, dated 1980-01-01, their names UTF-8. The same entries give the same bytes. Archives
// that need ZIP64 (4 GB, 65,535 entries) are not made: documents end long before. One thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dk::documents {

class ZipWriter {
 public:
  // Names have no leading slash and each is there once: the caller sees to it.
  void add(std::string_view name, std::string_view bytes);
  // The whole archive. Nothing can be added afterwards.
  [[nodiscard]] std::string take();

 private:
  std::string out_;
  std::string directory_;
  std::uint16_t entries_ = 0;
};

}  // namespace dk::documents
