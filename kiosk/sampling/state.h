// The state of a sampling desk: a plain value. What must survive a kill is in Durable, which is
// stored in the same transaction as the event that changed it.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/uuid.h"
#include "kiosk/sampling/event.h"

namespace dk::kiosk::sampling {

struct Person {
  Uuid event;
  std::string masked_name;
  std::string digest;
  TimePoint at{};
  bool compared = false;
};
struct Tube {
  std::string code;
  int capacity = 10;
  std::vector<Person> persons;
};
struct PrintJob {
  enum class State { Queued, Printing } state = State::Queued;
  Uuid job;
  std::string tube;
  int count = 0;
  std::string reason;
  int capacity = 10;
  bool not_compared = false;
  TimePoint sealed_at{};
};

struct Durable {
  std::optional<Tube> tube;
  std::vector<PrintJob> jobs;        // labels that are owed
  std::set<std::string> used_tubes;  // of this desk, kept for the day
  std::string day;                   // China day of the counters
  std::uint64_t persons_today = 0;
  std::uint64_t tubes_sealed = 0;
  // Lock-out survives a restart: staff id -> wrong tries, locked until (application clock, ms).
  struct Tries {
    int wrong = 0;
    std::int64_t locked_until_ms = 0;
  };
  std::map<std::string, Tries> tries;
  std::string signed_in;  // staff id at the last save; a restart asks for the PIN again
};
[[nodiscard]] std::string to_json(const Durable&);
[[nodiscard]] Result<Durable> durable_from_json(std::string_view json);

struct Signed {
  StaffBadge badge;
  TimePoint since{};
  std::string rights;
  Uuid shift;  // id of the shift_opened event
};

// What waits for the store's answer. One at a time; scans that arrive meanwhile queue up.
struct Saving {
  enum class What { Register, Undo, OpenTube, Seal, Shift, Label, Tries } what = What::Register;
  std::uint64_t id = 0;
  Durable after;  // becomes the durable state when the save has succeeded
  std::optional<ConfirmedView> confirmed;
  bool full_after = false;
  int confirmed_capacity = 0;  // of the tube that became full
  Milliseconds scan_steady{};
  std::optional<PrintJob> print;  // to be sent to the printer when saved
};

struct State {
  Durable durable;
  Stage stage = Stage::NotReady;
  FailureCode not_ready_why = FailureCode::reference_missing;
  SiteChanged site;
  std::string desk;
  std::optional<StaffBadge> badge;  // scanned, PIN not yet right
  std::string pin;                  // digits typed; wiped on use
  bool pin_checking = false;
  std::optional<FailureCode> pin_trouble;
  std::optional<Signed> staff;
  std::optional<Saving> saving;
  std::deque<Event> waiting;  // what needs the store and arrived while saving, at most 16
  std::uint64_t next_save = 1;
  std::optional<ConfirmedView> confirmed;
  TimePoint confirmed_until{};
  std::optional<AlertView> alert;
  std::optional<AskView> ask;
  bool manual_entry = false;
  std::string manual;
  SyncChanged sync;
  DevicesChanged devices;
  int last_full = 0;  // capacity of the tube that was sealed full last, until the next one
  std::deque<TimePoint> recent;  // registrations of the last 15 minutes
  TimePoint last_touch{};
  TimePoint now{};
  std::string language = "zh-CN";
  bool moved_clock = false;
  bool not_hardware_protected = false;
};

}  // namespace dk::kiosk::sampling
