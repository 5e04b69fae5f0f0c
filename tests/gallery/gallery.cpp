// Draws the views of the sampling screens without a display, writes them as PNG, and fails on what
// a person would stumble over. `gallery --view seven_of_ten --language en --out /tmp/pictures`
#include <imgui.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <tuple>

#include "i18n/texts.h"
#include "kiosk/screens/sampling_screen.h"
#include "kiosk/ui/platform.h"
#include "kiosk/ui/ui.h"
#include "tests/gallery/findings.h"
#include "tests/gallery/views.h"

namespace {

using namespace dk;
using namespace dk::kiosk;

struct Options {
  std::string language = "zh-CN", view, out, size = "1920x1080";
  std::string texts = DK_TEXTS_DIR, icons = DK_ICONS_DIR;
  bool list = false, self_test = false, stats = false;
};

struct Stage {
  std::unique_ptr<Platform> platform;
  Fonts fonts;
  std::unique_ptr<Ui> ui;
};

int complain(const Failure& failure) {
  std::fprintf(stderr, "gallery: %s: %s\n", std::string(name_of(failure.code)).c_str(),
               failure.detail.c_str());
  return 2;
}

Status open_stage(Stage& stage, const Options& options) {
  setenv("SDL_VIDEODRIVER", "dummy", 1);
  int width = 0;
  int height = 0;
  if (std::sscanf(options.size.c_str(), "%dx%d", &width, &height) != 2 || width < 320) {
    return fail(FailureCode::invalid_argument, "size is WxH");
  }
  DK_TRY(platform, Platform::open({.title = "gallery", .width = width, .height = height}));
  stage.platform = std::move(platform);
  DK_CHECK(i18n::load(options.language, options.texts));
  DK_CHECK(i18n::set_language(options.language));
  FontFolders folders;
  folders.icons = options.icons;
  DK_CHECK(stage.fonts.load(folders, options.language));
  stage.ui = std::make_unique<Ui>(stage.fonts);
  stage.ui->collect_checks(true);
  return {};
}

void draw(Stage& stage, const sampling::SamplingView& view) {
  stage.platform->frame([&] {
    stage.ui->begin(static_cast<float>(stage.platform->width()),
                    static_cast<float>(stage.platform->height()), screens::page_of(view));
    std::ignore = screens::draw_sampling(*stage.ui, view);
    stage.ui->end();
  });
}

// Draws it again with a finger on that widget.
bool hold(Stage& stage, const sampling::SamplingView& view, const std::string& id) {
  const UiNode* node = stage.ui->tree().find(id);
  if (node == nullptr) {
    std::fprintf(stderr, "gallery: nothing is called %s\n", id.c_str());
    return false;
  }
  stage.platform->finger(node->x + node->w / 2, node->y + node->h / 2, true);
  draw(stage, view);
  return true;
}

// A key brings the ring back that the finger hid.
bool let_go(Stage& stage) {
  ImGui::GetIO().AddMouseButtonEvent(0, false);
  return stage.platform->key("dot", true).has_value() &&
         stage.platform->key("dot", false).has_value();
}

void print_stats(const std::string& name, std::chrono::steady_clock::time_point begun) {
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begun;
  const ImTextureData* atlas = ImGui::GetIO().Fonts->TexData;
  std::printf("%-32s %6.1f ms  atlas %d x %d\n", name.c_str(), took.count(), atlas->Width,
              atlas->Height);
}

// One view that is wrong in each way that the checks promise to see.
int self_test() {
  Checks checks;
  checks.texts = {{"sampling.top.title", {10, 10, 100, 20}, 20},
                  {"{count}", {50, 12, 100, 28}, 28},
                  {"OK", {1900, 500, 100, 28}, 28}};
  checks.clipped = {"long"};
  checks.missing_glyphs = {"tofu"};
  checks.targets = {{"a", {0, 0, 200, 95}}, {"b", {210, 0, 200, 96}}};
  checks.duplicate_ids = {"a"};
  checks.out_of_keys_reach = {"a"};
  UiTree tree;
  tree.add({.id = "a", .role = Role::Button, .label = {}, .state = {}});
  sampling::SamplingView view;
  view.language = "zh-CN";
  const auto found = gallery::findings_in(checks, tree, view);
  const char* const wanted[] = {"does not fit",       "glyph is missing", "smaller than 28",
                                "outside the screen", "texts overlap",    "too small for a finger",
                                "too close",          "stands twice",     "text key is shown",
                                "not filled in",      "Latin letters",    "nothing to read aloud",
                                "no arrow key leads"};
  for (const char* one : wanted) {
    const bool seen = std::any_of(found.begin(), found.end(), [&](const std::string& line) {
      return line.find(one) != std::string::npos;
    });
    if (!seen) {
      std::fprintf(stderr, "gallery: the check did not see: %s\n", one);
      return 1;
    }
  }
  return 0;
}

int run(const Options& options) {
  Stage stage;
  if (auto opened = open_stage(stage, options); !opened) return complain(opened.error());
  if (!options.out.empty()) std::filesystem::create_directories(options.out);
  int wrong = 0;
  int drawn = 0;
  for (const auto& [name, make, held] : gallery::all_views()) {
    if (!options.view.empty() && options.view != name) continue;
    const sampling::SamplingView view = make(options.language);
    const auto begun = std::chrono::steady_clock::now();
    draw(stage, view);
    if (!held.empty() && !hold(stage, view, held)) ++wrong;
    if (options.stats) print_stats(name, begun);
    ++drawn;
    for (const auto& line : gallery::findings_in(stage.ui->checks(), stage.ui->tree(), view)) {
      std::fprintf(stderr, "%s %s: %s\n", options.language.c_str(), name.c_str(), line.c_str());
      ++wrong;
    }
    if (!held.empty() && !let_go(stage)) ++wrong;
    if (options.out.empty()) continue;
    if (auto saved = stage.platform->screenshot(options.out + "/" + name + ".png"); !saved) {
      return complain(saved.error());
    }
  }
  std::printf("%d views in %s, %d findings\n", drawn, options.language.c_str(), wrong);
  return wrong == 0 && drawn > 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app("The sampling screens as pictures, and what is wrong with them");
  app.add_option("--language", options.language, "zh-CN, zh-HK or en");
  app.add_option("--view", options.view, "only this view");
  app.add_option("--out", options.out, "folder for the pictures");
  app.add_option("--size", options.size, "window, as 1920x1080");
  app.add_option("--texts", options.texts, "folder of the .mo files");
  app.add_option("--icons", options.icons, "folder of the Phosphor fonts");
  app.add_flag("--list", options.list, "names of the views");
  app.add_flag("--stats", options.stats, "milliseconds of each frame, and the atlas");
  app.add_flag("--self-test", options.self_test, "do the checks see what they promise");
  CLI11_PARSE(app, argc, argv);
  if (options.self_test) return self_test();
  if (options.list) {
    for (const auto& view : gallery::all_views()) std::printf("%s\n", view.name.c_str());
    return 0;
  }
  return run(options);
}
