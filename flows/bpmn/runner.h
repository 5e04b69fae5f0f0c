// The inside of step(): moves tokens until everything waits. Inside flows/bpmn only; one step.
#pragma once

#include <deque>

#include "flows/bpmn/step.h"

namespace dk::bpmn {

class Runner {
 public:
  Runner(const Library& library, State& state, const feel::DateTime& now, const Limits& limits);
  // False: the event does not fit; `refusal` says why and the state may be half changed.
  [[nodiscard]] bool take(const Event& event);
  std::vector<Effect> effects;
  std::string refusal;

 private:
  // runner.cpp: events from outside
  bool on(const Begin& event);
  bool on(const Done& event);
  bool on(const Decided& event);
  bool on(const Thrown& event);
  bool on(const Failed& event);
  bool on(const Retry& event);
  bool on(const GiveUp& event);
  bool on(const Message& event);
  bool on(const Tick& event);
  bool on(const Identified& event);
  bool on(const Unidentifiable& event);
  bool on(const Abandon& event);
  bool refuse(std::string why);
  void fire(InstanceId id, std::size_t listen, const feel::Context& variables);
  void end_all(Status status);

  // runner_tokens.cpp: flows, gateways, joins, ends of scopes
  void run();
  void arrive(InstanceId scope, Index flow);
  void enter(InstanceId scope, Index element);
  void leave(InstanceId scope, Index element);
  void choose(InstanceId scope, Index element);
  bool join_parallel(Instance& scope, Index element);
  bool settle();
  bool join_inclusive(InstanceId scope);
  void end_scope(InstanceId scope);

  // runner_activities.cpp: the life of one instance
  InstanceId make(InstanceId parent, const std::string& process, Index element);
  void begin(InstanceId id);
  bool listen_at_boundaries(InstanceId id);
  void activate(InstanceId id);
  void start_work(InstanceId id);
  void call(InstanceId id);
  void repeat(InstanceId id);
  void begin_round(InstanceId body, std::uint32_t number);
  void done(InstanceId id, const feel::Context& variables);
  void round_done(InstanceId id);
  bool listen(Instance& instance, Index event);
  bool set_due(Listen& listen, const Element& event, const feel::Value& value);
  void end(InstanceId id);  // with all inside it
  void incident(InstanceId id, std::string code, std::string detail = {});
  void throw_error(InstanceId id, const std::string& code, const feel::Context& variables);
  void tell(Effect::Kind kind, const Instance& instance, std::string name = {});

  // runner_variables.cpp
  [[nodiscard]] feel::Value visible(InstanceId id) const;
  feel::Value evaluate(const Expression& expression, InstanceId id);
  void set_own(InstanceId id, const std::vector<std::string>& path, const feel::Value& value);
  void set(InstanceId id, const std::vector<std::string>& path, const feel::Value& value);

  [[nodiscard]] Instance& at(InstanceId id);
  [[nodiscard]] Instance* find(InstanceId id);
  [[nodiscard]] const Process& process_of(const Instance& instance) const;
  [[nodiscard]] const Element& element_of(const Instance& instance) const;
  [[nodiscard]] bool out_of_limits() { return evaluation_.stopped(); }

  struct Move {
    InstanceId scope;
    Index flow;
  };
  const Library& library_;
  State& state_;
  const feel::DateTime now_;
  const Limits limits_;
  feel::Evaluation evaluation_;
  InstanceId answered_ = 0;  // whose answer this event is: nothing is to be withdrawn there
  std::deque<Move> moves_;
  std::size_t moved_ = 0;
};

}  // namespace dk::bpmn
