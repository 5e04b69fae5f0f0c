// Pages of the citizen's screens on a window without a display, in every look that a person may
// need, and what a person of 82 would stumble over.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <ostream>
#include <regex>
#include <string>
#include <vector>

#include "i18n/texts.h"
#include "kiosk/screens/citizen/citizen_screen.h"
#include "kiosk/ui/stage_for_tests.h"

namespace dk::kiosk::screens::test {

struct HowSeen {
  const char* name;
  citizen::Access access;
  bool wide = false;
};
inline const std::vector<HowSeen>& ways_to_see() {
  static const std::vector<HowSeen> kAll{
      {"standard", {}},
      {"elder", {.elder = true}},
      {"low", {.low_reach = true}},
      {"elder_low", {.elder = true, .low_reach = true}},
      {"wide", {}, true},
      {"elder_wide", {.elder = true}, true},
      {"contrast", {.high_contrast = true}},
  };
  return kAll;
}

struct Seen {
  HowSeen how;
  std::string language;
  friend void PrintTo(const Seen& one, std::ostream* out) {
    *out << one.how.name << " in " << one.language;
  }
};
inline std::vector<Seen> seen_in_all_ways() {
  std::vector<Seen> all;
  for (const HowSeen& how : ways_to_see()) {
    for (const char* language : {"zh-CN", "zh-HK", "en"}) all.push_back({how, language});
  }
  return all;
}
inline std::string name_of_seen(const testing::TestParamInfo<Seen>& info) {
  std::string language = info.param.language;
  std::erase(language, '-');
  return std::string(info.param.how.name) + "_" + language;
}

struct NamedView {
  std::string name;
  citizen::CitizenView view;
  bool pad = false;  // the input pad is open
};

// The word of the language, of three.
inline std::string one_of(const std::string& language, const char* cn, const char* hk,
                          const char* en) {
  return language == "en" ? en : language == "zh-HK" ? hk : cn;
}

inline citizen::CitizenView view_for_tests(const Seen& seen, citizen::PageView page) {
  citizen::CitizenView view;
  view.chrome.district =
      one_of(seen.language, "龙华区政务服务", "龍華區政務服務", "Longhua Government Services");
  view.chrome.terminal = "03";
  view.chrome.network = citizen::Network::Online;
  view.chrome.language = seen.language;
  view.chrome.now = from_unix_ms(1'668'752'760'000);  // 14:26 in China
  view.chrome.access = seen.how.access;
  view.page = std::move(page);
  return view;
}

// Services with names as long as they come.
inline std::vector<citizen::ServiceView> services(const Seen& seen, std::size_t count) {
  const std::string& l = seen.language;
  const std::vector<citizen::ServiceView> all{
      {"senior-allowance", one_of(l, "高龄津贴", "高齡津貼", "Senior allowance"),
       one_of(l, "满70岁的深圳户籍老人，每月领津贴", "滿70歲的深圳戶籍長者，每月領津貼",
              "Monthly for residents aged 70 and over"),
       "instant"},
      {"insurance-record", one_of(l, "社保参保证明", "社保參保證明", "Insurance record"),
       one_of(l, "当场打印，盖好章", "當場列印，已蓋章", "Printed here with its seal"), "print"},
      {"residence", one_of(l, "居住登记", "居住登記", "Residence registration"),
       one_of(l, "搬了家就来登记", "搬了家就來登記", "After you have moved house"), "journey"},
      {"seal", one_of(l, "敬老优待证", "敬老優待證", "Senior card"),
       one_of(l, "坐车、进公园都免费", "乘車、進公園都免費", "Free buses and parks"), "proactive"},
      {"wish", one_of(l, "意见反映", "意見反映", "Tell us"),
       one_of(l, "路灯坏了也能说", "街燈壞了也可以說", "A broken lamp, a blocked road"), "appeals"},
      {"vaccine", one_of(l, "疫苗接种预约", "疫苗接種預約", "Book a vaccination"),
       one_of(l, "选医院和时间", "選醫院和時間", "Choose place and time"), "health"}};
  return {all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count)};
}

class CitizenPages : public testing::TestWithParam<Seen> {
 protected:
  CitizenPages()
      : stage_(look(), GetParam().how.wide ? 1920 : 1080, GetParam().how.wide ? 1080 : 1920) {
    if (GetParam().how.wide) stage_.canvas = Canvas::Landscape;
    for (const char* language : {"zh-CN", "zh-HK", "en"}) {
      EXPECT_TRUE(i18n::load(language, DK_TEXTS_DIR));
    }
    EXPECT_TRUE(i18n::set_language(GetParam().language));
    EXPECT_TRUE(stage_.fonts.use_language(GetParam().language));
  }

  CitizenTouch draw(const NamedView& one) {
    CitizenTouch touch;
    CitizenInputs inputs;
    if (one.pad) {
      inputs.pad = [](Ui& ui) {
        const bool wide = GetParam().how.wide;
        ui.rect(wide ? Box{840, 64, 1080, 1016} : Box{0, 904, 1080, 1016}, theme::kPad);
      };
    }
    stage_.frame([&](Ui& ui) { touch = draw_citizen(ui, one.view, inputs); },
                 citizen::page_of(one.view) + one.name);
    return touch;
  }

  void look_at(const NamedView& one) {
    SCOPED_TRACE(one.name);
    draw(one);
    draw(one);
    read(one);
    reach(one);
    picture(one.name);
  }

  [[nodiscard]] const Checks& checks() const { return stage_.ui->checks(); }
  [[nodiscard]] static bool elder() { return GetParam().how.access.elder; }

  CitizenStageForTests stage_;

 private:
  static Look look() {
    return {.elder = GetParam().how.access.elder,
            .low_reach = GetParam().how.access.low_reach,
            .high_contrast = GetParam().how.access.high_contrast};
  }

  static float overlap(float a0, float a1, float b0, float b1) {
    return std::min(a1, b1) - std::max(a0, b0);
  }

  void read(const NamedView& one) {
    for (const auto& words : checks().clipped) ADD_FAILURE() << "does not fit: " << words;
    for (const auto& words : checks().missing_glyphs) ADD_FAILURE() << "no letter: " << words;
    for (const auto& id : checks().duplicate_ids) ADD_FAILURE() << "twice: " << id;
    for (const auto& name : checks().missing_pictures) ADD_FAILURE() << "no art: " << name;
    const float right = GetParam().how.wide ? 1920 : 1080;
    const float bottom = GetParam().how.wide ? 1080 : 1920;
    const auto& texts = checks().texts;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const auto& text = texts[i];
      EXPECT_GE(text.em, elder() ? 42 : 28) << text.words;
      EXPECT_GE(text.ink.x, 0) << text.words;
      EXPECT_LE(text.ink.right(), right + 1) << text.words;
      EXPECT_LE(text.ink.bottom(), bottom) << text.words;
      // What a district calls itself may be cut in the header, nothing below it.
      EXPECT_TRUE(text.ink.y < 128 || text.words.find("\u2026") == std::string::npos)
          << "cut: " << text.words;
      in_our_language(one, text.words);
      for (std::size_t j = i + 1; j < texts.size(); ++j) {
        const Box& a = text.ink;
        const Box& b = texts[j].ink;
        if (overlap(a.x, a.right(), b.x, b.right()) > 1 &&
            overlap(a.y, a.bottom(), b.y, b.bottom()) > 1) {
          ADD_FAILURE() << "on each other: " << text.words << " and " << texts[j].words;
        }
      }
    }
    for (const UiNode& node : stage_.ui->tree().nodes()) {
      EXPECT_FALSE(node.label.empty()) << node.id << " has nothing to read aloud";
      in_our_language(one, node.label);
    }
    EXPECT_NE(stage_.ui->tree().find("page.title"), nullptr);
  }

  // Neither keys nor letters of another script, but where they are names.
  static void in_our_language(const NamedView& one, std::string words) {
    static const std::regex key("[a-z][a-z0-9_]*(\\.[a-z0-9_-]+)+");
    static const std::regex place("\\{[a-z_]+\\}");
    EXPECT_FALSE(std::regex_search(words, key)) << "a text key is shown: " << words;
    EXPECT_FALSE(std::regex_search(words, place)) << "a place is not filled in: " << words;
    if (std::holds_alternative<citizen::AttractView>(one.view.page)) return;  // speaks all three
    for (const std::string& name :
         {one.view.chrome.person, std::string("简体中文"), std::string("繁體中文"),
          std::string("简体"), std::string("繁體"), std::string("English"), std::string("EN")}) {
      for (std::size_t at = 0; !name.empty() && (at = words.find(name)) != std::string::npos;) {
        words.erase(at, name.size());
      }
    }
    if (GetParam().language == "en") {
      EXPECT_FALSE(
          std::ranges::any_of(words, [](char c) { return static_cast<unsigned char>(c) >= 0xE3; }))
          << "not English: " << words;
    } else {
      static const std::regex letters("[A-Za-z]{2,}");
      EXPECT_FALSE(std::regex_search(words, letters)) << "Latin letters: " << words;
    }
  }

  void reach(const NamedView& view) {
    for (const auto& id : checks().out_of_keys_reach) ADD_FAILURE() << "no arrow leads: " << id;
    const auto& targets = checks().targets;
    // In low reach the pad has all that is pressed.
    EXPECT_TRUE(view.pad || !targets.empty());
    for (std::size_t i = 0; i < targets.size(); ++i) {
      const auto& one = targets[i];
      if (!one.id.starts_with("dock.lang[")) {
        EXPECT_GE(one.hit.h, elder() ? 120 : 96) << one.id;
      }
      EXPECT_GE(one.hit.w, 96) << one.id;
      // The dark page is one target as large as the screen: it is within reach as well.
      if (GetParam().how.access.low_reach && one.id != "attract.start") {
        EXPECT_GE(one.hit.y, 828) << one.id;
      }
      for (std::size_t j = i + 1; j < targets.size(); ++j) {
        const Box& a = one.hit;
        const Box& b = targets[j].hit;
        if (one.id.starts_with("dock.") && targets[j].id.starts_with("dock.")) continue;
        EXPECT_FALSE(overlap(a.x, a.right(), b.x, b.right()) > -15.5F &&
                     overlap(a.y, a.bottom(), b.y, b.bottom()) > -15.5F)
            << "too close: " << one.id << " and " << targets[j].id;
      }
    }
  }

  // DK_UI_PICTURES=folder writes what a person should look at.
  void picture(const std::string& name) {
    const char* folder = std::getenv("DK_UI_PICTURES");
    if (folder == nullptr) return;
    std::filesystem::create_directories(folder);
    const Status saved =
        stage_.platform->screenshot(std::string(folder) + "/" + name + "." + GetParam().how.name +
                                    "." + GetParam().language + ".png");
    EXPECT_TRUE(saved) << (saved ? "" : saved.error().detail);
  }
};

}  // namespace dk::kiosk::screens::test
