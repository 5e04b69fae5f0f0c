// Forms, the notice, the review and the signature: what a finger does on the pages of a journey.
#include <algorithm>

#include "kiosk/citizen/form_pages.h"
#include "kiosk/citizen/machine.h"

namespace dk::kiosk::citizen {

const form::FieldView* find_field(const std::vector<form::FieldView>& fields,
                                  std::string_view place) {
  for (const form::FieldView& field : fields) {
    if (form::to_string(field.place) == place) return &field;
    if (const auto* inner = find_field(field.children, place)) return inner;
    for (const form::ItemView& item : field.items) {
      if (const auto* inner = find_field(item.fields, place)) return inner;
    }
  }
  return nullptr;
}

std::optional<form::View> Machine::form_view() const {
  if (!s.session || !s.session->journey || s.session->journey->forms.empty()) return std::nullopt;
  const Journey& j = *s.session->journey;
  return engine::view_of(*j.item, j.state, j.forms.front(), china_time(s.now), s.language);
}

bool Machine::tapped_journey(const std::string& id) {
  Journey* j = journey();
  if (j == nullptr) return false;
  if (j->not_saved) {
    if (id == "working.again") save_case();
    return true;
  }
  if (j->notice) {
    if (id != "notice.accept" && id != "notice.decline") return false;
    j->notice = false;
    j->waiting_since = s.steady;
    take(engine::NoticeAnswered{id == "notice.accept"});
    return true;
  }
  if (j->signing) {
    if (id != "sign.done" || !j->signature) return false;
    const bpmn::InstanceId instance = *j->signing;
    j->signing.reset();
    feel::Context given;
    given.set("signed", feel::Value(true));
    take(bpmn::Event(bpmn::Done{instance, std::move(given)}));
    return true;
  }
  if (j->forms.empty()) {
    if (id == "page.back") s.asking = "leave_journey";
    return true;
  }
  return tapped_form(id);
}

bool Machine::tapped_form(const std::string& id) {
  Journey& j = *journey();
  const auto view = form_view();
  if (!view) return false;
  if (id == "form.next") return form_next(), true;
  if (id == "review.submit" && j.reviewing) {
    j.reviewing = false;
    j.page = 0;
    j.submitted = s.steady;
    const bpmn::InstanceId instance = j.forms.front();
    if (take(engine::Submit{instance}) && !j.state.forms.contains(instance)) {
      std::erase(j.forms, instance);
    }
    return true;
  }
  if (id == "page.back") {
    if (j.reviewing) {
      j.reviewing = false;
      j.page = 0;
    } else if (j.page > 0) {
      --j.page;
    } else {
      s.asking = "leave_journey";
    }
    return true;
  }
  if (id == "form.change") {
    j.facts_open = !j.facts_open;
    j.page = 0;
    return true;
  }
  const auto field_at = [&](const std::optional<std::string>& place) {
    return place ? find_field(view->fields, *place) : nullptr;
  };
  const auto input = [&](form::Input given) {
    take(engine::FormInput{j.forms.front(), std::move(given)});
  };
  if (const auto option = brackets(id, "form.option")) {
    if (const auto* field = field_at(option->first)) option_tapped(*field, option->second);
  } else if (const auto* field = field_at(bracket(id, "form.field"))) {
    open_field(*field);
  } else if (const auto* confirmed = field_at(bracket(id, "form.confirm"))) {
    input({.kind = form::Input::Kind::Confirm, .at = confirmed->place, .value = {}});
  } else if (const auto* changed = field_at(bracket(id, "form.correct"))) {
    input({.kind = form::Input::Kind::Change, .at = changed->place, .value = {}});
    j.facts_open = false;
    j.page = 0;
  } else if (const auto* list = field_at(bracket(id, "form.add"))) {
    input({.kind = form::Input::Kind::AddItem, .at = list->place, .value = {}});
  } else if (const auto removed = brackets(id, "form.remove")) {
    if (const auto* from = field_at(removed->first)) {
      input({.kind = form::Input::Kind::RemoveItem,
             .at = from->place,
             .value = {},
             .item = static_cast<std::uint32_t>(removed->second)});
    }
  } else if (const auto more = bracket(id, "form.more")) {
    ++j.options[*more];
  } else {
    return false;
  }
  return true;
}

// Further only when what is on this page is right; then the next page, then the review.
void Machine::form_next() {
  Journey& j = *journey();
  const auto view = form_view();
  const FormPages pages = split_form(*view, s.access, j.facts_open);
  if (j.page + 1 < pages.pages.size()) {
    ++j.page;
    return;
  }
  if (view->complete) {
    j.reviewing = true;
    j.page = 0;
    return;
  }
  // Shows what is missing, on the first page that has some of it.
  take(engine::Submit{j.forms.front()});
  play(Sound::Attention);
  if (const auto now = form_view()) {
    j.page = first_page_with_errors(split_form(*now, s.access, j.facts_open));
  }
}

void Machine::set_field(const form::Place& place, feel::Value value) {
  Journey* j = journey();
  if (j == nullptr || j->forms.empty()) return;
  take(engine::FormInput{j->forms.front(),
                         {.kind = form::Input::Kind::Set, .at = place, .value = std::move(value)}});
}

void Machine::option_tapped(const form::FieldView& field, std::size_t number) {
  if (number >= field.options.size()) return;
  const form::OptionView& option = field.options[number];
  if (field.kind == form::Kind::Radio || field.kind == form::Kind::Select) {
    return set_field(field.place, option.value);
  }
  feel::List chosen;
  for (const form::OptionView& one : field.options) {
    if (one.chosen != (&one == &option)) chosen.push_back(one.value);
  }
  set_field(field.place, feel::Value(std::move(chosen)));
}

void Machine::open_field(const form::FieldView& field) {
  if (field.readonly) return;
  if (field.kind == form::Kind::Checkbox) {
    return set_field(field.place, feel::Value(!field.value.is_true()));
  }
  if (field.kind == form::Kind::Button) {
    take(engine::FormInput{journey()->forms.front(),
                           {.kind = form::Input::Kind::Press, .at = field.place, .value = {}}});
    return;
  }
  const FieldView shown = shown_field(field);
  open_input({.place = shown.place,
              .kind = shown.kind,
              .label = field.label,
              .text = field.text,
              .hint = field.description});
}

}  // namespace dk::kiosk::citizen
