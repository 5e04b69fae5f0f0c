// The citizen's pages on windows without a display, in every look and canvas. What a page looks
// like is held against the rules in tests/gallery/citizen; here is what it does.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "i18n/texts.h"
#include "kiosk/screens/citizen/citizen_screen.h"
#include "kiosk/ui/stage_for_tests.h"

namespace dk::kiosk::screens {

struct NamedPage {
  std::string name;
  std::function<citizen::PageView(std::string_view language, const citizen::Access&)> make;
  bool pad = false;  // the input pad is open
};

struct LookCase {
  std::string name;
  citizen::Access access;
  friend void PrintTo(const LookCase& one, std::ostream* out) { *out << one.name; }
};
inline std::vector<LookCase> looks_for_tests() {
  return {{"standard", {}},
          {"elder", {.elder = true}},
          {"low", {.low_reach = true}},
          {"wide", {.wide = true}},
          {"contrast", {.high_contrast = true}},
          {"elder_low", {.elder = true, .low_reach = true}},
          {"elder_wide", {.elder = true, .wide = true}}};
}

inline citizen::CitizenView view_for_tests(std::string_view language,
                                           const citizen::Access& access) {
  citizen::CitizenView view;
  view.chrome.district = "龙华区政务服务";
  view.chrome.terminal = "03";
  view.chrome.network = citizen::Network::Online;
  view.chrome.person = "陈*英";
  view.chrome.language = std::string(language);
  view.chrome.now = TimePoint{std::chrono::seconds(1669098360)};  // 2022-11-22 14:26 in China
  view.chrome.access = access;
  return view;
}

// One window for each look and language: opening it is what costs.
class PagesInLooks : public testing::TestWithParam<std::tuple<LookCase, std::string>> {
 protected:
  PagesInLooks()
      : language_(std::get<1>(GetParam())),
        access_(std::get<0>(GetParam()).access),
        stage_({.elder = access_.elder,
                .low_reach = access_.low_reach,
                .high_contrast = access_.high_contrast},
               access_.wide ? 1920 : 1080, access_.wide ? 1080 : 1920) {
    EXPECT_TRUE(i18n::load(language_, DK_TEXTS_DIR));
    EXPECT_TRUE(i18n::set_language(language_));
    EXPECT_TRUE(stage_.fonts.use_language(language_));
    if (access_.wide) stage_.canvas = Canvas::Landscape;
  }

  CitizenTouch draw(const NamedPage& page) {
    citizen::CitizenView view = view_for_tests(language_, access_);
    view.page = page.make(language_, access_);
    CitizenInputs inputs{.signature = &signature_};
    if (page.pad) inputs.pad = [](Ui&) {};
    CitizenTouch touch;
    stage_.frame(
        [&](Ui& ui) {
          const CitizenTouch now = draw_citizen(ui, view, inputs);
          if (now.tapped || !now.held.empty()) touch = now;
          touch.signature = now.signature;
        },
        page.name);
    return touch;
  }

  std::string language_;
  citizen::Access access_;
  CitizenStageForTests stage_;
  widgets::Written signature_;
};

inline std::string name_of_look(
    const testing::TestParamInfo<std::tuple<LookCase, std::string>>& info) {
  std::string language = std::get<1>(info.param);
  std::erase(language, '-');
  return std::get<0>(info.param).name + "_" + language;
}

}  // namespace dk::kiosk::screens
