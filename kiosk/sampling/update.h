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

enum class Sound { Registered, Attention, Refused, Full, Sealed, Single, HandedOver };

// Durable append of wire events together with the changed pieces of Durable; answered by
// Saved{save_id}.
struct Save {
  std::uint64_t save_id = 0;
  struct Item {
    Uuid id;
    std::string type;
    std::string schema;
    std::string body;
    int priority = 1;  // wire::priority_of(type)
  };
  std::vector<Item> items;
  LocalState local_state;
  std::vector<audit::Record> audit;
  std::string operator_id;
  std::string rights;
  TimePoint at{};
};
struct CheckPin {  // answered by PinChecked; the edge holds the roster; wipe the digits
  std::string staff_id;
  std::string pin;
};
// Pages; each is answered by Printed{job}.
struct PrintLabel {
  PrintJob job;
  std::string site_name;
  std::string desk;
  std::string staff_id;
};
struct PrintHandOver {
  Uuid job;
  std::string site_name;
  std::string desk;
  HandedBox box{};
  bool copy = false;
  struct Line {
    std::string tube;
    int persons = 0;
    int capacity = 10;
    bool not_compared = false;
    bool late_hit = false;
    TimePoint first_at{};
    TimePoint sealed_at{};
  };
  std::vector<Line> tubes{};
};
struct PrintReport {
  Uuid job;
  std::string site_name;
  std::string desk;
  TimePoint at{};
  bool copy = false;
  ShiftView shift;
};
struct PrintCommands {
  Uuid job;
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
struct TriggerScanner {};  // one reading, where the scanner can be asked
// Looked up in the newest key-person list, off the UI thread; answered by Compared.
struct CompareTubes {
  std::int64_t list_s = 0;
  struct Person {
    Uuid registration;
    std::string document_type;
    std::string document_number;
  };
  std::vector<Person> persons;
};

using Effect = std::variant<Save, CheckPin, PrintLabel, PrintHandOver, PrintReport, PrintCommands,
                            Play, ManualNumber, SetLanguage, TriggerScanner, CompareTubes>;

struct Step {
  State state;
  std::vector<Effect> effects;
};
using NewId = std::function<Uuid()>;

[[nodiscard]] Step update(State state, const Event& event, const NewId& new_id);
[[nodiscard]] SamplingView view_of(const State& state);

// After a restart: paper that was at the printer when power was lost becomes "unknown", queued
// jobs are printed; returned as effects like those of update().
[[nodiscard]] Step resume(State state, const NewId& new_id);

}  // namespace dk::kiosk::sampling
