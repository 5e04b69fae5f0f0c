#include "tests/gallery/citizen/reduced.h"

#include <png.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>

namespace dk::kiosk::gallery {

namespace {

std::size_t at(const Raster& picture, int x, int y) {
  return (static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.w) +
          static_cast<std::size_t>(x)) *
         4;
}

Raster empty(int w, int h, std::uint8_t grey) {
  Raster raster{w, h, {}};
  raster.rgba.assign(static_cast<std::size_t>(w) * static_cast<std::size_t>(h) * 4, grey);
  return raster;
}

int distance(const Raster& a, const Raster& b, int x, int y) {
  int most = 0;
  for (std::size_t c = 0; c < 3; ++c) {
    most = std::max(most, std::abs(a.rgba[at(a, x, y) + c] - b.rgba[at(b, x, y) + c]));
  }
  return most;
}

}  // namespace

Raster reduced(const Raster& page) {
  Raster small = empty(page.w / kBlock, page.h / kBlock, 255);
  for (int y = 0; y < small.h; ++y) {
    for (int x = 0; x < small.w; ++x) {
      int sum[3] = {};
      for (int row = 0; row < kBlock; ++row) {
        const std::uint8_t* p = page.rgba.data() + at(page, x * kBlock, y * kBlock + row);
        for (int i = 0; i < kBlock; ++i, p += 4) {
          for (int c = 0; c < 3; ++c) sum[c] += p[c];
        }
      }
      std::uint8_t* to = small.rgba.data() + at(small, x, y);
      constexpr int kPixels = kBlock * kBlock;
      for (int c = 0; c < 3; ++c) {
        const int steps = (sum[c] + kPixels * kStep / 2) / (kPixels * kStep);
        to[c] = static_cast<std::uint8_t>(std::min(255, steps * kStep));
      }
    }
  }
  return small;
}

Difference difference(const Raster& wanted, const Raster& now) {
  Difference result;
  result.same_size = wanted.w == now.w && wanted.h == now.h;
  if (!result.same_size) return result;
  for (int y = 0; y < now.h; ++y) {
    for (int x = 0; x < now.w; ++x) {
      const int here = distance(wanted, now, x, y);
      result.most = std::max(result.most, here);
      if (here > kTolerance) ++result.blocks;
    }
  }
  return result;
}

Raster shown_difference(const Raster& wanted, const Raster& now) {
  constexpr int kTimes = 4, kGap = 4;
  const int h = std::max(wanted.h, now.h);
  Raster all = empty((wanted.w + 2 * now.w + 2 * kGap) * kTimes, h * kTimes, 128);
  const auto put = [&](int x, int y, const std::uint8_t* rgb) {
    for (int i = 0; i < kTimes * kTimes; ++i) {
      std::uint8_t* to =
          all.rgba.data() + at(all, x * kTimes + i % kTimes, y * kTimes + i / kTimes);
      std::copy_n(rgb, 3, to);
    }
  };
  const int second = wanted.w + kGap;
  const int third = second + now.w + kGap;
  for (int y = 0; y < wanted.h; ++y) {
    for (int x = 0; x < wanted.w; ++x) put(x, y, wanted.rgba.data() + at(wanted, x, y));
  }
  for (int y = 0; y < now.h; ++y) {
    for (int x = 0; x < now.w; ++x) {
      const std::uint8_t* here = now.rgba.data() + at(now, x, y);
      put(second + x, y, here);
      const bool differs =
          x >= wanted.w || y >= wanted.h || distance(wanted, now, x, y) > kTolerance;
      const std::uint8_t red[] = {220, 0, 0};
      const auto pale = [&](int c) { return static_cast<std::uint8_t>(170 + here[c] / 3); };
      const std::uint8_t ground[] = {pale(0), pale(1), pale(2)};
      put(third + x, y, differs ? red : ground);
    }
  }
  return all;
}

Status write_png(const Raster& picture, const std::string& file, int effort) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> to(std::fopen(file.c_str(), "wb"),
                                                           std::fclose);
  if (!to) return fail(FailureCode::io_error, "cannot write " + file);
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  png_infop info = png_create_info_struct(png);
  std::vector<std::uint8_t> row(static_cast<std::size_t>(picture.w) * 3);
  if (setjmp(png_jmpbuf(png)) != 0) {  // NOLINT: libpng's way to fail
    png_destroy_write_struct(&png, &info);
    return fail(FailureCode::io_error, "cannot write " + file);
  }
  png_init_io(png, to.get());
  png_set_compression_level(png, effort);
  png_set_IHDR(png, info, static_cast<png_uint_32>(picture.w), static_cast<png_uint_32>(picture.h),
               8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
               PNG_FILTER_TYPE_DEFAULT);
  png_write_info(png, info);
  for (int y = 0; y < picture.h; ++y) {
    for (int x = 0; x < picture.w; ++x) {
      std::copy_n(picture.rgba.data() + at(picture, x, y), 3,
                  row.data() + static_cast<std::size_t>(x) * 3);
    }
    png_write_row(png, row.data());
  }
  png_write_end(png, nullptr);
  png_destroy_write_struct(&png, &info);
  return {};
}

}  // namespace dk::kiosk::gallery
