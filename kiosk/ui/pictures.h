// The drawn art of the pages (skyline, flowers, card, printer): PNG files of share/art, each loaded
// when it is first drawn, brought to the size at which it stands on the window once, and kept as a
// texture of its own. The pixels leave our memory when the renderer has them.
//
// What was not drawn for a while goes when all together are larger than kMostBytes. A file that is
// missing or damaged is drawn as nothing: art never stops a service. UI thread, inside a frame.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/result.h"

struct ImTextureData;

namespace dk::kiosk {

// 8 bits each of red, green, blue and alpha, not premultiplied.
struct Raster {
  int w = 0, h = 0;
  std::vector<std::uint8_t> rgba;
};

// Failure: not_found, data_damaged (also: larger than 4096 on a side).
[[nodiscard]] Result<Raster> read_png(const std::string& file);
// In another size; colours do not bleed out of what is transparent.
[[nodiscard]] Raster resized(const Raster& from, int w, int h);

class Pictures {
 public:
  static constexpr std::size_t kMostBytes = 12U << 20;

  Pictures();
  ~Pictures();
  Pictures(const Pictures&) = delete;
  Pictures& operator=(const Pictures&) = delete;

  void set_folder(std::string folder) { folder_ = std::move(folder); }
  // Nothing when there is no such picture. Valid within this frame.
  ImTextureData* get(std::string_view name, int w, int h);
  // Before a frame is drawn.
  void begin_frame();
  [[nodiscard]] std::size_t bytes() const;

 private:
  struct Kept {
    std::unique_ptr<ImTextureData> texture;  // nothing: the file cannot be read
    std::uint64_t used = 0;                  // the frame in which it was last drawn
  };
  static void forget(ImTextureData& texture);

  std::string folder_;
  std::map<std::tuple<std::string, int, int>, Kept> kept_;
  std::uint64_t frame_ = 0;
};

}  // namespace dk::kiosk
