// Where a case stands, as a value: it can be stored, sealed, and go on at another terminal.
//
// Copies are independent; any thread. A State belongs to one version of its processes and says
// which; step() refuses another one.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "flows/bpmn/process.h"

namespace dk::bpmn {

using InstanceId = std::uint32_t;  // never used twice in a case; 0: none

// What an instance waits for.
enum class Waits : std::uint8_t {
  Scope,     // those inside it
  Person,    // a user task
  Work,      // a service task
  Decision,  // a called decision
  Identity,  // a level that the person has not shown yet
  Event,     // a timer or message that stands in `listens`
  Help,      // an incident: somebody retries it or gives it up
};

// A timer or a message that would move an instance.
struct Listen {
  Index element = kNone;    // the event
  std::int64_t due_ms = 0;  // timer: since 1970 UTC; message: 0
  std::int32_t left = 1;    // timer: how often it still fires; < 0: without an end
  std::int64_t period_ms = 0;
  std::string key = {};  // message: what it is correlated by
  bool operator==(const Listen&) const = default;
};

// One thing that goes on: an activity, a scope, an event that is waited for.
struct Instance {
  InstanceId id = 0;
  InstanceId parent = 0;
  std::string process;
  Index element = 0;  // 0: the process itself, of the case or of a call activity
  Waits waits = Waits::Scope;
  feel::Context variables;  // its own ones
  std::vector<Listen> listens;
  std::vector<Index> arrived;  // scope: flows on which a token waits at a join
  // A repeated activity: the outer instance keeps the items, each inner one its number.
  bool repeats = false;
  feel::List items;
  std::uint32_t begun = 0;
  std::uint32_t number = 0;  // inner: 1 is the first; 0: not repeated
  std::int32_t retries = 0;
  std::string incident;  // Help: a code like "error_not_caught"
  std::string detail;    // for staff; no personal data
};

enum class Status : std::uint8_t {
  New,
  Running,
  Completed,
  Referred,   // an identity level could not be reached: a person takes over
  Abandoned,  // somebody ended it
};

struct State {
  std::string process;
  std::string version;  // of the processes that it began with
  Status status = Status::New;
  int identity = 0;  // L0 to L4, the highest level shown
  InstanceId last_id = 0;
  std::vector<Instance> instances;  // by id
  feel::Context result;             // Completed: the variables at the end
  [[nodiscard]] const Instance* find(InstanceId id) const;
};

// A context of what an instance sees: its own variables over those around it, up to its process.
[[nodiscard]] feel::Value visible_variables(const State& state, InstanceId id);

// When the next timer is due; empty: none waits.
[[nodiscard]] std::optional<std::int64_t> next_due_ms(const State& state);
// Nothing but help would move it: every branch that is left has an incident.
[[nodiscard]] bool is_stuck(const State& state);

// A token that a limit stopped before it came to its element.
[[nodiscard]] bool is_parked(const Process& process, const Instance& instance);

// What is wrong with the state; empty: it is one that steps can lead to.
[[nodiscard]] std::optional<std::string> find_fault(const Library& library, const State& state);

// One JSON text with everything in it; the same state gives the same bytes.
[[nodiscard]] std::string to_json(const Library& library, const State& state);
// Only what find_fault() accepts. The error is a plain sentence.
[[nodiscard]] std::expected<State, std::string> from_json(const Library& library,
                                                          std::string_view text);

}  // namespace dk::bpmn
