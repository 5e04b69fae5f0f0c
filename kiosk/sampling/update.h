// The sampling desk as a pure function: update(State, Event) -> {State, Effects}. No clock, no
// random, no files: ids that an event needs are made before by `ids` (passed in), time comes in
// the event. Effects happen at the edge (kiosk/session).
#pragma once

#include <functional>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "base/audit_event.h"
#include "kiosk/sampling/event.h"
#include "kiosk/sampling/state.h"

namespace dk::kiosk::sampling {

enum class Sound { Registered, Attention, Refused, Full, Sealed };

// Durable append of wire events together with the new Durable state; answered by Saved{save_id}.
struct Save {
  std::uint64_t save_id = 0;
  struct Item {
    Uuid id;
    std::string type;
    std::string schema;
    std::string body;
  };
  std::vector<Item> items;
  std::string durable_json;
  std::vector<audit::Record> audit;
  std::string operator_id;
  std::string rights;
  TimePoint at{};
};
struct CheckPin {  // answered by PinChecked; the edge holds the roster; wipe the digits
  std::string staff_id;
  std::string pin;
};
struct PrintLabel {
  PrintJob job;
  std::string site_name;
  std::string desk;
  std::string staff_id;
};
struct Play {
  Sound sound = Sound::Registered;
};
struct ManualNumber {
  std::string text;
};  // to be resolved like a scan
struct SetLanguage {
  std::string language;
};

using Effect = std::variant<Save, CheckPin, PrintLabel, Play, ManualNumber, SetLanguage>;

struct Step {
  State state;
  std::vector<Effect> effects;
};
using NewId = std::function<Uuid()>;

[[nodiscard]] Step update(State state, const Event& event, const NewId& new_id);
[[nodiscard]] SamplingView view_of(const State& state);

// After a restart: labels that were at the printer when power was lost become "unknown", queued
// ones are printed; returned as effects like those of update().
[[nodiscard]] Step resume(State state, const NewId& new_id);

}  // namespace dk::kiosk::sampling
