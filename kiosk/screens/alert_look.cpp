#include "kiosk/screens/alert_look.h"

#include "kiosk/screens/words.h"

namespace dk::kiosk::screens {

namespace {

using sampling::AlertView;
using sampling::SamplingView;

constexpr AlertColours kAmber{theme::kAmber400, theme::kInk900, theme::kInk900, theme::kInk900};
constexpr AlertColours kBlue{theme::kBrand100, theme::kBrand800, theme::kBrand800,
                             theme::kBrand700};
constexpr AlertColours kRed{theme::kRed100, theme::kRed700, theme::kRed700, theme::kRed700};

AlertLook looks(AlertColours colours, Icon icon, std::string title) {
  AlertLook look{.colours = colours, .icon = icon, .title = std::move(title)};
  look.ack = tr("sampling.alert.ack");
  look.ack_icon = icons::kCheck;
  return look;
}

std::string tube_is_unchanged(const SamplingView& view) {
  if (view.tube.code.empty()) return tr("sampling.alert.nothing_changed");
  return tr("sampling.alert.tube_unchanged", {{"count", number(view.tube.count)}});
}

// How a failure looks: its colour, its icon, and the short word for the title.
AlertLook failure_base(FailureCode code) {
  switch (code) {
    case FailureCode::code_expired:
      return looks(kRed, icons::kClockCountdown, tr("sampling.alert.expired"));
    case FailureCode::code_forged:
    case FailureCode::signature_invalid:
    case FailureCode::crypto_failed:
      return looks(kRed, icons::kWarning, tr("sampling.failure.forged"));
    case FailureCode::code_issuer_unknown:
      return looks(kRed, icons::kQuestion, tr("sampling.failure.issuer"));
    case FailureCode::code_not_yet_valid:
      return looks(kRed, icons::kClockCountdown, tr("sampling.failure.early"));
    case FailureCode::code_wrong_use:
      return looks(kRed, icons::kWarning, tr("sampling.failure.wrong_use"));
    case FailureCode::code_switched_off:
      return looks(kRed, icons::kWarning, tr("sampling.failure.switched_off"));
    case FailureCode::code_payment:
      return looks(kRed, icons::kWarning, tr("sampling.failure.payment"));
    case FailureCode::citizen_number_invalid:
      return looks(kRed, icons::kIdCard, tr("sampling.failure.number"));
    case FailureCode::tube_code_invalid:
      return looks(kRed, icons::kBarcode, tr("sampling.failure.tube_code"));
    case FailureCode::tube_used_before:
      return looks(kRed, icons::kCopy, tr("sampling.failure.tube_used"));
    case FailureCode::tube_required:
      return looks(kBlue, icons::kBarcode, tr("sampling.failure.tube_required"));
    case FailureCode::tube_empty:
      return looks(kBlue, icons::kInfo, tr("sampling.failure.tube_empty"));
    case FailureCode::nothing_to_undo:
    case FailureCode::undo_too_late:
      return looks(kBlue, icons::kInfo, tr("sampling.failure.undo"));
    case FailureCode::staff_unknown:
    case FailureCode::staff_expired:
    case FailureCode::staff_wrong_site:
      return looks(kRed, icons::kUser, tr("sampling.failure.badge"));
    default:
      return looks(kRed, icons::kWarning, tr("sampling.failure.unreadable"));
  }
}

// A person stood there with something that could not be used: scan again, or type the number.
bool person_was_refused(FailureCode code) {
  const std::string_view name = name_of(code);
  return name.starts_with("code_") || code == FailureCode::citizen_number_invalid ||
         code == FailureCode::signature_invalid || code == FailureCode::crypto_failed;
}

void add_steps(AlertLook& look, const TroubleWords& words) {
  for (const std::string& step : words.to_do) look.steps.push_back({step});
}

AlertLook failure_look(const SamplingView& view) {
  const AlertView& alert = *view.alert;
  AlertLook look = failure_base(alert.code);
  const TroubleWords words = trouble_words(alert.code);
  look.safe = words.safe;
  if (person_was_refused(alert.code)) {
    look.name = tr("sampling.alert.not_registered");
    look.ack = tr("sampling.alert.again");
    look.ack_icon = icons::kScan;
    look.by_hand = !view.tube.code.empty();
    // Money is its own fear; else the tube's number says it best.
    if (alert.code != FailureCode::code_payment) look.safe = tube_is_unchanged(view);
  }
  if (alert.code == FailureCode::code_expired) {
    if (alert.at != TimePoint{}) {
      look.detail = tr("sampling.alert.expired_made", {{"time", i18n::clock_hm(alert.at)}});
    }
    look.steps = {{tr("sampling.alert.expired_1"), tr("sampling.alert.expired_1n")},
                  {tr("sampling.alert.expired_2"), tr("sampling.alert.expired_2n")}};
    return look;
  }
  if (look.name.empty()) {
    look.name = words.what;
  } else {
    look.detail = words.what;
  }
  add_steps(look, words);
  return look;
}

AlertLook duplicate_look(const SamplingView& view) {
  AlertLook look = looks(kBlue, icons::kCopy, tr("sampling.alert.duplicate"));
  look.name = view.alert->masked_name.empty() ? tr("sampling.last.token") : view.alert->masked_name;
  look.detail = tr("sampling.alert.duplicate_where", {{"position", number(view.alert->position)},
                                                      {"time", i18n::clock_hm(view.alert->at)}});
  look.steps = {{tr("sampling.alert.duplicate_1"), tr("sampling.alert.duplicate_1n")},
                {tr("sampling.alert.duplicate_2"), tr("sampling.alert.duplicate_2n")}};
  look.safe = tube_is_unchanged(view);
  return look;
}

AlertLook single_look(const SamplingView& view) {
  AlertLook look = looks(kAmber, icons::kWarning, tr("sampling.alert.single"));
  look.name = view.alert->masked_name.empty() ? tr("sampling.last.token") : view.alert->masked_name;
  look.detail = tr("sampling.alert.not_registered");
  look.steps = {{tr("sampling.alert.single_1"), tr("sampling.alert.single_1n")},
                {tr("sampling.alert.single_2"), tr("sampling.alert.single_2n")}};
  look.safe = tube_is_unchanged(view);
  return look;
}

AlertLook full_look(const SamplingView& view) {
  AlertLook look = looks(kBlue, icons::kSealCheck, tr("sampling.alert.full"));
  look.name = tr("sampling.alert.full_count", {{"count", number(view.alert->position)}});
  look.steps = {{tr("sampling.alert.full_1"), tr("sampling.alert.full_1n")},
                {tr("sampling.alert.full_2"), tr("sampling.alert.full_2n")}};
  look.safe = tr("sampling.alert.full_safe");
  look.ack = tr("sampling.alert.full_ack");
  look.ack_icon = icons::kBarcode;
  return look;
}

AlertLook not_saved_look(const SamplingView& view) {
  AlertLook look = looks(kRed, icons::kHardDrives, tr("sampling.alert.not_saved"));
  const TroubleWords words = trouble_words(view.alert->code);
  look.name = words.what;
  look.steps = {{tr("sampling.alert.not_saved_1"), tr("sampling.alert.not_saved_1n")}};
  add_steps(look, words);
  look.safe = words.safe;
  look.ack = tr("sampling.alert.ok");
  return look;
}

AlertLook label_failed_look(const SamplingView& view) {
  AlertLook look = looks(kAmber, icons::kPrinter, tr("sampling.alert.label_failed"));
  const TroubleWords words = trouble_words(view.alert->code);
  look.name = words.what;
  if (view.labels_owed > 0) {
    look.detail = tr("sampling.alert.label_owed", {{"count", number(view.labels_owed)}});
  }
  // It goes again by itself when the printer is well: only the first step is the clerk's.
  if (!words.to_do.empty()) look.steps.push_back({words.to_do.front()});
  look.steps.push_back({tr("sampling.alert.label_failed_2")});
  look.safe = tr("sampling.alert.label_safe");
  look.ack = tr("sampling.alert.ok");
  return look;
}

AlertLook label_unknown_look(const SamplingView&) {
  AlertLook look = looks(kAmber, icons::kQuestion, tr("sampling.alert.label_unknown"));
  look.name = tr("sampling.alert.label_unknown_why");
  look.steps = {{tr("sampling.alert.label_unknown_1"), tr("sampling.alert.label_unknown_1n")},
                {tr("sampling.alert.label_unknown_2"), tr("sampling.alert.label_unknown_2n")}};
  look.safe = tr("sampling.alert.label_safe");
  look.ack = tr("sampling.alert.ok");
  return look;
}

}  // namespace

AlertLook alert_look(const SamplingView& view) {
  switch (view.alert->kind) {
    case AlertView::Kind::Failure:
      break;
    case AlertView::Kind::AlreadyInTube:
      return duplicate_look(view);
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
  }
  return failure_look(view);
}

}  // namespace dk::kiosk::screens
