#include <algorithm>

#include "flows/form/loader.h"

namespace dk::form {

feel::Program Loader::program(const Object& object, std::string_view name, std::string_view text) {
  // Reading one costs as much as there are names and characters.
  expression_bytes_ += text.size();
  if (expression_bytes_ > schema_.limits.expression_bytes) {
    object.refuse("the expressions of the form are longer than " +
                  std::to_string(schema_.limits.expression_bytes) + " bytes");
  }
  if (++expressions_ > schema_.limits.expressions) {
    object.refuse("the form has more than " + std::to_string(schema_.limits.expressions) +
                  " expressions");
  }
  auto compiled = feel::compile(text, names_);
  if (!compiled) {
    object.refuse(name, "is no FEEL, at byte " + std::to_string(compiled.error().at) + ": " +
                            compiled.error().message);
  }
  if (!compiled->unknown().empty()) {
    object.refuse(name, "names '" + compiled->unknown().front().message +
                            "', which is neither a field nor a fact");
  }
  return std::move(*compiled);
}

// "=..." of `hide` and `readonly`; form-js reads anything else as if it were not there.
std::optional<Condition> Loader::condition(Object& object, std::string_view name) {
  const std::string text = object.text(name);
  if (text.empty()) return std::nullopt;
  if (!text.starts_with('=')) object.refuse(name, "must be an expression (\"=...\")");
  ++schema_.derived;
  const std::string whole = trimmed(std::string_view(text).substr(1));
  Condition made{program(object, name, whole), false};
  if (whole.starts_with("not(") && whole.ends_with(')')) {
    // "not(a) and not(b)" begins and ends so too, but what is between is no expression.
    if (auto inner = feel::compile(whole.substr(4, whole.size() - 5), names_)) {
      made = {std::move(*inner), true};
    }
  }
  return made;
}

Words Loader::words(Object& object, std::string_view name) {
  return as_words(object, name, object.text(name));
}

Words Loader::as_words(const Object& object, std::string_view name, std::string text) {
  Words words;
  words.source = std::move(text);
  if (words.source.starts_with('=')) {
    words.expression = true;
    words.inserts.push_back(
        {words.source, program(object, name, std::string_view(words.source).substr(1))});
    return words;
  }
  for (const std::string& insert : split_template(words.source).inserts) {
    if (insert.starts_with('#') || insert.starts_with('/')) {
      object.refuse(name, "has the template section {{" + insert.substr(0, 40) +
                              "}}; only {{expression}} is understood");
    }
    if (std::ranges::find(words.inserts, insert, &Words::Insert::text) == words.inserts.end()) {
      words.inserts.push_back({insert, program(object, name, insert)});
    }
  }
  return words;
}

Bound Loader::bound(Object& object, std::string_view name) {
  Bound bound;
  const feel::Value* value = object.any(name);
  if (!value) return bound;
  if (value->is(feel::Kind::Number)) {
    bound.fixed = *value;
    return bound;
  }
  const std::string text = object.text(name);
  if (text.starts_with('=')) {
    bound.program = program(object, name, std::string_view(text).substr(1));
  } else if (const auto number = feel::Decimal::parse(text)) {
    bound.fixed = *number;
  } else if (!text.empty()) {
    object.refuse(name, "must be a number or an expression");
  }
  return bound;
}

}  // namespace dk::form
