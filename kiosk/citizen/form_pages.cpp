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

// Latin letters and digits count one, Han characters two.
std::size_t units(std::string_view utf8) {
  std::size_t count = 0;
  for (const char c : utf8) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      ++count;
    } else if (byte >= 0xC0) {
      count += 2;
    }
  }
  return count;
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

float room_of_form(const Access& access) {
  if (access.halves()) return access.elder ? 640 : 720;
  return access.elder ? 1330 : 1224;
}

std::size_t options_a_page(const Access& access) {
  return access.elder || access.halves() ? layout::kOptionsAPageFew : layout::kOptionsAPage;
}

std::size_t rows_a_page(const Access& access) {
  return access.elder || access.halves() ? layout::kRowsAPageFew : layout::kRowsAPage;
}

std::size_t facts_a_page(const Access& access) {
  const float k = access.elder ? layout::kElder : 1.0F;
  const float room = room_of_form(access) - (layout::kFactsHead + layout::kFactsFoot) * k;
  return static_cast<std::size_t>(std::max(1.0F, room / (layout::kFactRow * k)));
}

bool in_tiles(const FieldView& field, const Access& access) {
  if (access.elder || field.option_pages > 1 || field.options.size() > layout::kTiles) return false;
  return std::ranges::all_of(field.options, [](const FieldView::Option& option) {
    return option.note.empty() && units(option.label) <= layout::kTileUnits;
  });
}

float height_of(const FieldView& field, const Access& access) {
  using Kind = FieldView::Kind;
  float height = field.hint.empty() ? 0 : layout::kHint;
  switch (field.kind) {
    case Kind::Choice:
    case Kind::Choices: {
      if (in_tiles(field, access)) {
        height += layout::kLabel + layout::kTile;
        break;
      }
      const std::size_t most = options_a_page(access);
      const auto rows = static_cast<float>(std::min(field.options.size(), most));
      height += layout::kLabel + rows * (layout::kOption + layout::kOptionGap) - layout::kOptionGap;
      if (std::max(field.option_count, field.options.size()) > most) {
        height += layout::kOptionGap + layout::kButton;
      }
      break;
    }
    case Kind::YesNo:
      height += layout::kOption;
      break;
    case Kind::Heading:
      height += layout::kLabel;
      break;
    case Kind::Words: {
      const std::size_t lines = 1 + units(field.label) / layout::kUnitsALine;
      height += static_cast<float>(lines) * layout::kWordsLine;
      break;
    }
    case Kind::Table: {
      const std::size_t most = rows_a_page(access);
      height += layout::kLabel +
                static_cast<float>(1 + std::min(field.rows.size(), most)) * layout::kTableLine;
      if (field.option_pages > 1 || field.rows.size() > most) {
        height += layout::kOptionGap + layout::kButton;
      }
      break;
    }
    case Kind::Add:
    case Kind::Remove:
    case Kind::Button:
      height += layout::kOption;
      break;
    default:
      height += layout::kLabel + layout::kField;
      if (field.confirm) height += layout::kOptionGap + layout::kButton;
  }
  if (!field.error.empty() || !field.error_key.empty()) height += layout::kError;
  return access.elder ? height * layout::kElder : height;
}

float height_of_facts(std::size_t facts, const Access& access) {
  if (facts == 0) return 0;
  if (access.elder) return access.halves() ? layout::kOption + layout::kGap : layout::kElderBanner;
  // Halves: only the button that opens them stands among what is touched.
  if (access.halves()) return layout::kButton + layout::kGap;
  const auto lines = static_cast<float>((std::min(facts, layout::kFactsClosed) + 1) / 2);
  return layout::kFactsHead + lines * layout::kFactLine + layout::kFactsFoot + layout::kGap;
}

FormPages split_form(const form::View& view, const Access& access, bool facts_open) {
  FormPages made;
  std::vector<FieldView> asked;
  flatten(view.fields, made, asked, facts_open);
  const float room = room_of_form(access);
  float used = height_of_facts(made.facts.size(), access);
  if (facts_open && !made.facts.empty()) {
    const std::size_t most = facts_a_page(access);
    made.fact_pages = (made.facts.size() + most - 1) / most;
    made.pages.resize(made.fact_pages);
    used = 0;
    if (asked.empty()) return made;
  }
  made.pages.emplace_back();
  bool question = false;
  for (FieldView& field : asked) {
    const float height = height_of(field, access);
    const bool heading =
        field.kind == FieldView::Kind::Heading || field.kind == FieldView::Kind::Words;
    const bool full = used + height > room && !made.pages.back().empty();
    if (full || (access.elder && question)) {
      made.pages.emplace_back();
      used = 0;
      question = false;
    }
    used += height + layout::kGap;
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
