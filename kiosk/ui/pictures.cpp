#include "kiosk/ui/pictures.h"

#include <imgui.h>
#include <imgui_internal.h>
#include <png.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <filesystem>

namespace dk::kiosk {

namespace {

constexpr png_uint_32 kLargestSide = 4096;

struct Pixel {
  float r = 0, g = 0, b = 0, a = 0;  // colours times alpha
};

// Between four pixels, beyond the edge the edge.
Pixel between(const Raster& from, float x, float y) {
  const float left = std::floor(x);
  const float top = std::floor(y);
  Pixel sum;
  for (int dy = 0; dy < 2; ++dy) {
    for (int dx = 0; dx < 2; ++dx) {
      const int px = std::clamp(static_cast<int>(left) + dx, 0, from.w - 1);
      const int py = std::clamp(static_cast<int>(top) + dy, 0, from.h - 1);
      const float share =
          (dx == 0 ? 1 - (x - left) : x - left) * (dy == 0 ? 1 - (y - top) : y - top);
      const std::uint8_t* p =
          from.rgba.data() + (static_cast<std::size_t>(py) * static_cast<std::size_t>(from.w) +
                              static_cast<std::size_t>(px)) *
                                 4;
      const float alpha = static_cast<float>(p[3]) / 255.0F * share;
      sum.r += static_cast<float>(p[0]) * alpha;
      sum.g += static_cast<float>(p[1]) * alpha;
      sum.b += static_cast<float>(p[2]) * alpha;
      sum.a += alpha;
    }
  }
  return sum;
}

std::uint8_t byte(float v) { return static_cast<std::uint8_t>(std::clamp(v + 0.5F, 0.0F, 255.0F)); }

}  // namespace

Result<Raster> read_png(const std::string& file) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error)) {
    return fail(FailureCode::not_found, "picture " + file);
  }
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_file(&image, file.c_str()) == 0) {
    return fail(FailureCode::data_damaged, file + ": " + image.message);
  }
  if (image.width > kLargestSide || image.height > kLargestSide) {
    png_image_free(&image);
    return fail(FailureCode::data_damaged, "picture too large: " + file);
  }
  image.format = PNG_FORMAT_RGBA;
  Raster raster{static_cast<int>(image.width), static_cast<int>(image.height), {}};
  raster.rgba.resize(PNG_IMAGE_SIZE(image));
  if (png_image_finish_read(&image, nullptr, raster.rgba.data(), 0, nullptr) == 0) {
    return fail(FailureCode::data_damaged, file + ": " + image.message);
  }
  return raster;
}

Raster resized(const Raster& from, int w, int h) {
  if (w == from.w && h == from.h) return from;
  Raster to{w, h, {}};
  to.rgba.resize(static_cast<std::size_t>(w) * static_cast<std::size_t>(h) * 4);
  const float step_x = static_cast<float>(from.w) / static_cast<float>(w);
  const float step_y = static_cast<float>(from.h) / static_cast<float>(h);
  // As many samples of each new pixel as old ones lie in it.
  const int many_x = std::max(1, static_cast<int>(std::ceil(step_x)));
  const int many_y = std::max(1, static_cast<int>(std::ceil(step_y)));
  std::uint8_t* out = to.rgba.data();
  for (int y = 0; y < h; ++y) {
    for (int x = 0; x < w; ++x, out += 4) {
      Pixel sum;
      for (int sy = 0; sy < many_y; ++sy) {
        for (int sx = 0; sx < many_x; ++sx) {
          const float at_x =
              static_cast<float>(x) + (static_cast<float>(sx) + 0.5F) / static_cast<float>(many_x);
          const float at_y =
              static_cast<float>(y) + (static_cast<float>(sy) + 0.5F) / static_cast<float>(many_y);
          const Pixel one = between(from, at_x * step_x - 0.5F, at_y * step_y - 0.5F);
          sum.r += one.r;
          sum.g += one.g;
          sum.b += one.b;
          sum.a += one.a;
        }
      }
      if (sum.a <= 0) continue;
      out[0] = byte(sum.r / sum.a);
      out[1] = byte(sum.g / sum.a);
      out[2] = byte(sum.b / sum.a);
      out[3] = byte(sum.a * 255.0F / static_cast<float>(many_x * many_y));
    }
  }
  return to;
}

// The renderer may go before us and takes the textures along; what it is handed then must not point
// to ours.
void Pictures::forget(ImTextureData& texture) {
  if (ImGui::GetCurrentContext() == nullptr) return;
  ImGui::UnregisterUserTexture(&texture);
  ImGui::GetPlatformIO().Textures.find_erase(&texture);
}

Pictures::Pictures() = default;

Pictures::~Pictures() {
  for (auto& [key, kept] : kept_) {
    if (kept.texture) forget(*kept.texture);
  }
}

std::size_t Pictures::bytes() const {
  std::size_t sum = 0;
  for (const auto& [key, kept] : kept_) {
    if (kept.texture) {
      sum += static_cast<std::size_t>(kept.texture->Width) *
             static_cast<std::size_t>(kept.texture->Height) * 4;
    }
  }
  return sum;
}

void Pictures::begin_frame() {
  ++frame_;
  std::size_t all = bytes();
  auto oldest = kept_.end();
  for (auto one = kept_.begin(); one != kept_.end();) {
    ImTextureData* texture = one->second.texture.get();
    if (texture != nullptr && texture->Status == ImTextureStatus_OK) texture->DestroyPixels();
    if (texture != nullptr && texture->Status == ImTextureStatus_Destroyed) {
      forget(*texture);
      one = kept_.erase(one);
      continue;
    }
    if (texture != nullptr && texture->Status == ImTextureStatus_OK &&
        one->second.used + 1 < frame_ &&
        (oldest == kept_.end() || one->second.used < oldest->second.used)) {
      oldest = one;
    }
    ++one;
  }
  // One a frame is enough; the renderer takes it away after this frame.
  if (all > kMostBytes && oldest != kept_.end()) {
    oldest->second.texture->SetStatus(ImTextureStatus_WantDestroy);
  }
}

ImTextureData* Pictures::get(std::string_view name, int w, int h) {
  if (w <= 0 || h <= 0 || folder_.empty()) return nullptr;
  Kept& kept = kept_[{std::string(name), w, h}];
  const bool first = kept.used == 0;
  kept.used = frame_;
  if (first) {
    auto raster = read_png(folder_ + "/" + std::string(name) + ".png");
    if (!raster) return nullptr;
    const bool fits = raster->w == w && raster->h == h;
    const Raster right = fits ? std::move(*raster) : resized(*raster, w, h);
    kept.texture = std::make_unique<ImTextureData>();
    kept.texture->Create(ImTextureFormat_RGBA32, w, h);
    kept.texture->UseColors = true;
    std::memcpy(kept.texture->GetPixels(), right.rgba.data(), right.rgba.size());
    ImGui::RegisterUserTexture(kept.texture.get());
  }
  if (kept.texture == nullptr) return nullptr;
  // Wanted again in the frame in which it should go.
  if (kept.texture->Status == ImTextureStatus_WantDestroy) {
    kept.texture->SetStatus(ImTextureStatus_OK);
  }
  return kept.texture.get();
}

}  // namespace dk::kiosk
