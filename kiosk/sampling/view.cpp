// State -> view: everything the screens need, decided here so that screens only draw.
#include <algorithm>

#include "kiosk/sampling/rules.h"
#include "kiosk/sampling/update.h"

namespace dk::kiosk::sampling {

namespace {

TubeView tube_view(const State& state) {
  TubeView view;
  view.capacity = next_capacity(state);
  view.chosen = view.capacity;
  const auto kind = state.alert ? std::optional(state.alert->kind) : std::nullopt;
  view.paused = kind == AlertView::Kind::SingleOnly || kind == AlertView::Kind::SampledRecently;
  if (!state.durable.tube) {
    view.choices = state.site.capacities;
    return view;
  }
  const Tube& tube = *state.durable.tube;
  view.code = tube.code;
  view.capacity = tube.capacity;
  view.count = static_cast<int>(tube.persons.size());
  view.not_compared = !is_compared(tube);
  const bool named = kind == AlertView::Kind::AlreadyInTube || kind == AlertView::Kind::Disputed;
  const int match = named ? state.alert->position : 0;
  for (int position = 1; position <= tube.capacity; ++position) {
    CellView cell;
    cell.position = position;
    if (position <= view.count) {
      const Person& person = tube.persons[static_cast<std::size_t>(position - 1)];
      cell.masked_name = person.masked_name;
      cell.look = position == view.count ? CellView::Look::Last : CellView::Look::Filled;
      if (position == match) cell.look = CellView::Look::Match;
    } else if (position == view.count + 1 && !view.paused) {
      cell.look = CellView::Look::Next;
    }
    view.cells.push_back(std::move(cell));
  }
  return view;
}

// In whole minutes of the clock: between two of them nothing changes on the screen unless somebody
// comes, so that an idle desk draws nothing anew.
void add_rate(const State& state, SamplingView& view) {
  using std::chrono::minutes;
  const auto now = std::chrono::floor<minutes>(state.now);
  view.per_minute.assign(15, 0);
  for (const TimePoint& at : state.recent) {
    const auto ago = (now - std::chrono::floor<minutes>(at)).count();
    if (ago < 0 || ago > 14) continue;
    ++view.per_minute[static_cast<std::size_t>(14 - ago)];
  }
  if (state.recent.empty()) return;
  // Over the time since the window's first person, a minute at least: the first scan is no 60/min.
  const auto since = now - std::chrono::floor<minutes>(state.recent.front());
  view.rate_per_minute = static_cast<double>(state.recent.size()) /
                         static_cast<double>(std::max(since, minutes(1)).count());
}

TubeLineView line_of(const State& state, std::uint64_t piece) {
  const SealedTube& sealed = *state.durable.tubes.at(piece);
  const Tube& tube = sealed.tube;
  return {.code = tube.code,
          .persons = static_cast<int>(tube.persons.size()),
          .capacity = tube.capacity,
          .single = tube.capacity == 1,
          .not_compared = !is_compared(tube),
          .late_hit = sealed.late != SealedTube::Late::No,
          .ticked = std::ranges::find(state.ticked, tube.code) != state.ticked.end(),
          .first_at = first_sample(tube)};
}

PackingView packing_view(const State& state) {
  PackingView view;
  const Durable& durable = state.durable;
  view.step = state.packing_step;
  view.box = durable.box ? durable.box->code : state.done_box;
  for (const std::uint64_t piece : tubes_in(durable, view.box)) {
    view.packed.push_back(line_of(state, piece));
  }
  for (const std::uint64_t piece : loose_tubes(durable)) {
    view.loose.push_back(line_of(state, piece));
  }
  view.count_typed = state.count_typed;
  view.boxes_today =
      durable.day == china_day(state.now) ? static_cast<int>(durable.boxes_today) : 0;
  for (const HandedBox& box : durable.boxes) {
    if (view.step == PackingView::Step::Done && box.code == state.done_box) {
      view.courier_masked = box.courier_masked;
    }
  }
  return view;
}

void add_staff(const State& state, SamplingView& view) {
  if (state.staff) view.staff_masked = state.staff->badge.masked_name;
  if (state.badge) {
    view.staff_masked = state.badge->masked_name;
    view.pin_tries_left = kPinTries - wrong_tries(state, state.badge->staff_id);
    view.locked_s = locked_seconds(state, state.badge->staff_id);
  }
  view.pin_digits = static_cast<int>(state.pin.size());
  view.pin_trouble = state.pin_trouble;
}

void add_counters(const State& state, SamplingView& view) {
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
}

}  // namespace

SamplingView view_of(const State& state) {
  SamplingView view;
  view.stage = state.stage;
  view.not_ready_why = state.not_ready_why;
  // The last person is shown as finished, an alert until it is read; then the desk is closed.
  if (state.store_trouble && !state.confirmed && !state.alert) {
    view.stage = Stage::NotReady;
    view.not_ready_why = *state.store_trouble;
  }
  const auto name = state.site.site_name.find(state.language);
  view.site_name = name == state.site.site_name.end() ? state.site.site : name->second;
  view.desk = state.desk;
  add_staff(state, view);
  view.tube = tube_view(state);
  view.confirmed = state.confirmed;
  view.alert = state.alert;
  view.ask = state.ask;
  if (state.stage == Stage::Packing) view.packing = packing_view(state);
  if (state.stage == Stage::ShiftEnd) view.shift = shift_view(state);
  view.menu = state.menu;
  view.saving = state.saving.has_value();
  view.can_undo = can_undo(state);
  view.manual_entry = state.manual_entry;
  for (std::size_t i = 0; i < state.manual.size(); ++i) {
    view.manual_masked += i + 4 < state.manual.size() ? '*' : state.manual[i];
  }
  add_counters(state, view);
  view.scanner = state.devices.scanner;
  view.printer = state.devices.printer;
  view.id_card = state.devices.id_card;
  view.social_card = state.devices.social_card;
  view.printer_trouble = state.devices.printer_trouble;
  view.labels_owed = static_cast<int>(state.durable.jobs.size());
  view.moved_clock = state.moved_clock;
  view.not_hardware_protected = state.not_hardware_protected;
  view.now = state.now;
  view.language = state.language;
  return view;
}

}  // namespace dk::kiosk::sampling
