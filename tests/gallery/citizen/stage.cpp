#include "tests/gallery/citizen/stage.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <cstdlib>
#include <tuple>

#include "i18n/texts.h"
#include "kiosk/screens/citizen/citizen_screen.h"
#include "kiosk/screens/citizen/input_pad.h"

namespace dk::kiosk::gallery {

namespace {

constexpr double kStandingClock = 1000;  // seconds; any number

}  // namespace

Result<std::unique_ptr<CitizenStage>> CitizenStage::open(const CitizenLook& look,
                                                         std::string_view language,
                                                         const Folders& folders) {
  setenv("SDL_VIDEODRIVER", "dummy", 1);
  std::unique_ptr<CitizenStage> stage(new CitizenStage(look, language));
  const bool wide = look.access.wide;
  DK_TRY(platform,
         Platform::open(
             {.title = "gallery", .width = wide ? 1920 : 1080, .height = wide ? 1080 : 1920}));
  stage->platform_ = std::move(platform);
  for (const std::string& one : gallery_languages()) DK_CHECK(i18n::load(one, folders.texts));
  DK_CHECK(i18n::set_language(language));
  FontFolders fonts;
  fonts.icons = folders.icons;
  DK_CHECK(stage->fonts_.load(fonts, language));
  stage->ui_ = std::make_unique<Ui>(stage->fonts_);
  stage->ui_->art(folders.art);
  stage->ui_->collect_checks(true);
  // Nothing moves: each page is there at once.
  stage->ui_->look({.elder = look.access.elder,
                    .low_reach = look.access.low_reach,
                    .high_contrast = look.access.high_contrast,
                    .reduced_motion = true});
  return stage;
}

void CitizenStage::show(const CitizenPage& page, How how) {
  view_ = view_of(page, look_, language_);
  screens::CitizenInputs inputs{.signature = &signature_, .pad = {}};
  if (page.pad) {
    inputs.pad = [&](Ui& ui) { std::ignore = screens::draw_input(ui, page.pad(language_)); };
    inputs.typed = [&](Ui& ui, Box box) {
      std::ignore = screens::draw_typed(ui, box, page.pad(language_));
    };
  }
  ui_->wordless(how == How::WithoutWords);
  const auto draw = [&] {
    ImGui::GetCurrentContext()->Time = kStandingClock;
    ui_->begin(static_cast<float>(platform_->width()), static_cast<float>(platform_->height()),
               page.name, look_.access.wide ? Canvas::Landscape : Canvas::Portrait);
    std::ignore = screens::draw_citizen(*ui_, view_, inputs);
    ui_->end();
  };
  if (how == How::Rehearsed) {
    platform_->rehearse(draw);
  } else {
    platform_->frame(draw);
  }
}

}  // namespace dk::kiosk::gallery
