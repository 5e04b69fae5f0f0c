// How fast FEEL and a decision table are: one line of JSON, and what it decided, so that the peer
// can be seen to do the same.
//
//   feel_rate
//
// A rule parsed once and evaluated often; the same rule parsed and evaluated each time; a table of
// 200 rows with four inputs, decided by its first matching rule, over 1,000 invented applicants.
#include <chrono>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "base/random.h"
#include "flows/dmn/model.h"

namespace {

using namespace dk;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

feel::Value number(std::int64_t value) { return feel::Value::number(value); }
feel::Value text(std::string value) { return feel::Value(std::move(value)); }

feel::Value context(std::vector<std::pair<std::string, feel::Value>> entries) {
  return feel::Value(feel::Context{std::move(entries)});
}

template <class Run>
double per_second(int times, Run run) {
  const auto start = Clock::now();
  for (int i = 0; i < times; ++i) run();
  return times / seconds_since(start);
}

[[noreturn]] void fail(const std::string& what) {
  std::cerr << "feel_rate: " << what << '\n';
  std::exit(1);
}

constexpr const char* kRule =
    "if applicant.age >= 70 and applicant.resident and "
    "sum(household.incomes) / count(household.incomes) <= 2360 and "
    "not(applicant.benefit in (\"basic\", \"care\")) then \"APPROVE\" else \"REFER\"";

feel::List applicant() {
  return {
      context({{"age", number(78)}, {"resident", true}, {"benefit", text("none")}}),
      context({{"incomes", feel::List{*feel::Decimal::parse("2100.5"), number(1800), number(0)}}})};
}

const std::vector<std::string> kDistricts{"Luohu",    "Futian",  "Nanshan",  "Yantian",   "Baoan",
                                          "Longgang", "Longhua", "Pingshan", "Guangming", "Dapeng"};

// Ten districts, five ages, four incomes: an allowance for each.
std::string table_model() {
  std::ostringstream xml;
  xml << R"(<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="bench")"
      << R"( namespace="urn:bench"><decision id="d" name="allowance">)";
  const char* const names[]{"district", "age", "income", "resident"};
  for (const char* name : names) {
    xml << "<informationRequirement><requiredInput href=\"#" << name
        << "\"/></informationRequirement>";
  }
  xml << "<decisionTable hitPolicy=\"FIRST\">";
  for (const char* name : names) {
    xml << "<input><inputExpression><text>" << name << "</text></inputExpression></input>";
  }
  xml << "<output name=\"amount\"/>";
  int amount = 0;
  for (const std::string& district : kDistricts) {
    for (const char* age : {"&lt; 60", "[60..70)", "[70..80)", "[80..90)", "&gt;= 90"}) {
      for (const char* income :
           {"&lt;= 1180.00", "(1180.00..2360.00]", "(2360.00..4120.50]", "&gt; 4120.50"}) {
        xml << "<rule><inputEntry><text>\"" << district
            << "\"</text></inputEntry><inputEntry><text>" << age
            << "</text></inputEntry><inputEntry><text>" << income
            << "</text></inputEntry><inputEntry><text>true</text></inputEntry><outputEntry><text>"
            << ++amount << "</text></outputEntry></rule>";
      }
    }
  }
  xml << "</decisionTable></decision>";
  for (const char* name : names) {
    xml << "<inputData id=\"" << name << "\" name=\"" << name << "\"/>";
  }
  xml << "</definitions>";
  return xml.str();
}

}  // namespace

int main() {
  const feel::Names names{
      .inputs = {"applicant", "household"}, .open = {}, .members = {}, .types = {}};
  const feel::List inputs = applicant();
  const auto rule = feel::compile(kRule, names);
  if (!rule) fail(rule.error().message);
  std::string outcome;
  const auto evaluate = [&](const feel::Program& program) {
    feel::Evaluation evaluation;
    const feel::Value value = program.evaluate(inputs, evaluation);
    if (!value.is(feel::Kind::String)) fail("the rule decides nothing");
    return value.string();
  };
  const double evaluated = per_second(200'000, [&] { outcome = evaluate(*rule); });
  const double parsed =
      per_second(10'000, [&] { outcome = evaluate(*feel::compile(kRule, names)); });

  const auto model = dmn::Model::load({table_model(), {}});
  if (!model) fail(model.error().element + ": " + model.error().message);
  SeededRandom random(20221118);
  std::vector<dmn::Facts> applicants;
  for (int i = 0; i < 1000; ++i) {
    const auto cents = static_cast<std::int64_t>(random.below(600'000));
    applicants.push_back({{"district", text(kDistricts[random.below(kDistricts.size())])},
                          {"age", number(static_cast<std::int64_t>(random.below(100)))},
                          {"income", feel::Decimal(cents) / feel::Decimal(100)},
                          {"resident", random.below(20) != 0}});
  }
  std::size_t at = 0;
  std::size_t decided = 0;
  const double tables = per_second(20'000, [&] {
    feel::Evaluation evaluation;
    const auto result = dmn::evaluate(*model, "allowance", applicants[at++ % 1000], evaluation);
    decided += result.value.null() ? 0 : 1;
  });
  std::cout << "{\"outcome\":\"" << outcome << "\",\"per_s\":" << evaluated
            << ",\"parse_and_evaluate_per_s\":" << parsed << ",\"table_us\":" << 1e6 / tables
            << ",\"table_decided\":" << decided << "}\n";
}
