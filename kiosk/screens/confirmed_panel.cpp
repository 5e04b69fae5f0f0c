// The last person in letters that are read from two metres, and what comes next.
#include <algorithm>

#include "kiosk/screens/parts.h"
#include "kiosk/screens/words.h"

namespace dk::kiosk::screens {

namespace {

using sampling::ConfirmedView;
using sampling::DeviceHealth;

constexpr Box kPanel{596, 124, 768, 600};
constexpr Box kNext{596, 748, 768, 172};

std::string took(const ConfirmedView& last) {
  // Seconds with one place; a tenth is the least that a person can tell.
  const double seconds = std::max(0.1, static_cast<double>(last.took_ms) / 1000.0);
  return tr("sampling.last.took",
            {{"time", i18n::clock_hms(last.at)}, {"seconds", with_one_place(seconds)}});
}

void draw_facts(Ui& ui, const ConfirmedView& last, const std::string& place) {
  // A tube's code is longer than a number: smaller, and the facts keep their room.
  const TextStyle style{
      .em = last.single ? 34.0F : 52.0F, .weight = Weight::Bold, .colour = theme::kGreen800};
  const float w = ui.measure(place, style) + 60;
  ui.rect({640, 578, w, 96}, theme::kWhite, 28);
  ui.text({670, 578, w - 59, 96}, place, style);
  const float x = 640 + w + 28;
  std::string who = sex_word(last.sex);
  if (last.age >= 0) {
    if (!who.empty()) who += " · ";
    who += tr("sampling.last.age", {{"age", number(last.age)}});
  }
  const std::string document = document_line(last.document_type, last.number_tail);
  const TextStyle small{.em = 34, .colour = theme::kWhite};
  if (who.empty() || document.empty()) {
    ui.text({x, 578, 1336 - x, 96}, who + document, small);
    return;
  }
  ui.text({x, 578, 1336 - x, 48}, who, small);
  ui.text({x, 626, 1336 - x, 48}, document, small);
}

// As large as it can be: one line, or two for a long name with a blank in it.
void draw_name(Ui& ui, const std::string& name) {
  const TextStyle style{.em = 232, .weight = Weight::Bold, .colour = theme::kWhite, .spacing = 6};
  const std::size_t blank = name.find(' ');
  if (blank == std::string::npos || ui.measure(name, style) < 1.8F * 680) {
    ui.text({640, 292, 680, 274}, name, style);
    return;
  }
  const TextStyle smaller{.em = 124, .weight = Weight::Bold, .colour = theme::kWhite, .spacing = 3};
  ui.text({640, 292, 680, 137}, name.substr(0, blank), smaller);
  ui.text({640, 429, 680, 137}, name.substr(blank + 1), smaller);
}

void draw_person(Ui& ui, const ConfirmedView& last) {
  draw_done_ground(ui, kPanel);
  const std::string title =
      last.single ? tr("sampling.last.title_single") : tr("sampling.last.title");
  const bool two_marks = last.not_compared && last.must_test;
  ui.text({640, 175, 330, 59}, title, {.em = 44, .weight = Weight::Bold, .colour = theme::kWhite});
  // The chips stand left of the tick; the second one shares its line with the time.
  float room = 500;
  if (last.not_compared) {
    ui.chip(0, two_marks ? 148 : 178, tr("sampling.tube.not_compared"),
            {.icon = icons::kWarning,
             .ground = theme::kAmber100,
             .ink = theme::kAmber800,
             .right = 1168});
  }
  if (last.must_test) {
    // A mark, no alert: the list says that this person had to come, and so it was done.
    const float w = ui.chip(0, two_marks ? 210 : 178, tr("sampling.last.must_test"),
                            {.icon = icons::kClipboard, .right = 1168});
    if (two_marks) room = 1168 - w - 20 - 640;
  }
  ui.text({640, 234, room, 43}, took(last), {.em = 32, .colour = theme::kWhite});
  const std::string name = last.masked_name.empty() ? tr("sampling.last.token") : last.masked_name;
  draw_name(ui, name);
  const std::string place =
      last.single ? last.tube : tr("sampling.last.position", {{"position", number(last.position)}});
  draw_facts(ui, last, place);
  std::string state = "confirmed";
  if (last.single) state += " single";
  if (last.not_compared) state += " not_compared";
  if (last.must_test) state += " must_test";
  ui.node("sampling.confirmed", Role::Status, title + " " + name + " " + place, state, kPanel);
}

// Nobody within the last seconds: which place is free.
void draw_waiting(Ui& ui, const SamplingView& view) {
  const bool tube = !view.tube.code.empty();
  const std::string title = tube ? tr("sampling.idle.title") : tr("sampling.idle.title_tube");
  const std::string hint =
      tube ? tr("sampling.idle.hint", {{"position", number(view.tube.count + 1)}})
           : tr("sampling.idle.hint_tube");
  draw_prompt(ui, kPanel, {tube ? icons::kUser : icons::kTube, title, hint});
  ui.node("sampling.waiting", Role::Status, title + " " + hint, tube ? "person" : "tube", kPanel);
}

struct NextPrompt {
  Icon icon;
  std::string title, hint;
  bool trouble = false;
};

// Names only devices that are configured and healthy.
NextPrompt prompt_of(const SamplingView& view) {
  const bool tube = !view.tube.code.empty();
  switch (view.scanner) {
    case DeviceHealth::Trouble:
      return {icons::kWarning, tr("sampling.next.no_scanner"), tr("sampling.next.no_scanner_hint"),
              true};
    case DeviceHealth::NotConfigured:
      return tube ? NextPrompt{icons::kKeyboard, tr("sampling.next.by_hand"),
                               tr("sampling.next.by_hand_hint"), false}
                  : NextPrompt{icons::kWarning, tr("sampling.next.unset_scanner"),
                               tr("sampling.next.unset_scanner_hint"), true};
    case DeviceHealth::Healthy:
      break;
  }
  if (!tube) {
    return {icons::kBarcode, tr("sampling.next.tube"), tr("sampling.next.tube_hint"), false};
  }
  if (view.id_card == DeviceHealth::Healthy) {
    return {icons::kIdCard, tr("sampling.next.card"),
            view.social_card == DeviceHealth::Healthy ? tr("sampling.next.card_social_hint")
                                                      : tr("sampling.next.card_hint"),
            false};
  }
  return {icons::kQrCode, tr("sampling.next.person"), tr("sampling.next.person_hint"), false};
}

}  // namespace

void draw_prompt(Ui& ui, Box panel, const Prompt& prompt) {
  const float middle = panel.x + panel.w / 2;
  const float y = panel.y + (panel.h - 416) / 2;
  ui.card(panel, 36);
  ui.rect({middle - 114, y, 228, 228}, theme::kBrand100, 57);
  ui.icon(middle - 74, y + 40, 148, prompt.icon, theme::kBrand700);
  ui.text({panel.x + 40, y + 272, panel.w - 80, 88}, prompt.title,
          {.em = 72, .weight = Weight::Bold, .align = Align::Centre});
  ui.text({panel.x + 40, y + 372, panel.w - 80, 50}, prompt.hint,
          {.em = 38, .colour = theme::kInk700, .align = Align::Centre});
}

void draw_done_ground(Ui& ui, Box panel) {
  ui.gradient(panel, theme::kGreen700, theme::kGreen800, 36);
  ui.clip(panel);
  for (const float radius : {120.0F, 190.0F, 270.0F}) {
    ui.ring(panel.right() - 128, panel.y + 120, radius, 3, theme::kWhite.with_alpha(0.10F));
  }
  ui.unclip();
  ui.circle(panel.right() - 110, panel.y + 102, 66, theme::kWhite);
  ui.icon(panel.right() - 150, panel.y + 62, 80, icons::kCheckFat, theme::kGreen700);
}

void draw_confirmed(Ui& ui, const SamplingView& view) {
  if (view.confirmed) return draw_person(ui, *view.confirmed);
  draw_waiting(ui, view);
}

void draw_next_card(Ui& ui, const SamplingView& view) {
  const NextPrompt prompt = prompt_of(view);
  ui.card(kNext);
  ui.rect({632, 778, 112, 112}, prompt.trouble ? theme::kAmber100 : theme::kBrand100, 32);
  ui.icon(651, 797, 74, prompt.icon, prompt.trouble ? theme::kAmber800 : theme::kBrand700);
  ui.text({774, 783, 558, 63}, prompt.title, {.em = 50, .weight = Weight::Bold});
  ui.text({774, 845, 558, 41}, prompt.hint, {.em = 30, .colour = theme::kInk700});
  ui.node("sampling.next", Role::Text, prompt.title + " " + prompt.hint,
          prompt.trouble ? "trouble" : "", kNext);
}

}  // namespace dk::kiosk::screens
