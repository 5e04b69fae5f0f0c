// What is refused, and with which words: an author must find the place.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>

#include "flows/form/test_forms.h"

namespace dk::form {
namespace {

TEST(Load, what_a_terminal_cannot_show_is_refused_by_name) {
  for (const char* type :
       {"iframe", "html", "filepicker", "documentPreview", "multipage", "page", "surprise", ""}) {
    EXPECT_EQ(refusal(with(R"({"id": "F1", "key": "k", "type": ")" + std::string(type) + "\"}")),
              "F1: a component of type '" + std::string(type) + "' cannot stand on a terminal");
  }
}

struct Refused {
  const char* component;
  const char* why;
};

TEST(Load, every_refusal_names_the_element_and_the_property) {
  const Refused all[] = {
      {R"({"id": "F", "type": "textfield"})", "F: 'key' is missing"},
      {R"({"id": "F", "type": "dynamiclist"})", "F: 'path' is missing"},
      {R"({"id": "F", "type": "textfield", "key": "a b"})",
       "F: 'key' must be words of letters, digits and _, with dots between them"},
      {R"({"id": "F", "type": "textfield", "key": "this.x"})",
       "F: 'key' begins with a name that form-js gives another meaning in expressions"},
      {R"({"type": "textfield", "key": "a", "colour": "red"})",
       "components.0: 'colour' is a property that is not understood"},
      {R"({"id": "F", "type": "textfield", "key": "a", "validate": {"min": 3}})",
       "F: 'validate.min' is a property that is not understood"},
      {R"({"id": "F", "type": "number", "key": "a", "validate": {"pattern": "x"}})",
       "F: 'validate.pattern' is a property that is not understood"},
      {R"({"id": "F", "type": "text", "text": "x", "key": "a"})",
       "F: 'key' is a property that is not understood"},
      {R"({"id": "F", "type": "textfield", "key": "a", "label": 7})", "F: 'label' must be a text"},
      {R"({"id": "F", "type": "textfield", "key": "a", "validate": {"required": "yes"}})",
       "F: 'validate.required' must be true or false"},
      {R"({"id": "F", "type": "textfield", "key": "a", "validate": {"pattern": "(["}})",
       "F: 'validate.pattern' is no regular expression"},
      {R"({"id": "F", "type": "textfield", "key": "a", "conditional": {"hide": "a = 1"}})",
       "F: 'conditional.hide' must be an expression (\"=...\")"},
      {R"({"id": "F", "type": "textfield", "key": "a", "conditional": {"show": "=true"}})",
       "F: 'conditional.show' is a property that is not understood"},
      {R"({"id": "F", "type": "textfield", "key": "a", "label": "=income > 3"})",
       "F: 'label' names 'income', which is neither a field nor a fact"},
      {R"({"id": "F", "type": "text", "text": "{{#if a}}x{{/if}}"})",
       "F: 'text' has the template section {{#if a}}; only {{expression}} is understood"},
      {R"x({"id": "F", "type": "text", "text": "see [here](https://example.org)"})x",
       "F: 'text' has a link, which a terminal does not show"},
      {R"({"id": "F", "type": "text", "text": "one<br />two"})",
       "F: 'text' has HTML, which a terminal does not show"},
      {R"({"id": "F", "type": "image", "source": "https://example.org/x.png"})",
       "F: 'source' must be a data: URI of a picture or a file of the item; nothing is fetched"},
      {R"({"id": "F", "type": "image", "source": "../secret.png"})",
       "F: 'source' must be a data: URI of a picture or a file of the item; nothing is fetched"},
      {R"({"id": "F", "type": "radio", "key": "a"})",
       "F: its options must come from exactly one of values, valuesKey, valuesExpression"},
      {R"({"id": "F", "type": "radio", "key": "a", "values": [{"value": "x"}, {"value": "x"}]})",
       "F: 'values' has two options with the value x"},
      {R"({"id": "F", "type": "radio", "key": "a", "valuesKey": "cards"})",
       "F: 'valuesKey' names 'cards', which does not exist"},
      {R"({"id": "F", "type": "number", "key": "a", "increment": 0})",
       "F: 'increment' must be a number above zero"},
      {R"({"id": "F", "type": "number", "key": "a", "defaultValue": "ten"})",
       "F: 'defaultValue' is no value for a component of this type"},
      {R"({"id": "F", "type": "number", "key": "a", "defaultValue": "=1"})",
       "F: 'defaultValue' is an expression; use dk:fillFrom or an expression field"},
      {R"({"id": "F", "type": "datetime", "key": "a", "subtype": "year"})",
       "F: 'subtype' must be one of: date time datetime"},
      {R"({"id": "F", "type": "table", "dataSource": "=[]"})",
       "F: its columns must come from exactly one of columns, columnsExpression"},
      {R"({"id": "F", "type": "expression", "key": "a", "expression": "1"})",
       "F: 'expression' must begin with \"=\""},
      {R"({"id": "F", "type": "dynamiclist", "path": "l", "isRepeating": false})",
       "F: 'isRepeating' must be true"},
      {R"({"id": "F", "type": "dynamiclist", "path": "l", "properties": {"dk:maxItems": "51"}})",
       "F: 'properties.dk:maxItems' must be a whole number from 1 to 50"},
      {R"({"id": "F", "type": "textfield", "key": "a", "properties": {"dk:fill": "x"}})",
       "F: 'properties.dk:fill' is a property that is not understood"},
      {R"({"id": "F", "type": "textfield", "key": "a", "properties": {"dk:fillFrom": "x.y"}})",
       "F: 'properties.dk:fillFrom' names the fact 'x.y', which does not exist"},
      {R"({"id": "F", "type": "textfield", "key": "a", "properties": {"dk:fillFrom": "this.y"}})",
       "F: 'properties.dk:fillFrom' 'this' needs a list that is filled"},
      {R"({"id": "F", "type": "textfield", "key": "a", "properties": {"dk:ask": "always"}})",
       "F: 'properties.dk:ask' needs dk:fillFrom"},
      {R"({"id": "F", "type": "text", "properties": {"dk:ask": "always"}})",
       "F: 'properties.dk:ask' is a property that is not understood"}};
  for (const Refused& refused : all) EXPECT_EQ(refusal(with(refused.component)), refused.why);
}

TEST(Load, an_expression_that_is_no_feel_is_refused_with_its_place) {
  EXPECT_TRUE(refusal(with(R"({"id": "F", "type": "textfield", "key": "a", "label": "=1 +"})"))
                  .starts_with("F: 'label' is no FEEL, at byte "));
}

TEST(Load, two_fields_never_write_to_one_place) {
  const std::string clash = ": its value would stand where another field's stands";
  const auto two = [](const std::string& first, const std::string& second) {
    return refusal(with(first + "," + second));
  };
  const std::string text = R"({"id": "A", "type": "textfield", "key": "a"})";
  EXPECT_EQ(two(text, R"({"id": "B", "type": "textfield", "key": "a"})"), "B" + clash);
  EXPECT_EQ(two(text, R"({"id": "B", "type": "textfield", "key": "a.b"})"), "B" + clash);
  EXPECT_EQ(two(text, R"({"id": "B", "type": "dynamiclist", "path": "a"})"), "B" + clash);
  EXPECT_EQ(two(R"({"id": "B", "type": "dynamiclist", "path": "a"})", text), "A" + clash);
  EXPECT_EQ(two(R"({"id": "B", "type": "dynamiclist", "path": "a"})",
                R"({"id": "C", "type": "textfield", "key": "a.x"})"),
            "C" + clash);
  EXPECT_EQ(two(text, R"({"id": "A", "type": "textfield", "key": "b"})"), "A: 'id' is used twice");
  const std::string group = R"({"id": "G", "type": "group", "path": "g", "components": [)";
  EXPECT_EQ(two(text, group + R"({"id": "B", "type": "textfield", "key": "a"}]})"), "loaded");
  EXPECT_EQ(two(R"({"id": "B", "type": "textfield", "key": "g.a"})",
                group + R"({"id": "C", "type": "textfield", "key": "a"}]})"),
            "C" + clash);
}

TEST(Load, the_file_itself_must_be_a_form_of_a_known_version) {
  EXPECT_EQ(refusal("{"), ": this is no JSON, from byte 2 on");
  EXPECT_EQ(refusal("[]"), ": it is no object");
  EXPECT_EQ(refusal(R"({"id": "x"})"), "x: 'type' must be \"default\"");
  EXPECT_EQ(refusal(R"({"id": "x", "type": "default"})"), "x: 'components' is missing");
  EXPECT_EQ(refusal(R"({"id": "x", "type": "default", "components": [], "schemaVersion": 21})"),
            "x: 'schemaVersion' must be a whole number from 1 to 20");
  EXPECT_EQ(refusal(R"({"id": "x", "type": "default", "components": [], "theme": 1})"),
            "x: 'theme' is a property that is not understood");
}

TEST(Load, other_tools_properties_are_left_alone) {
  EXPECT_EQ(refusal(with(R"({"id": "F", "type": "textfield", "key": "a",
                             "properties": {"camunda:note": "x"}})")),
            "loaded");
}

TEST(Load, a_fact_may_be_named_with_what_is_inside_it) {
  const std::string form = with(R"({"id": "F", "type": "textfield", "key": "a",
                                    "properties": {"dk:fillFrom": "person.phone.mobile"}})");
  EXPECT_EQ(refusal(form, {{"person.phone"}, {}}), "loaded");
  EXPECT_NE(refusal(form, {{"person.phon"}, {}}), "loaded");
}

// Each is stopped by a limit that says its name, and in time.
TEST(Load, hostile_files_are_stopped) {
  std::string deep;
  for (int i = 0; i < 30; ++i) {
    deep += R"({"type": "group", "components": [)";
  }
  std::string deep_end;
  for (int i = 0; i < 30; ++i) deep_end += "]}";
  std::string many;
  for (int i = 0; i < 10'000; ++i) many += R"({"type":"separator"},)";
  std::string options;
  for (int i = 0; i < 300; ++i) options += "\"v" + std::to_string(i) + "\",";
  std::string keys;
  for (int i = 0; i < 80'000; ++i) keys += "\"k" + std::to_string(i) + "\":1,";
  std::string fields;
  for (int i = 0; i < 400; ++i) {
    fields += R"({"type":"textfield","key":"k)" + std::to_string(i) + "\"},";
  }
  std::string sums = fields;
  std::string inserts = fields;
  for (int i = 0; i < 90; ++i) {
    sums += R"({"type":"text","text":"=k7)";
    for (int j = 0; j < 3'000; ++j) sums += "+k8";
    sums += "\"},";
    inserts += R"({"type":"text","text":")";
    for (int j = 0; j < 1'500; ++j) inserts += "{{" + std::to_string(j) + "}}";
    inserts += "\"},";
  }
  std::string path;
  for (int i = 0; i < 8'000; ++i) path += "a.";
  const std::string last = R"({"type":"separator"})";
  const std::pair<std::string, std::string> all[] = {
      {with(sums + last), "the expressions of the form are longer than 16384 bytes"},
      {with(inserts + last), "the form has more than 1000 expressions"},
      {with(R"({"id":"F","type":"textfield","key":")" + path + "a\"}"), "more than 16 parts"},
      {with(deep + deep_end), "JSON is nested more than 48 deep"},
      {with(many + R"({"type":"separator"})"), "more than 500 components"},
      {with(R"({"id":"F","type":"radio","key":"a","values":[)" + options + "\"x\"]}"),
       "more than 200 options"},
      {with("{" + keys + R"("id":"F","type":"text"})"), "is a property that is not understood"},
      {with(R"({"id":"F","type":"text","text":")" + std::string(20'000, 'x') + "\"}"),
       "longer than 16384 bytes"},
      {with(R"({"id":"F","type":"textfield","key":"a","validate":{"pattern":")" +
            std::string(600, '(') + "\"}}"),
       "longer than 500 bytes"},
      {with(R"({"id":"F","type":"text","text":"=)" + std::string(10'000, '(') + "\"}"),
       "is no FEEL"},
      {std::string(2u << 20, ' '), "longer than 1048576 bytes"},
      {std::string(1'000'000, '['), "JSON is nested more than 48 deep"}};
  double worst = 0;
  for (const auto& [json, why] : all) {
    std::string said;
    const double took = took_ms([&] { said = refusal(json); });
    EXPECT_NE(said.find(why), std::string::npos) << said;
    EXPECT_LT(took, kHostile_ms) << why;
    worst = std::max(worst, took);
  }
  std::printf("the slowest refusal: %.1f ms\n", worst);
}

TEST(Load, groups_in_groups_end_at_a_named_depth) {
  Outside outside;
  outside.limits.depth = 2;
  const std::string inner = R"({"id": "C", "type": "group", "components": [
                                 {"id": "D", "type": "separator"}]})";
  const auto around = [](const std::string& id, const std::string& what) {
    return R"({"id": ")" + id + R"(", "type": "group", "components": [)" + what + "]}";
  };
  EXPECT_EQ(refusal(with(around("B", inner)), outside),
            "C: 'components' are nested more than 2 deep");
  EXPECT_EQ(refusal(with(inner), outside), "loaded");
}

// Loads, but would cost too much to show: a limit of the evaluation stops it.
TEST(Load, a_form_that_is_costly_to_show_stops_in_time) {
  std::string lists;
  std::string end;
  for (int i = 0; i < 4; ++i) {
    const std::string n = std::to_string(i);
    lists += R"({"type": "dynamiclist", "defaultRepetitions": 50, "path": "l)" + n +
             R"(", "components": [{"type": "expression", "key": "e)" + n +
             R"x(", "expression": "=count(for x in 1..1000 return x)"},)x";
    end += "]}";
  }
  const std::string separator = R"({"type": "separator"})";
  Visit visit(with(lists + separator + end), {}, "{}");
  EXPECT_LT(took_ms([&] { EXPECT_EQ(visit.submit(), ": stopped"); }), kHostile_ms);
}

TEST(Load, five_hundred_fields_in_a_circle_stop_in_time) {
  std::string fields;
  for (int i = 0; i < 499; ++i) {
    const std::string n = std::to_string(i);
    fields += R"({"type": "expression", "key": "k)" + n + R"(", "expression": "=k)" +
              std::to_string((i + 1) % 499) + "=1\"},";
  }
  Visit visit(
      with(fields + R"x({"type": "expression", "key": "o", "expression": "=not(o=true)"})x"), {},
      "{}");
  EXPECT_LT(took_ms([&] { EXPECT_EQ(visit.submit(), ": circle"); }), kHostile_ms);
}

TEST(Load, patterns_that_never_end_stop_in_time) {
  std::string fields;
  for (int i = 0; i < 400; ++i) {
    fields += R"({"type": "textfield", "key": "k)" + std::to_string(i) +
              R"x(", "defaultValue": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab",
                  "validate": {"pattern": "^(a+)+$"}},)x";
  }
  Visit visit(with(fields + R"({"type": "separator"})"), {}, "{}");
  std::string said;
  EXPECT_LT(took_ms([&] { said = visit.submit(); }), kHostile_ms);
  EXPECT_TRUE(said.ends_with(": stopped")) << said;
}

}  // namespace
}  // namespace dk::form
