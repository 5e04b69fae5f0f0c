// DMN models written in a few lines, for tests.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "flows/dmn/model.h"
#include "flows/xml/test_xml.h"

namespace dk::dmn::test {

using flows::test::escaped;

inline std::string text(const std::string& feel) { return "<text>" + escaped(feel) + "</text>"; }

inline std::string requires_(const std::vector<std::string>& inputs,
                             const std::vector<std::string>& decisions = {}) {
  std::string out;
  for (const auto& name : inputs) {
    out +=
        "<informationRequirement><requiredInput href=\"#" + name + "\"/></informationRequirement>";
  }
  for (const auto& name : decisions) {
    out += "<informationRequirement><requiredDecision href=\"#" + name +
           "\"/></informationRequirement>";
  }
  return out;
}

inline std::string input(const std::string& name) {
  return "<inputData id=\"" + name + "\" name=\"" + name + "\"><variable name=\"" + name +
         "\"/></inputData>";
}

inline std::string decision(const std::string& name, const std::string& required,
                            const std::string& logic) {
  return "<decision id=\"" + name + "\" name=\"" + name + "\"><variable name=\"" + name + "\"/>" +
         required + logic + "</decision>";
}

inline std::string literal(const std::string& feel) {
  return "<literalExpression>" + text(feel) + "</literalExpression>";
}

// Each row: a test per column, then the outputs.
inline std::string table(const std::string& policy, const std::vector<std::string>& columns,
                         const std::vector<std::vector<std::string>>& rows) {
  std::string out = "<decisionTable id=\"table\" hitPolicy=\"" + policy + "\">";
  for (const auto& column : columns) {
    out += "<input><inputExpression>" + text(column) + "</inputExpression></input>";
  }
  out += "<output name=\"result\"/>";
  int number = 0;
  for (const auto& row : rows) {
    out += "<rule id=\"r" + std::to_string(++number) + "\">";
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string cell = i < columns.size() ? "inputEntry" : "outputEntry";
      out += "<" + cell + ">" + text(row[i]) + "</" + cell + ">";
    }
    out += "</rule>";
  }
  return out + "</decisionTable>";
}

inline std::string definitions(const std::string& body) {
  return "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"m\" "
         "namespace=\"urn:m\">" +
         body + "</definitions>";
}

inline Model loaded(const std::string& body) {
  auto model = Model::load({definitions(body), {}});
  EXPECT_TRUE(model) << (model ? "" : model.error().element + ": " + model.error().message);
  return model ? std::move(*model) : Model();
}

inline Value string(const std::string& value) { return Value(value); }
inline Value number(const std::string& value) { return Value(*feel::Decimal::parse(value)); }
inline Value date(const std::string& value) { return Value(*feel::parse_date(value)); }
inline Value context(std::vector<std::pair<std::string, Value>> entries) {
  return Value(feel::Context{std::move(entries)});
}

}  // namespace dk::dmn::test
