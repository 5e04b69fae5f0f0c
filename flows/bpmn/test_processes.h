// Small BPMN files for tests, written as an editor writes them. Header only.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "flows/bpmn/step.h"
#include "flows/xml/test_xml.h"

namespace dk::bpmn::test {

using flows::test::escaped;

// <bpmn:TAG id="..." ATTRIBUTES>INNER</bpmn:TAG>
inline std::string node(const std::string& tag, const std::string& id,
                        const std::string& inner = {}, const std::string& attributes = {}) {
  return "<bpmn:" + tag + " id=\"" + id + "\" " + attributes + ">" + inner + "</bpmn:" + tag +
         ">\n";
}
inline std::string extension(const std::string& inner) {
  return "<bpmn:extensionElements>" + inner + "</bpmn:extensionElements>";
}
inline std::string identity(const std::string& level) {
  return "<zeebe:properties><zeebe:property name=\"dk:identity\" value=\"" + level +
         "\" /></zeebe:properties>";
}
// Pairs of target and source.
using Maps = std::vector<std::pair<std::string, std::string>>;
inline std::string io(const Maps& inputs, const Maps& outputs = {}) {
  std::string out = "<zeebe:ioMapping>";
  for (const auto& [target, source] : inputs) {
    out += "<zeebe:input source=\"" + escaped(source) + "\" target=\"" + target + "\" />";
  }
  for (const auto& [target, source] : outputs) {
    out += "<zeebe:output source=\"" + escaped(source) + "\" target=\"" + target + "\" />";
  }
  return out + "</zeebe:ioMapping>";
}
inline std::string user(const std::string& id, const std::string& extra = {},
                        const std::string& inner = {}) {
  return node(
      "userTask", id,
      extension("<zeebe:userTask /><zeebe:formDefinition formId=\"form_" + id + "\" />" + extra) +
          inner);
}
inline std::string service(const std::string& id, const std::string& extra = {},
                           const std::string& inner = {}) {
  return node("serviceTask", id,
              extension("<zeebe:taskDefinition type=\"job_" + id + "\" />" + extra) + inner);
}
inline std::string rule(const std::string& id, const std::string& extra = {}) {
  return node("businessRuleTask", id,
              extension("<zeebe:calledDecision decisionId=\"decision_" + id +
                        "\" resultVariable=\"" + id + "\" />" + extra));
}
inline std::string script(const std::string& id, const std::string& feel,
                          const std::string& variable, const std::string& inner = {}) {
  return node("scriptTask", id,
              extension("<zeebe:script expression=\"" + escaped(feel) + "\" resultVariable=\"" +
                        variable + "\" />") +
                  inner);
}
inline std::string calls(const std::string& id, const std::string& process,
                         const std::string& extra = {}, const std::string& attributes = {}) {
  return node(
      "callActivity", id,
      extension("<zeebe:calledElement processId=\"" + process + "\" " + attributes + "/>" + extra));
}
inline std::string start(const std::string& id = "start") { return node("startEvent", id); }
inline std::string end(const std::string& id = "end") { return node("endEvent", id); }
inline std::string flow(const std::string& from, const std::string& to,
                        const std::string& condition = {}) {
  std::string inner;
  if (!condition.empty()) {
    inner = "<bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\">" + escaped(condition) +
            "</bpmn:conditionExpression>";
  }
  return node("sequenceFlow", from + "_" + to, inner,
              "sourceRef=\"" + from + "\" targetRef=\"" + to + "\"");
}
// "a", "b", "c": flows from each to the next.
inline std::string path(const std::vector<std::string>& ids) {
  std::string out;
  for (std::size_t i = 1; i < ids.size(); ++i) out += flow(ids[i - 1], ids[i]);
  return out;
}
inline std::string timer_boundary(const std::string& id, const std::string& host,
                                  const std::string& time, bool interrupts = true) {
  const std::string kind = time.starts_with('R') ? "timeCycle" : "timeDuration";
  return node(
      "boundaryEvent", id,
      "<bpmn:timerEventDefinition id=\"def_" + id + "\"><bpmn:" + kind +
          " xsi:type=\"bpmn:tFormalExpression\">" + time + "</bpmn:" + kind +
          "></bpmn:timerEventDefinition>",
      "attachedToRef=\"" + host + "\" cancelActivity=\"" + (interrupts ? "true" : "false") + "\"");
}
inline std::string error_boundary(const std::string& id, const std::string& host,
                                  const std::string& error = {}) {
  return node("boundaryEvent", id,
              "<bpmn:errorEventDefinition id=\"def_" + id + "\"" +
                  (error.empty() ? "" : " errorRef=\"" + error + "\"") + " />",
              "attachedToRef=\"" + host + "\"");
}
inline std::string loop(const std::string& collection, bool sequential,
                        const std::string& extra = {}) {
  return std::string("<bpmn:multiInstanceLoopCharacteristics isSequential=\"") +
         (sequential ? "true" : "false") + "\">" +
         extension("<zeebe:loopCharacteristics inputCollection=\"" + escaped(collection) +
                   "\" inputElement=\"one\" " + extra + " />") +
         "</bpmn:multiInstanceLoopCharacteristics>";
}

// `outside`: errors and messages.
inline std::string file(const std::string& id, const std::string& body,
                        const std::string& outside = {}) {
  return R"(<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:modeler="http://camunda.org/schema/modeler/1.0" id="definitions"
  targetNamespace="http://bpmn.io/schema/bpmn" exporter="Camunda Modeler"
  exporterVersion="5.20.0" modeler:executionPlatform="Camunda Cloud"
  modeler:executionPlatformVersion="8.4.0">
)" + outside +
         "<bpmn:process id=\"" + id + "\" name=\"\" isExecutable=\"true\">\n" + body +
         "</bpmn:process></bpmn:definitions>";
}

inline feel::Context variables(std::initializer_list<std::pair<std::string, feel::Value>> entries) {
  feel::Context context;
  for (const auto& [name, value] : entries) context.set(name, value);
  return context;
}
inline feel::Value text(const char* words) { return std::string(words); }
inline feel::Value number(std::int64_t value) { return feel::Value::number(value); }

// A case that is driven, and looked at after every step: the state is a legal one, and what was
// stored and read again is the same.
class Case {
 public:
  explicit Case(const std::vector<std::string>& files) {
    for (const std::string& xml : files) {
      auto process = Process::load(xml);
      if (!process) {
        ADD_FAILURE() << process.error().element << ": " << process.error().message;
        return;
      }
      if (state.process.empty()) state = new_case(process->id(), "v1");
      EXPECT_TRUE(library.add(std::move(*process)));
    }
  }

  // False: refused; the state is as before.
  bool on(const Event& event) {
    auto stepped = step(library, "v1", state, event, now, limits);
    if (!stepped) {
      refusal = stepped.error();
      return false;
    }
    state = std::move(stepped->state);
    effects = std::move(stepped->effects);
    const auto fault = find_fault(library, state);
    EXPECT_FALSE(fault) << *fault;
    const std::string stored = to_json(library, state);
    auto again = from_json(library, stored);
    EXPECT_TRUE(again) << again.error();
    if (again) {
      EXPECT_EQ(to_json(library, *again), stored);
      state = std::move(*again);  // every step goes on from what was stored
    }
    return true;
  }
  bool begin(feel::Context with = {}) { return on(Begin{std::move(with)}); }
  bool done(const std::string& element, feel::Context gives = {}) {
    return on(Done{waiting(element), std::move(gives)});
  }
  bool pass(std::int64_t seconds) {
    now = *feel::add(now, feel::DaysDuration{__int128{seconds} * feel::kNanosPerSecond});
    return on(Tick{});
  }

  // Of the first instance at that element; 0: none.
  [[nodiscard]] InstanceId waiting(const std::string& element) const {
    for (const Instance& instance : state.instances) {
      const Process& process = *library.find(instance.process);
      if (process.elements()[instance.element].id == element && !instance.repeats) {
        return instance.id;
      }
    }
    return 0;
  }
  [[nodiscard]] std::size_t count(const std::string& element) const {
    std::size_t found = 0;
    for (const Instance& instance : state.instances) {
      const Process& process = *library.find(instance.process);
      found += process.elements()[instance.element].id == element && !instance.repeats ? 1 : 0;
    }
    return found;
  }
  [[nodiscard]] const Effect* effect(Effect::Kind kind) const {
    for (const Effect& one : effects) {
      if (one.kind == kind) return &one;
    }
    return nullptr;
  }
  // At the end of the case; "null" where it is not there.
  [[nodiscard]] std::string result(const std::string& name) const {
    const feel::Value* value = state.result.find(name);
    return value == nullptr ? "null" : feel::to_text(*value);
  }

  Library library;
  State state;
  std::vector<Effect> effects;
  std::string refusal;
  feel::DateTime now = *feel::parse_date_time("2022-11-18T10:00:00+08:00");
  Limits limits;
};

}  // namespace dk::bpmn::test
