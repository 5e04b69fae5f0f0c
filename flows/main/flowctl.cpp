// flowctl: for authors and integrators of service items. English, since it is a tool for engineers.
#include <CLI/CLI.hpp>
#include <chrono>
#include <fstream>
#include <iostream>

#include "flows/dmn/model.h"
#include "flows/json/json.h"
#include "flows/main/bundle_commands.h"
#include "flows/main/item_commands.h"
#include "flows/main/item_folder.h"
#include "flows/main/show.h"
#include "flows/main/tck.h"

namespace {

using namespace dk;

feel::DateTime now() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  const auto nanos = std::chrono::duration_cast<std::chrono::nanoseconds>(since).count();
  feel::DateTime epoch;
  epoch.time.zone.kind = feel::Zone::Kind::Offset;
  return feel::add(epoch, feel::DaysDuration{nanos}).value_or(epoch);
}

int complain(const std::string& message) {
  std::cerr << "flowctl: " << message << '\n';
  return 1;
}

void print_notes(const std::vector<feel::Note>& notes) {
  for (const auto& note : notes) std::cerr << "note at " << note.at << ": " << note.message << '\n';
}

int run_feel(const std::string& text, const std::string& json) {
  const auto context = flows::from_json(json);
  if (!context || !context->is(feel::Kind::Context)) return complain("--context is no JSON object");
  feel::Names names;
  feel::List values;
  for (const auto& [name, value] : context->context().entries) {
    names.inputs.push_back(name);
    values.push_back(value);
  }
  const auto program = feel::compile(text, names);
  if (!program) {
    return complain("at " + std::to_string(program.error().at) + ": " + program.error().message);
  }
  feel::Evaluation evaluation({}, now());
  std::cout << flows::to_json(program->evaluate(values, evaluation)) << '\n';
  print_notes(evaluation.notes());
  return evaluation.stopped() ? 1 : 0;
}

int run_eval(const std::string& file, const std::string& decision, const std::string& json,
             bool trace) {
  const auto xml = flows::read_text_file(file);
  if (!xml) return complain(xml.error());
  const auto facts = flows::from_json(json);
  if (!facts || !facts->is(feel::Kind::Context)) return complain("--input is no JSON object");
  dmn::Model::Source source;
  source.xml = *xml;
  const auto model = dmn::Model::load(source);
  if (!model) return complain(file + ": " + model.error().element + ": " + model.error().message);
  dmn::Facts known;
  for (const auto& [name, value] : facts->context().entries) known[name] = value;
  feel::Evaluation evaluation({}, now());
  const auto outcome = dmn::evaluate(*model, decision, known, evaluation);
  std::cout << flows::to_json(outcome.value) << '\n';
  if (trace) {
    for (const auto& hit : outcome.trace) {
      std::cout << "table " << hit.table << ", rule " << hit.rule << " (" << hit.rule_id << ")";
      for (const auto& annotation : hit.annotations) std::cout << "; " << annotation;
      std::cout << '\n';
    }
  }
  print_notes(outcome.notes);
  return outcome.failed ? 1 : 0;
}

int run_kit(const std::string& folder, const std::string& report) {
  const auto results = flows::run_tck(folder);
  std::ofstream out;
  if (!report.empty()) out.open(report);
  std::size_t passed = 0;
  for (const auto& result : results) {
    passed += result.passed ? 1 : 0;
    if (out.is_open()) {
      out << result.file << ',' << result.test_case << ',' << result.node << ','
          << (result.passed ? "SUCCESS" : "ERROR") << '\n';
    }
    if (!result.passed) {
      std::cout << result.file << ' ' << result.test_case << ' ' << result.node << ": "
                << result.why << '\n';
    }
  }
  std::cout << passed << " passed, " << results.size() - passed << " failed\n";
  return passed == results.size() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Service items: expressions, decisions, conformance");
  app.require_subcommand(1);
  std::string text;
  std::string json = "{}";
  std::string file;
  std::string decision;
  std::string report;
  std::string facts;
  std::string clock;
  std::string language = "zh-CN";
  std::string out;
  std::string key;
  std::string cases;
  std::string was;
  bool trace = false;
  int code = 0;

  auto* feel_command = app.add_subcommand("feel", "evaluate one FEEL expression");
  feel_command->add_option("expression", text)->required();
  feel_command->add_option("--context", json, "JSON object: the names that it may use");
  feel_command->callback([&] { code = run_feel(text, json); });

  auto* eval_command = app.add_subcommand("eval", "evaluate a decision of a DMN model");
  eval_command->add_option("model", file)->required();
  eval_command->add_option("decision", decision)->required();
  eval_command->add_option("--input", json, "JSON object: facts by name");
  eval_command->add_flag("--trace", trace, "also the rules that matched");
  eval_command->callback([&] { code = run_eval(file, decision, json, trace); });

  auto* tck_command = app.add_subcommand("tck", "run the DMN Technology Compatibility Kit");
  tck_command->add_option("folder", file)->required();
  tck_command->add_option("--report", report, "write file,case,node,result as CSV");
  tck_command->callback([&] { code = run_kit(file, report); });

  auto* show_command = app.add_subcommand("show", "what was understood of a .bpmn or .dmn file");
  show_command->add_option("file", file)->required();
  show_command->callback([&] { code = flows::show_file(file); });

  auto* check_command = app.add_subcommand("check", "look whether an item is whole");
  check_command->add_option("item", file, "a folder or a bundle")->required();
  check_command->callback([&] { code = flows::check_item(file); });

  auto* run_command = app.add_subcommand("run", "a journey without a screen, step by step");
  run_command->add_option("item", file, "a folder or a bundle")->required();
  run_command->add_option("--facts", facts, "JSON file: facts, answers, identity")->required();
  run_command->add_option("--clock", clock, "2022-11-18T10:00:00+08:00; default: now");
  run_command->add_option("--language", language, "zh-CN, zh-HK or en");
  run_command->callback([&] {
    const auto at = clock.empty() ? std::optional(now()) : feel::parse_date_time(clock);
    code =
        at ? flows::run_item(file, facts, language, *at) : complain("--clock is no date and time");
  });

  auto* pack_command = app.add_subcommand("pack", "make one file of an item's folder");
  pack_command->add_option("folder", file)->required();
  pack_command->add_option("-o,--output", out, "the bundle")->required();
  pack_command->callback([&] { code = flows::pack_item(file, out); });

  auto* sign_command = app.add_subcommand("sign", "sign a bundle for terminals");
  sign_command->add_option("bundle", file)->required();
  sign_command->add_option("--key", key, "PEM file: private key of role catalogue")->required();
  sign_command->add_option("--issued", clock, "2022-11-18T10:00:00+08:00; default: now");
  sign_command->add_option("-o,--output", out, "default: the bundle's name and .cose");
  sign_command->callback(
      [&] { code = flows::sign_item(file, key, clock, out.empty() ? file + ".cose" : out); });

  auto* verify_command = app.add_subcommand("verify", "look who signed a bundle");
  verify_command->add_option("bundle", file)->required();
  verify_command->add_option("--key", key, "PEM file: public key or certificate")->required();
  verify_command->callback([&] { code = flows::verify_item(file, key); });

  auto* rehearse_command =
      app.add_subcommand("rehearse", "what would have come out otherwise in past cases");
  rehearse_command->add_option("item", file, "a folder or a bundle")->required();
  rehearse_command->add_option("--cases", cases, "JSON lines: a past case each")->required();
  rehearse_command->add_option("--was", was, "compare with this version, not with the outcomes");
  rehearse_command->callback([&] { code = flows::rehearse_item(file, cases, was); });

  CLI11_PARSE(app, argc, argv);
  return code;
}
