#include "kiosk/citizen/form_pages.h"

#include <algorithm>

#include "i18n/masking.h"

namespace dk::kiosk::citizen {

namespace {

FieldView::Kind kind_of(const form::FieldView& field) {
  using Kind = FieldView::Kind;
  switch (field.kind) {
    case form::Kind::Radio:
    case form::Kind::Select:
      return Kind::Choice;
    case form::Kind::Checklist:
    case form::Kind::Taglist:
      return Kind::Choices;
    case form::Kind::Checkbox:
      return Kind::YesNo;
    case form::Kind::Number:
      return Kind::Digits;
    case form::Kind::DateTime:
      return Kind::Date;
    case form::Kind::Table:
      return Kind::Table;
    case form::Kind::Image:
      return Kind::Image;
    case form::Kind::Button:
      return Kind::Button;
    case form::Kind::TextField:
    case form::Kind::TextArea:
      // A number that names somebody has a pad of its own.
      return field.sensitivity == form::Sensitivity::Number ? Kind::Digits : Kind::Text;
    default:
      return Kind::Words;
  }
}

std::string masked(const form::FieldView& field, const std::string& text) {
  switch (field.sensitivity) {
    case form::Sensitivity::Name:
      return i18n::mask_name(text);
    case form::Sensitivity::Number:
      return i18n::mask_number_public(text);
    case form::Sensitivity::Secret:
      return text.empty() ? "" : "***";
    case form::Sensitivity::Plain:
      break;
  }
  return text;
}

std::string plain(const form::Paragraph& paragraph) {
  std::string text;
  for (const form::Span& span : paragraph.spans) text += span.text;
  return text;
}

// Groups and lists are flattened in the order in which they are read.
void flatten(const std::vector<form::FieldView>& fields, FormPages& pages,
             std::vector<FieldView>& asked, bool facts_open) {
  for (const form::FieldView& field : fields) {
    if (field.kind == form::Kind::Group || field.kind == form::Kind::List) {
      if (!field.label.empty()) {
        asked.push_back({.place = form::to_string(field.place) + ".head",
                         .kind = FieldView::Kind::Heading,
                         .label = field.label});
      }
      flatten(field.children, pages, asked, facts_open);
      for (const form::ItemView& item : field.items) {
        flatten(item.fields, pages, asked, facts_open);
        if (field.may_remove) {
          asked.push_back({.place = form::to_string(field.place),
                           .kind = FieldView::Kind::Remove,
                           .label = field.label,
                           .number = item.number});
        }
      }
      if (field.may_add) {
        asked.push_back({.place = form::to_string(field.place),
                         .kind = FieldView::Kind::Add,
                         .label = field.label});
      }
      continue;
    }
    if (field.kind == form::Kind::Separator || field.kind == form::Kind::Spacer ||
        field.kind == form::Kind::Expression) {
      continue;
    }
    if (field.kind == form::Kind::Text) {
      for (const form::Paragraph& paragraph : field.paragraphs) {
        if (paragraph.kind == form::Paragraph::Kind::Rule) continue;
        asked.push_back({.place = form::to_string(field.place) + "." + std::to_string(asked.size()),
                         .kind = paragraph.kind == form::Paragraph::Kind::Heading
                                     ? FieldView::Kind::Heading
                                     : FieldView::Kind::Words,
                         .label = plain(paragraph)});
      }
      continue;
    }
    FieldView shown = shown_field(field);
    if (field.known) {
      shown.kind = FieldView::Kind::Fact;
      shown.changeable = facts_open && !field.readonly;
      pages.facts.push_back(std::move(shown));
    } else {
      asked.push_back(std::move(shown));
    }
  }
}

}  // namespace

FieldView shown_field(const form::FieldView& field) {
  FieldView shown;
  shown.place = form::to_string(field.place);
  shown.kind = kind_of(field);
  shown.label = field.label;
  shown.hint = field.description;
  shown.value = masked(field, field.prefix + field.text + field.suffix);
  shown.source = field.known_from;
  shown.required = field.required;
  shown.confirm = field.confirm;
  shown.searchable = field.searchable;
  shown.chosen = field.value.is_true();
  if (field.show_errors && !field.errors.empty()) {
    const form::Error& error = field.errors.front();
    shown.error_key = std::string(form::code_name(error.code));
    shown.error = error.words;
    if (!error.bound.null()) shown.error_bound = feel::to_text(error.bound, false);
  }
  for (const form::OptionView& option : field.options) {
    shown.options.push_back({.label = masked(field, option.label), .chosen = option.chosen});
  }
  shown.columns = field.table.columns;
  for (const feel::List& row : field.table.rows) {
    std::vector<std::string> cells;
    for (const feel::Value& cell : row) cells.push_back(feel::to_text(cell, false));
    shown.rows.push_back(std::move(cells));
  }
  return shown;
}

float height_of(const FieldView& field, bool elder) {
  using Kind = FieldView::Kind;
  const float k = elder ? 1.4F : 1.0F;
  float height = 0;
  switch (field.kind) {
    case Kind::Choice:
    case Kind::Choices: {
      const std::size_t most = elder ? layout::kOptionsAPageElder : layout::kOptionsAPage;
      const auto rows = static_cast<float>(std::min(field.options.size(), most));
      height = layout::kLabel + rows * (layout::kOption + layout::kOptionGap);
      if (field.options.size() > most) height += layout::kConfirm;
      break;
    }
    case Kind::YesNo:
      height = layout::kOption;
      break;
    case Kind::Heading:
      height = layout::kLabel;
      break;
    case Kind::Words: {
      const auto lines = static_cast<float>(1 + field.label.size() / 3 / layout::kCharactersALine);
      height = lines * layout::kWordsLine;
      break;
    }
    case Kind::Table:
      height =
          layout::kLabel +
          static_cast<float>(1 + std::min<std::size_t>(field.rows.size(), 6)) * layout::kFactLine;
      break;
    case Kind::Add:
    case Kind::Remove:
    case Kind::Button:
      height = layout::kField;
      break;
    default:
      height = layout::kLabel + layout::kField;
      if (field.confirm) height += layout::kConfirm;
  }
  if (!field.error.empty() || !field.error_key.empty()) height += layout::kError;
  return height * k + layout::kGap;
}

float height_of_facts(std::size_t facts, bool open) {
  if (facts == 0) return 0;
  // Two beside each other; one a line while they can be corrected.
  const auto lines = static_cast<float>(open ? facts : (facts + 1) / 2);
  return layout::kFactsHead + lines * layout::kFactLine + layout::kFactsFoot + layout::kGap;
}

FormPages split_form(const form::View& view, const Access& access, bool facts_open) {
  constexpr float kRoom = 1224, kRoomLow = 760;
  FormPages made;
  std::vector<FieldView> asked;
  flatten(view.fields, made, asked, facts_open);
  const float room = access.low_reach ? kRoomLow : kRoom;
  made.pages.emplace_back();
  float used = access.elder ? 0 : height_of_facts(made.facts.size(), facts_open);
  bool question = false;
  for (FieldView& field : asked) {
    const float height = height_of(field, access.elder);
    const bool heading =
        field.kind == FieldView::Kind::Heading || field.kind == FieldView::Kind::Words;
    const bool full = used + height > room && used > 0;
    if (full || (access.elder && question)) {
      made.pages.emplace_back();
      used = 0;
      question = false;
    }
    used += height;
    question = question || !heading;
    made.pages.back().push_back(std::move(field));
  }
  return made;
}

std::size_t first_page_with_errors(const FormPages& pages) {
  for (std::size_t i = 0; i < pages.pages.size(); ++i) {
    for (const FieldView& field : pages.pages[i]) {
      if (!field.error_key.empty()) return i;
    }
  }
  return 0;
}

}  // namespace dk::kiosk::citizen
