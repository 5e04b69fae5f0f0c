#include "flows/bpmn/step.h"

#include "flows/bpmn/test_processes.h"

namespace dk::bpmn {
namespace {

using namespace test;  // NOLINT(google-build-using-namespace): the words of the files
using Kind = Effect::Kind;

TEST(BpmnStep, a_journey_from_card_to_decision) {
  Case journey({file("p", start() + user("confirm") + service("facts") + rule("decide") +
                              script("say", "=decide.outcome", "outcome") + end() +
                              path({"start", "confirm", "facts", "decide", "say", "end"}))});
  ASSERT_TRUE(journey.begin(variables({{"age", number(82)}})));
  ASSERT_NE(journey.effect(Kind::Ask), nullptr);
  EXPECT_EQ(journey.effect(Kind::Ask)->name, "form_confirm");
  ASSERT_TRUE(journey.done("confirm", variables({{"card", text("6217")}})));
  EXPECT_EQ(journey.effect(Kind::Work)->name, "job_facts");
  ASSERT_TRUE(journey.done("facts"));
  const Effect* decide = journey.effect(Kind::Decide);
  ASSERT_NE(decide, nullptr);
  EXPECT_EQ(feel::to_text(*decide->variables.context().find("card")), "6217");
  ASSERT_TRUE(journey.on(
      Decided{decide->instance, feel::Value(variables({{"outcome", text("APPROVE")}}))}));
  EXPECT_EQ(journey.state.status, Status::Completed);
  EXPECT_EQ(journey.result("outcome"), "APPROVE");
  EXPECT_FALSE(journey.on(Tick{}));
  EXPECT_EQ(journey.refusal, "the case does not run");
}

TEST(BpmnStep, mappings_keep_inside_what_is_not_given_out) {
  Case journey({file("p", start() +
                              user("ask", io({{"shown.name", "=upper case(name)"}},
                                             {{"answer.value", "=chosen"}})) +
                              end() + path({"start", "ask", "end"}))});
  journey.begin(variables({{"name", text("li")}}));
  const feel::Context& seen = journey.effect(Kind::Ask)->variables.context();
  EXPECT_EQ(feel::to_text(*seen.find("shown")), "{name: \"LI\"}");
  journey.done("ask", variables({{"chosen", number(3)}, {"secret", number(4)}}));
  EXPECT_EQ(journey.result("answer"), "{value: 3}");
  EXPECT_EQ(journey.result("secret"), "null");
  EXPECT_EQ(journey.result("shown"), "null");
}

TEST(BpmnStep, exclusive_takes_the_first_true_flow_or_the_default) {
  const std::string xml =
      file("p", start() + node("exclusiveGateway", "g", {}, "default=\"g_other\"") +
                    script("old", "=\"old\"", "way") + script("older", "=\"older\"", "way") +
                    script("other", "=\"other\"", "way") + end() + flow("start", "g") +
                    flow("g", "old", "=age >= 80") + flow("g", "older", "=age >= 90") +
                    flow("g", "other") + path({"old", "end"}) + path({"older", "end"}) +
                    path({"other", "end"}));
  for (const auto& [age, way] : {std::pair{95, "old"}, std::pair{70, "other"}}) {
    Case journey({xml});
    journey.begin(variables({{"age", number(age)}}));
    EXPECT_EQ(journey.result("way"), way);
  }
}

TEST(BpmnStep, a_condition_without_its_fact_asks_for_help_and_is_tried_again) {
  Case journey({file("p", start() + node("exclusiveGateway", "g", {}, "default=\"g_no\"") +
                              end("yes") + end("no") + flow("start", "g") +
                              flow("g", "yes", "=age >= 80") + flow("g", "no"))});
  journey.begin();
  ASSERT_NE(journey.effect(Kind::Incident), nullptr);
  EXPECT_EQ(journey.effect(Kind::Incident)->name, "condition_undecided");
  EXPECT_TRUE(is_stuck(journey.state));
  ASSERT_TRUE(journey.on(Retry{journey.waiting("g"), variables({{"age", number(90)}})}));
  EXPECT_EQ(journey.state.status, Status::Completed);
}

TEST(BpmnStep, parallel_branches_meet_again) {
  Case journey({file("p", start() + node("parallelGateway", "fork") + user("a") + user("b") +
                              node("parallelGateway", "join") + script("after", "=x + y", "z") +
                              end() + path({"start", "fork", "a", "join", "after", "end"}) +
                              path({"fork", "b", "join"}))});
  journey.begin();
  journey.done("b", variables({{"y", number(2)}}));
  EXPECT_EQ(journey.state.status, Status::Running);
  journey.done("a", variables({{"x", number(1)}}));
  EXPECT_EQ(journey.result("z"), "3");
}

TEST(BpmnStep, inclusive_join_waits_for_those_that_were_sent) {
  Case journey({file("p", start() + node("inclusiveGateway", "fork") + user("a") + user("b") +
                              user("c") + node("inclusiveGateway", "join") + user("after") + end() +
                              path({"start", "fork"}) + flow("fork", "a", "=wants_a") +
                              flow("fork", "b", "=wants_b") + flow("fork", "c", "=true") +
                              path({"a", "join"}) + path({"b", "join"}) + path({"c", "join"}) +
                              path({"join", "after", "end"}))});
  journey.begin(variables({{"wants_a", true}, {"wants_b", false}}));
  EXPECT_EQ(journey.count("b"), 0U);
  journey.done("a");
  EXPECT_EQ(journey.count("after"), 0U);
  journey.done("c");
  EXPECT_EQ(journey.count("after"), 1U);
  journey.done("after");
  EXPECT_EQ(journey.state.status, Status::Completed);
}

TEST(BpmnStep, first_event_wins) {
  const std::string xml =
      file("p",
           start() + node("eventBasedGateway", "g") +
               node("intermediateCatchEvent", "paid",
                    "<bpmn:messageEventDefinition id=\"d1\" "
                    "messageRef=\"m\" />") +
               node("intermediateCatchEvent", "late",
                    "<bpmn:timerEventDefinition id=\"d2\"><bpmn:"
                    "timeDuration>PT5M</bpmn:timeDuration></bpmn:"
                    "timerEventDefinition>") +
               script("good", "=\"paid\"", "how") + script("bad", "=\"late\"", "how") + end() +
               path({"start", "g", "paid", "good", "end"}) + path({"g", "late", "bad", "end"}),
           "<bpmn:message id=\"m\" name=\"payment\">" +
               extension("<zeebe:subscription correlationKey=\"=order\" />") + "</bpmn:message>");
  Case paid({xml});
  paid.begin(variables({{"order", number(7)}}));
  EXPECT_FALSE(paid.on(Message{"payment", "8", {}}));
  EXPECT_TRUE(paid.on(Message{"payment", "7", variables({{"sum", number(5)}})}));
  EXPECT_EQ(paid.result("how"), "paid");
  EXPECT_EQ(paid.result("sum"), "5");
  Case late({xml});
  late.begin(variables({{"order", number(7)}}));
  EXPECT_TRUE(late.pass(299));
  EXPECT_EQ(late.state.status, Status::Running);
  late.pass(1);
  EXPECT_EQ(late.result("how"), "late");
}

TEST(BpmnStep, timer_ends_a_task_that_nobody_answers) {
  Case journey({file("p", start() + user("ask") + timer_boundary("t", "ask", "PT90S") +
                              script("gone", "=true", "left_alone") + end() +
                              path({"start", "ask", "end"}) + path({"t", "gone", "end"}))});
  journey.begin();
  const InstanceId ask = journey.waiting("ask");
  journey.pass(90);
  EXPECT_EQ(journey.result("left_alone"), "true");
  ASSERT_NE(journey.effect(Kind::Withdraw), nullptr);
  EXPECT_EQ(journey.effect(Kind::Withdraw)->instance, ask);
}

TEST(BpmnStep, reminder_repeats_beside_its_task) {
  Case journey({file("p", start() + user("ask") + timer_boundary("t", "ask", "R2/PT10S", false) +
                              service("remind") + end() + end("said") +
                              path({"start", "ask", "end"}) + path({"t", "remind", "said"}))});
  journey.begin();
  journey.pass(10);
  EXPECT_EQ(journey.count("remind"), 1U);
  EXPECT_EQ(journey.count("ask"), 1U);
  journey.pass(3600);  // a night without power is one reminder, not three hundred
  EXPECT_EQ(journey.count("remind"), 2U);
  EXPECT_FALSE(next_due_ms(journey.state));
  journey.done("ask");
  journey.done("remind");
  journey.done("remind");
  EXPECT_EQ(journey.state.status, Status::Completed);
}

TEST(BpmnStep, error_goes_to_the_nearest_boundary_that_knows_it) {
  const std::string errors =
      "<bpmn:error id=\"e1\" errorCode=\"no_account\" /><bpmn:error id=\"e2\" errorCode=\"x\" />";
  const std::string inner = start("s") + service("pay") + end("done") + path({"s", "pay", "done"});
  Case journey({file(
      "p",
      start() + node("subProcess", "sub", inner) + error_boundary("other", "sub", "e2") +
          error_boundary("known", "sub", "e1") + script("cured", "=why", "heard") + end() +
          path({"start", "sub", "end"}) + path({"known", "cured", "end"}) + path({"other", "end"}),
      errors)});
  journey.begin();
  journey.on(Thrown{journey.waiting("pay"), "no_account", variables({{"why", text("closed")}})});
  EXPECT_EQ(journey.result("heard"), "closed");
  EXPECT_EQ(journey.effect(Kind::Withdraw), nullptr);
}

TEST(BpmnStep, failed_branch_leaves_the_others_untouched) {
  const std::string xml = file("p", start() + node("parallelGateway", "fork") + service("a") +
                                        service("b") + service("c") + end("ea") + end("eb") +
                                        end("ec") + path({"start", "fork", "a", "ea"}) +
                                        path({"fork", "b", "eb"}) + path({"fork", "c", "ec"}));
  Case journey({xml});
  journey.begin();
  journey.on(Thrown{journey.waiting("b"), "nobody_knows_it", {}});
  EXPECT_EQ(journey.effect(Kind::Incident)->name, "error_not_caught");
  EXPECT_EQ(journey.count("a") + journey.count("c"), 2U);
  journey.done("a", variables({{"ra", number(1)}}));
  EXPECT_FALSE(is_stuck(journey.state));
  journey.done("c", variables({{"rc", number(3)}}));
  EXPECT_TRUE(is_stuck(journey.state));
  journey.on(GiveUp{journey.waiting("b")});
  EXPECT_EQ(journey.state.status, Status::Completed);
  EXPECT_EQ(journey.result("ra"), "1");
  EXPECT_EQ(journey.result("rc"), "3");
}

TEST(BpmnStep, service_is_tried_as_often_as_it_says) {
  Case journey({file("p", start() + service("ask") + end() + path({"start", "ask", "end"}))});
  journey.begin();
  const InstanceId ask = journey.waiting("ask");
  for (int again = 0; again < 2; ++again) {
    journey.on(Failed{ask, "no network"});
    EXPECT_NE(journey.effect(Kind::Work), nullptr);
  }
  journey.on(Failed{ask, "no network"});
  EXPECT_EQ(journey.effect(Kind::Incident)->name, "not_reached");
  journey.on(Retry{ask, {}});
  EXPECT_TRUE(journey.done("ask"));
  EXPECT_EQ(journey.state.status, Status::Completed);
}

TEST(BpmnStep, each_of_a_list_is_collected_in_order) {
  const std::string out = "outputCollection=\"results\" outputElement=\"=answer\"";
  for (const bool sequential : {true, false}) {
    Case journey({file("p", start() + service("each", {}, loop("=people", sequential, out)) +
                                end() + path({"start", "each", "end"}))});
    journey.begin(variables({{"people", feel::List{text("a"), text("b"), text("c")}}}));
    EXPECT_EQ(journey.count("each"), sequential ? 1U : 3U);
    while (journey.state.status == Status::Running) {
      InstanceId last = 0;
      std::uint32_t round = 0;
      for (const Instance& instance : journey.state.instances) {
        if (instance.waits == Waits::Work) last = instance.id, round = instance.number;
      }
      ASSERT_TRUE(journey.on(Done{last, variables({{"answer", number(round * 10)}})}));
    }
    EXPECT_EQ(journey.result("results"), "[10, 20, 30]") << sequential;
  }
}

TEST(BpmnStep, enough_is_enough) {
  const std::string until =
      "<bpmn:completionCondition xsi:type=\"bpmn:tFormalExpression\">=found"
      "</bpmn:completionCondition></bpmn:multiInstanceLoopCharacteristics>";
  std::string repeated = loop("=[1, 2, 3, 4]", false);
  repeated.replace(repeated.find("</bpmn:multiInstance"), std::string::npos, until);
  Case journey({file(
      "p", start() + service("each", {}, repeated) + end() + path({"start", "each", "end"}))});
  journey.begin();
  journey.done("each", variables({{"found", false}}));
  EXPECT_EQ(journey.count("each"), 3U);
  journey.done("each", variables({{"found", true}}));
  EXPECT_EQ(journey.state.status, Status::Completed);
}

TEST(BpmnStep, nobody_in_the_list_is_no_trouble) {
  Case journey({file("p", start() + service("each", {}, loop("=[]", true)) + end() +
                              path({"start", "each", "end"}))});
  journey.begin();
  EXPECT_EQ(journey.state.status, Status::Completed);
}

TEST(BpmnStep, one_thing_journey_calls_its_items) {
  const std::string item =
      file("birth", start() + user("name_child") + end() + path({"start", "name_child", "end"}));
  Case all({file("bundle",
                 start() + calls("register", "birth") + end() + path({"start", "register", "end"})),
            item});
  all.begin(variables({{"mother", text("A")}}));
  EXPECT_NE(all.effect(Kind::Ask)->variables.context().find("mother"), nullptr);
  all.done("name_child", variables({{"child", text("B")}}));
  EXPECT_EQ(all.result("child"), "B");

  Case mapped({file("bundle", start() +
                                  calls("register", "birth",
                                        io({{"parent", "=mother"}}, {{"registered", "=child"}}),
                                        "propagateAllParentVariables=\"false\" ") +
                                  end() + path({"start", "register", "end"})),
               item});
  mapped.begin(variables({{"mother", text("A")}, {"income", number(1)}}));
  const feel::Context& seen = mapped.effect(Kind::Ask)->variables.context();
  EXPECT_EQ(seen.find("income"), nullptr);
  EXPECT_NE(seen.find("parent"), nullptr);
  mapped.done("name_child", variables({{"child", text("B")}}));
  EXPECT_EQ(mapped.result("registered"), "B");
  EXPECT_EQ(mapped.result("child"), "null");
}

TEST(BpmnStep, level_is_asked_for_and_then_the_task_begins) {
  Case journey(
      {file("p", start() + user("pay", identity("L3")) + end() + path({"start", "pay", "end"}))});
  journey.begin();
  ASSERT_NE(journey.effect(Kind::Identify), nullptr);
  EXPECT_EQ(journey.effect(Kind::Identify)->level, 3);
  EXPECT_FALSE(journey.done("pay"));
  journey.on(Identified{2});
  EXPECT_EQ(journey.effect(Kind::Ask), nullptr);
  journey.on(Identified{3});
  EXPECT_NE(journey.effect(Kind::Ask), nullptr);
}

TEST(BpmnStep, level_that_cannot_be_reached_refers) {
  Case journey(
      {file("p", start() + user("pay", identity("L4")) + end() + path({"start", "pay", "end"}))});
  journey.begin();
  ASSERT_TRUE(journey.on(Unidentifiable{}));
  EXPECT_EQ(journey.state.status, Status::Referred);
  EXPECT_TRUE(journey.state.instances.empty());
}

TEST(BpmnStep, terminate_ends_the_other_branches) {
  Case journey(
      {file("p", start() + node("parallelGateway", "fork") + user("a") + user("b") +
                     node("endEvent", "stop", "<bpmn:terminateEventDefinition id=\"d\" />") +
                     end() + path({"start", "fork", "a", "stop"}) + path({"fork", "b", "end"}))});
  journey.begin();
  journey.done("a");
  EXPECT_EQ(journey.state.status, Status::Completed);
  EXPECT_NE(journey.effect(Kind::Withdraw), nullptr);
}

TEST(BpmnStep, join_that_can_never_be_complete_is_an_incident) {
  Case journey(
      {file("p", start() + node("exclusiveGateway", "g", {}, "default=\"g_a\"") +
                     node("task", "a") + node("task", "b") + node("parallelGateway", "join") +
                     end() + path({"start", "g"}) + flow("g", "a") + flow("g", "b", "=false") +
                     path({"a", "join", "end"}) + path({"b", "join"}))});
  journey.begin();
  EXPECT_EQ(journey.effect(Kind::Incident)->name, "join_never_complete");
  EXPECT_TRUE(is_stuck(journey.state));
}

TEST(BpmnStep, endless_loops_and_calls_are_stopped_by_their_limits) {
  Case circle({file("p", start() + node("exclusiveGateway", "g", {}, "default=\"g_a\"") +
                             script("a", "=1", "x") + end() + path({"start", "g"}) +
                             flow("g", "a") + path({"a", "g"}) + flow("g", "end", "=false"))});
  circle.begin();
  EXPECT_EQ(circle.effect(Kind::Incident)->name, "limit_moves");
  const Case before = circle;
  ASSERT_TRUE(circle.on(Retry{circle.state.instances.back().id, {}}));
  EXPECT_EQ(circle.effect(Kind::Incident)->name, "limit_moves");

  Case itself({file("p", start() + calls("again", "p") + end() + path({"start", "again", "end"}))});
  itself.begin();
  EXPECT_EQ(itself.effect(Kind::Incident)->name, "limit_calls");

  Case crowd({file("p", start() + service("each", {}, loop("=for i in 1..2000 return i", false)) +
                            end() + path({"start", "each", "end"}))});
  crowd.begin();
  EXPECT_EQ(crowd.effect(Kind::Incident)->name, "limit_items");

  Case slow({file("p", start() + script("a", "=count(for i in 1..100000000 return i)", "x") +
                           end() + path({"start", "a", "end"}))});
  slow.begin();
  EXPECT_EQ(slow.effect(Kind::Incident)->name, "limit_feel");

  // Each token makes two more.
  Case flood({file("p", start() + node("task", "again") + node("parallelGateway", "f") +
                            node("task", "a") + node("task", "b") + end() +
                            path({"start", "again", "f", "a", "again"}) +
                            path({"f", "b", "again"}) + path({"f", "end"}))});
  flood.begin();
  EXPECT_EQ(flood.effect(Kind::Incident)->name, "limit_moves");
}

TEST(BpmnStep, running_case_keeps_its_version) {
  Case journey({file("p", start() + user("ask") + end() + path({"start", "ask", "end"}))});
  journey.begin();
  const auto other = step(journey.library, "v2", journey.state, Tick{}, journey.now);
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error(), "the case began with version v1");
}

TEST(BpmnStep, damaged_states_are_refused) {
  Case journey({file("p", start() + user("ask") + timer_boundary("t", "ask", "PT9S") + end() +
                              path({"start", "ask", "end"}) + path({"t", "end"}))});
  journey.begin();
  const std::string good = to_json(journey.library, journey.state);
  const auto damaged = [&](const std::string& from, const std::string& to) {
    std::string bad = good;
    const std::size_t at = bad.find(from);
    EXPECT_NE(at, std::string::npos) << good;
    bad.replace(at, from.size(), to);
    const auto read = from_json(journey.library, bad);
    return read ? "read" : read.error();
  };
  EXPECT_EQ(damaged("\"parent\":1", "\"parent\":7"), "instance 2: what it stands in is not there");
  EXPECT_EQ(damaged("\"waits\":\"person\"", "\"waits\":\"work\""),
            "instance 2: it waits for what cannot come");
  EXPECT_EQ(damaged("\"element\":\"ask\"", "\"element\":\"gone\""), "there is no element gone");
  EXPECT_EQ(damaged("\"status\":\"running\"", "\"status\":\"completed\""),
            "its status and its instances disagree");
  EXPECT_EQ(damaged("\"last_id\":2", "\"last_id\":1"), "a number would be used twice");
  EXPECT_EQ(damaged("\"left\":1", "\"left\":0"), "instance 2: a timer is over");
  EXPECT_EQ(damaged("{", "["), "the state is no JSON object");
}

}  // namespace
}  // namespace dk::bpmn
