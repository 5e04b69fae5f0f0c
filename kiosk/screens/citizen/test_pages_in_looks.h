// The citizen's pages on windows without a display: every view in every look, canvas and language
// is drawn and held against what a person of 82 must be able to read, hit and reach.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <ostream>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

#include "i18n/texts.h"
#include "kiosk/screens/citizen/citizen_screen.h"
#include "kiosk/ui/stage_for_tests.h"

namespace dk::kiosk::screens {

// Words of an item in the language of the page, long ones on purpose.
inline std::string in(std::string_view language, const char* cn, const char* hk, const char* en) {
  return language == "zh-CN" ? cn : language == "zh-HK" ? hk : en;
}

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
  view.chrome.district =
      in(language, "龙华区政务服务", "龍華區政務服務", "Longhua Government Services");
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

  void hold_against_the_rules(const NamedPage& page) {
    SCOPED_TRACE(page.name + " " + std::get<0>(GetParam()).name + " " + language_);
    draw(page);
    draw(page);
    const Checks& checks = stage_.ui->checks();
    for (const std::string& words : checks.clipped) ADD_FAILURE() << "does not fit: " << words;
    for (const std::string& words : checks.missing_glyphs) ADD_FAILURE() << "no letter: " << words;
    for (const std::string& id : checks.duplicate_ids) ADD_FAILURE() << "twice: " << id;
    for (const std::string& id : checks.out_of_keys_reach)
      ADD_FAILURE() << "no arrow leads: " << id;
    check_texts(checks);
    check_targets(checks);
    EXPECT_NE(stage_.ui->tree().find("page.title"), nullptr) << "nothing says what this page is";
    write_picture(page.name);
  }

 private:
  static float overlap(float a0, float a1, float b0, float b1) {
    return std::min(a1, b1) - std::max(a0, b0);
  }

  void check_texts(const Checks& checks) {
    const float floor = access_.elder ? 42 : 28;
    const float right = access_.wide ? 1920 : 1080;
    const float bottom = access_.wide ? 1080 : 1920;
    for (std::size_t i = 0; i < checks.texts.size(); ++i) {
      const Checks::Text& text = checks.texts[i];
      EXPECT_GE(text.em, floor) << text.words;
      EXPECT_GE(text.ink.x, 0) << text.words;
      EXPECT_LE(text.ink.right(), right + 1) << text.words;
      EXPECT_LE(text.ink.bottom(), bottom + 1) << text.words;
      EXPECT_FALSE(text.words.starts_with("citizen.")) << "a key is shown: " << text.words;
      EXPECT_EQ(text.words.find('{'), std::string::npos) << "not filled in: " << text.words;
      in_our_language(text.words);
      const bool header = text.ink.y < 128;  // repeats what every page says
      EXPECT_TRUE(header || !text.words.ends_with("\u2026") || is_whole(text.words))
          << "cut: " << text.words;
      for (std::size_t j = i + 1; j < checks.texts.size(); ++j) {
        const Checks::Text& other = checks.texts[j];
        const bool on_top =
            overlap(text.ink.x, text.ink.right(), other.ink.x, other.ink.right()) > 2 &&
            overlap(text.ink.y, text.ink.bottom(), other.ink.y, other.ink.bottom()) > 2;
        EXPECT_FALSE(on_top) << "over each other: " << text.words << " | " << other.words;
      }
    }
  }

  // Some words end in that by themselves.
  bool is_whole(const std::string& words) {
    return std::ranges::any_of(stage_.ui->tree().nodes(), [&](const UiNode& node) {
      return node.label.find(words) != std::string::npos;
    });
  }

  // Nothing of another script but names, numbers of cases, and how languages call themselves.
  void in_our_language(std::string words) {
    static const std::regex names(
        "i深圳|陈\\*英|陈\\*宝|陈\\*贝|龙\\*贸易|LH[0-9-]+|简体|繁體|English|EN|4F7-K2M|PIPL");
    words = std::regex_replace(words, names, "");
    if (language_ == "en") {
      const bool han =
          std::ranges::any_of(words, [](char c) { return static_cast<unsigned char>(c) >= 0xE3; });
      EXPECT_FALSE(han) << "not English: " << words;
    } else {
      EXPECT_FALSE(std::regex_search(words, std::regex("[A-Za-z]{2,}"))) << "Latin: " << words;
    }
  }

  void check_targets(const Checks& checks) {
    const float smallest = access_.elder ? 120 : 96;
    EXPECT_FALSE(checks.targets.empty());
    for (std::size_t i = 0; i < checks.targets.size(); ++i) {
      const Checks::Target& target = checks.targets[i];
      const UiNode* node = stage_.ui->tree().find(target.id);
      ASSERT_NE(node, nullptr) << target.id;
      EXPECT_FALSE(node->label.empty()) << target.id << " has nothing to read aloud";
      EXPECT_GE(target.hit.h, smallest - 0.5F) << target.id;
      EXPECT_GE(target.hit.w, 96) << target.id;
      EXPECT_GE(target.hit.y, access_.low_reach ? 828 : 0) << target.id;
      EXPECT_GE(target.hit.x, access_.wide ? 840 : 0) << target.id;
      for (std::size_t j = i + 1; j < checks.targets.size(); ++j) {
        const Checks::Target& other = checks.targets[j];
        if (target.id.starts_with("dock.") || other.id.starts_with("dock.")) continue;
        const bool close =
            overlap(target.hit.x, target.hit.right(), other.hit.x, other.hit.right()) > -15.5F &&
            overlap(target.hit.y, target.hit.bottom(), other.hit.y, other.hit.bottom()) > -15.5F;
        EXPECT_FALSE(close) << "too close: " << target.id << " and " << other.id;
      }
    }
  }

  // DK_UI_PICTURES=folder writes what a person should look at.
  void write_picture(const std::string& name) {
    const char* folder = std::getenv("DK_UI_PICTURES");
    if (folder == nullptr) return;
    std::filesystem::create_directories(folder);
    const Status saved =
        stage_.platform->screenshot(std::string(folder) + "/" + name + "." +
                                    std::get<0>(GetParam()).name + "." + language_ + ".png");
    EXPECT_TRUE(saved) << (saved ? "" : saved.error().detail);
  }

 protected:
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
