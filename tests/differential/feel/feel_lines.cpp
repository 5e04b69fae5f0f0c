// Our side of the differential test: JSON lines {"expression"} or {"tests", "input"} in, one line
// of tagged JSON each out. The first argument is a JSON object: the names that may be used.
#include <iostream>
#include <string>

#include "flows/feel/feel.h"
#include "flows/json/json.h"

namespace {

using namespace dk;
using feel::Kind;
using feel::Value;

std::string quoted(const std::string& text) { return flows::to_json(Value(text)); }

std::string tag(const char* name, const std::string& json) {
  return std::string("{\"").append(name).append("\":").append(json).append("}");
}

std::string tagged(const Value& value) {
  switch (value.kind()) {
    case Kind::Null:
      return "null";
    case Kind::Boolean:
      return value.boolean() ? "true" : "false";
    case Kind::Number:
      return tag("number", quoted(feel::to_text(value)));
    case Kind::String:
      return tag("string", quoted(value.string()));
    case Kind::Date:
      return tag("date", quoted(feel::to_text(value)));
    case Kind::Time:
      return tag("time", quoted(feel::to_text(value)));
    case Kind::DateTime:
      return tag("moment", quoted(feel::to_text(value)));
    case Kind::DaysDuration:
    case Kind::MonthsDuration:
      return tag("duration", quoted(feel::to_text(value)));
    case Kind::List: {
      std::string items;
      for (const Value& item : value.list()) {
        if (!items.empty()) items += ',';
        items += tagged(item);
      }
      return tag("list", std::string("[").append(items).append("]"));
    }
    case Kind::Context: {
      std::string entries;
      for (const auto& [key, item] : value.context().entries) {
        if (!entries.empty()) entries += ',';
        entries.append(quoted(key)).append(":").append(tagged(item));
      }
      return tag("context", std::string("{").append(entries).append("}"));
    }
    case Kind::Range: {
      const feel::Range& range = value.range();
      const bool low = range.low_included && !range.low_unbounded;
      const bool high = range.high_included && !range.high_unbounded;
      return tag("range", std::string("[")
                              .append(tagged(range.low))
                              .append(",")
                              .append(tagged(range.high))
                              .append(low ? ",true" : ",false")
                              .append(high ? ",true]" : ",false]"));
    }
    case Kind::Function:
      return tag("function", "true");
  }
  return {};
}

struct Around {
  feel::Names names;
  feel::List values;
};

std::string evaluated(const std::string& text, const Around& around, bool tests) {
  const auto program =
      tests ? feel::compile_unary_tests(text, around.names) : feel::compile(text, around.names);
  if (!program) return R"({"error":"syntax"})";
  feel::Evaluation evaluation;
  const Value value = program->evaluate(around.values, evaluation);
  return evaluation.stopped() ? R"({"error":"stopped"})" : tagged(value);
}

std::string answer(const feel::Context& job, const Around& around) {
  if (const Value* text = job.find("expression")) return evaluated(text->string(), around, false);
  const Value* tests = job.find("tests");
  const Value* input = job.find("input");
  if (!tests || !input) return R"({"error":"no job"})";
  const auto program = feel::compile(input->string(), around.names);
  if (!program) return R"({"error":"syntax"})";
  feel::Evaluation evaluation;
  Around tested;
  tested.names.inputs = {"?"};
  tested.values = {program->evaluate(around.values, evaluation)};
  tested.names.inputs.insert(tested.names.inputs.end(), around.names.inputs.begin(),
                             around.names.inputs.end());
  tested.values.insert(tested.values.end(), around.values.begin(), around.values.end());
  return evaluated(tests->string(), tested, true);
}

}  // namespace

int main(int argc, char** argv) {
  const auto context = flows::from_json(argc > 1 ? argv[1] : "{}");
  if (!context || !context->is(Kind::Context)) {
    std::cerr << "feel_lines: the first argument is no JSON object\n";
    return 1;
  }
  Around around;
  for (const auto& [name, value] : context->context().entries) {
    around.names.inputs.push_back(name);
    around.values.push_back(value);
  }
  for (std::string line; std::getline(std::cin, line);) {
    const auto job = flows::from_json(line);
    const bool good = job && job->is(Kind::Context);
    std::cout << (good ? answer(job->context(), around) : R"({"error":"no JSON"})") << '\n';
  }
}
