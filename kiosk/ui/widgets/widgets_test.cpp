// What a finger does to single widgets, and what they say about themselves.
#include <imgui_internal.h>
#include <png.h>
#include <zbar.h>

#include <cmath>
#include <filesystem>

#include "kiosk/ui/damage.h"
#include "kiosk/ui/stage_for_tests.h"
#include "kiosk/ui/widgets/pages_test_support.h"

namespace dk::kiosk::widgets {
namespace {

const PageWords& chinese() { return words_for_tests().front(); }

class Widgets : public testing::Test {
 protected:
  void tap(float x, float y, const std::function<void(Ui&)>& draw) {
    stage_.platform->press(x, y);
    stage_.frame(draw);
  }
  std::string state(std::string_view id) {
    const UiNode* node = stage_.ui->tree().find(id);
    return node == nullptr ? "not there" : node->state;
  }
  CitizenStageForTests stage_;
};

constexpr Box kPad{48, 1175, 762, 668};

TEST_F(Widgets, finger_writes_two_strokes) {
  Written written;
  int finished = 0;
  const auto draw = [&](Ui& ui) {
    finished += signature_pad(ui, "test.pad", kPad, {.label = "pad"}, written).finished ? 1 : 0;
  };
  stage_.frame(draw);
  EXPECT_EQ(state("test.pad"), "empty");
  stage_.move(200, 1300);
  stage_.down(true);
  stage_.frame(draw);
  EXPECT_EQ(state("test.pad"), "writing");
  // Between two frames the finger went round a corner: nothing of it is lost.
  stage_.move(300, 1300);
  stage_.move(300, 1400);
  stage_.move(200, 1400);
  stage_.frame(draw);
  stage_.down(false);
  stage_.frame(draw);
  EXPECT_EQ(finished, 1);
  EXPECT_EQ(state("test.pad"), "filled");
  ASSERT_EQ(written.strokes.size(), 1U);
  ASSERT_EQ(written.strokes[0].size(), 4U);
  EXPECT_FLOAT_EQ(written.strokes[0][1].x, 300);
  EXPECT_FLOAT_EQ(written.strokes[0][2].y, 1400);
  stage_.move(400, 1300);
  stage_.down(true);
  stage_.down(false);
  stage_.frame(draw);
  EXPECT_EQ(written.strokes.size(), 2U) << "a dot is a stroke";
  EXPECT_EQ(finished, 2);
}

TEST_F(Widgets, stroke_that_leaves_the_pad_ends_at_its_edge) {
  Written written;
  const auto draw = [&](Ui& ui) { signature_pad(ui, "test.pad", kPad, {.label = "pad"}, written); };
  stage_.move(200, 1300);
  stage_.down(true);
  stage_.frame(draw);
  stage_.move(1000, 1300);
  stage_.frame(draw);
  stage_.move(300, 1300);  // coming back begins no other
  stage_.frame(draw);
  EXPECT_FALSE(written.writing);
  ASSERT_EQ(written.strokes.size(), 1U);
  EXPECT_FLOAT_EQ(written.strokes[0].back().x, kPad.right());
}

TEST_F(Widgets, finger_that_came_from_elsewhere_writes_nothing) {
  Written written;
  const auto draw = [&](Ui& ui) { signature_pad(ui, "test.pad", kPad, {.label = "pad"}, written); };
  stage_.move(200, 500);
  stage_.down(true);
  stage_.frame(draw);
  stage_.move(200, 1300);
  stage_.frame(draw);
  EXPECT_TRUE(written.strokes.empty());
}

TEST_F(Widgets, childs_scribble_is_not_collected_for_ever) {
  Written written;
  const auto draw = [&](Ui& ui) { signature_pad(ui, "test.pad", kPad, {.label = "pad"}, written); };
  for (std::size_t stroke = 0; stroke < kMostStrokes + 5; ++stroke) {
    stage_.move(200, 1300);
    stage_.down(true);
    // Each frame of a scribble crosses the pad.
    for (int i = 0; i < (stroke == 0 ? 50 : 0); ++i) stage_.move(i % 2 == 0 ? 200 : 800, 1300);
    stage_.frame(draw);
    stage_.down(false);
    stage_.frame(draw);
  }
  EXPECT_EQ(written.strokes.size(), kMostStrokes);
  EXPECT_LE(written.ink, kMostInk);
  EXPECT_GT(written.ink, kMostInk - 600);
  EXPECT_LE(written.strokes[0].size(), 1 + static_cast<std::size_t>(kMostInk / 600));
  written = {};
  stage_.frame(draw);
  EXPECT_EQ(state("test.pad"), "empty");
}

TEST_F(Widgets, slow_hand_does_not_fill_the_memory) {
  Written written;
  const auto draw = [&](Ui& ui) { signature_pad(ui, "test.pad", kPad, {.label = "pad"}, written); };
  stage_.move(100, 1300);
  stage_.down(true);
  for (std::size_t i = 0; i < kMostPoints + 100; ++i) {
    stage_.move(100 + 3 * static_cast<float>(i % 2), 1300);
  }
  stage_.frame(draw);
  ASSERT_EQ(written.strokes.size(), 1U);
  EXPECT_EQ(written.strokes[0].size(), kMostPoints);
}

TEST_F(Widgets, keypad_gives_digits_from_screen_and_keyboard) {
  std::string got;
  const auto draw = [&](Ui& ui) {
    if (const auto key = numeric_keypad(ui, "test.keys", {48, 900, 984, 584}, true, "back")) {
      got += *key;
    }
  };
  stage_.frame(draw);
  for (const char* id : {"test.keys.7", "test.keys.x", "test.keys.0"}) {
    const UiNode* node = stage_.ui->tree().find(id);
    ASSERT_NE(node, nullptr) << id;
    EXPECT_EQ(node->role, Role::Key);
    tap(node->x + node->w / 2, node->y + node->h / 2, draw);
  }
  stage_.platform->type("4x");
  for (int i = 0; i < 3; ++i) stage_.frame(draw);
  EXPECT_EQ(got, "7X04X");
}

TEST_F(Widgets, choice_says_that_it_is_chosen) {
  bool chosen = false;
  const auto draw = [&](Ui& ui) {
    if (choice_row(ui, "test.row", {48, 930, 984, 120}, {.title = "A", .selected = chosen})) {
      chosen = !chosen;
    }
  };
  stage_.frame(draw);
  EXPECT_EQ(state("test.row"), "enabled");
  tap(500, 990, draw);
  stage_.frame(draw);
  EXPECT_EQ(state("test.row"), "enabled selected");
  EXPECT_EQ(stage_.ui->tree().find("test.row")->role, Role::Choice);
}

TEST_F(Widgets, rating_has_no_default) {
  stage_.frame([](Ui& ui) {
    for (int i = 1; i <= 5; ++i) {
      std::ignore =
          face(ui, "test.face[" + std::to_string(i) + "]",
               {68 + 191.0F * static_cast<float>(i - 1), 1409, 179, 162}, i, "face", false);
    }
  });
  for (const UiNode& node : stage_.ui->tree().nodes()) EXPECT_EQ(node.state, "enabled");
}

TEST_F(Widgets, row_with_a_button_has_one_target) {
  int pressed = 0;
  const auto draw = [&](Ui& ui) {
    if (item_row(ui, "test.row", {48, 782, 984, 156}, {.title = "A", .button = "go"})) ++pressed;
  };
  stage_.frame(draw);
  tap(300, 860, draw);
  EXPECT_EQ(pressed, 0);
  tap(916, 860, draw);
  EXPECT_EQ(pressed, 1);
  EXPECT_EQ(stage_.ui->checks().targets.size(), 1U);
}

TEST_F(Widgets, table_shows_its_last_page_and_gives_the_row) {
  const std::vector<Column> columns{{"a", 1, Align::Left}};
  const std::vector<std::vector<std::string>> rows(11, {"x"});
  constexpr Box kBox{48, 200, 984, 600};
  std::optional<std::size_t> picked;
  const auto draw = [&](Ui& ui) {
    const auto one =
        table(ui, "test.table", kBox,
              {.label = "t", .columns = columns, .rows = rows, .page = 99, .pick = true});
    if (one) picked = one;
  };
  stage_.frame(draw);
  EXPECT_EQ(pages_of(*stage_.ui, kBox, rows.size()), 3);
  EXPECT_EQ(stage_.ui->tree().find("test.table[4]"), nullptr);
  ASSERT_NE(stage_.ui->tree().find("test.table[10]"), nullptr);
  tap(500, 310, draw);
  EXPECT_EQ(picked, 10U);
}

TEST_F(Widgets, dock_is_pressed_and_says_what_is_on) {
  std::optional<DockPart> part;
  const auto draw = [&](Ui& ui) {
    const DockLook look{
        .voice = {"v", true},
        .elder = {"e", false},
        .low_reach = {"l", false},
        .help = {"h", false},
        .languages = {{{"a", "zh-CN", true}, {"b", "zh-HK", false}, {"c", "en", false}}}};
    if (const auto one = dock(ui, look)) part = one;
  };
  stage_.frame(draw);
  EXPECT_EQ(state("dock.voice"), "enabled selected");
  EXPECT_EQ(state("dock.lang[zh-CN]"), "enabled selected");
  tap(620, 1840, draw);
  EXPECT_EQ(part, DockPart::Help);
  tap(975, 1840, draw);
  EXPECT_EQ(part, DockPart::Language2);
}

TEST_F(Widgets, field_shows_the_end_of_what_is_too_long) {
  stage_.frame([](Ui& ui) {
    std::ignore = field(ui, "test.field", {48, 323, 984, 132},
                        {.label = "name",
                         .value = "广东省深圳市龙华区龙华街道清湖社区清湖老村东区3栋清湖楼502",
                         .active = true});
  });
  EXPECT_TRUE(stage_.ui->checks().clipped.empty());
  const auto& texts = stage_.ui->checks().texts;
  ASSERT_EQ(texts.size(), 2U);
  EXPECT_TRUE(texts[1].words.ends_with("清湖楼502")) << texts[1].words;
  EXPECT_NE(state("test.field").find("active"), std::string::npos);
}

TEST_F(Widgets, caret_blinks_only_while_somebody_writes) {
  bool active = false;
  const auto draw = [&](Ui& ui) {
    std::ignore = field(ui, "test.field", {48, 323, 984, 132}, {.label = "n", .active = active});
  };
  stage_.frame(draw);
  EXPECT_EQ(stage_.ui->next_frame_ms(), std::nullopt);
  active = true;
  stage_.frame(draw);
  ASSERT_TRUE(stage_.ui->next_frame_ms());
  EXPECT_LE(*stage_.ui->next_frame_ms(), 500);
}

// A telephone reads the symbol from the screen.
TEST_F(Widgets, symbol_on_the_screen_can_be_read) {
  const std::string text = "https://example.invalid/receipt/20261122-04571";
  const auto symbol = codes::make_qr(text, codes::QrLevel::M);
  ASSERT_TRUE(symbol);
  stage_.frame([&](Ui& ui) {
    ui.card({552, 1062, 480, 244});
    qr(ui, "test.qr", {580, 1086, 196, 196}, symbol->modules, symbol->width, "qr");
  });
  const std::string file = (std::filesystem::temp_directory_path() / "dk_qr_test.png").string();
  ASSERT_TRUE(stage_.platform->screenshot(file));
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  ASSERT_NE(png_image_begin_read_from_file(&image, file.c_str()), 0);
  image.format = PNG_FORMAT_GRAY;
  std::vector<std::uint8_t> grey(PNG_IMAGE_SIZE(image));
  ASSERT_NE(png_image_finish_read(&image, nullptr, grey.data(), 0, nullptr), 0);
  std::filesystem::remove(file);
  zbar::ImageScanner scanner;
  scanner.set_config(zbar::ZBAR_QRCODE, zbar::ZBAR_CFG_ENABLE, 1);
  zbar::Image picture(image.width, image.height, "Y800", grey.data(), grey.size());
  ASSERT_GT(scanner.scan(picture), 0);
  EXPECT_EQ(picture.symbol_begin()->get_data(), text);
}

TEST_F(Widgets, broken_symbol_draws_nothing_and_says_so) {
  const std::vector<std::uint8_t> modules(7, 1);
  stage_.frame([&](Ui& ui) { qr(ui, "test.qr", {0, 0, 200, 200}, modules, 3, "qr"); });
  EXPECT_EQ(state("test.qr"), "empty");
}

// The software renderer draws again only what changed: the ring and what it stands on.
TEST_F(Widgets, counting_ring_redraws_little) {
  const auto draw = [&](int left) {
    stage_.frame([left](Ui& ui) { question_page(ui, chinese(), left); }, "ask");
  };
  // Twice each: letters come into the texture with the first frame.
  for (const int left : {18, 17, 18, 17}) draw(left);
  Damage damage;
  std::ignore = damage.between_last_and(*ImGui::GetDrawData());
  draw(18);
  int changed = 0;
  for (const PixelBox& box : damage.between_last_and(*ImGui::GetDrawData()))
    changed += box.w * box.h;
  EXPECT_GT(changed, 0);
  EXPECT_LE(changed, 512 * 512) << "of " << 1080 * 1920;
}

TEST_F(Widgets, elder_floor_lifts_every_text_and_target) {
  stage_.ui->look({.elder = true});
  stage_.frame([](Ui& ui) {
    ui.text({48, 400, 900, 60}, "small", {.em = 28});
    std::ignore = ui.button("test.low", {48, 600, 400, 60}, "low", {.em = 28});
  });
  for (const Checks::Text& text : stage_.ui->checks().texts) EXPECT_GE(text.em, 42);
  EXPECT_FLOAT_EQ(stage_.ui->checks().targets.front().hit.h, 120);
}

TEST(Canvas, portrait_page_stands_in_the_middle_of_a_wide_window) {
  CitizenStageForTests wide({}, 1920, 1080);
  wide.frame([](Ui& ui) { std::ignore = ui.button("test.a", {0, 0, 1080, 120}, "a", {}); });
  const UiNode* node = wide.ui->tree().find("test.a");
  ASSERT_NE(node, nullptr);
  EXPECT_NEAR(node->x, (1920 - 607.5F) / 2, 0.1F);
  EXPECT_NEAR(node->w, 607.5F, 0.1F);
}

}  // namespace
}  // namespace dk::kiosk::widgets
