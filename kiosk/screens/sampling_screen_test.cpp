// What a tap on each screen means; how they look is the gallery's matter.
#include "kiosk/screens/sampling_screen.h"

#include <gtest/gtest.h>

#include "kiosk/screens/test_sampling_stage.h"

namespace dk::kiosk::screens {
namespace {

using namespace sampling;

using SamplingScreen = SamplingStage;

TEST_F(SamplingScreen, buttons_of_the_desk) {
  for (const std::string id : {"undo", "change", "manual", "seal", "lock"}) {
    EXPECT_EQ(tap(desk_for_tests(), "sampling." + id), id);
  }
}

TEST_F(SamplingScreen, question_hides_the_desk_from_the_finger) {
  SamplingView view = desk_for_tests();
  view.ask = AskView{.kind = AskView::Kind::SealEarly, .count = 2};
  EXPECT_EQ(tap(view, "sampling.ask.no"), "ask.no");
  EXPECT_EQ(tap(view, "sampling.ask.yes"), "ask.yes");
  EXPECT_EQ(node("sampling.seal"), nullptr);
}

TEST_F(SamplingScreen, alert_of_a_refused_code_offers_typing) {
  SamplingView view = desk_for_tests();
  view.alert = AlertView{.kind = AlertView::Kind::Failure, .code = FailureCode::code_expired};
  EXPECT_EQ(tap(view, "sampling.alert.scan"), "alert.scan");
  EXPECT_EQ(tap(view, "sampling.manual"), "manual");
  EXPECT_EQ(node("sampling.alert")->state, "code_expired");
  EXPECT_NE(node("sampling.cell[1]"), nullptr) << "the tube column never moves";
}

TEST_F(SamplingScreen, keypads_give_their_keys) {
  SamplingView view = desk_for_tests();
  view.manual_entry = true;
  EXPECT_EQ(tap(view, "sampling.manual.key[X]"), "manual.key[X]");
  EXPECT_EQ(tap(view, "sampling.manual.erase"), "manual.erase");
  EXPECT_EQ(tap(view, "sampling.manual.cancel"), "manual.cancel");
  EXPECT_EQ(node("sampling.manual.enter")->state, "disabled");
  view.manual_masked = "**************9652";
  EXPECT_EQ(tap(view, "sampling.manual.enter"), "manual.enter");

  view = SamplingView{};
  view.stage = Stage::EnterPin;
  view.pin_digits = 4;
  EXPECT_EQ(tap(view, "sampling.pin.key[0]"), "pin.key[0]");
  EXPECT_EQ(tap(view, "sampling.pin.enter"), "pin.enter");
  EXPECT_EQ(tap(view, "sampling.pin.back"), "pin.back");
  stage_.platform->type("7");
  EXPECT_EQ(draw(view), "pin.key[7]") << "a real keyboard does the same";
}

TEST_F(SamplingScreen, locked_badge_cannot_sign_in) {
  SamplingView view;
  view.stage = Stage::EnterPin;
  view.pin_digits = 6;
  view.locked_s = 200;
  draw(view);
  EXPECT_EQ(node("sampling.pin.enter")->state, "disabled");
  EXPECT_EQ(node("sampling.trouble")->state, "staff_locked");
}

TEST_F(SamplingScreen, language_before_the_shift) {
  SamplingView view;
  view.stage = Stage::ScanBadge;
  EXPECT_EQ(tap(view, "sampling.language[zh-HK]"), "language[zh-HK]");
}

TEST_F(SamplingScreen, prompt_names_only_what_is_there) {
  SamplingView view = desk_for_tests();
  draw(view);
  const std::string with_scanner = node("sampling.next")->label;
  view.id_card = DeviceHealth::Healthy;
  draw(view);
  const std::string with_card = node("sampling.next")->label;
  EXPECT_NE(with_card, with_scanner);
  view.social_card = DeviceHealth::Healthy;
  draw(view);
  EXPECT_NE(node("sampling.next")->label, with_card);
  view.id_card = DeviceHealth::Trouble;
  draw(view);
  EXPECT_EQ(node("sampling.next")->label, with_scanner);
  view.scanner = DeviceHealth::Trouble;
  draw(view);
  EXPECT_EQ(node("sampling.next")->state, "trouble");
  view.scanner = DeviceHealth::NotConfigured;
  draw(view);
  EXPECT_NE(node("sampling.next")->label, with_scanner);
}

TEST_F(SamplingScreen, counters_say_where_everything_is) {
  SamplingView view = desk_for_tests();
  view.saved = 128;
  view.sent = 2;
  view.confirmed_count = 1156;
  view.quarantined = 3;
  draw(view);
  EXPECT_EQ(node("sampling.counter.saved")->state, "128");
  EXPECT_EQ(node("sampling.counter.sent")->state, "2");
  EXPECT_EQ(node("sampling.counter.confirmed")->state, "1156");
  EXPECT_EQ(node("sampling.counter.quarantined")->state, "3");
  EXPECT_EQ(node("sampling.sync")->state, "offline");
  view.online = true;
  draw(view);
  EXPECT_EQ(node("sampling.sync")->state, "sending");
  view.saved = view.sent = 0;
  draw(view);
  EXPECT_EQ(node("sampling.sync")->state, "synced");
}

TEST_F(SamplingScreen, scan_result_of_the_same_view_is_the_same_frame) {
  const SamplingView view = desk_for_tests();
  draw(view);
  draw(view);
  const std::uint64_t before = stage_.platform->presented();
  for (int i = 0; i < 60; ++i) draw(view);
  EXPECT_LE(stage_.platform->presented(), before + 1);
}

}  // namespace
}  // namespace dk::kiosk::screens
