#include "flows/dmn/what_if.h"

#include <gtest/gtest.h>

#include <random>

#include "flows/dmn/dmn_test_support.h"
#include "flows/dmn/what_if_budget.h"

namespace dk::dmn {
namespace {

using namespace test;

const feel::DateTime kNow{{2022, 11, 18}, {0, {feel::Zone::Kind::Offset}}};

std::string asked(const Model& model, const WhatIfQuestion& question) {
  const WhatIf answer = what_if(model, question, kNow);
  if (!answer.change) return answer.complete ? "nothing" : "not found";
  const Change& change = *answer.change;
  std::string out;
  for (const auto& part : change.path) out += (out.empty() ? "" : ".") + part;
  out += " " + feel::to_text(change.from) + " -> " + feel::to_text(change.to) + ": " +
         feel::to_text(change.outcome);
  for (const Hit& hit : change.rules) out += " by " + hit.rule_id;
  return out;
}

bool approves(const Value& outcome) { return feel::identical(outcome, string("APPROVE")); }

TEST(WhatIf, two_years_older) {
  const Model model =
      loaded(input("person") + input("household") +
             decision("allowance", requires_({"person", "household"}),
                      table("FIRST", {"person.age", "person.local", "household.income"},
                            {{">= 80", "true", "-", "\"APPROVE\""},
                             {"[70..80)", "true", "<= 4120.50", "\"APPROVE\""},
                             {"-", "false", "-", "\"REFUSE\""},
                             {"-", "-", "-", "\"REFUSE\""}})));
  WhatIfQuestion question{
      .decision = "allowance",
      .facts = {{"person", context({{"age", number("78")}, {"local", Value(true)}})},
                {"household", context({{"income", number("9000")}})}},
      .explainable = {{.path = {"person", "age"}},
                      {.path = {"person", "local"}},
                      {.path = {"household", "income"}, .unit = *feel::Decimal::parse("0.01")}},
      .helps = approves};
  EXPECT_EQ(asked(model, question), "person.age 78 -> 80: APPROVE by r1");
  // Nobody gets older by asking: then it is the income.
  question.explainable[0].most = number("78");
  EXPECT_EQ(asked(model, question), "household.income 9000 -> 4120.5: APPROVE by r2");
  question.facts["household"] = context({{"income", number("4120.51")}});
  EXPECT_EQ(asked(model, question), "household.income 4120.51 -> 4120.5: APPROVE by r2");
  question.explainable.resize(2);
  EXPECT_EQ(asked(model, question), "nothing");
  question.facts["person"] = context({{"age", number("82")}, {"local", Value(false)}});
  question.facts["household"] = context({{"income", number("0")}});
  question.explainable[0].least = question.explainable[0].most;
  question.explainable.push_back({.path = {"household", "income"}, .most = number("0")});
  EXPECT_EQ(asked(model, question), "person.local false -> true: APPROVE by r1");
  question.helps = {};
  question.facts["person"] = context({{"age", number("82")}, {"local", Value(true)}});
  EXPECT_EQ(asked(model, question), "person.local true -> false: REFUSE by r3");
  question.helps = approves;  // it is approved
  EXPECT_EQ(asked(model, question), "nothing");
}

TEST(WhatIf, a_day_of_birth_behind_another_decision) {
  const Model model = loaded(
      input("born") +
      decision("age", requires_({"born"}),
               literal("years and months duration(born, today()).years")) +
      decision("pass", requires_({}, {"age"}),
               table("UNIQUE", {"age"}, {{">= 60", "\"APPROVE\""}, {"< 60", "\"REFUSE\""}})));
  const WhatIfQuestion question{.decision = "pass",
                                .facts = {{"born", date("1963-05-01")}},
                                .explainable = {{.path = {"born"}}},
                                .helps = approves};
  EXPECT_EQ(asked(model, question), "born 1963-05-01 -> 1962-11-18: APPROVE by r1");
}

TEST(WhatIf, a_threshold_that_is_computed) {
  const Model model =
      loaded(input("income") + input("rent") +
             decision("help", requires_({"income", "rent"}),
                      literal("if income * 12 + 100 < rent * 7 then \"APPROVE\" else \"REFUSE\"")));
  const WhatIfQuestion question{
      .decision = "help",
      .facts = {{"income", number("9000")}, {"rent", number("5000")}},
      .explainable = {{.path = {"income"}, .unit = *feel::Decimal::parse("0.01")},
                      {.path = {"rent"}, .most = number("5000")}},
      .helps = approves};
  // 34,900 / 12 = 2,908.333...
  EXPECT_EQ(asked(model, question), "income 9000 -> 2908.33: APPROVE");
}

TEST(WhatIf, only_a_value_that_is_allowed) {
  const Model model =
      loaded(input("kind") + decision("d", requires_({"kind"}),
                                      table("FIRST", {"kind"},
                                            {{"\"secret word\"", "\"APPROVE\""},
                                             {"\"rural\", \"urban\"", "\"APPROVE\""},
                                             {"-", "\"REFUSE\""}})));
  WhatIfQuestion question{
      .decision = "d",
      .facts = {{"kind", string("none")}},
      .explainable = {{.path = {"kind"}, .allowed = {string("none"), string("urban")}}},
      .helps = approves};
  EXPECT_EQ(asked(model, question), "kind none -> urban: APPROVE by r2");
}

// What is not explainable is neither named nor told by an answer or its absence.
TEST(WhatIf, a_watch_list_is_not_hinted_at) {
  const Model model = loaded(input("age") + input("listed") +
                             decision("d", requires_({"age", "listed"}),
                                      table("FIRST", {"listed", "age"},
                                            {{"true", ">= 70", "\"REFER\""},
                                             {"-", ">= 70", "\"APPROVE\""},
                                             {"-", "-", "\"REFUSE\""}})));
  WhatIfQuestion question{.decision = "d",
                          .facts = {{"age", number("60")}, {"listed", Value(true)}},
                          .explainable = {{.path = {"age"}}},
                          .helps = approves};
  EXPECT_EQ(asked(model, question), "nothing");
  question.facts["listed"] = Value(false);
  EXPECT_EQ(asked(model, question), "nothing");  // else the other answer would tell
  question.facts["listed"] = Value(true);
  question.facts["age"] = number("71");
  question.helps = {};
  EXPECT_EQ(asked(model, question), "nothing");  // decided by the list
  question.facts["listed"] = Value(false);       // the approval says that already
  EXPECT_EQ(asked(model, question), "age 71 -> 69: REFUSE by r3");
}

TEST(WhatIf, an_expression_over_a_secret_is_not_explained) {
  const Model model =
      loaded(input("age") + input("score") +
             decision("d", requires_({"age", "score"}),
                      literal("if score > 620 and age > 60 then \"APPROVE\" else \"REFUSE\"")));
  const WhatIfQuestion question{.decision = "d",
                                .facts = {{"age", number("50")}, {"score", number("700")}},
                                .explainable = {{.path = {"age"}}},
                                .helps = approves};
  EXPECT_EQ(asked(model, question), "nothing");
}

TEST(WhatIf, hostile_models_are_given_up) {
  std::string sum = "age";
  for (int i = 0; i < 2000; ++i) sum += " + " + std::to_string(i);
  const Model model =
      loaded(input("age") + decision("d", requires_({"age"}),
                                     literal("if count(for i in 1..20000 return i) + " + sum +
                                             " > 10000000000 then \"APPROVE\" else \"REFUSE\"")));
  const WhatIfQuestion question{.decision = "d",
                                .facts = {{"age", number("50")}},
                                .explainable = {{.path = {"age"}}},
                                .helps = approves};
  EXPECT_EQ(asked(model, question), "not found");
}

// Random tables over small grids, beside trying everything.
class RandomTable {
 public:
  explicit RandomTable(unsigned seed) : random_(seed) {
    std::vector<std::vector<std::string>> rows;
    const char* outcomes[]{"\"APPROVE\"", "\"REFUSE\"", "\"REFER\""};
    for (int i = pick(2, 7); i > 0; --i) {
      rows.push_back({number_test(), number_test(),
                      pick(0, 2)   ? "-"
                      : pick(0, 1) ? "true"
                                   : "false",
                      pick(0, 2)   ? "-"
                      : pick(0, 1) ? "\"a\""
                                   : "\"b\", \"c\"",
                      outcomes[pick(0, 2)]});
    }
    rows.push_back({"-", "-", "-", "-", outcomes[pick(0, 2)]});
    policy_ = pick(0, 3) ? "FIRST" : "RULE ORDER";
    model_ = loaded(input("x") + input("y") + input("flag") + input("kind") +
                    decision("d", requires_({"x", "y", "flag", "kind"}),
                             table(policy_, {"x", "y", "flag", "kind"}, rows)));
    facts_ = {{"x", Value::number(pick(0, 30))},
              {"y", Value::number(pick(0, 30))},
              {"flag", Value(pick(0, 1) == 1)},
              {"kind", string(std::string(1, static_cast<char>('a' + pick(0, 3))))}};
  }
  int pick(int low, int high) { return std::uniform_int_distribution(low, high)(random_); }
  std::string number_test() {
    const std::string a = std::to_string(pick(0, 30));
    switch (pick(0, 5)) {
      case 0:
        return "< " + a;
      case 1:
        return ">= " + a;
      case 2:
        return "[" + a + ".." + std::to_string(pick(0, 30)) + ")";
      case 3:
        return "not(" + a + ")";
      default:
        return "-";
    }
  }
  Value outcome(const Facts& facts) const {
    feel::Evaluation evaluation({}, kNow);
    return evaluate(model_, "d", facts, evaluation).value;
  }
  [[nodiscard]] WhatIfQuestion question() const {
    const auto bounded = [](const char* name) {
      return Explainable{.path = {name}, .least = Value::number(0), .most = Value::number(30)};
    };
    return {.decision = "d",
            .facts = facts_,
            .explainable = {bounded("x"),
                            bounded("y"),
                            {.path = {"flag"}},
                            {.path = {"kind"},
                             .allowed = {string("a"), string("b"), string("c"), string("d")}}}};
  }
  Model model_;
  Facts facts_;
  std::string policy_;
  std::mt19937 random_;
};

TEST(WhatIf, nothing_nearer_is_found_by_trying_everything) {
  int found = 0;
  for (unsigned seed = 0; seed < 400; ++seed) {
    const RandomTable table(seed);
    const WhatIf answer = what_if(table.model_, table.question(), kNow);
    ASSERT_TRUE(answer.complete) << seed;
    const Value present = table.outcome(table.facts_);
    std::optional<feel::Decimal> least;
    const auto attempt = [&](const char* name, const Value& value, const feel::Decimal& distance) {
      Facts facts = table.facts_;
      facts[name] = value;
      const Value outcome = table.outcome(facts);
      if (outcome.null() || feel::identical(outcome, present)) return;
      if (!least || distance < *least) least = distance;
    };
    for (const char* name : {"x", "y"}) {
      const feel::Decimal from = table.facts_.at(name).number();
      for (int to = 0; to <= 30; ++to) {
        const feel::Decimal steps = (feel::Decimal(to) - from).abs();
        attempt(name, Value::number(to), from.zero() ? feel::Decimal(1) : steps / from);
      }
    }
    attempt("flag", Value(!table.facts_.at("flag").boolean()), feel::Decimal(1));
    for (const char* kind : {"a", "b", "c", "d"}) attempt("kind", string(kind), feel::Decimal(1));
    ASSERT_EQ(least.has_value(), answer.change.has_value()) << seed;
    if (!least) continue;
    ++found;
    Facts facts = table.facts_;
    facts[answer.change->path[0]] = answer.change->to;
    EXPECT_TRUE(feel::identical(table.outcome(facts), answer.change->outcome)) << seed;
    EXPECT_FALSE(feel::identical(answer.change->outcome, present)) << seed;
    EXPECT_TRUE(answer.change->distance == *least)
        << seed << ": " << answer.change->distance.to_string() << " for " << least->to_string();
  }
  EXPECT_GT(found, 200);
}

TEST(WhatIf, secrets_with_the_same_outcome_have_the_same_answer) {
  int answered = 0;
  for (unsigned seed = 0; seed < 150; ++seed) {
    const RandomTable table(seed);
    std::map<std::string, std::string> answers;  // by outcome
    for (int y = 0; y <= 30; ++y) {
      for (const bool flag : {false, true}) {
        WhatIfQuestion question = table.question();
        question.facts["y"] = Value::number(y);
        question.facts["flag"] = Value(flag);
        question.explainable = {question.explainable[0], question.explainable[3]};
        const std::string outcome = feel::to_text(table.outcome(question.facts), true);
        const std::string answer = asked(table.model_, question);
        EXPECT_EQ(answer.find("flag"), std::string::npos);
        const auto [known, fresh] = answers.emplace(outcome, answer);
        EXPECT_EQ(known->second, answer) << seed << ": " << outcome;
        answered += answer != "nothing" ? 1 : 0;
      }
    }
  }
  EXPECT_GT(answered, 500);
}

TEST(WhatIfBudget, three_questions_a_day) {
  const WhatIfBudget budget(3);
  WhatIfBudget::State state;
  const feel::Date monday{2022, 11, 14};
  const feel::Date tuesday{2022, 11, 15};
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(budget.take(state, "a1", monday));
  EXPECT_FALSE(budget.take(state, "a1", monday));
  EXPECT_TRUE(budget.take(state, "b2", monday));
  EXPECT_EQ(budget.left(state, "b2", monday), 2);
  EXPECT_TRUE(budget.take(state, "a1", tuesday));
  EXPECT_EQ(state.size(), 1U);  // monday is over
  // A clock that goes back gives nothing.
  EXPECT_TRUE(budget.take(state, "a1", monday));
  EXPECT_TRUE(budget.take(state, "a1", monday));
  EXPECT_FALSE(budget.take(state, "a1", monday));
  EXPECT_FALSE(WhatIfBudget(0).take(state, "c3", tuesday));
}

}  // namespace
}  // namespace dk::dmn
