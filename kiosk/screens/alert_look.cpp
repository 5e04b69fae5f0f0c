// Alerts about a person at the desk, and which alert is which.
#include "kiosk/screens/alert_look.h"

#include "kiosk/screens/words.h"

namespace dk::kiosk::screens {

namespace {

using sampling::AlertView;
using sampling::SamplingView;

std::string who(const AlertView& alert) {
  return alert.masked_name.empty() ? tr("sampling.last.token") : alert.masked_name;
}

// "男 · 51岁 · 身份证 尾号 2033": what tells this person from the next in the queue.
std::string facts_of(const AlertView& alert) {
  std::string line = sex_word(alert.sex);
  const auto add = [&line](const std::string& part) {
    if (part.empty()) return;
    if (!line.empty()) line += " · ";
    line += part;
  };
  if (alert.age >= 0) add(tr("sampling.last.age", {{"age", number(alert.age)}}));
  add(document_line(alert.document_type, alert.number_tail));
  return line;
}

AlertLook duplicate_look(const SamplingView& view) {
  AlertLook look = looks(kBlueAlert, icons::kCopy, tr("sampling.alert.duplicate"));
  look.name = who(*view.alert);
  look.detail = tr("sampling.alert.duplicate_where", {{"position", number(view.alert->position)},
                                                      {"time", i18n::clock_hm(view.alert->at)}});
  look.steps = {{tr("sampling.alert.duplicate_1"), tr("sampling.alert.duplicate_1n")},
                {tr("sampling.alert.duplicate_2"), tr("sampling.alert.duplicate_2n")}};
  look.safe = tube_is_unchanged(view);
  look.left = {{"alert.different", tr("sampling.alert.different"), icons::kUserSwitch, 440}};
  return look;
}

AlertLook recent_look(const SamplingView& view) {
  const AlertView& alert = *view.alert;
  AlertLook look = looks(kBlueAlert, icons::kClock, tr("sampling.alert.recent"));
  look.name = who(alert);
  look.detail = tr("sampling.alert.recent_when",
                   {{"time", when(alert.at, view.now)}, {"ago", how_long(view.now - alert.at)}});
  look.steps = {{tr("sampling.alert.recent_1"),
                 alert.tube.empty() ? tr("sampling.alert.recent_1n")
                                    : tr("sampling.alert.recent_tube", {{"tube", alert.tube}})},
                {tr("sampling.alert.recent_2"), tr("sampling.alert.recent_2n")}};
  look.safe = tube_is_unchanged(view);
  look.left = {skip_button(tr("sampling.alert.not_now"))};
  look.primary = {"alert.again", tr("sampling.alert.register_again"), icons::kCheck, 560};
  return look;
}

AlertLook single_look(const SamplingView& view) {
  AlertLook look = looks(kAmberAlert, icons::kWarning, tr("sampling.alert.single"));
  look.name = who(*view.alert);
  look.detail = facts_of(*view.alert);
  look.steps = {{tr("sampling.alert.single_1"), tr("sampling.alert.single_1n")},
                {tr("sampling.alert.single_2"), tr("sampling.alert.single_2n")},
                {tr("sampling.alert.single_3"), tr("sampling.alert.single_3n")}};
  look.safe = view.tube.code.empty()
                  ? tr("sampling.alert.nothing_changed")
                  : tr("sampling.alert.pool_unchanged", {{"count", number(view.tube.count)}});
  look.left = {skip_button(tr("sampling.alert.not_now")), help_button(*view.alert)};
  look.primary = {"alert.scan", tr("sampling.alert.scan_single"), icons::kBarcode, 620};
  return look;
}

AlertLook disputed_look(const SamplingView& view) {
  AlertLook look = looks(kAmberAlert, icons::kIdCard, tr("sampling.alert.disputed"));
  look.name = who(*view.alert);
  look.detail = tr("sampling.alert.disputed_why");
  look.steps = {{tr("sampling.alert.disputed_1"), tr("sampling.alert.disputed_1n")},
                {tr("sampling.alert.disputed_2"), tr("sampling.alert.disputed_2n")},
                {tr("sampling.alert.disputed_3"), tr("sampling.alert.disputed_3n")}};
  look.safe = tube_is_unchanged(view);
  if (number_can_be_typed(view)) look.left.push_back(manual_button());
  look.left.push_back(help_button(*view.alert));
  look.primary.word = tr("sampling.alert.cancel");
  look.primary.icon = icons::kX;
  return look;
}

AlertLook full_look(const SamplingView& view) {
  AlertLook look = looks(kBlueAlert, icons::kSealCheck, tr("sampling.alert.full"));
  look.name = tr("sampling.alert.full_count", {{"count", number(view.alert->position)}});
  look.steps = {{tr("sampling.alert.full_1"), tr("sampling.alert.full_1n")},
                {tr("sampling.alert.full_2"), tr("sampling.alert.full_2n")}};
  look.safe = tr("sampling.alert.full_safe");
  look.primary.word = tr("sampling.alert.full_ack");
  look.primary.icon = icons::kBarcode;
  return look;
}

}  // namespace

AlertLook looks(AlertColours colours, Icon icon, std::string title) {
  AlertLook look{.colours = colours, .icon = icon, .title = std::move(title)};
  look.primary = {"alert.ack", tr("sampling.alert.ack"), icons::kCheck, 560};
  return look;
}

std::string tube_is_unchanged(const SamplingView& view) {
  if (view.tube.code.empty()) return tr("sampling.alert.nothing_changed");
  return tr("sampling.alert.tube_unchanged", {{"count", number(view.tube.count)}});
}

AlertButton skip_button(std::string word) {
  return {"alert.skip", std::move(word), icons::kX, 372};
}

AlertButton help_button(const AlertView& alert) {
  return {"alert.help",
          alert.help_called ? tr("sampling.alert.help_called") : tr("sampling.alert.help"),
          alert.help_called ? icons::kCheck : icons::kPhoneCall, 372, !alert.help_called};
}

AlertButton manual_button() {
  return {"manual", tr("sampling.action.manual"), icons::kKeyboard, 340};
}

bool number_can_be_typed(const SamplingView& view) {
  return view.stage == sampling::Stage::Desk && !view.tube.code.empty();
}

void add_steps(AlertLook& look, const TroubleWords& words) {
  for (const std::string& step : words.to_do) look.steps.push_back({step});
}

AlertLook alert_look(const SamplingView& view) {
  switch (view.alert->kind) {
    case AlertView::Kind::Failure:
      break;
    case AlertView::Kind::AlreadyInTube:
      return duplicate_look(view);
    case AlertView::Kind::SampledRecently:
      return recent_look(view);
    case AlertView::Kind::SingleOnly:
      return single_look(view);
    case AlertView::Kind::TubeFull:
      return full_look(view);
    case AlertView::Kind::NotSaved:
      return not_saved_look(view);
    case AlertView::Kind::LabelFailed:
      return label_failed_look(view);
    case AlertView::Kind::LabelUnknown:
      return label_unknown_look(view);
    case AlertView::Kind::Disputed:
      return disputed_look(view);
    case AlertView::Kind::LateHit:
      return late_hit_look(view);
    case AlertView::Kind::CountDiffers:
      return count_differs_look(view);
    case AlertView::Kind::LateSamples:
      return late_samples_look(view);
  }
  return failure_look(view);
}

}  // namespace dk::kiosk::screens
