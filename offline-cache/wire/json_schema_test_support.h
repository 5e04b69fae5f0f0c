// For tests only: the part of JSON Schema 2020-12 that docs/protocol uses. A keyword that it does
// not know makes every document invalid, so that no rule in a schema is silently not checked.
#pragma once

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <string>

namespace dk::wire::test {

using nlohmann::json;

inline std::size_t characters_of(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

inline bool has_type(const json& value, const std::string& type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "integer") return value.is_number_integer();
  if (type == "boolean") return value.is_boolean();
  return type == "null" && value.is_null();
}

inline bool valid(const json& schema, const json& value);

inline bool valid_object(const json& schema, const json& value) {
  const json properties = schema.value("properties", json::object());
  for (const json& key : schema.value("required", json::array())) {
    if (!value.contains(key.get<std::string>())) return false;
  }
  if (value.size() > schema.value("maxProperties", value.size())) return false;
  for (const auto& [key, item] : value.items()) {
    if (schema.contains("propertyNames") && !valid(schema["propertyNames"], key)) return false;
    if (properties.contains(key)) {
      if (!valid(properties[key], item)) return false;
    } else if (schema.contains("additionalProperties")) {
      const json& rest = schema["additionalProperties"];
      if (rest.is_boolean() ? !rest.get<bool>() : !valid(rest, item)) return false;
    }
  }
  return true;
}

inline const std::regex& pattern_of(const std::string& text) {
  static std::map<std::string, std::regex> compiled;
  return compiled.try_emplace(text, text).first->second;
}

inline bool valid_text(const json& schema, const std::string& text) {
  const std::size_t size = characters_of(text);
  if (size < schema.value("minLength", std::size_t{0})) return false;
  if (size > schema.value("maxLength", size)) return false;
  return !schema.contains("pattern") ||
         std::regex_search(text, pattern_of(schema["pattern"].get<std::string>()));
}

inline bool valid(const json& schema, const json& value) {
  static const std::set<std::string> kKnown = {
      "$schema", "$id",       "title",     "description", "examples",      "format",
      "type",    "enum",      "const",     "required",    "properties",    "additionalProperties",
      "pattern", "minLength", "maxLength", "minimum",     "maximum",       "propertyNames",
      "items",   "maxItems",  "anyOf",     "oneOf",       "maxProperties", "x-optional"};
  for (const auto& [keyword, rule] : schema.items()) {
    if (!kKnown.contains(keyword)) return false;
  }
  if (const auto type = schema.find("type"); type != schema.end()) {
    const json types = type->is_array() ? *type : json::array({*type});
    if (std::none_of(types.begin(), types.end(),
                     [&](const json& one) { return has_type(value, one.get<std::string>()); })) {
      return false;
    }
  }
  if (schema.contains("const") && value != schema["const"]) return false;
  if (const auto words = schema.find("enum");
      words != schema.end() && std::find(words->begin(), words->end(), value) == words->end()) {
    return false;
  }
  if (value.is_number_integer()) {
    if (schema.contains("minimum") && value < schema["minimum"]) return false;
    if (schema.contains("maximum") && value > schema["maximum"]) return false;
  }
  if (value.is_string() && !valid_text(schema, value.get<std::string>())) return false;
  if (value.is_object() && !valid_object(schema, value)) return false;
  if (value.is_array()) {
    if (value.size() > schema.value("maxItems", value.size())) return false;
    for (const json& item : value) {
      if (schema.contains("items") && !valid(schema["items"], item)) return false;
    }
  }
  const auto matches = [&](const char* keyword) {
    return std::count_if(schema[keyword].begin(), schema[keyword].end(),
                         [&](const json& one) { return valid(one, value); });
  };
  if (schema.contains("anyOf") && matches("anyOf") == 0) return false;
  if (schema.contains("oneOf") && matches("oneOf") != 1) return false;
  return true;
}

}  // namespace dk::wire::test
