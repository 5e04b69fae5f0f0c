// Pages made of every widget, after the design's pictures: what tests draw and what a person looks
// at.
#pragma once

#include <array>
#include <functional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "base/codes/symbols.h"
#include "kiosk/ui/ui.h"
#include "kiosk/ui/widgets/cards.h"
#include "kiosk/ui/widgets/choices.h"
#include "kiosk/ui/widgets/chrome.h"
#include "kiosk/ui/widgets/faces.h"
#include "kiosk/ui/widgets/fields.h"
#include "kiosk/ui/widgets/notices.h"
#include "kiosk/ui/widgets/pads.h"
#include "kiosk/ui/widgets/progress.h"
#include "kiosk/ui/widgets/qr.h"
#include "kiosk/ui/widgets/table.h"
#include "kiosk/ui/widgets/words_test_support.h"

namespace dk::kiosk::widgets {

inline void dock_of(Ui& ui, const PageWords& w, bool reading = false) {
  std::ignore = dock(ui, {.voice = {w.voice, reading},
                          .elder = {w.elder, false},
                          .low_reach = {w.reach, ui.look().low_reach},
                          .help = {w.help, false},
                          .languages = {{{"简体", "zh-CN", w.language == "zh-CN"},
                                         {"繁體", "zh-HK", w.language == "zh-HK"},
                                         {"EN", "en", w.language == "en"}}},
                          .language_menu = w.languages});
}

inline void home_page(Ui& ui, const PageWords& w) {
  ui.gradient({0, 0, 1080, 520}, theme::kHero, 0);
  ui.picture("skyline", {0, 100, 1080, 420});
  ui.picture("flowers", {890, 140, 190, 190});
  header(ui, {.name = w.place,
              .line = w.terminal,
              .chip = w.network,
              .chip_icon = icons::kWifiHigh,
              .clock = "14:26",
              .solid = false});
  ui.text({48, 172, 900, 97}, w.hello,
          {.em = 84, .weight = Weight::Bold, .colour = theme::kWhite, .spacing = 1});
  ui.text({48, 281, 765, 49}, w.hello_sub, {.em = 36, .colour = theme::kWhite});
  banner(ui, "test.offline", {48, 424, 984, 128}, {.title = w.offline, .sub = w.offline_sub});
  std::ignore = service_card_big(
      ui, "test.instant", {48, 754, 480, 288},
      {.title = w.instant, .sub = w.instant_sub, .icon = icons::kLightning, .first_focus = true});
  std::ignore = service_card_big(ui, "test.one", {552, 754, 480, 288},
                                 {.title = w.one,
                                  .sub = w.one_sub,
                                  .icon = icons::kStack,
                                  .ground = theme::kOneThing,
                                  .chip = w.needs_network});
  const Icon kIcons[] = {icons::kGift,       icons::kPrinter,  icons::kTicket,
                         icons::kListSearch, icons::kChatDots, icons::kHeartbeat};
  const Tint kTints[] = {theme::kFlowerTint, theme::kIndigoTint, theme::kBrandTint,
                         theme::kBrandTint,  theme::kFlowerTint, theme::kGreenTint};
  for (int i = 0; i < 6; ++i) {
    const auto k = static_cast<std::size_t>(i);
    const Box b{48 + 336.0F * static_cast<float>(i % 3), 1066 + 268.0F * static_cast<float>(i / 3),
                312, 244};
    std::ignore = service_card(ui, "test.card[" + std::to_string(i) + "]", b,
                               {.title = i % 2 != 0 ? w.print : w.gift,
                                .sub = i % 2 != 0 ? w.print_sub : w.gift_sub,
                                .icon = kIcons[k],
                                .tint = kTints[k],
                                .chip = i == 1 ? w.needs_network : ""});
  }
  for (int i = 0; i < 3; ++i) {
    std::ignore = quick_pick(ui, "test.pick[" + std::to_string(i) + "]",
                             {186 + 288.0F * static_cast<float>(i), 1608, 270, 100}, w.item);
  }
  dock_of(ui, w);
}

inline void form_page(Ui& ui, const PageWords& w) {
  header(ui, {.name = w.place,
              .line = w.terminal,
              .chip = "陈*英",
              .chip_icon = icons::kUser,
              .chip_tint = {theme::kWhite, theme::kBrand800},
              .clock = "14:26"});
  const Box steps =
      title_panel(ui, {.title = w.item, .chip = w.time_left, .chip_icon = icons::kClock});
  stepper(ui, "test.step", steps, w.steps, 2);
  ui.card({48, 384, 984, 450});
  ui.text({162, 431, 560, 54}, w.facts, {.em = 42, .weight = Weight::Bold});
  for (int i = 0; i < 6; ++i) {
    fact(
        ui, "test.fact[" + std::to_string(i) + "]",
        {80 + 468.0F * static_cast<float>(i % 2), 520 + 98.5F * static_cast<float>(i / 2), 444, 85},
        {.label = w.name, .value = i == 1 ? "440***********28" : "陈*英", .source = w.source});
  }
  ui.text({48, 856, 700, 54}, w.question, {.em = 42, .weight = Weight::Bold});
  std::ignore = choice_row(ui, "test.card[0]", {48, 930, 984, 120},
                           {.title = w.card,
                            .sub = w.card_sub,
                            .selected = true,
                            .chip = w.advice,
                            .chip_icon = icons::kThumbsUp,
                            .first_focus = true});
  std::ignore =
      choice_row(ui, "test.card[1]", {48, 1072, 984, 120}, {.title = w.card, .sub = w.card_sub});
  std::ignore =
      choice_row(ui, "test.card[2]", {48, 1214, 984, 120},
                 {.title = w.card, .sub = w.card_sub, .many = true, .icon = icons::kCreditCard});
  const std::string* kTiles[] = {&w.sms, &w.phone, &w.paper};
  const Icon kIcons[] = {icons::kChatText, icons::kPhoneCall, icons::kReceipt};
  for (int i = 0; i < 3; ++i) {
    const auto k = static_cast<std::size_t>(i);
    std::ignore = choice_tile(ui, "test.tile[" + std::to_string(i) + "]",
                              {48 + 334.5F * static_cast<float>(i), 1430, 315, 112},
                              {.title = *kTiles[k], .selected = i == 0, .icon = kIcons[k]});
  }
  const ActionBoxes at = action_bar(ui);
  std::ignore = ui.button("test.back", at.secondary, w.back, {.icon = icons::kArrowLeft});
  std::ignore =
      ui.button("test.next", at.primary, w.next,
                {.kind = ButtonKind::Primary, .icon = icons::kArrowRight, .icon_after = true});
  dock_of(ui, w, true);
}

inline void result_page(Ui& ui, const PageWords& w) {
  ui.gradient({0, 0, 1080, 500}, theme::kSuccess, 0);
  ui.picture("flowers_two", {886, 160, 170, 160});
  success_tick(ui, {48, 160, 208, 208});
  busy(ui, "test.busy", {80, 490, 600, 48}, w.print);
  ui.picture("desk", {420, 150, 246, 82});
  ui.picture("card", {560, 180, 165, 104}, 0.55F);
  ui.picture("printer", {680, 260, 210, 135});
  header(ui, {.name = w.place, .line = w.terminal, .clock = "14:26", .solid = false});
  ui.card({48, 412, 984, 196});
  progress_bar(ui, "test.print", {80, 1186, 416, 28}, w.print, 0.65F);
  ui.card({552, 1062, 480, 244});
  const auto symbol = codes::make_qr("https://example.invalid/receipt/7", codes::QrLevel::M);
  if (symbol) qr(ui, "test.qr", {580, 1086, 196, 196}, symbol->modules, symbol->width, w.paper);
  std::ignore = item_row(ui, "test.item[0]", {48, 640, 984, 156},
                         {.title = w.item,
                          .sub = w.gift_sub,
                          .icon = icons::kGift,
                          .tint = theme::kFlowerTint,
                          .button = w.go_on});
  std::ignore = item_row(ui, "test.item[1]", {48, 820, 984, 156},
                         {.title = w.print, .sub = w.print_sub, .chip = w.needs_network});
  ui.card({48, 1328, 984, 262});
  for (int i = 0; i < 5; ++i) {
    std::ignore = face(ui, "test.face[" + std::to_string(i) + "]",
                       {68 + 191.0F * static_cast<float>(i), 1409, 179, 162}, i + 1,
                       w.grades[static_cast<std::size_t>(i)], i == 1);
  }
  toast(ui, "test.toast", {48, 1480, 984, 104}, w.saved);
  const ActionBoxes at = action_bar(ui, 372);
  std::ignore = ui.button("test.back", at.secondary, w.back, {.icon = icons::kPlusCircle});
  std::ignore = ui.button("test.next", at.primary, w.leave,
                          {.kind = ButtonKind::Primary, .icon = icons::kSignOut, .note = "(60)"});
  dock_of(ui, w);
}

inline void question_page(Ui& ui, const PageWords& w, int left_s) {
  ui.cover(true);
  form_page(ui, w);
  ui.cover(false);
  const Box panel{72, 560, 936, 1096};
  modal(ui, "test.ask", panel, w.still_there);
  countdown_ring(ui, "test.left", {368, 624, 344, 344}, left_s, 30, w.seconds);
  ui.text({128, 1002, 824, 85}, w.still_there,
          {.em = 72, .weight = Weight::Bold, .align = Align::Centre});
  std::ignore = ui.button(
      "test.stay", {128, 1187, 824, 152}, w.go_on,
      {.kind = ButtonKind::Primary, .icon = icons::kHandTap, .em = 52, .first_focus = true});
  std::ignore = ui.button("test.leave", {128, 1375, 824, 120}, w.leave, {.icon = icons::kSignOut});
}

inline void input_page(Ui& ui, const PageWords& w, Written& written) {
  header(ui, {.name = w.place, .line = w.terminal, .clock = "14:26"});
  std::ignore = field(ui, "test.field[0]", {48, 323, 984, 132},
                      {.label = w.name, .value = "3栋清", .hint = w.placeholder, .active = true});
  std::ignore = field(ui, "test.field[1]", {48, 523, 984, 132},
                      {.label = w.name, .placeholder = w.placeholder, .error = w.error});
  ui.rect({0, 904, 1080, 1016}, theme::kPad);
  const std::string* kTabs[] = {&w.sms, &w.phone, &w.paper};
  for (int i = 0; i < 3; ++i) {
    std::ignore = tab(ui, "test.tab[" + std::to_string(i) + "]",
                      {48 + 210.0F * static_cast<float>(i), 925, 196, 100},
                      *kTabs[static_cast<std::size_t>(i)], icons::kPencilSimple, i == 0);
  }
  const std::vector<std::string> kWords{"湖", "潮", "溯", "渤", "瑚", "清"};
  std::ignore = candidate_bar(ui, "test.word", {48, 1043, 984, 112},
                              {.words = kWords, .composed = "hu", .more = w.next});
  signature_pad(ui, "test.pad", {48, 1175, 762, 668},
                {.label = w.hint, .guides = true, .hint = w.hint}, written);
}

inline void keypad_page(Ui& ui, const PageWords& w) {
  header(ui, {.name = w.place, .line = w.terminal, .clock = "14:26"});
  std::ignore = field(ui, "test.field", {48, 323, 984, 132},
                      {.label = w.name, .value = "440***", .active = true, .mono = true});
  std::ignore = numeric_keypad(ui, "test.keys", {48, 900, 984, 584}, true, w.back);
  dock_of(ui, w);
}

inline void list_page(Ui& ui, const PageWords& w) {
  header(ui, {.name = w.place, .line = w.terminal, .clock = "14:26"});
  const std::vector<Column> columns{
      {w.name, 2, Align::Left}, {w.item, 2, Align::Left}, {w.source, 1, Align::Right}};
  const std::vector<std::vector<std::string>> rows(15, {"陈*英", w.item, "300"});
  std::ignore = table(ui, "test.table", {48, 200, 984, 900},
                      {.label = w.item, .columns = columns, .rows = rows, .page = 1, .pick = true});
  for (int i = 0; i < 3; ++i) {
    std::ignore = choice_card(ui, "test.card[" + std::to_string(i) + "]",
                              {48 + 336.0F * static_cast<float>(i), 1146, 312, 236},
                              {.title = w.paper,
                               .sub = w.print_sub,
                               .selected = i == 0,
                               .icon = icons::kIdCard,
                               .chip = w.advice});
  }
  dock_of(ui, w);
}

inline void elder_home_page(Ui& ui, const PageWords& w) {
  ui.gradient({0, 0, 1080, 330}, theme::kHeroElder, 0);
  header(ui, {.name = w.place, .clock = "14:26", .solid = false});
  for (int i = 0; i < 6; ++i) {
    std::ignore = elder_card(ui, "test.card[" + std::to_string(i) + "]",
                             {48 + 504.0F * static_cast<float>(i % 2),
                              524 + 356.0F * static_cast<float>(i / 2), 480, 332},
                             {.title = i % 2 != 0 ? w.gift : w.instant,
                              .sub = w.gift_sub,
                              .icon = icons::kLightning,
                              .ground = i == 1 ? theme::kBenefit : theme::kInstant,
                              .filled = i < 2,
                              .chip = i == 3 ? w.needs_network : ""});
  }
  dock_of(ui, w, true);
}

inline void elder_form_page(Ui& ui, const PageWords& w) {
  header(ui, {.name = w.item, .chip = "3 / 4", .chip_tint = {theme::kWhite, theme::kBrand800}});
  step_bar(ui, "test.bar", {0, 136, 1080, 20}, "3 / 4", 3, 4);
  ui.text({48, 352, 984, 101}, w.question, {.em = 84, .weight = Weight::Bold});
  for (int i = 0; i < 3; ++i) {
    std::ignore =
        choice_row(ui, "test.card[" + std::to_string(i) + "]",
                   {48, 566 + 252.0F * static_cast<float>(i), 984, 216},
                   {.title = w.card, .sub = w.card_sub, .selected = i == 0, .first_focus = i == 0});
  }
  const ActionBoxes at = action_bar(ui, 330);
  std::ignore = ui.button("test.back", at.secondary, w.back, {.em = 58});
  std::ignore = ui.button(
      "test.next", at.primary, w.next,
      {.kind = ButtonKind::Primary, .icon = icons::kArrowRight, .em = 64, .icon_after = true});
  dock_of(ui, w, true);
}

inline void low_reach_page(Ui& ui, const PageWords& w) {
  ui.gradient({0, 0, 1080, 804}, theme::kHero, 0);
  ui.clip({0, 0, 1080, 804});
  ui.picture("skyline", {0, 452, 1080, 420});
  ui.unclip();
  ui.picture("hills", {0, 250, 1080, 220});
  header(ui, {.name = w.place, .line = w.terminal, .clock = "14:26", .solid = false});
  for (int i = 0; i < 8; ++i) {
    const bool filled = i < 2;
    const float y = filled ? 1000 : 1170 + 146.0F * static_cast<float>(i / 2 - 1);
    std::ignore =
        service_row(ui, "test.row[" + std::to_string(i) + "]",
                    {48 + 501.0F * static_cast<float>(i % 2), y, 483, filled ? 152.0F : 128.0F},
                    {.title = i % 2 != 0 ? w.one : w.gift,
                     .sub = w.gift_sub,
                     .icon = icons::kGift,
                     .ground = i == 0 ? theme::kInstant : theme::kOneThing,
                     .tint = theme::kFlowerTint,
                     .filled = filled,
                     .chip = i == 3 ? w.needs_network : ""});
  }
  dock_of(ui, w);
}

struct PageForTests {
  const char* name;
  Look look;
  std::function<void(Ui&, const PageWords&)> draw;
};

inline std::vector<PageForTests> pages_for_tests() {
  const auto input = [](Ui& ui, const PageWords& w) {
    Written written;
    input_page(ui, w, written);
  };
  const auto ask = [](Ui& ui, const PageWords& w) { question_page(ui, w, 18); };
  return {{"home", {}, home_page},
          {"form", {}, form_page},
          {"result", {}, result_page},
          {"question", {}, ask},
          {"input", {}, input},
          {"keypad", {}, keypad_page},
          {"list", {}, list_page},
          {"elder_home", {.elder = true}, elder_home_page},
          {"elder_form", {.elder = true}, elder_form_page},
          {"low_reach", {.low_reach = true}, low_reach_page},
          {"form_contrast", {.high_contrast = true}, form_page},
          {"home_contrast", {.high_contrast = true}, home_page}};
}

}  // namespace dk::kiosk::widgets
