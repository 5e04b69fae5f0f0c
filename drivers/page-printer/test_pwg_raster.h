// For tests: a reader of PWG Raster written from the specification (PWG 5102.4), not from the
// writer. It refuses what the specification does not allow.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"

namespace dk::drivers {

struct PwgPage {
  ByteView header;
  Bytes rows;  // unpacked, height * bytes per line
  [[nodiscard]] std::uint32_t number(std::size_t at) const {
    return std::uint32_t{header[at]} << 24 | std::uint32_t{header[at + 1]} << 16 |
           std::uint32_t{header[at + 2]} << 8 | std::uint32_t{header[at + 3]};
  }
};

// The pages, or nothing when it is no PWG Raster. The views live as long as `document`.
inline std::optional<std::vector<PwgPage>> read_pwg_raster(ByteView document) {
  if (document.size() < 4 || as_text(document.first(4)) != "RaS2") return {};
  ByteView rest = document.subspan(4);
  std::vector<PwgPage> pages;
  const auto take = [&rest](std::size_t count) -> std::optional<ByteView> {
    if (rest.size() < count) return {};
    const ByteView taken = rest.first(count);
    rest = rest.subspan(count);
    return taken;
  };
  while (!rest.empty()) {
    const auto header = take(1796);
    if (!header) return {};
    PwgPage page{*header, {}};
    if (std::string(reinterpret_cast<const char*>(header->data())) != "PwgRaster") return {};
    const std::size_t line = page.number(392);
    const std::size_t dot = page.number(388) / 8;
    if (dot == 0 || line != page.number(372) * dot) return {};
    for (std::size_t y = 0; y < page.number(376);) {
      const auto repeat = take(1);
      if (!repeat) return {};
      Bytes row;
      while (row.size() < line) {
        const auto code = take(1);
        if (!code) return {};
        const std::size_t run = (*code)[0];
        if (run == 128) {  // the rest of the line is white
          row.resize(line, 0xff);
        } else if (run < 128) {
          const auto one = take(dot);
          for (std::size_t i = 0; one && i <= run; ++i) append(row, *one);
          if (!one) return {};
        } else {
          const auto many = take((257 - run) * dot);
          if (!many) return {};
          append(row, *many);
        }
      }
      if (row.size() != line) return {};
      for (int i = 0; i <= (*repeat)[0]; ++i, ++y) append(page.rows, row);
    }
    if (page.rows.size() != line * page.number(376)) return {};
    pages.push_back(std::move(page));
  }
  return pages;
}

}  // namespace dk::drivers
