#include "kiosk/ui/atlas.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace dk::kiosk {

namespace {

constexpr int kFull = 1'200'000;    // pixels; with gaps they fit 1024 x 2048
constexpr int kMostKept = 900'000;  // more than that is no rest, but the whole
constexpr float kLarge = 120;       // ImGui's size: letters of 83 px and more
constexpr int kUnseenFrames = 300;

// Its letters, not the size itself: ImGui moves the sizes that are left when one goes, and its
// FreeType part (1.92), which knows the last size by its address, would go on in the size of
// another line.
void forget_letters(ImFontAtlas& atlas, ImFontBaked& size) {
  for (const ImFontGlyph& glyph : size.Glyphs) {
    if (glyph.PackId != ImFontAtlasRectId_Invalid) ImFontAtlasPackDiscardRect(&atlas, glyph.PackId);
  }
  const std::pair lines(size.Ascent, size.Descent);
  size.ClearOutputData();
  std::tie(size.Ascent, size.Descent) = lines;
}

}  // namespace

bool keep_atlas_small() {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  ImFontAtlasBuilder* builder = atlas.Builder;
  if (builder == nullptr) return false;
  if (builder->BakedDiscardedCount > 0) {
    // ImGui forgot some sizes by itself and is about to move the others.
    ImFontAtlasBuildDiscardBakes(&atlas, 0);
    return true;
  }
  if (builder->RectsPackedSurface < kFull) return false;
  for (int i = 0; i < builder->BakedPool.Size; ++i) {
    ImFontBaked& size = builder->BakedPool[i];
    const bool unseen = size.LastUsedFrame + kUnseenFrames < builder->FrameCount;
    if (size.Size >= kLarge || unseen) forget_letters(atlas, size);
  }
  if (builder->RectsPackedSurface - builder->RectsDiscardedSurface > kMostKept) {
    ImFontAtlasBuildDiscardBakes(&atlas, 0);
    ImFontAtlasTextureCompact(&atlas);
    return true;
  }
  constexpr int kWidth = 1024, kHeight = 2048;
  ImFontAtlasTextureRepack(&atlas, std::min(atlas.TexData->Width, kWidth),
                           std::min(atlas.TexData->Height, kHeight));
  return true;
}

}  // namespace dk::kiosk
