// A window without a display, with fonts and a Ui, for tests. UI thread.
#pragma once

#include <gtest/gtest.h>
#include <imgui.h>

#include <cstdlib>
#include <functional>
#include <memory>

#include "kiosk/ui/platform.h"
#include "kiosk/ui/ui.h"

namespace dk::kiosk {

class StageForTests {
 public:
  explicit StageForTests(int width = 1920, int height = 1080) {
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    auto opened = Platform::open({.title = "test", .width = width, .height = height});
    if (!opened) {
      ADD_FAILURE() << opened.error().detail;
      return;
    }
    platform = std::move(*opened);
    FontFolders folders;
    folders.icons = DK_ICONS_DIR;
    const Status loaded = fonts.load(folders, "zh-CN");
    EXPECT_TRUE(loaded) << (loaded ? "" : loaded.error().detail);
    ui = std::make_unique<Ui>(fonts);
    ui->collect_checks(true);
#ifdef DK_ART_DIR
    ui->art(DK_ART_DIR);
#endif
  }

  // True when it was presented.
  bool frame(const std::function<void(Ui&)>& draw, std::string_view page = "page") {
    return platform->frame([&] {
      ui->begin(static_cast<float>(platform->width()), static_cast<float>(platform->height()), page,
                canvas);
      draw(*ui);
      ui->end();
    });
  }

  void move(float x, float y) { ImGui::GetIO().AddMousePosEvent(x, y); }
  void down(bool pressed) { ImGui::GetIO().AddMouseButtonEvent(0, pressed); }
  void key(ImGuiKey key) {
    ImGui::GetIO().AddKeyEvent(key, true);
    ImGui::GetIO().AddKeyEvent(key, false);
  }

  std::unique_ptr<Platform> platform;
  Fonts fonts;
  std::unique_ptr<Ui> ui;
  Canvas canvas = Canvas::Landscape;
};

// A citizen's screen: portrait, in the look of a person.
class CitizenStageForTests : public StageForTests {
 public:
  explicit CitizenStageForTests(Look look = {}, int width = 1080, int height = 1920)
      : StageForTests(width, height) {
    canvas = Canvas::Portrait;
    if (ui) ui->look(look);
  }
};

}  // namespace dk::kiosk
