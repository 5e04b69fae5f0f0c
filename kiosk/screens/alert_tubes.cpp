// Alerts about tubes and boxes: somebody was found too late, a box that does not add up, samples
// that wait too long.
#include "kiosk/screens/alert_look.h"
#include "kiosk/screens/words.h"

namespace dk::kiosk::screens {

using sampling::AlertView;
using sampling::SamplingView;

AlertLook late_hit_look(const SamplingView& view) {
  AlertLook look = looks(kAmberAlert, icons::kWarning, tr("sampling.alert.late_hit"));
  look.name = view.alert->tube;
  look.detail = tr("sampling.alert.late_hit_why");
  look.steps = {{tr("sampling.alert.late_hit_1"), view.alert->tube},
                {tr("sampling.alert.late_hit_2"), tr("sampling.alert.late_hit_2n")},
                {tr("sampling.alert.late_hit_3"), tr("sampling.alert.late_hit_3n")}};
  look.safe = tr("sampling.alert.nothing_changed");
  look.left = {help_button(*view.alert)};
  look.primary.word = tr("sampling.alert.ok");
  return look;
}

AlertLook count_differs_look(const SamplingView& view) {
  const AlertView& alert = *view.alert;
  AlertLook look = looks(kAmberAlert, icons::kPackage, tr("sampling.alert.count_differs"));
  look.name = tr("sampling.alert.count_numbers",
                 {{"system", number(alert.in_system)}, {"counted", number(alert.counted)}});
  if (!alert.missing.empty()) {
    look.detail = tr("sampling.alert.count_missing");
  } else if (alert.counted > alert.in_system) {
    look.steps = {{tr("sampling.alert.count_more_1"), tr("sampling.alert.count_more_1n")},
                  {tr("sampling.alert.count_more_2"), tr("sampling.alert.count_more_2n")}};
  } else {
    look.steps = {{tr("sampling.alert.count_fewer_1"), tr("sampling.alert.count_fewer_1n")},
                  {tr("sampling.alert.count_fewer_2"), tr("sampling.alert.count_fewer_2n")}};
  }
  look.safe = tr("sampling.alert.count_safe");
  look.primary.word = tr("sampling.alert.count_again");
  look.primary.icon = icons::kUndo;
  return look;
}

AlertLook late_samples_look(const SamplingView& view) {
  const AlertView& alert = *view.alert;
  AlertLook look = looks(kAmberAlert, icons::kHourglass, tr("sampling.alert.late_samples"));
  look.name = tr("sampling.alert.late_samples_since", {{"ago", how_long(view.now - alert.at)}});
  look.detail = tr("sampling.alert.late_samples_first", {{"time", when(alert.at, view.now)}});
  look.steps = {{tr("sampling.alert.late_samples_1"), tr("sampling.alert.late_samples_1n")},
                {tr("sampling.alert.late_samples_2"), tr("sampling.alert.late_samples_2n")}};
  look.safe = tr("sampling.alert.late_samples_safe");
  look.primary.word = tr("sampling.alert.ok");
  return look;
}

}  // namespace dk::kiosk::screens
