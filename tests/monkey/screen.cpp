#include "tests/monkey/screen.h"

#include <gtest/gtest.h>
#include <imgui.h>
#include <imgui_internal.h>

#include <cstdlib>
#include <thread>
#include <utility>

#include "i18n/texts.h"

namespace dk::kiosk::monkey {

namespace {
constexpr float kFrameSeconds = 0.5F;  // longer than a trembling hand and an unread page
}  // namespace

Screen::Screen(Hooks hooks, bool wide)
    : hooks_(std::move(hooks)),
      canvas_(wide ? Canvas::Landscape : Canvas::Portrait),
      // Reading handwriting takes a thread, and a visit would not be the same twice.
      input_({.mailbox = &mailbox_,
              .rime = {.share = DK_RIME_DIR},
              .ink = {},
              .typed = [this](const citizen::Typing& typing) { hooks_.feed({typing, {}, {}}); }}) {
  setenv("SDL_VIDEODRIVER", "dummy", 1);
  auto opened = Platform::open(
      {.title = "monkey", .width = wide ? 1920 : 1080, .height = wide ? 1080 : 1920});
  EXPECT_TRUE(opened);
  if (!opened) std::abort();
  platform_ = std::move(*opened);
  for (const char* language : {"zh-CN", "zh-HK", "en"}) {
    EXPECT_TRUE(i18n::load(language, DK_TEXTS_DIR));
  }
  FontFolders folders;
  folders.icons = DK_ICONS_DIR;
  EXPECT_TRUE(fonts_.load(folders, "zh-CN"));
  ui_ = std::make_unique<Ui>(fonts_);
  ui_->collect_checks(true);
  ui_->art(DK_ART_DIR);
  language("zh-CN");
  // The letters' engines come from a thread: wait for them once.
  input_.open({.place = "nowhere"}, {});
  for (int i = 0; i < 500 && input_.view().tabs.size() < 2; ++i) {
    mailbox_.run();
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  EXPECT_GE(input_.view().tabs.size(), 2U) << "no engine for letters";
  input_.wipe();
  present();
}

void Screen::language(const std::string& language) {
  EXPECT_TRUE(i18n::set_language(language));
  EXPECT_TRUE(fonts_.use_language(language));
}

void Screen::frame() {
  act();
  const citizen::CitizenView view = hooks_.view();
  const std::string page = citizen::page_of(view);
  if (page != std::exchange(page_, page) && !std::holds_alternative<citizen::SignView>(view.page)) {
    signature_ = {};
  }
  ui_->look(screens::look_of(view));
  ui_->begin(static_cast<float>(platform_->width()), static_cast<float>(platform_->height()), page,
             canvas_);
  screens::CitizenInputs inputs{.signature = &signature_, .pad = {}};
  if (input_.is_open()) {
    inputs.pad = [this](Ui& on) { typed_ = screens::draw_input(on, input_.view()); };
  }
  touch_ = screens::draw_citizen(*ui_, view, inputs);
  ui_->end();
  if (ui_->touched()) hooks_.feed({citizen::TouchedAnything{}, {}, {}});
  if (ui_->key_used()) hooks_.feed({citizen::KeyUsed{}, {}, {}});
  if (const auto key = ui_->hard_key(); key == HardKey::Back && tree().find("page.back")) {
    touch_.tapped = "page.back";
  }
}

void Screen::act() {
  for (input::InputEvent& event : std::exchange(typed_, {})) input_.event(std::move(event));
  if (touch_.held != held_) {
    if (!held_.empty()) hooks_.feed({citizen::Held{held_, false}, {}, {}});
    held_ = touch_.held;
    if (!held_.empty()) hooks_.feed({citizen::Held{held_, true}, {}, {}});
  }
  if (touch_.signature != signed_) {
    signed_ = touch_.signature;
    hooks_.feed({citizen::Signed{!signed_}, {}, {}});
  }
  if (!touch_.tapped) return;
  const std::string id = *std::exchange(touch_.tapped, std::nullopt);
  if (id == "sign.clear") {
    signature_ = {};
  } else {
    hooks_.feed({citizen::Tapped{id}, {}, {}});
  }
}

void Screen::draw() {
  do {
    ImGui::GetIO().DeltaTime = kFrameSeconds;
    ImGui::NewFrame();
    frame();
    ImGui::Render();
  } while (ImGui::GetCurrentContext()->InputEventsQueue.Size > 0 || touch_.tapped ||
           !typed_.empty());
}

void Screen::present() {
  platform_->frame([this] { frame(); });
}

void Screen::press(const UiNode& node) {
  finger(node, true);
  finger(node, false);
}

void Screen::finger(const UiNode& node, bool down) {
  platform_->finger(node.x + node.w / 2, node.y + node.h / 2, down);
}

void Screen::key(const std::string& name) {
  EXPECT_TRUE(platform_->key(name, true));
  EXPECT_TRUE(platform_->key(name, false));
}

void Screen::open_input(const citizen::OpenInput& field) {
  const auto view = hooks_.view();
  input_.open(field, {.age = field.age,
                      .elder = view.chrome.access.elder,
                      .language = view.chrome.language,
                      .today = view.chrome.now});
}

std::vector<std::pair<std::string, bool>> Screen::wipe() {
  input_.wipe();
  signature_ = {};
  held_.clear();
  return {{"input", input_.is_empty()}, {"signature", signature_.strokes.empty()}};
}

std::vector<std::string_view> Screen::memory() const {
  const auto bytes = [](const auto& object) {
    return std::string_view(reinterpret_cast<const char*>(&object), sizeof object);
  };
  return {bytes(input_), bytes(signature_), bytes(touch_), bytes(held_)};
}

}  // namespace dk::kiosk::monkey
