// A BPMN 2.0 process in the Zeebe dialect, as far as a terminal runs it: user, service, business
// rule and script task; exclusive, parallel, inclusive and event-based gateway; call activity and
// sub-process; timer, message and error events; multi-instance.
//
// load() refuses what is not supported, or could not be run, with the element's id: nothing that
// has a meaning is ignored. A Process is immutable after loading: any thread.
#pragma once

#include <cstdint>
#include <expected>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "flows/feel/feel.h"

namespace dk::bpmn {

// FEEL when the text began with "=", else the text itself. It sees the variables as names.
struct Expression {
  std::string text;
  std::shared_ptr<const feel::Program> program;  // null: a constant text
  // `variables` is a context.
  [[nodiscard]] feel::Value evaluate(const feel::Value& variables,
                                     feel::Evaluation& evaluation) const;
};

// zeebe:input, zeebe:output: the value goes to a path of names ("person.name").
struct Mapping {
  Expression source;
  std::vector<std::string> target;
};

using Index = std::uint32_t;
inline constexpr Index kNone = 0xffff'ffff;

struct Flow {
  std::string id;
  Index source = kNone;
  Index target = kNone;
  std::optional<Expression> condition;
};

struct Loop {
  bool sequential = false;
  Expression collection;
  std::string element;            // the variable of each one; may be empty
  std::string output_collection;  // empty: nothing is collected
  std::optional<Expression> output_element;
  std::optional<Expression> completion;  // true after one: the rest is not needed
};

enum class Kind : std::uint8_t {
  Process,  // element 0, the outermost scope
  StartEvent,
  EndEvent,
  ErrorEnd,
  TerminateEnd,
  ThrowEvent,  // none: a milestone
  CatchTimer,
  CatchMessage,
  BoundaryTimer,
  BoundaryMessage,
  BoundaryError,
  PlainTask,  // has no work of its own
  UserTask,
  ServiceTask,
  RuleTask,  // a called decision
  ScriptTask,
  Exclusive,
  Parallel,
  Inclusive,
  EventBased,
  CallActivity,
  SubProcess,
};

struct Element {
  Kind kind = Kind::PlainTask;
  std::string id;
  std::string name;  // words for authors; what citizens read is in the item's catalogue
  Index scope = 0;   // the process or sub-process that it stands in
  std::vector<Index> incoming;
  std::vector<Index> outgoing;
  Index default_flow = kNone;
  std::vector<Mapping> inputs;
  std::vector<Mapping> outputs;
  std::optional<Loop> loop;
  int identity = 0;  // L0 to L4, what a person must have shown before it begins

  std::vector<Index> boundaries;  // of an activity: its boundary events
  Index attached = kNone;         // of a boundary event: its activity
  bool interrupting = true;
  enum class Timer : std::uint8_t { Date, Duration, Cycle } timer = Timer::Duration;
  Expression time;
  std::string error_code;  // ErrorEnd, BoundaryError; empty there: any
  std::string message;     // CatchMessage, BoundaryMessage: its name
  Expression correlation;

  Expression target;            // job type, decision, called process; ScriptTask: the expression
  std::string form;             // UserTask: the form's id
  std::string result_variable;  // RuleTask, ScriptTask
  Expression retries;           // ServiceTask
  bool hands_all_down = true;   // CallActivity: all variables, not only the mapped ones
  bool hands_all_up = true;
  std::map<std::string, std::string> headers;
  std::vector<std::string> groups;  // UserTask: who may do it ("clerk"); empty: the citizen
  Index start = kNone;              // Process, SubProcess: its start event
};

// "R3/PT10S", "R/PT1H"; times < 0: without an end. Empty: it is none.
struct Cycle {
  std::int32_t times = -1;
  std::int64_t period_ms = 0;
};
[[nodiscard]] std::optional<Cycle> parse_cycle(std::string_view text);

struct LoadError {
  std::string element;  // the id
  std::string message;  // English, for authors
};

class Process {
 public:
  // The one executable process of the file.
  [[nodiscard]] static std::expected<Process, LoadError> load(std::string_view xml);

  [[nodiscard]] const std::string& id() const { return elements_.front().id; }
  [[nodiscard]] const std::string& name() const { return elements_.front().name; }
  [[nodiscard]] const std::string& version_tag() const { return version_tag_; }
  [[nodiscard]] const std::vector<Element>& elements() const { return elements_; }
  [[nodiscard]] const std::vector<Flow>& flows() const { return flows_; }
  [[nodiscard]] Index find(std::string_view id) const;  // kNone: no such element
  // Every FEEL expression with the id of its element, for checks.
  struct Use {
    std::string element;
    std::string text;  // without "="
  };
  [[nodiscard]] const std::vector<Use>& expressions() const { return expressions_; }

 private:
  friend class Loader;
  std::vector<Element> elements_;
  std::vector<Flow> flows_;
  std::string version_tag_;
  std::vector<Use> expressions_;
};

// The processes that a case may need, each by its id. Immutable while cases run.
class Library {
 public:
  // False: there is one of that id.
  [[nodiscard]] bool add(Process process);
  [[nodiscard]] const Process* find(std::string_view id) const;
  [[nodiscard]] const std::map<std::string, Process, std::less<>>& all() const { return all_; }

 private:
  std::map<std::string, Process, std::less<>> all_;
};

}  // namespace dk::bpmn
