// One step of a case: what happened goes in, the new state and what is to be done come out.
//
// Pure: no clock, file or network; the same input gives the same output, bit for bit. An event that
// does not fit the state is refused and changes nothing. Hostile processes are stopped by Limits;
// the branch that reached one gets an incident that names it. Any thread.
#pragma once

#include <expected>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "flows/bpmn/state.h"

namespace dk::bpmn {

// The citizen begins.
struct Begin {
  feel::Context variables;
};
// A user or service task is done; `variables` is what it gives.
struct Done {
  InstanceId instance = 0;
  feel::Context variables;
};
struct Decided {
  InstanceId instance = 0;
  feel::Value result;
};
// A task ended in an error that the process may catch (a BPMN error).
struct Thrown {
  InstanceId instance = 0;
  std::string code;
  feel::Context variables;
};
// A service or decision could not be asked; it is tried again as often as the process says.
struct Failed {
  InstanceId instance = 0;
  std::string detail;
};
// Staff put it right: what has an incident is tried again, with these variables changed.
struct Retry {
  InstanceId instance = 0;
  feel::Context variables;
};
// Staff give a branch with an incident up; the others go on.
struct GiveUp {
  InstanceId instance = 0;
};
struct Message {
  std::string name;
  std::string key;
  feel::Context variables;
};
// Time has passed: timers that are due fire.
struct Tick {};
struct Identified {
  int level = 0;
};
// The person cannot reach the level that is asked for.
struct Unidentifiable {};
struct Abandon {};

using Event = std::variant<Begin, Done, Decided, Thrown, Failed, Retry, GiveUp, Message, Tick,
                           Identified, Unidentifiable, Abandon>;

struct Effect {
  enum class Kind : std::uint8_t {
    Ask,       // a user task: show the form `name`, answer Done or Thrown
    Work,      // a service task: do the job `name`, answer Done, Thrown or Failed
    Decide,    // evaluate the decision `name`, answer Decided or Failed
    Identify,  // ask for identity `level`, answer Identified or Unidentifiable
    Withdraw,  // what was asked of this instance is not wanted any more
    Incident,  // `name` is its code
    Ended,     // the case is over; see State::status
  } kind = Kind::Ended;
  InstanceId instance = 0;
  std::string process = {};
  std::string element = {};  // id
  std::string name = {};
  int level = 0;
  feel::Value variables = {};  // context: all that the instance sees
  std::map<std::string, std::string> headers = {};
  std::vector<std::string> groups = {};
};

struct Limits {
  std::size_t moves = 10'000;     // tokens moved in one step
  std::size_t instances = 5'000;  // in one case
  int calls = 20;                 // call activities within each other
  std::size_t items = 1'000;      // of a repeated activity
  feel::Limits feel;              // of all expressions of one step together
};

struct Step {
  State state;
  std::vector<Effect> effects;
};

// A state for begin: `process` is the id, `version` names the library.
[[nodiscard]] State new_case(std::string process, std::string version);

// `now` is the wall clock with its zone. The error is a plain sentence for the log.
[[nodiscard]] std::expected<Step, std::string> step(const Library& library,
                                                    std::string_view version, State state,
                                                    const Event& event, const feel::DateTime& now,
                                                    const Limits& limits = {});

}  // namespace dk::bpmn
