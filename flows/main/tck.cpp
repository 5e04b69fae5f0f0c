#include "flows/main/tck.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <pugixml.hpp>
#include <sstream>

#include "flows/dmn/loader.h"
#include "flows/dmn/model.h"

namespace dk::flows {

namespace {

namespace fs = std::filesystem;
using dmn::attribute;
using dmn::child;
using dmn::children;
using feel::Value;

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

Value simple_value(const pugi::xml_node& node) {
  if (attribute(node, "xsi:nil") == "true") return {};
  const std::string text = node.text().get();
  const std::string type = attribute(node, "xsi:type");
  const std::string kind = type.substr(type.find(':') + 1);
  if (kind == "boolean") return text == "true" || text == "1";
  if (kind == "decimal" || kind == "double" || kind == "integer" || kind == "int") {
    const auto number = feel::Decimal::parse(text);
    return number ? Value(*number) : Value();
  }
  if (kind == "date") {
    const auto date = feel::parse_date(text);
    return date ? Value(*date) : Value();
  }
  if (kind == "time") {
    const auto time = feel::parse_time(text);
    return time ? Value(*time) : Value();
  }
  if (kind == "dateTime") {
    const auto moment = feel::parse_date_time(text);
    return moment ? Value(*moment) : Value();
  }
  if (kind == "duration") {
    if (const auto months = feel::parse_months_duration(text)) return *months;
    const auto days = feel::parse_days_duration(text);
    return days ? Value(*days) : Value();
  }
  return text;
}

Value value_of(const pugi::xml_node& node) {
  if (const auto list = child(node, "list")) {
    if (attribute(list, "xsi:nil") == "true") return {};
    feel::List items;
    for (const auto& item : children(list, "item")) items.push_back(value_of(item));
    return items;
  }
  const auto components = children(node, "component");
  if (!components.empty()) {
    feel::Context context;
    for (const auto& component : components) {
      context.set(attribute(component, "name"), value_of(component));
    }
    return context;
  }
  if (const auto value = child(node, "value")) return simple_value(value);
  return {};
}

// As the kit's runners compare: numbers to their tenth digit, texts that stand for what the engine
// gives as another kind.
bool alike(const Value& expected, const Value& found) {
  using feel::Kind;
  if (expected.is(Kind::Number) && found.is(Kind::Number)) {
    const feel::Decimal difference = (expected.number() - found.number()).abs();
    return difference <= *feel::Decimal::parse("0.00000001");
  }
  if (expected.is(Kind::List) && found.is(Kind::List)) {
    const auto& a = expected.list();
    const auto& b = found.list();
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), alike);
  }
  if (expected.is(Kind::Context) && found.is(Kind::Context)) {
    const auto& entries = expected.context().entries;
    return entries.size() == found.context().entries.size() &&
           std::all_of(entries.begin(), entries.end(), [&](const auto& entry) {
             const Value* other = found.context().find(entry.first);
             return other && alike(entry.second, *other);
           });
  }
  return feel::identical(expected, found);
}

void run_case(const dmn::Model& model, const pugi::xml_node& test, TckResult result,
              std::vector<TckResult>& results) {
  dmn::Facts facts;
  for (const auto& input : children(test, "inputNode")) {
    facts[attribute(input, "name")] = value_of(input);
  }
  const std::string service = attribute(test, "invocableName");
  for (const auto& node : children(test, "resultNode")) {
    result.node = attribute(node, "name");
    feel::Evaluation evaluation({},
                                {.date = {2026, 1, 1}, .time = {0, {feel::Zone::Kind::Offset}}});
    const dmn::Outcome outcome =
        dmn::evaluate(model, service.empty() ? result.node : service, facts, evaluation);
    Value found = outcome.value;
    // A service with several outputs gives them by name.
    const dmn::Element* invoked = service.empty() ? nullptr : model.find(service);
    if (invoked && invoked->outputs.size() > 1 && found.is(feel::Kind::Context)) {
      const Value* part = found.context().find(result.node);
      found = part ? *part : Value();
    }
    const Value expected = value_of(child(node, "expected"));
    result.passed = alike(expected, found);
    result.found = feel::to_text(found, true);
    result.why.clear();
    if (!result.passed) {
      result.why = "expected " + feel::to_text(expected, true) + ", found " + result.found;
      for (const auto& note : outcome.notes) result.why += "; " + note.message;
    }
    results.push_back(result);
  }
}

void run_file(const fs::path& path, std::vector<TckResult>& results) {
  pugi::xml_document document;
  const std::string text = read(path);
  document.load_buffer(text.data(), text.size(),
                       pugi::parse_default | pugi::parse_ws_pcdata_single);
  const pugi::xml_node root = document.document_element();
  TckResult result;
  result.file = path.filename().string();
  const fs::path model_path = path.parent_path() / child(root, "modelName").text().get();
  dmn::Model::Source source;
  source.xml = read(model_path);
  for (const auto& entry : fs::directory_iterator(path.parent_path())) {
    if (entry.path().extension() == ".dmn" && entry.path() != model_path) {
      source.imports.push_back(read(entry.path()));
    }
  }
  const auto model = dmn::Model::load(source);
  for (const auto& test : children(root, "testCase")) {
    result.test_case = attribute(test, "id");
    if (model) {
      run_case(*model, test, result, results);
      continue;
    }
    for (const auto& node : children(test, "resultNode")) {
      result.node = attribute(node, "name");
      result.passed = false;
      result.why = "not loaded: " + model.error().element + ": " + model.error().message;
      results.push_back(result);
    }
  }
}

}  // namespace

std::vector<TckResult> run_tck(const std::string& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".xml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::vector<TckResult> results;
  for (const fs::path& file : files) run_file(file, results);
  return results;
}

}  // namespace dk::flows
