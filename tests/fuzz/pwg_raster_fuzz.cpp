// links: dk_drivers
// decodes: drivers/page-printer/pwg_raster.cpp
// Any dots of any width: a reader written from the specification finds the same dots again.
#include "drivers/page-printer/pwg_raster.h"

#include <cstdlib>

#include "drivers/page-printer/test_pwg_raster.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dk::drivers;
  if (size < 3) return 0;
  // The first byte is the width, the second says what the printer wants; the rest are the dots, as
  // many whole rows as there are.
  const int width = data[0] + 1;
  const int height = static_cast<int>((size - 2) / static_cast<std::size_t>(width));
  if (height < 1) return 0;
  PwgRasterOptions options{.media = "iso_a4_210x297mm",
                           .pages = 2,
                           .colour = (data[1] & 1) != 0,
                           .two_sided = (data[1] & 2) != 0,
                           .back = static_cast<SheetBack>((data[1] >> 2) % 3)};
  GreyPage page{width, height, {}};
  page.rows.assign(data + 2, data + 2 + width * height);
  PwgRasterWriter writer(options);
  if (!writer.add(page) || !writer.add(page)) std::abort();
  const dk::Bytes bytes = writer.take();
  const auto read = read_pwg_raster(bytes);
  if (!read || read->size() != 2) std::abort();
  dk::Bytes wanted;
  for (const std::uint8_t dot : page.rows) wanted.insert(wanted.end(), options.colour ? 3 : 1, dot);
  if (read->at(0).rows != wanted) std::abort();
  // The back holds the same dots, turned about or not.
  if (read->at(1).rows.size() != wanted.size()) std::abort();
  return 0;
}
