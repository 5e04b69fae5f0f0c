#include "kiosk/screens/citizen/citizen_screen.h"

#include <algorithm>
#include <cmath>

#include "kiosk/screens/citizen/parts.h"

namespace dk::kiosk::screens {

namespace {

using namespace citizen;  // NOLINT(google-build-using-namespace): the words of the view

void draw_dock(Page& page) {
  const Chrome& chrome = page.view.chrome;
  widgets::DockLook look;
  const std::string voice =
      tr(chrome.access.voice ? "citizen.dock.voice_on" : "citizen.dock.voice");
  const std::string elder =
      tr(chrome.access.elder ? "citizen.dock.standard" : "citizen.dock.elder");
  const std::string reach =
      tr(chrome.access.low_reach ? "citizen.dock.reach_on" : "citizen.dock.reach");
  const std::string help = tr("citizen.dock.help");
  const std::string languages = tr("citizen.dock.language");
  look.voice = {voice, chrome.access.voice};
  look.elder = {elder, false};
  look.low_reach = {reach, chrome.access.low_reach};
  look.help = {help, false};
  const std::string simplified = tr("citizen.dock.language.zh-CN");
  const std::string traditional = tr("citizen.dock.language.zh-HK");
  const std::string english = tr("citizen.dock.language.en");
  look.languages = {{{simplified, "zh-CN", chrome.language == "zh-CN"},
                     {traditional, "zh-HK", chrome.language == "zh-HK"},
                     {english, "en", chrome.language == "en"}}};
  look.language_menu = languages;
  const auto part = widgets::dock(page.ui, look);
  if (!part) return;
  using widgets::DockPart;
  constexpr std::pair<DockPart, const char*> kIds[] = {
      {DockPart::Voice, "dock.voice"},           {DockPart::Elder, "dock.elder"},
      {DockPart::LowReach, "dock.reach"},        {DockPart::Help, "dock.help"},
      {DockPart::LanguageMenu, "dock.lang"},     {DockPart::Language0, "dock.lang[zh-CN]"},
      {DockPart::Language1, "dock.lang[zh-HK]"}, {DockPart::Language2, "dock.lang[en]"}};
  for (const auto& [one, id] : kIds) {
    if (one == *part) page.touch.tapped = id;
  }
}

void draw_timeout(Page& page, const TimeoutModal& modal) {
  Ui& ui = page.ui;
  const Box panel = widgets::modal_box(ui, page.elder ? 1180 : 1096);
  const std::string title = tr("citizen.timeout.title");
  widgets::modal(ui, "timeout", panel, title);
  const float middle = panel.x + panel.w / 2;
  widgets::countdown_ring(ui, "timeout.left", {middle - 172, panel.y + 64, 344, 344},
                          modal.seconds_left, modal.seconds, tr("citizen.timeout.ring"));
  const float x = panel.x + 56;
  const float w = panel.w - 112;
  ui.text({x, panel.y + 442, w, 96}, title,
          {.em = ui.em(theme::kH1), .weight = Weight::Bold, .align = Align::Centre});
  ui.node("timeout.title", Role::Text, title, "", {x, panel.y + 442, w, 96});
  const std::string why = tr("citizen.timeout.why");
  ui.text({x, panel.y + 540, w, 60}, why,
          {.em = ui.em(theme::kBody), .colour = theme::kInk700, .align = Align::Centre});
  ui.node("timeout.why", Role::Text, why, "", {x, panel.y + 540, w, 60});
  page.button("timeout.stay", {x, panel.y + 628, w, 152}, tr("citizen.timeout.stay"),
              {.kind = ButtonKind::Primary,
               .icon = icons::kHandTap,
               .em = page.elder ? 58.0F : 52.0F,
               .first_focus = true});
  page.button("timeout.leave", {x, panel.y + 816, w, 124}, tr("citizen.timeout.leave"),
              {.icon = icons::kSignOut, .em = ui.em(theme::kButton)});
  const std::string safe = tr("citizen.timeout.safe");
  ui.text({x, panel.y + 972, w, 60}, safe,
          {.em = ui.em(theme::kSmall), .colour = theme::kGreen800, .align = Align::Centre});
  ui.node("timeout.safe", Role::Text, safe, "", {x, panel.y + 972, w, 60});
}

void draw_ask(Page& page, const AskModal& modal) {
  Ui& ui = page.ui;
  const Box panel = widgets::modal_box(ui, page.elder ? 900 : 760);
  const std::string key = "citizen.ask." + modal.key;
  const std::string title = tr(key + ".title");
  widgets::modal(ui, "ask", panel, title);
  const float x = panel.x + 56;
  const float w = panel.w - 112;
  const float y = panel.bottom() - 56 - 124 - 24 - 152;
  // Both together stand in the middle of what is left over the answers.
  const std::string body = tr(key + ".body");
  const TextStyle large{.em = ui.em(theme::kH1), .weight = Weight::Bold, .align = Align::Centre};
  const TextStyle small{
      .em = ui.em(theme::kBody), .colour = theme::kInk700, .align = Align::Centre};
  const auto height = [&](const std::string& words, const TextStyle& style, float line) {
    return std::ceil(ui.measure(words, style) / w + 0.1F) * style.em * line;
  };
  constexpr float kLarge = 1.18F, kSmall = 1.4F, kBetween = 24, kEdge = 40;
  const float room = y - kEdge - (panel.y + kEdge);
  const float body_h = height(body, small, kSmall);
  const float title_h = std::min(height(title, large, kLarge), room - kBetween - body_h);
  const Box first{x, panel.y + kEdge + (room - title_h - kBetween - body_h) / 2, w, title_h};
  const Box second{x, first.bottom() + kBetween, w, body_h};
  ui.paragraph(first, title, large, kLarge);
  ui.node("ask.title", Role::Text, title, "", first);
  ui.paragraph(second, body, small, kSmall);
  ui.node("ask.body", Role::Text, body, "", second);
  // The safe answer first.
  page.button("ask.no", {x, y, w, 152}, tr(key + ".no"),
              {.kind = ButtonKind::Primary, .em = page.elder ? 58.0F : 52.0F, .first_focus = true});
  page.button("ask.yes", {x, y + 176, w, 124}, tr(key + ".yes"),
              {.kind = ButtonKind::Danger, .em = ui.em(theme::kButton)});
}

void draw_toast(Page& page, const Toast& toast) {
  const float h = page.elder ? 140 : 104;
  const Box content = page.at.content;
  widgets::toast(page.ui, "toast", {content.x + 48, content.bottom() - h - 24, content.w - 96, h},
                 tr(toast.key));
}

}  // namespace

Look look_of(const CitizenView& view) {
  const Access& access = view.chrome.access;
  return {.elder = access.elder,
          .low_reach = access.low_reach,
          .high_contrast = access.high_contrast,
          .reduced_motion = access.reduced_motion};
}

CitizenTouch draw_citizen(Ui& ui, const CitizenView& view, const CitizenInputs& inputs) {
  CitizenTouch touch;
  Page page{.ui = ui,
            .view = view,
            .inputs = inputs,
            .touch = touch,
            .at = widgets::zones(ui),
            .elder = view.chrome.access.elder};
  ui.cover(view.modal.has_value());
  std::visit([&](const auto& one) { draw(page, one); }, view.page);
  if (inputs.pad) {
    inputs.pad(ui);
  } else if (!std::holds_alternative<AttractView>(view.page)) {
    draw_dock(page);
  }
  if (view.toast) draw_toast(page, *view.toast);
  ui.cover(false);
  if (view.modal) {
    // Nothing below a question is pressed, whatever was under the finger.
    touch = {};
    std::visit(
        [&](const auto& one) {
          if constexpr (std::is_same_v<std::decay_t<decltype(one)>, TimeoutModal>) {
            draw_timeout(page, one);
          } else {
            draw_ask(page, one);
          }
        },
        *view.modal);
  }
  return touch;
}

void draw_header(Page& page, bool solid, std::string_view name) {
  const Chrome& chrome = page.view.chrome;
  widgets::HeaderLook look;
  const std::string line =
      tr("citizen.header.terminal", {{"number", chrome.terminal}}) +
      (chrome.moved_clock ? " · " + tr("citizen.header.demo_clock") : std::string());
  const std::string clock = i18n::clock_hm(chrome.now);
  std::string chip;
  if (!chrome.person.empty()) {
    chip = chrome.subject.empty()
               ? chrome.person
               : tr("citizen.header.for", {{"person", chrome.person}, {"subject", chrome.subject}});
    look.chip_icon = icons::kUser;
    look.chip_personal = true;
    look.chip_tint = {theme::kWhite, theme::kBrand800};
  } else if (chrome.network == Network::Offline) {
    chip = tr("citizen.header.offline");
    look.chip_icon = icons::kWifiSlash;
    look.chip_tint = theme::kChipWarn;
  } else if (chrome.network != Network::Unknown) {
    chip = tr("citizen.header.online");
    look.chip_icon = icons::kWifiHigh;
    look.chip_tint = theme::kChipGhost;
  }
  look.name = name.empty() ? std::string_view(chrome.district) : name;
  look.line = line;
  // Where there is little room the name of the place is more than that all is well.
  const bool all_is_well = chrome.person.empty() && chrome.network != Network::Offline;
  const bool left_out = page.elder ? chrome.person.empty() : all_is_well && chrome.access.wide;
  look.chip = left_out ? std::string_view() : chip;
  look.clock = clock;
  look.solid = solid;
  widgets::header(page.ui, look);
}

float draw_title(Page& page, const Title& title) {
  Ui& ui = page.ui;
  if (page.at.halves) {
    const Box b = page.at.display;
    ui.gradient({0, 0, b.w, b.bottom()}, theme::kHero, 0);
    draw_header(page, false);
    const float used = ui.paragraph(
        {b.x + 48, b.y + 40, b.w - 96, 230}, title.title,
        {.em = ui.em(theme::kDisplay), .weight = Weight::Bold, .colour = theme::kWhite}, 1.16F);
    ui.node("page.title", Role::Text, title.title, "", {b.x + 48, b.y + 40, b.w - 96, used});
    if (!title.line.empty()) {
      const Box line{b.x + 48, b.y + 40 + used + 24, b.w - 96, 160};
      ui.paragraph(line, title.line, {.em = page.elder ? 46.0F : 40.0F, .colour = theme::kWhite});
      ui.node("page.line", Role::Text, title.line, "", line);
    }
    if (title.icon) {
      ui.icon(b.right() - 300, b.bottom() - 300, 250, *title.icon, theme::kWhite.with_alpha(0.16F));
    }
    return page.at.content.y + 24;
  }
  draw_header(page, true);
  const float y = page.at.content.y + 24;
  const Box words{48, y, page.at.content.w - 96, page.elder ? 108.0F : 90.0F};
  ui.text(words, title.title, {.em = ui.em(theme::kH1), .weight = Weight::Bold});
  ui.node("page.title", Role::Text, title.title, "", words);
  if (title.line.empty()) return words.bottom() + 24;
  const Box line{48, words.bottom(), words.w, page.elder ? 66.0F : 50.0F};
  ui.text(line, title.line, {.em = ui.em(theme::kBody), .colour = theme::kInk700});
  ui.node("page.line", Role::Text, title.line, "", line);
  return line.bottom() + 24;
}

void draw_actions(Page& page, const Actions& actions) {
  if (actions.secondary.empty() && actions.primary.empty()) return;
  const auto boxes = widgets::action_bar(page.ui, actions.secondary_w);
  const float em = page.ui.em(theme::kButton);
  if (!actions.secondary.empty()) {
    page.button(actions.secondary_id, actions.primary.empty() ? boxes.both : boxes.secondary,
                actions.secondary, {.icon = actions.secondary_icon, .em = em});
  }
  if (!actions.primary.empty()) {
    page.button(actions.primary_id, actions.secondary.empty() ? boxes.both : boxes.primary,
                actions.primary,
                {.kind = actions.quiet ? ButtonKind::Secondary : ButtonKind::Primary,
                 .icon = actions.primary_icon,
                 .note = actions.note,
                 .em = em,
                 .enabled = actions.primary_enabled,
                 .first_focus = !actions.quiet,
                 .icon_after = actions.primary_icon == icons::kArrowRight});
  }
}

void draw_page_turner(Page& page, Box box, std::size_t number, std::size_t pages) {
  if (pages < 2) return;
  Ui& ui = page.ui;
  const float w = (box.w - 48) / 3;
  page.button("page.previous", {box.x, box.y, w, box.h}, tr("citizen.page.previous"),
              {.icon = icons::kArrowLeft, .em = ui.em(theme::kSmall), .enabled = number > 0});
  std::string words = tr("citizen.page.number", {{"number", std::to_string(number + 1)},
                                                 {"pages", std::to_string(pages)}});
  const Box middle{box.x + w + 24, box.y, w, box.h};
  if (ui.measure(words, {.em = ui.em(theme::kCaption)}) > w) {
    words = std::to_string(number + 1) + " / " + std::to_string(pages);
  }
  ui.text(middle, words,
          {.em = ui.em(theme::kSmall), .colour = theme::kInk700, .align = Align::Centre});
  ui.node("page.number", Role::Status, words, "", middle);
  page.button("page.next", {box.right() - w, box.y, w, box.h}, tr("citizen.page.next"),
              {.icon = icons::kArrowRight,
               .em = ui.em(theme::kSmall),
               .enabled = number + 1 < pages,
               .icon_after = true});
}

}  // namespace dk::kiosk::screens
