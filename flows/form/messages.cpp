// What of a form a catalogue and an item's facts must have.
#include "flows/form/schema.h"

namespace dk::form {

namespace {

void messages_of(const std::vector<Field>& fields, std::vector<Message>& out) {
  for (const Field& field : fields) {
    const auto add = [&](const Words& words) {
      if (words.translatable()) out.push_back({field.id, words.source});
    };
    add(field.label);
    add(field.description);
    add(field.prefix);
    add(field.suffix);
    add(field.alt);
    add(field.date.time_label);
    add(field.validation.pattern_words);
    if (field.kind == Kind::Text) add(field.body);
    for (const Choice& choice : field.choices.fixed) add(choice.label);
    for (const Column& column : field.table.columns) add(column.label);
    messages_of(field.children, out);
  }
}

void facts_of(const std::vector<Field>& fields, std::vector<FillFrom>& out) {
  for (const Field& field : fields) {
    std::string path;
    for (const std::string& part : field.fact) path.append(path.empty() ? "" : ".").append(part);
    if (!path.empty()) out.push_back({field.id, std::move(path)});
    facts_of(field.children, out);
  }
}

}  // namespace

std::vector<Message> Form::messages() const {
  std::vector<Message> out;
  messages_of(schema_->fields, out);
  return out;
}

std::vector<FillFrom> Form::fill_from() const {
  std::vector<FillFrom> out;
  facts_of(schema_->fields, out);
  return out;
}

}  // namespace dk::form
