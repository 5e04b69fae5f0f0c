// What each alert, the menu, packing and the end of a shift offer to a finger and to a key.
#include <gtest/gtest.h>
#include <imgui.h>
#include <imgui_internal.h>

#include "kiosk/screens/keys.h"
#include "kiosk/screens/test_sampling_stage.h"

namespace dk::kiosk::screens {
namespace {

using namespace sampling;
using Taps = std::vector<std::string>;

SamplingView packing(PackingView::Step step, int tubes) {
  SamplingView view = desk_for_tests();
  view.stage = Stage::Packing;
  view.packing.emplace();
  view.packing->step = step;
  view.packing->box = "BX1122-0031";
  for (int n = 0; n < tubes; ++n) {
    view.packing->packed.push_back({.code = "LH1122-045" + std::to_string(n) + "-38"});
  }
  return view;
}

class Answers : public SamplingStage {
 protected:
  // Taps every button that can be pressed, one after the other: what they give.
  Taps taps_of(const SamplingView& view) {
    draw(view);
    Taps taps;
    const std::vector<UiNode> nodes = stage_.ui->tree().nodes();
    for (const UiNode& button : nodes) {
      if (button.role != Role::Button || !button.state.starts_with("enabled")) continue;
      if (button.id == "sampling.lock" || button.id == "sampling.alert.reason") continue;
      // A second press of one button within a moment is a trembling hand, on the next alert too.
      ImGui::GetCurrentContext()->Time += 1;
      stage_.platform->press(button.x + button.w / 2, button.y + button.h / 2);
      const auto tap = draw(view);
      EXPECT_EQ(tap, button.id.substr(std::string("sampling.").size()));
      if (tap) taps.push_back(*tap);
    }
    return taps;
  }
  std::optional<std::string> by_key(const SamplingView& view, HardKey key) {
    draw(view);
    return tap_of_key(key, stage_.ui->tree());
  }
  Taps alert(AlertView alert) {
    SamplingView view = desk_for_tests();
    view.alert = std::move(alert);
    return taps_of(view);
  }
};

TEST_F(Answers, each_alert_has_its_own) {
  using Kind = AlertView::Kind;
  EXPECT_EQ(alert({.kind = Kind::SingleOnly}), (Taps{"alert.skip", "alert.help", "alert.scan"}));
  EXPECT_EQ(alert({.kind = Kind::AlreadyInTube}), (Taps{"alert.different", "alert.ack"}));
  EXPECT_EQ(alert({.kind = Kind::SampledRecently}), (Taps{"alert.skip", "alert.again"}));
  EXPECT_EQ(alert({.kind = Kind::Disputed}), (Taps{"manual", "alert.help", "alert.ack"}));
  EXPECT_EQ(alert({.kind = Kind::LateHit}), (Taps{"alert.help", "alert.ack"}));
  EXPECT_EQ(alert({.kind = Kind::LateSamples}), (Taps{"alert.ack"}));
  EXPECT_EQ(alert({.kind = Kind::NotSaved, .code = FailureCode::disk_full}), (Taps{"alert.ack"}));
  EXPECT_EQ(alert({.kind = Kind::Failure, .code = FailureCode::code_expired}),
            (Taps{"manual", "alert.skip", "alert.scan"}));
  EXPECT_EQ(alert({.kind = Kind::Failure, .code = FailureCode::code_forged}),
            (Taps{"manual", "alert.ack"}));
  EXPECT_EQ(alert({.kind = Kind::Failure, .code = FailureCode::tube_used_before}),
            (Taps{"alert.ack"}));
}

TEST_F(Answers, called_lead_is_not_called_again) {
  EXPECT_EQ(alert({.kind = AlertView::Kind::LateHit, .help_called = true}), (Taps{"alert.ack"}));
}

TEST_F(Answers, missing_tubes_are_answered_one_by_one) {
  AlertView differs{.kind = AlertView::Kind::CountDiffers, .counted = 1, .in_system = 9};
  for (int n = 0; n < 8; ++n) differs.missing.push_back("LH1122-000" + std::to_string(n) + "-38");
  EXPECT_EQ(alert(differs), (Taps{"alert.remove[LH1122-0000-38]", "alert.remove[LH1122-0001-38]",
                                  "alert.remove[LH1122-0002-38]", "alert.remove[LH1122-0003-38]",
                                  "alert.remove[LH1122-0004-38]", "alert.ack"}))
      << "the rest comes up as these go";
}

TEST_F(Answers, reason_is_seen_only_while_it_is_held) {
  SamplingView view = desk_for_tests();
  view.alert = AlertView{.kind = AlertView::Kind::SingleOnly};
  draw(view);
  const UiNode button = *node("sampling.alert.reason");
  stage_.platform->finger(button.x + 50, button.y + 50, true);
  EXPECT_EQ(draw(view), "alert.reason.hold");
  EXPECT_EQ(draw(view), std::nullopt) << "said once";
  view.alert->reason_key = "key_person.single";
  EXPECT_EQ(draw(view), std::nullopt);
  ASSERT_NE(node("sampling.alert.reason_words"), nullptr);
  EXPECT_EQ(node("sampling.alert.reason_words")->label, i18n::tr("key_person.single"));
  stage_.platform->finger(button.x + 50, button.y + 50, false);
  EXPECT_EQ(draw(view), "alert.reason.release");
  EXPECT_EQ(node("sampling.alert.reason_words"), nullptr)
      << "gone with the finger, whatever the view still knows";
  EXPECT_EQ(draw(view), "alert.reason.release") << "asked again until it is forgotten";
  view.alert->reason_key.clear();
  EXPECT_EQ(draw(view), std::nullopt);
}

TEST_F(Answers, reason_by_keys_alone) {
  SamplingView view = desk_for_tests();
  view.alert = AlertView{.kind = AlertView::Kind::SingleOnly};
  draw(view);
  stage_.key(ImGuiKey_UpArrow);
  draw(view);
  draw(view);
  EXPECT_NE(node("sampling.alert.reason")->state.find("focused"), std::string::npos);
  ASSERT_TRUE(stage_.platform->key("enter", true));
  EXPECT_EQ(draw(view), "alert.reason.hold");
  view.alert->reason_key = "key_person.single";
  draw(view);
  EXPECT_NE(node("sampling.alert.reason_words"), nullptr);
  ASSERT_TRUE(stage_.platform->key("enter", false));
  EXPECT_EQ(draw(view), "alert.reason.release");
}

TEST_F(Answers, next_tube_is_chosen_while_none_is_open) {
  SamplingView view = desk_for_tests();
  view.tube = {};
  view.tube.choices = {1, 5, 10, 20};
  view.tube.chosen = 5;
  view.can_undo = false;
  EXPECT_EQ(taps_of(view),
            (Taps{"capacity[1]", "capacity[5]", "capacity[10]", "capacity[20]", "more"}));
  EXPECT_NE(node("sampling.capacity[5]")->state.find("selected"), std::string::npos);
}

TEST_F(Answers, menu_and_reasons) {
  SamplingView view = desk_for_tests();
  view.menu = true;
  EXPECT_EQ(taps_of(view),
            (Taps{"menu.pack", "menu.shift", "menu.lock", "menu.commands", "menu.close"}));
  view.menu = false;
  view.ask = AskView{.kind = AskView::Kind::SealEarly,
                     .masked_name = {},
                     .count = 2,
                     .reasons = {"end_of_queue", "tube_damaged", "shift_end", "other"},
                     .chosen = 2};
  EXPECT_EQ(taps_of(view), (Taps{"ask.reason[0]", "ask.reason[1]", "ask.reason[2]", "ask.reason[3]",
                                 "ask.no", "ask.yes"}));
  EXPECT_NE(node("sampling.ask.reason[2]")->state.find("selected"), std::string::npos);
}

TEST_F(Answers, packing_step_by_step) {
  using Step = PackingView::Step;
  EXPECT_EQ(taps_of(packing(Step::ScanBox, 0)), (Taps{"packing.back"}));
  EXPECT_EQ(taps_of(packing(Step::Fill, 0)), (Taps{"packing.back"}));
  EXPECT_EQ(taps_of(packing(Step::Fill, 2)),
            (Taps{"packing.remove[LH1122-0450-38]", "packing.remove[LH1122-0451-38]",
                  "packing.back", "packing.count"}));
  EXPECT_EQ(taps_of(packing(Step::Count, 2)), (Taps{"packing.back"}));
  SamplingView typed = packing(Step::Count, 2);
  typed.packing->count_typed = "2";
  EXPECT_EQ(taps_of(typed), (Taps{"packing.back", "packing.enter"}));
  SamplingView scanned = packing(Step::Count, 2);
  scanned.packing->packed[0].ticked = true;
  EXPECT_EQ(taps_of(scanned), (Taps{"packing.back", "packing.close"}));
  const std::string some = node("sampling.packing.close")->label;
  scanned.packing->packed[1].ticked = true;
  EXPECT_EQ(taps_of(scanned), (Taps{"packing.back", "packing.close"}));
  EXPECT_NE(node("sampling.packing.close")->label, some);
  EXPECT_EQ(taps_of(packing(Step::Courier, 2)), (Taps{"packing.back"}));
  EXPECT_EQ(taps_of(packing(Step::Done, 2)),
            (Taps{"packing.back", "packing.print", "packing.done"}));
}

TEST_F(Answers, counting_does_not_show_what_the_system_knows) {
  draw(packing(PackingView::Step::Count, 7));
  for (const UiNode& one : stage_.ui->tree().nodes()) {
    EXPECT_EQ(one.id.find("packing.tube["), std::string::npos) << one.id;
    if (one.role == Role::Key) continue;
    EXPECT_EQ(one.label.find('7'), std::string::npos) << one.id << ": " << one.label;
  }
}

TEST_F(Answers, end_of_a_shift) {
  SamplingView view = desk_for_tests();
  view.stage = Stage::ShiftEnd;
  view.shift.emplace();
  view.shift->persons = 1284;
  view.shift->loose_tubes = 4;
  EXPECT_EQ(taps_of(view), (Taps{"shift.back", "shift.print", "shift.confirm"}));
  EXPECT_EQ(node("sampling.shift.persons")->state, "1284");
  EXPECT_EQ(node("sampling.shift.left_over")->state, "open");
  EXPECT_NE(node("sampling.shift.loose"), nullptr);
}

TEST_F(Answers, keys_press_what_stands_there) {
  EXPECT_EQ(by_key(desk_for_tests(), HardKey::Plus), "seal");
  EXPECT_EQ(by_key(desk_for_tests(), HardKey::Minus), "undo");
  EXPECT_EQ(by_key(desk_for_tests(), HardKey::Star), "change");
  EXPECT_EQ(by_key(desk_for_tests(), HardKey::Slash), "manual");
  EXPECT_EQ(by_key(desk_for_tests(), HardKey::Dot), "more");
  EXPECT_EQ(by_key(desk_for_tests(), HardKey::Back), std::nullopt) << "nothing to go back from";

  SamplingView view = desk_for_tests();
  view.menu = true;
  EXPECT_EQ(by_key(view, HardKey::Dot), "menu.close");
  EXPECT_EQ(by_key(view, HardKey::Back), "menu.close");
  EXPECT_EQ(by_key(view, HardKey::Plus), std::nullopt) << "the desk under it is covered";

  view = desk_for_tests();
  view.ask = AskView{.kind = AskView::Kind::SealEarly, .masked_name = {}, .count = 2};
  EXPECT_EQ(by_key(view, HardKey::Back), "ask.no");
  view = desk_for_tests();
  view.alert = AlertView{.kind = AlertView::Kind::SingleOnly};
  EXPECT_EQ(by_key(view, HardKey::Back), "alert.skip");
  EXPECT_EQ(by_key(view, HardKey::Plus), std::nullopt) << "a tube is not sealed over an alert";
  view.alert = AlertView{.kind = AlertView::Kind::AlreadyInTube};
  EXPECT_EQ(by_key(view, HardKey::Back), "alert.ack") << "never the statement that calls somebody";
  EXPECT_EQ(by_key(packing(PackingView::Step::Fill, 1), HardKey::Back), "packing.back");
}

TEST_F(Answers, disabled_button_takes_no_key_either) {
  SamplingView view = desk_for_tests();
  view.can_undo = false;
  view.tube.code.clear();
  EXPECT_EQ(by_key(view, HardKey::Minus), std::nullopt);
  EXPECT_EQ(by_key(view, HardKey::Plus), std::nullopt);
}

TEST_F(Answers, numeric_keypad_types_and_leaves) {
  SamplingView view = packing(PackingView::Step::Count, 2);
  draw(view);
  ASSERT_TRUE(stage_.platform->key("7", true));
  EXPECT_EQ(draw(view), "packing.key[7]");
  ASSERT_TRUE(stage_.platform->key("back", true));
  EXPECT_EQ(draw(view), "packing.back") << "nothing to erase";
  ASSERT_TRUE(stage_.platform->key("back", false));
  view.packing->count_typed = "7";
  draw(view);
  ASSERT_TRUE(stage_.platform->key("back", true));
  EXPECT_EQ(draw(view), "packing.erase");

  view = desk_for_tests();
  view.manual_entry = true;
  draw(view);
  stage_.platform->type("*");
  EXPECT_EQ(draw(view), "manual.key[X]") << "a numeric keypad has no X";
}

}  // namespace
}  // namespace dk::kiosk::screens
