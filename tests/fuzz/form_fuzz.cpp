// links: dk_form
// decodes: flows/form/loader.cpp flows/form/loader_kinds.cpp flows/form/loader_words.cpp
// decodes: flows/form/object.cpp flows/form/markdown.cpp flows/form/words.cpp flows/json/json.cpp
// decodes: flows/form/pattern.cpp
// Forms: any bytes are a form or are refused with a sentence. Whatever a hand then does to it, it
// is shown twice the same, and what it hands on is on the screen.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "flows/form/view.h"

namespace {

using namespace dk;
using namespace dk::form;

const Outside& outside() {
  static const Outside all = [] {
    Outside out;
    out.facts = {"person.name", "person.phone", "cards", "towns", "birth.children", "birth.date"};
    out.limits.items = 5;
    out.limits.instances = 300;
    out.limits.evaluation = {.steps = 60'000, .depth = 60, .text_bytes = 64 * 1024};
    return out;
  }();
  return all;
}

feel::Context facts() {
  const auto text = [](const char* words) { return feel::Value(std::string(words)); };
  feel::Context person;
  person.set("name", text("\xE9\x99\x88"));
  person.set("phone", text("13800005206"));
  feel::Context card;
  card.set("label", text("****6621"));
  card.set("value", text("c1"));
  feel::Context out;
  out.set("person", feel::Value(person));
  out.set("cards", feel::Value(feel::List{feel::Value(card)}));
  out.set("towns", feel::Value(feel::List{text("a"), text("b")}));
  return out;
}

feel::Evaluation evaluation() {
  return feel::Evaluation(outside().limits.evaluation, feel::DateTime{{2022, 11, 18}, {}});
}

void gather(const std::vector<FieldView>& fields, std::vector<const FieldView*>& out) {
  for (const FieldView& field : fields) {
    out.push_back(&field);
    gather(field.children, out);
    for (const ItemView& item : field.items) gather(item.fields, out);
  }
}

std::string said(const View& view) {
  std::vector<const FieldView*> fields;
  gather(view.fields, fields);
  std::string out = view.complete ? "complete" : "open";
  for (const FieldView* field : fields) {
    out += to_string(field->place) + field->label + field->text;
    for (const Error& error : field->errors) out += code_name(error.code);
  }
  return out;
}

// Values in what is handed on; a list of contexts is a dynamic list, any other one value.
std::size_t leaves(const feel::Context& context) {
  std::size_t count = 0;
  for (const auto& [name, value] : context.entries) {
    if (value.is(feel::Kind::Context)) {
      count += leaves(value.context());
    } else if (!value.is(feel::Kind::List)) {
      ++count;
    } else {
      for (const feel::Value& item : value.list()) {
        if (item.is(feel::Kind::Context)) count += leaves(item.context());
      }
    }
  }
  return count;
}

void touch(const Form& form, State& state, const FieldView& field, std::uint8_t byte) {
  Input input;
  input.kind = static_cast<Input::Kind>(byte % 6);
  input.at = field.place;
  input.item = byte / 6 % 4;
  const feel::Value values[] = {
      feel::Value(), feel::Value(true), feel::Value(std::string("2022-12-01")),
      feel::Value(std::string("12,5")),
      field.options.empty() ? feel::Value::number(byte) : field.options.front().value};
  input.value = values[byte % std::size(values)];
  auto cost = evaluation();
  if (auto next = answer(form, state, input, facts(), cost)) state = std::move(*next);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto form = Form::load(text, outside());
  if (!form) {
    if (form.error().message.empty()) std::abort();
    return 0;
  }
  for (const Message& message : form->messages()) {
    if (message.text.empty()) std::abort();
  }
  State state;
  for (std::size_t step = 0; step < 4; ++step) {
    auto cost = evaluation();
    const View seen = view(*form, state, facts(), cost, {});
    auto again = evaluation();
    if (said(seen) != said(view(*form, state, facts(), again, {}))) std::abort();
    auto last = evaluation();
    const auto out = submission(*form, state, facts(), last);
    std::vector<const FieldView*> fields;
    gather(seen.fields, fields);
    if (out) {
      // Computed fields are handed on and not drawn; their values may be of any shape.
      const bool computed = text.find("expression") != std::string_view::npos;
      std::size_t drawn = 0;
      for (const FieldView* field : fields) {
        if (!field->errors.empty()) std::abort();
        drawn += field->kind < Kind::Expression ? 1 : 0;
      }
      if (!computed && leaves(*out) > drawn) std::abort();
    }
    if (fields.empty()) break;
    const std::uint8_t byte = data[(step * 37 + size / 2) % size];
    touch(*form, state, *fields[(byte + step) % fields.size()], byte);
  }
  return 0;
}
