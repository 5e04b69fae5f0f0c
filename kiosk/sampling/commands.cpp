#include "kiosk/sampling/commands.h"

#include <algorithm>

namespace dk::kiosk::sampling {

namespace {

std::string primary(const State& s) {
  if (s.stage == Stage::EnterPin) return "pin.enter";
  if (s.manual_entry) return "manual.enter";
  if (s.ask) return "ask.yes";
  if (s.alert) {
    if (s.alert->kind == AlertView::Kind::SingleOnly) return "alert.scan";
    if (s.alert->kind == AlertView::Kind::SampledRecently) return "alert.again";
    if (s.alert->code == FailureCode::code_expired) return "alert.scan";
    return "alert.ack";
  }
  if (s.stage == Stage::ShiftEnd) return "shift.confirm";
  if (s.stage != Stage::Packing) return {};
  switch (s.packing_step) {
    case PackingView::Step::Fill:
      return "packing.count";
    case PackingView::Step::Count:
      return s.count_typed.empty() ? "packing.close" : "packing.enter";
    case PackingView::Step::Done:
      return "packing.done";
    case PackingView::Step::ScanBox:
    case PackingView::Step::Courier:
      break;
  }
  return {};
}

std::string secondary(const State& s) {
  if (s.stage == Stage::EnterPin) return "pin.back";
  if (s.manual_entry) return "manual.cancel";
  if (s.ask) return "ask.no";
  if (s.alert) {
    const bool skips = s.alert->kind == AlertView::Kind::SingleOnly ||
                       s.alert->kind == AlertView::Kind::SampledRecently ||
                       s.alert->code == FailureCode::code_expired;
    return skips ? "alert.skip" : "alert.ack";
  }
  if (s.menu) return "menu.close";
  if (s.stage == Stage::ShiftEnd) return "shift.back";
  if (s.stage == Stage::Packing) return "packing.back";
  return {};
}

}  // namespace

bool is_command(std::string_view word) {
  return std::find(kCommands.begin(), kCommands.end(), word) != kCommands.end();
}

std::string tap_of(const State& state, const std::string& word) {
  if (!is_command(word)) return word;
  if (word == "yes") return primary(state);
  if (word == "no") return secondary(state);
  if (word == "help" || word == "skip") return "alert." + word;
  if (word == "pack" || word == "shift" || word == "lock") return "menu." + word;
  if (word.starts_with("cap")) return "capacity[" + word.substr(3) + "]";
  return word;
}

}  // namespace dk::kiosk::sampling
