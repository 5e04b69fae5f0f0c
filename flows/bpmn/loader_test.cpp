#include "flows/bpmn/test_processes.h"

namespace dk::bpmn {
namespace {

using namespace test;  // NOLINT(google-build-using-namespace): the words of the files

// "element: message" of a file that must be refused.
std::string refused(const std::string& xml) {
  const auto loaded = Process::load(xml);
  if (loaded) return "loaded";
  return loaded.error().element + ": " + loaded.error().message;
}
std::string refused_body(const std::string& body, const std::string& outside = {}) {
  return refused(file("p", body, outside));
}

TEST(BpmnLoader, reads_what_an_editor_wrote) {
  const auto process = Process::load(file(
      "allowance",
      start() + user("ask", identity("L3") + io({{"age", "=person.age"}}, {{"card", "=choice"}})) +
          rule("decide") + end() + path({"start", "ask", "decide", "end"})));
  ASSERT_TRUE(process) << process.error().message;
  const Element& ask = process->elements()[process->find("ask")];
  EXPECT_EQ(ask.identity, 3);
  EXPECT_EQ(ask.form, "form_ask");
  EXPECT_EQ(ask.inputs.size(), 1U);
  EXPECT_EQ(ask.outputs[0].target, (std::vector<std::string>{"card"}));
  EXPECT_EQ(process->expressions().size(), 2U);
}

TEST(BpmnLoader, pictures_and_notes_have_no_meaning) {
  EXPECT_TRUE(Process::load(file(
      "p",
      start() + end() + path({"start", "end"}) +
          node("textAnnotation", "note", "<bpmn:text>remember</bpmn:text>") +
          node("association", "line", {}, "sourceRef=\"start\" targetRef=\"note\"") +
          node("laneSet", "lanes") + node("group", "group") + node("dataStoreReference", "store"),
      node("category", "words_of_the_group"))));
  EXPECT_TRUE(Process::load(file(
      "p", start() +
               node("task", "x",
                    node("property", "place") + node("dataInputAssociation", "arrow",
                                                     "<bpmn:sourceRef>object</bpmn:sourceRef>"
                                                     "<bpmn:targetRef>place</bpmn:targetRef>")) +
               node("dataObjectReference", "object") + end() + path({"start", "x", "end"}))));
}

TEST(BpmnLoader, what_is_not_supported_is_refused_with_its_id) {
  const std::string frame = start() + end();
  const auto with = [&](const std::string& middle) {
    return refused_body(frame + middle + path({"start", "x", "end"}));
  };
  EXPECT_EQ(with(node("sendTask", "x")), "x: sendTask is not supported");
  EXPECT_EQ(with(node("complexGateway", "x")), "x: complexGateway is not supported");
  EXPECT_EQ(with(node("transaction", "x")), "x: transaction is not supported");
  EXPECT_EQ(with(node("intermediateThrowEvent", "x", "<bpmn:signalEventDefinition id=\"d\" />")),
            "x: intermediateThrowEvent with signalEventDefinition is not supported");
  EXPECT_EQ(
      with(node("serviceTask", "x",
                extension("<zeebe:taskDefinition type=\"t\" /><zeebe:executionListeners />"))),
      "x: zeebe:executionListeners is not supported here");
  EXPECT_EQ(with(node("serviceTask", "x",
                      extension("<camunda:connector xmlns:camunda="
                                "\"http://camunda.org/schema/1.0/bpmn\" />"))),
            "x: connector is not of the Zeebe dialect");
  EXPECT_EQ(with(node("task", "x", "<bpmn:standardLoopCharacteristics id=\"l\" />")),
            "l: standardLoopCharacteristics is not supported here");
  EXPECT_EQ(with(node("subProcess", "x", {}, "triggeredByEvent=\"true\"")),
            "x: event sub-processes are not supported");
  EXPECT_EQ(with(node("task", "x", {}, "isForCompensation=\"true\"")),
            "x: compensation is not supported");
  EXPECT_EQ(with(node("userTask", "x")), "x: a user task needs zeebe:formDefinition");
  EXPECT_EQ(with(user("x", "<zeebe:assignmentDefinition assignee=\"li\" />")),
            "x: a task belongs to the citizen or to candidateGroups, not to one person");
  EXPECT_EQ(with(node("userTask", "x",
                      extension("<zeebe:formDefinition formId=\"f\" bindingType=\"versionTag\" "
                                "versionTag=\"1\" />"))),
            "x: a case keeps the version of its bundle; bindingType versionTag is not supported");
  EXPECT_EQ(with(user("x", identity("L5"))), "x: an identity level is one of L0 to L4");
  EXPECT_EQ(with(user("x", io({{"a-b", "=1"}}))), "x: a mapping's target is no name");
}

TEST(BpmnLoader, bad_feel_is_refused_with_its_place) {
  EXPECT_EQ(refused_body(start() + script("x", "=1 +", "y") + end() + path({"start", "x", "end"}))
                .substr(0, 19),
            "x: FEEL, character ");
}

TEST(BpmnLoader, a_graph_that_cannot_run_is_refused) {
  EXPECT_EQ(refused_body(end()), "p: it has no start event");
  EXPECT_EQ(refused_body(start() + start("again") + end() + path({"start", "end"}) +
                         path({"again", "end"})),
            "again: its scope has a second start event");
  EXPECT_EQ(refused_body(start() + end() + node("task", "alone") + path({"start", "end"})),
            "alone: no path leads to it");
  EXPECT_EQ(refused_body(start() + node("task", "a") + node("task", "b") +
                         path({"start", "a", "b", "a"})),
            "start: no path from it comes to an end");
  EXPECT_EQ(refused_body(start() + node("exclusiveGateway", "g") + end("e") + end("f") +
                         path({"start", "g", "e"}) + flow("g", "f", "=a > 1")),
            "g: its flow g_e has no condition");
  EXPECT_EQ(refused_body(start() + end() + flow("start", "end", "=true")),
            "start_end: only exclusive and inclusive gateways have conditions");
  EXPECT_EQ(refused_body(start() + end() + flow("start", "nowhere")),
            "start_nowhere: targetRef is no element of the same scope");
  EXPECT_EQ(refused_body(start() + node("eventBasedGateway", "g") + node("task", "t") + end() +
                         path({"start", "g", "t", "end"})),
            "g: it waits for fewer than two events");
  EXPECT_EQ(refused_body(start("x") + end("x") + path({"x", "x"})),
            "x: there is a second element of this id");
}

TEST(BpmnLoader, bad_times_are_refused) {
  const auto with = [&](const std::string& time, bool interrupts) {
    return refused_body(start() + user("ask") + timer_boundary("t", "ask", time, interrupts) +
                        end() + path({"start", "ask", "end"}) + path({"t", "end"}));
  };
  EXPECT_EQ(with("soon", true), "def_t: \"soon\" is no duration");
  EXPECT_EQ(with("R0/PT1S", false), "def_t: \"R0/PT1S\" is no cycle like R3/PT10S");
  EXPECT_EQ(with("R/PT1S", true), "t: a timer that interrupts cannot repeat");
  EXPECT_EQ(with("R/PT1S", false), "loaded");
  EXPECT_EQ(with("P1M", true), "loaded");
}

TEST(BpmnLoader, hostile_files_are_stopped) {
  EXPECT_EQ(refused("<a"), ": this is no XML: Error parsing start element tag");
  EXPECT_EQ(refused("<definitions/>"), "definitions: this is no BPMN 2.0 file");
  EXPECT_EQ(refused(std::string((8U << 20) + 1, ' ')), ": the file is larger than 8 MB");
  std::string deep;
  for (int i = 0; i < 40; ++i) {
    deep += "<bpmn:subProcess id=\"s";
    deep += std::to_string(i);
    deep += "\">";
  }
  for (int i = 0; i < 40; ++i) deep += "</bpmn:subProcess>";
  EXPECT_EQ(refused_body(deep), "s32: sub-processes are nested more than 32 deep");
  std::string many;
  for (int i = 0; i < 6000; ++i) many += node("task", std::string("t").append(std::to_string(i)));
  EXPECT_EQ(refused_body(many), "t4999: the file has over 5,000 elements");
  // An entity that would grow a thousandfold stays a name.
  const std::string laughs =
      "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>" + file("p", "&b;");
  EXPECT_EQ(refused(laughs), "p: it has no start event");
}

}  // namespace
}  // namespace dk::bpmn
