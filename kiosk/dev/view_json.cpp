#include "kiosk/dev/view_json.h"

#include <nlohmann/json.hpp>

namespace dk::kiosk {

namespace {

using nlohmann::json;
using sampling::AlertView;
using sampling::DeviceHealth;
using sampling::PackingView;
using sampling::ShiftView;
using sampling::Stage;

const char* name_of(Stage stage) {
  static constexpr const char* kNames[] = {"NotReady", "ScanBadge", "EnterPin",
                                           "Desk",     "Packing",   "ShiftEnd"};
  return kNames[static_cast<std::size_t>(stage)];
}

const char* name_of(AlertView::Kind kind) {
  static constexpr const char* kNames[] = {"Failure",     "AlreadyInTube", "SampledRecently",
                                           "SingleOnly",  "TubeFull",      "NotSaved",
                                           "LabelFailed", "LabelUnknown",  "Disputed",
                                           "LateHit",     "CountDiffers",  "LateSamples"};
  return kNames[static_cast<std::size_t>(kind)];
}

const char* name_of(DeviceHealth health) {
  static constexpr const char* kNames[] = {"NotConfigured", "Healthy", "Trouble"};
  return kNames[static_cast<std::size_t>(health)];
}

const char* name_of(PackingView::Step step) {
  static constexpr const char* kNames[] = {"ScanBox", "Fill", "Count", "Courier", "Done"};
  return kNames[static_cast<std::size_t>(step)];
}

json code(const std::optional<FailureCode>& failure) {
  return failure ? json(std::string(dk::name_of(*failure))) : json();
}

json time(TimePoint at) { return at == TimePoint{} ? json() : json(to_rfc3339(at)); }

json alert_json(const std::optional<AlertView>& alert) {
  if (!alert) return {};
  return {{"kind", name_of(alert->kind)},    {"code", std::string(dk::name_of(alert->code))},
          {"position", alert->position},     {"at", time(alert->at)},
          {"ended", time(alert->ended)},     {"tube", alert->tube},
          {"reason_key", alert->reason_key}, {"help_called", alert->help_called},
          {"counted", alert->counted},       {"in_system", alert->in_system},
          {"missing", alert->missing}};
}

json last_json(const std::optional<sampling::ConfirmedView>& last) {
  if (!last) return {};
  return {{"position", last->position},  {"name", last->masked_name},
          {"took_ms", last->took_ms},    {"not_compared", last->not_compared},
          {"single", last->single},      {"tube", last->tube},
          {"must_test", last->must_test}};
}

json lines_json(const std::vector<sampling::TubeLineView>& lines) {
  json out = json::array();
  for (const auto& line : lines) {
    out.push_back({{"code", line.code},
                   {"persons", line.persons},
                   {"capacity", line.capacity},
                   {"single", line.single},
                   {"not_compared", line.not_compared},
                   {"late_hit", line.late_hit},
                   {"ticked", line.ticked}});
  }
  return out;
}

json packing_json(const std::optional<PackingView>& packing) {
  if (!packing) return {};
  return {{"step", name_of(packing->step)},        {"box", packing->box},
          {"packed", lines_json(packing->packed)}, {"loose", lines_json(packing->loose)},
          {"count_typed", packing->count_typed},   {"boxes_today", packing->boxes_today},
          {"courier", packing->courier_masked}};
}

json shift_json(const std::optional<ShiftView>& shift) {
  if (!shift) return {};
  return {{"staff", shift->staff_masked},
          {"since", time(shift->since)},
          {"persons", shift->persons},
          {"tubes", shift->tubes},
          {"singles", shift->singles},
          {"undone", shift->undone},
          {"not_compared", shift->not_compared},
          {"manual", shift->manual},
          {"boxes", shift->boxes},
          {"loose_tubes", shift->loose_tubes},
          {"labels_owed", shift->labels_owed},
          {"labels_unknown", shift->labels_unknown},
          {"open_tube", shift->open_tube},
          {"open_tube_persons", shift->open_tube_persons}};
}

}  // namespace

std::string to_json(const sampling::SamplingView& view) {
  static constexpr const char* kAsks[] = {"UndoLast", "SealEarly", "LeaveTube"};
  const json state{
      {"stage", name_of(view.stage)},
      {"not_ready_why", std::string(dk::name_of(view.not_ready_why))},
      {"pin",
       {{"digits", view.pin_digits},
        {"trouble", code(view.pin_trouble)},
        {"locked_s", view.locked_s}}},
      {"tube",
       {{"code", view.tube.code},
        {"count", view.tube.count},
        {"capacity", view.tube.capacity},
        {"paused", view.tube.paused},
        {"choices", view.tube.choices},
        {"chosen", view.tube.chosen},
        {"not_compared", view.tube.not_compared}}},
      {"last", last_json(view.confirmed)},
      {"alert", alert_json(view.alert)},
      {"packing", packing_json(view.packing)},
      {"shift", shift_json(view.shift)},
      {"menu", view.menu},
      {"manual_entry", view.manual_entry},
      {"ask", view.ask ? json(kAsks[static_cast<std::size_t>(view.ask->kind)]) : json()},
      {"saving", view.saving},
      {"online", view.online},
      {"sync_trouble", code(view.sync_trouble)},
      {"counters",
       {{"saved", view.saved},
        {"sent", view.sent},
        {"waiting", view.saved + view.sent},
        {"confirmed", view.confirmed_count},
        {"quarantined", view.quarantined},
        {"persons_today", view.persons_today},
        {"tubes_sealed", view.tubes_sealed}}},
      {"labels_owed", view.labels_owed},
      {"devices",
       {{"scanner", name_of(view.scanner)},
        {"printer", name_of(view.printer)},
        {"id_card", name_of(view.id_card)},
        {"social_card", name_of(view.social_card)},
        {"printer_trouble", code(view.printer_trouble)}}},
      {"language", view.language}};
  return state.dump();
}

}  // namespace dk::kiosk
