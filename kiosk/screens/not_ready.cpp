// The desk cannot start: what is missing, what to do, and that nothing was lost.
#include "kiosk/screens/parts.h"
#include "kiosk/screens/words.h"

namespace dk::kiosk::screens {

namespace {

constexpr Box kPanel{260, 136, 1400, 772};

std::string title_of(FailureCode why) {
  if (why == FailureCode::service_switched_off) return tr("sampling.not_ready.off");
  if (why == FailureCode::reference_missing) return tr("sampling.not_ready.starting");
  return tr("sampling.not_ready.title");
}

}  // namespace

Tap draw_not_ready(Ui& ui, const SamplingView& view) {
  const TroubleWords words = trouble_words(view.not_ready_why);
  const bool starting = view.not_ready_why == FailureCode::reference_missing;
  ui.card(kPanel, 44);
  ui.rect({316, 196, 208, 208}, starting ? theme::kBrand100 : theme::kAmber100, 52);
  ui.icon(352, 232, 136, starting ? icons::kHourglass : icons::kWarning,
          starting ? theme::kBrand700 : theme::kAmber800);
  ui.text({572, 196, 1032, 124}, title_of(view.not_ready_why), {.em = 96, .weight = Weight::Bold});
  ui.text({572, 328, 1032, 60}, words.what, {.em = 42, .colour = theme::kInk700});

  float y = 448;
  int n = 1;
  for (const std::string& step : words.to_do) {
    ui.circle(352, y + 48, 36, theme::kBrand700);
    ui.text({316, y + 12, 72, 72}, number(n),
            {.em = 40, .weight = Weight::Bold, .colour = theme::kWhite, .align = Align::Centre});
    ui.text({420, y, 1184, 96}, step, {.em = 46, .weight = Weight::Bold});
    y += 108;
    ++n;
  }
  const Colour ink = words.warns ? theme::kAmber800 : theme::kGreen800;
  ui.rect({316, 780, 1288, 92}, words.warns ? theme::kAmber100 : theme::kGreen100, 28);
  ui.icon(344, 800, 52, words.warns ? icons::kWarning : icons::kShield, ink);
  ui.text({416, 780, 1160, 92}, words.safe, {.em = 36, .colour = ink});
  std::string spoken = title_of(view.not_ready_why) + " " + words.what;
  for (const std::string& step : words.to_do) spoken += " " + step;
  ui.node("sampling.not_ready", Role::Screen, spoken, std::string(name_of(view.not_ready_why)),
          kPanel);
  draw_bar_ground(ui);
  return draw_languages(ui, view);
}

}  // namespace dk::kiosk::screens
