// Whole pages of widgets: what a person of 82 must be able to read, hit and reach by keys.
#include <cstdlib>
#include <filesystem>
#include <ostream>
#include <string>

#include "kiosk/ui/stage_for_tests.h"
#include "kiosk/ui/widgets/pages_test_support.h"

namespace dk::kiosk::widgets {
namespace {

struct Case {
  PageForTests page;
  PageWords words;
  friend void PrintTo(const Case& one, std::ostream* out) {
    *out << one.page.name << " in " << one.words.language;
  }
};

std::vector<Case> cases() {
  std::vector<Case> all;
  for (const PageForTests& page : pages_for_tests()) {
    for (const PageWords& words : words_for_tests()) all.push_back({page, words});
  }
  return all;
}

class Pages : public testing::TestWithParam<Case> {
 protected:
  Pages() : stage_(GetParam().page.look) {
    EXPECT_TRUE(stage_.fonts.use_language(GetParam().words.language));
    for (int i = 0; i < 2; ++i) {
      stage_.frame([](Ui& ui) { GetParam().page.draw(ui, GetParam().words); });
    }
    save_picture();
  }
  // DK_UI_PICTURES=folder writes what a person should look at.
  void save_picture() {
    const char* folder = std::getenv("DK_UI_PICTURES");
    if (folder == nullptr) return;
    std::filesystem::create_directories(folder);
    const Status saved =
        stage_.platform->screenshot(std::string(folder) + "/" + GetParam().page.name + "." +
                                    GetParam().words.language + ".png");
    EXPECT_TRUE(saved) << (saved ? "" : saved.error().detail);
  }
  const Checks& checks() { return stage_.ui->checks(); }
  CitizenStageForTests stage_;
};

TEST_P(Pages, everything_fits_and_can_be_read) {
  for (const std::string& words : checks().clipped) ADD_FAILURE() << "does not fit: " << words;
  for (const std::string& words : checks().missing_glyphs) ADD_FAILURE() << "no letter: " << words;
  for (const std::string& id : checks().duplicate_ids) ADD_FAILURE() << "twice: " << id;
  for (const std::string& name : checks().missing_pictures) ADD_FAILURE() << "no art: " << name;
  const float floor = GetParam().page.look.elder ? 42 : 28;
  for (const Checks::Text& text : checks().texts) {
    EXPECT_GE(text.em, floor) << text.words;
    EXPECT_GE(text.ink.x, 0) << text.words;
    EXPECT_LE(text.ink.right(), 1081) << text.words;
  }
}

TEST_P(Pages, finger_and_keys_reach_everything) {
  for (const std::string& id : checks().out_of_keys_reach)
    ADD_FAILURE() << "no arrow leads: " << id;
  const float smallest = GetParam().page.look.elder ? 120 : 96;
  for (const Checks::Target& target : checks().targets) {
    const UiNode* node = stage_.ui->tree().find(target.id);
    ASSERT_NE(node, nullptr) << target.id;
    EXPECT_FALSE(node->label.empty()) << target.id << " has nothing to read aloud";
    const bool key = node->role == Role::Key;
    EXPECT_GE(target.hit.h, key ? 96 : smallest) << target.id;
    EXPECT_GE(target.hit.w, key ? 89 : 96) << target.id;
    if (GetParam().page.look.low_reach) {
      EXPECT_GE(target.hit.y, 828) << target.id;
    }
  }
  EXPECT_FALSE(checks().targets.empty());
}

std::string name_of_case(const testing::TestParamInfo<Case>& info) {
  std::string language = info.param.words.language;
  std::erase(language, '-');
  return std::string(info.param.page.name) + "_" + language;
}

INSTANTIATE_TEST_SUITE_P(Widgets, Pages, testing::ValuesIn(cases()), name_of_case);

}  // namespace
}  // namespace dk::kiosk::widgets
