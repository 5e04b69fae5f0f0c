// State -> view: everything the screens need, decided here so that screens only draw.
#include "kiosk/sampling/rules.h"
#include "kiosk/sampling/update.h"

namespace dk::kiosk::sampling {

namespace {

TubeView tube_view(const State& state) {
  TubeView view;
  view.capacity = state.site.tube_capacity;
  view.paused = state.alert && state.alert->kind == AlertView::Kind::SingleOnly;
  if (!state.durable.tube) return view;
  const Tube& tube = *state.durable.tube;
  view.code = tube.code;
  view.capacity = tube.capacity;
  view.count = static_cast<int>(tube.persons.size());
  const int match = state.alert && state.alert->kind == AlertView::Kind::AlreadyInTube
                        ? state.alert->position
                        : 0;
  for (int position = 1; position <= tube.capacity; ++position) {
    CellView cell;
    cell.position = position;
    if (position <= view.count) {
      const Person& person = tube.persons[static_cast<std::size_t>(position - 1)];
      cell.masked_name = person.masked_name;
      cell.look = position == view.count ? CellView::Look::Last : CellView::Look::Filled;
      if (position == match) cell.look = CellView::Look::Match;
      view.not_compared |= !person.compared;
    } else if (position == view.count + 1 && !view.paused) {
      cell.look = CellView::Look::Next;
    }
    view.cells.push_back(std::move(cell));
  }
  return view;
}

void add_rate(const State& state, SamplingView& view) {
  view.per_minute.assign(15, 0);
  for (const TimePoint& at : state.recent) {
    const auto minutes_ago = std::chrono::duration_cast<std::chrono::minutes>(state.now - at);
    if (minutes_ago.count() < 0 || minutes_ago.count() > 14) continue;
    ++view.per_minute[static_cast<std::size_t>(14 - minutes_ago.count())];
  }
  if (state.recent.empty()) return;
  // Over the time since the window's first person, a minute at least: the first scan is no 60/min.
  const double minutes = std::chrono::duration<double, std::ratio<60>>(
                             std::max(state.now - state.recent.front(), Milliseconds{60'000}))
                             .count();
  view.rate_per_minute = static_cast<double>(state.recent.size()) / minutes;
}

}  // namespace

SamplingView view_of(const State& state) {
  SamplingView view;
  view.stage = state.stage;
  view.not_ready_why = state.not_ready_why;
  const auto name = state.site.site_name.find(state.language);
  view.site_name = name == state.site.site_name.end() ? state.site.site : name->second;
  view.desk = state.desk;
  if (state.staff) view.staff_masked = state.staff->badge.masked_name;
  if (state.badge) {
    view.staff_masked = state.badge->masked_name;
    view.pin_tries_left = kPinTries - wrong_tries(state, state.badge->staff_id);
    view.locked_s = locked_seconds(state, state.badge->staff_id);
  }
  view.pin_digits = static_cast<int>(state.pin.size());
  view.pin_trouble = state.pin_trouble;
  view.tube = tube_view(state);
  view.confirmed = state.confirmed;
  view.alert = state.alert;
  view.ask = state.ask;
  view.saving = state.saving.has_value();
  view.can_undo = can_undo(state);
  view.manual_entry = state.manual_entry;
  for (std::size_t i = 0; i < state.manual.size(); ++i) {
    view.manual_masked += i + 4 < state.manual.size() ? '*' : state.manual[i];
  }
  view.online = state.sync.online;
  view.syncing = state.sync.syncing;
  view.sync_trouble = state.sync.trouble;
  view.saved = state.sync.saved;
  view.sent = state.sync.sent;
  view.confirmed_count = state.sync.confirmed;
  view.quarantined = state.sync.quarantined;
  const bool today = state.durable.day == china_day(state.now);
  view.persons_today = today ? state.durable.persons_today : 0;
  view.tubes_sealed = today ? state.durable.tubes_sealed : 0;
  add_rate(state, view);
  view.scanner = state.devices.scanner;
  view.printer = state.devices.printer;
  view.printer_trouble = state.devices.printer_trouble;
  view.labels_owed = static_cast<int>(state.durable.jobs.size());
  view.moved_clock = state.moved_clock;
  view.not_hardware_protected = state.not_hardware_protected;
  view.now = state.now;
  view.language = state.language;
  return view;
}

}  // namespace dk::kiosk::sampling
