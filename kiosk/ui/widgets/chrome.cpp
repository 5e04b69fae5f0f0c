#include "kiosk/ui/widgets/chrome.h"

#include <string>

namespace dk::kiosk::widgets {

namespace {

constexpr float kMargin = 48;
// Low reach: nothing above is touched. Wide: the half at the right is as wide as a portrait page.
constexpr float kLowReach = 828, kWideLook = 840;

// White ground with its line towards the page.
void bar_ground(Ui& ui, Box b) {
  ui.rect(b, theme::kSurface);
  ui.rect({b.x, b.y, b.w, 2}, theme::kLine300);
}

}  // namespace

Zones zones(const Ui& ui) {
  const Box all = ui.canvas();
  const bool elder = ui.look().elder;
  const float header = elder ? 136 : 128;
  const float actions = elder ? 204 : 152;
  const float dock = elder ? 188 : 160;
  Zones zones;
  // Wide screens and low reach have a half to look at and a half to touch, beside or below it.
  const bool wide = all.w > all.h;
  const Box touch = wide                  ? Box{kWideLook, 0, all.w - kWideLook, all.h}
                    : ui.look().low_reach ? Box{0, kLowReach, all.w, all.h - kLowReach}
                                          : Box{0, header, all.w, all.h - header};
  zones.header = {0, 0, wide ? kWideLook : all.w, header};
  zones.dock = {touch.x, touch.bottom() - dock, touch.w, dock};
  zones.actions = {touch.x, zones.dock.y - actions, touch.w, actions};
  zones.content = {touch.x, touch.y, touch.w, zones.actions.y - touch.y};
  zones.halves = wide || ui.look().low_reach;
  if (zones.halves) {
    zones.display = {0, header, zones.header.w, (wide ? all.h : touch.y) - header};
  }
  return zones;
}

void header(Ui& ui, const HeaderLook& look) {
  const bool elder = ui.look().elder;
  const Zones at = zones(ui);
  if (look.solid) ui.gradient(at.header, theme::kHeader, 0);
  const float top = elder ? 32 : 28;
  ui.picture("mark", {kMargin, top, 72, 72});
  float right = at.header.w - kMargin;
  if (!look.clock.empty()) {
    const TextStyle style{.em = elder ? 58.0F : 44.0F,
                          .weight = Weight::Bold,
                          .colour = theme::kWhite,
                          .align = Align::Right};
    const float w = ui.measure(look.clock, style);
    ui.text({right - w, top + 8, w + 0.5F, 56}, look.clock, style);
    ui.node("header.clock", Role::Text, look.clock, "", {right - w, top + 8, w, 56});
    right -= w + 24;
  }
  if (!look.chip.empty()) {
    const float height = elder ? 84 : 52;
    const float w = ui.chip(0, top + (72 - height) / 2, look.chip,
                            {.icon = look.chip_icon,
                             .ground = look.chip_tint.ground,
                             .ink = look.chip_tint.ink,
                             .right = right,
                             .height = height,
                             .em = elder ? 46.0F : 28.0F,
                             .weight = elder ? Weight::Bold : Weight::Regular});
    ui.node("header.chip", Role::Status, look.chip, look.chip_personal ? "personal" : "",
            {right - w, top + (72 - height) / 2, w, height});
    right -= w + 20;
  }
  const float x = kMargin + 72 + (elder ? 40.0F : 20.0F);
  if (elder || look.line.empty()) {
    ui.text({x, top, right - x, 72}, look.name,
            {.em = elder ? 46.0F : 34.0F,
             .weight = Weight::Bold,
             .colour = theme::kWhite,
             .ellipsis = true});
  } else {
    ui.text({x, 25, right - x, 41}, look.name,
            {.em = 34, .weight = Weight::Bold, .colour = theme::kWhite, .ellipsis = true});
    ui.text({x, 66, right - x, 36}, look.line,
            {.em = 28, .colour = theme::kHeaderSub, .ellipsis = true});
  }
  ui.node("header.name", Role::Text, look.name, "", {x, top, right - x, 72});
}

Box title_panel(Ui& ui, const TitleLook& look) {
  const Zones at = zones(ui);
  const Box b{0, at.header.bottom(), at.header.w, look.with_steps ? 232.0F : 112.0F};
  ui.rect(b, theme::kSurface);
  ui.rect({b.x, b.bottom() - 2, b.w, 2}, theme::kLine300);
  float right = b.w - kMargin;
  if (!look.chip.empty()) {
    right -= 24 + ui.chip(0, b.y + 26, look.chip,
                          {.icon = look.chip_icon,
                           .ground = look.chip_tint.ground,
                           .ink = look.chip_tint.ink,
                           .right = right,
                           .em = ui.em(theme::kCaption)});
  }
  const Box title{kMargin, b.y + 20, right - kMargin, 64};
  ui.text(title, look.title, {.em = ui.em(theme::kH2), .weight = Weight::Bold});
  ui.node("page.title", Role::Text, look.title, "", title);
  return {kMargin, b.y + 101, b.w - 2 * kMargin, 109};
}

ActionBoxes action_bar(Ui& ui, float secondary_w) {
  const Box b = zones(ui).actions;
  bar_ground(ui, b);
  const float height = ui.look().elder ? 156 : 120;
  const float y = b.y + 2 + (b.h - 2 - height) / 2;
  const float left = b.x + kMargin;
  const float right = b.right() - kMargin;
  const float x = left + secondary_w + 24;
  return {
      {left, y, secondary_w, height}, {x, y, right - x, height}, {left, y, right - left, height}};
}

namespace {

bool tool(Ui& ui, std::string_view id, Box b, const DockTool& look, Icon icon) {
  const bool elder = ui.look().elder;
  const float radius = elder ? 28 : 24;
  const Ui::Act act =
      ui.act(id, b, look.label, {.state = look.on ? "selected" : "", .radius = radius});
  if (look.on) {
    ui.rect(b, theme::kBrand700, radius);
  } else if (elder) {
    ui.rect(b, theme::kElderTool, radius);
  }
  const float size = elder ? 70 : 52;
  ui.icon(b.x + (b.w - size) / 2, b.y + 16, size, icon, look.on ? theme::kWhite : theme::kBrand700);
  ui.text({b.x, b.y + (elder ? 91.0F : 73.0F), b.w, elder ? 57.0F : 38.0F}, look.label,
          {.em = elder ? 42.0F : 28.0F,
           .weight = elder ? Weight::Bold : Weight::Regular,
           .colour = look.on ? theme::kWhite : theme::kInk900,
           .align = Align::Centre});
  ui.pressed(act, b, radius);
  return act.fired;
}

std::optional<DockPart> elder_dock(Ui& ui, Box b, const DockLook& look) {
  struct Tile {
    const char* id;
    DockTool tool;
    Icon icon;
    DockPart part;
  };
  const Tile tiles[] = {
      {"dock.voice", look.voice, icons::kSpeaker, DockPart::Voice},
      {"dock.elder", look.elder, icons::kTextSize, DockPart::Elder},
      {"dock.help", look.help, icons::kHeadset, DockPart::Help},
      {"dock.lang", {look.language_menu, false}, icons::kTranslate, DockPart::LanguageMenu}};
  std::optional<DockPart> pressed;
  float x = b.x + kMargin;
  for (const Tile& one : tiles) {
    if (tool(ui, one.id, {x, b.y + 13, 228, 164}, one.tool, one.icon)) pressed = one.part;
    x += 252;
  }
  return pressed;
}

// The three languages as one segment.
std::optional<DockPart> segment(Ui& ui, Box b, const std::array<DockLanguage, 3>& languages) {
  std::optional<DockPart> pressed;
  ui.rect(b, theme::kSegment, 24);
  if (ui.look().high_contrast) ui.border(b, theme::kLine500, 2, 24);
  constexpr DockPart kParts[] = {DockPart::Language0, DockPart::Language1, DockPart::Language2};
  for (std::size_t i = 0; i < languages.size(); ++i) {
    const DockLanguage& one = languages[i];
    const Box at{b.x + 6 + static_cast<float>(i) * 110, b.y + 6, 106, 92};
    const Ui::Act act =
        ui.act("dock.lang[" + std::string(one.tag) + "]", at, one.label,
               {.role = Role::Tab, .state = one.selected ? "selected" : "", .radius = 18});
    if (one.selected) {
      ui.shadow(at, 1);
      ui.rect(at, theme::kSurface, 18);
      ui.rect({at.x + 32, at.bottom() - 13, at.w - 64, 5}, theme::kBrand600, 2);
    }
    ui.text(at, one.label,
            {.em = 30,
             .weight = one.selected ? Weight::Bold : Weight::Regular,
             .colour = one.selected ? theme::kBrand800 : theme::kInk700,
             .align = Align::Centre});
    ui.pressed(act, at, 18);
    if (act.fired) pressed = kParts[i];
  }
  return pressed;
}

}  // namespace

std::optional<DockPart> dock(Ui& ui, const DockLook& look) {
  const Box b = zones(ui).dock;
  bar_ground(ui, b);
  if (ui.look().elder) return elder_dock(ui, b, look);
  std::optional<DockPart> pressed;
  struct Tool {
    const char* id;
    const DockTool& tool;
    Icon icon;
    DockPart part;
  };
  const Tool tools[] = {{"dock.voice", look.voice, icons::kSpeaker, DockPart::Voice},
                        {"dock.elder", look.elder, icons::kTextSize, DockPart::Elder},
                        {"dock.reach", look.low_reach, icons::kWheelchair, DockPart::LowReach},
                        {"dock.help", look.help, icons::kHeadset, DockPart::Help}};
  float x = b.x + kMargin;
  for (const Tool& one : tools) {
    if (tool(ui, one.id, {x, b.y + 17, 146, 128}, one.tool, one.icon)) pressed = one.part;
    x += 158;
  }
  const Box languages{b.right() - kMargin - 338, b.y + 29, 338, 104};
  if (const auto language = segment(ui, languages, look.languages)) pressed = language;
  return pressed;
}

}  // namespace dk::kiosk::widgets
