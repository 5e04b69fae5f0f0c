#include "kiosk/dev/view_json.h"

#include <nlohmann/json.hpp>

namespace dk::kiosk {

namespace {

using nlohmann::json;
using sampling::AlertView;
using sampling::DeviceHealth;
using sampling::Stage;

const char* name_of(Stage stage) {
  static constexpr const char* kNames[] = {"NotReady", "ScanBadge", "EnterPin", "Desk"};
  return kNames[static_cast<std::size_t>(stage)];
}

const char* name_of(AlertView::Kind kind) {
  static constexpr const char* kNames[] = {"Failure",  "AlreadyInTube", "SingleOnly",  "TubeFull",
                                           "NotSaved", "LabelFailed",   "LabelUnknown"};
  return kNames[static_cast<std::size_t>(kind)];
}

const char* name_of(DeviceHealth health) {
  static constexpr const char* kNames[] = {"NotConfigured", "Healthy", "Trouble"};
  return kNames[static_cast<std::size_t>(health)];
}

json code(const std::optional<FailureCode>& failure) {
  return failure ? json(std::string(dk::name_of(*failure))) : json();
}

}  // namespace

std::string to_json(const sampling::SamplingView& view) {
  json alert;
  if (view.alert) {
    alert = {{"kind", name_of(view.alert->kind)},
             {"code", std::string(dk::name_of(view.alert->code))},
             {"position", view.alert->position}};
  }
  json last;
  if (view.confirmed) {
    last = {{"position", view.confirmed->position},
            {"name", view.confirmed->masked_name},
            {"took_ms", view.confirmed->took_ms},
            {"not_compared", view.confirmed->not_compared}};
  }
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
        {"not_compared", view.tube.not_compared}}},
      {"last", std::move(last)},
      {"alert", std::move(alert)},
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
        {"printer_trouble", code(view.printer_trouble)}}},
      {"language", view.language}};
  return state.dump();
}

}  // namespace dk::kiosk
