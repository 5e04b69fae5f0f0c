// Alerts about what went wrong: codes that were refused, the store, the printer.
#include <string_view>

#include "kiosk/screens/alert_look.h"
#include "kiosk/screens/words.h"

namespace dk::kiosk::screens {

namespace {

using sampling::AlertView;
using sampling::SamplingView;

// How a failure looks: its colour, its icon, and the short word for the title.
AlertLook failure_base(FailureCode failure) {
  switch (failure) {
    case FailureCode::code_expired:
      return looks(kRedAlert, icons::kClockCountdown, tr("sampling.alert.expired"));
    case FailureCode::code_forged:
    case FailureCode::signature_invalid:
    case FailureCode::crypto_failed:
      return looks(kRedAlert, icons::kWarning, tr("sampling.failure.forged"));
    case FailureCode::code_issuer_unknown:
      return looks(kRedAlert, icons::kQuestion, tr("sampling.failure.issuer"));
    case FailureCode::code_not_yet_valid:
      return looks(kRedAlert, icons::kClockCountdown, tr("sampling.failure.early"));
    case FailureCode::code_wrong_use:
      return looks(kRedAlert, icons::kWarning, tr("sampling.failure.wrong_use"));
    case FailureCode::code_switched_off:
      return looks(kRedAlert, icons::kWarning, tr("sampling.failure.switched_off"));
    case FailureCode::code_payment:
      return looks(kRedAlert, icons::kWarning, tr("sampling.failure.payment"));
    case FailureCode::citizen_number_invalid:
      return looks(kRedAlert, icons::kIdCard, tr("sampling.failure.number"));
    case FailureCode::tube_code_invalid:
      return looks(kRedAlert, icons::kBarcode, tr("sampling.failure.tube_code"));
    case FailureCode::tube_used_before:
      return looks(kRedAlert, icons::kCopy, tr("sampling.failure.tube_used"));
    case FailureCode::box_code_invalid:
    case FailureCode::box_used_before:
      return looks(kRedAlert, icons::kPackage, tr("sampling.failure.box_code"));
    case FailureCode::box_required:
      return looks(kBlueAlert, icons::kPackage, tr("sampling.failure.box_required"));
    case FailureCode::box_open_already:
      return looks(kBlueAlert, icons::kPackage, tr("sampling.failure.box_open"));
    case FailureCode::box_empty:
      return looks(kBlueAlert, icons::kPackage, tr("sampling.failure.box_empty"));
    case FailureCode::tube_not_here:
    case FailureCode::tube_not_in_box:
    case FailureCode::tube_already_boxed:
      return looks(kRedAlert, icons::kBarcode, tr("sampling.failure.tube_wrong"));
    case FailureCode::tube_set_apart:
      return looks(kRedAlert, icons::kWarning, tr("sampling.failure.tube_apart"));
    case FailureCode::packing_under_way:
      return looks(kBlueAlert, icons::kPackage, tr("sampling.failure.packing"));
    case FailureCode::tube_required:
      return looks(kBlueAlert, icons::kBarcode, tr("sampling.failure.tube_required"));
    case FailureCode::tube_empty:
      return looks(kBlueAlert, icons::kInfo, tr("sampling.failure.tube_empty"));
    case FailureCode::nothing_to_undo:
    case FailureCode::undo_too_late:
      return looks(kBlueAlert, icons::kInfo, tr("sampling.failure.undo"));
    case FailureCode::staff_unknown:
    case FailureCode::staff_expired:
    case FailureCode::staff_wrong_site:
    case FailureCode::staff_wrong_role:
    case FailureCode::courier_required:
    case FailureCode::courier_is_packer:
      return looks(kRedAlert, icons::kUser, tr("sampling.failure.badge"));
    default:
      break;
  }
  const bool scanned = name_of(failure).starts_with("code_");
  return looks(kRedAlert, icons::kWarning,
               scanned ? tr("sampling.failure.unreadable") : tr("sampling.failure.other"));
}

// A person stood there with something that could not be used: scan again, or type the number.
bool person_was_refused(FailureCode code) {
  const std::string_view name = name_of(code);
  return name.starts_with("code_") || code == FailureCode::citizen_number_invalid ||
         code == FailureCode::signature_invalid || code == FailureCode::crypto_failed;
}

// "码是 09:12 生成的，过期 3 小时 14 分": when it was made and how long ago its life ended.
std::string made_and_ended(const AlertView& alert, TimePoint now) {
  if (alert.at == TimePoint{}) return {};
  const std::string made = when(alert.at, now);
  if (alert.ended != TimePoint{} && alert.ended <= now) {
    return tr("sampling.alert.expired_ended",
              {{"time", made}, {"ago", how_long(now - alert.ended)}});
  }
  return tr("sampling.alert.expired_made", {{"time", made}, {"ago", how_long(now - alert.at)}});
}

}  // namespace

AlertLook failure_look(const SamplingView& view) {
  const AlertView& alert = *view.alert;
  AlertLook look = failure_base(alert.code);
  const TroubleWords words = trouble_words(alert.code);
  look.safe = words.safe;
  if (words.warns) look.safe_icon = icons::kWarning;
  if (person_was_refused(alert.code)) {
    look.name = tr("sampling.alert.not_registered");
    look.primary.word = tr("sampling.alert.again");
    look.primary.icon = icons::kScan;
    if (number_can_be_typed(view)) look.left.push_back(manual_button());
    // Money is its own fear; else the tube's number says it best.
    if (alert.code != FailureCode::code_payment) look.safe = tube_is_unchanged(view);
  }
  if (alert.code == FailureCode::code_expired) {
    look.detail = made_and_ended(alert, view.now);
    look.steps = {{tr("sampling.alert.expired_1"), tr("sampling.alert.expired_1n")},
                  {tr("sampling.alert.expired_2"), tr("sampling.alert.expired_2n")}};
    look.left.push_back({"alert.skip", tr("sampling.alert.skip"), icons::kSkip, 300});
    look.primary.tap = "alert.scan";
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

AlertLook not_saved_look(const SamplingView& view) {
  AlertLook look = looks(kRedAlert, icons::kHardDrives, tr("sampling.alert.not_saved"));
  const TroubleWords words = trouble_words(view.alert->code);
  look.name = words.what;
  if (view.alert->code == FailureCode::io_error) {
    // Told only when the store was looked through and is well again: here, not elsewhere.
    look.steps = {{tr("sampling.alert.not_saved_1")}, {tr("sampling.alert.not_saved_here")}};
  } else {
    look.steps = {{tr("sampling.alert.not_saved_1"), tr("sampling.alert.not_saved_1n")}};
    add_steps(look, words);
  }
  look.safe = words.safe;
  if (words.warns) look.safe_icon = icons::kWarning;
  look.primary.word = tr("sampling.alert.ok");
  return look;
}

AlertLook label_failed_look(const SamplingView& view) {
  AlertLook look = looks(kAmberAlert, icons::kPrinter, tr("sampling.alert.label_failed"));
  const TroubleWords words = trouble_words(view.alert->code);
  look.name = words.what;
  if (view.labels_owed > 0) {
    look.detail = tr("sampling.alert.label_owed", {{"count", number(view.labels_owed)}});
  }
  // It goes again by itself when the printer is well: only the first step is the clerk's.
  if (!words.to_do.empty()) look.steps.push_back({words.to_do.front()});
  look.steps.push_back({tr("sampling.alert.label_failed_2")});
  look.safe = tr("sampling.alert.label_safe");
  look.primary.word = tr("sampling.alert.ok");
  return look;
}

AlertLook label_unknown_look(const SamplingView&) {
  AlertLook look = looks(kAmberAlert, icons::kQuestion, tr("sampling.alert.label_unknown"));
  look.name = tr("sampling.alert.label_unknown_why");
  look.steps = {{tr("sampling.alert.label_unknown_1"), tr("sampling.alert.label_unknown_1n")},
                {tr("sampling.alert.label_unknown_2"), tr("sampling.alert.label_unknown_2n")}};
  look.safe = tr("sampling.alert.label_safe");
  look.primary.word = tr("sampling.alert.ok");
  return look;
}

}  // namespace dk::kiosk::screens
