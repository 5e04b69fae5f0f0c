#include <algorithm>

#include "flows/form/fit.h"
#include "flows/form/loader.h"
#include "flows/form/markdown.h"

namespace dk::form {

using feel::Value;

// What every component may have.
void Loader::common(Field& field, Object& object) {
  if (auto conditional = object.object("conditional")) {
    const Value* hide = conditional->any("hide");
    if (!hide || !hide->is_false()) field.hide = condition(*conditional, "hide");
    conditional->finish();
  }
  if (auto layout = object.object("layout")) {
    field.look.row = layout->text("row");
    field.look.columns = layout->whole("columns", 1, 16).value_or(0);
    layout->finish();
  }
}

// What every component with a value may have.
void Loader::input(Field& field, Object& object) {
  if (field.kind != Kind::DateTime) field.label = words(object, "label");
  field.description = words(object, "description");
  field.disabled = object.flag("disabled");
  const Value* readonly = object.any("readonly");
  if (readonly && readonly->is(feel::Kind::Boolean)) {
    field.readonly = readonly->boolean();
  } else {
    field.readonly_when = condition(object, "readonly");
  }
  if (field.kind == Kind::TextField || field.kind == Kind::Number) {
    if (auto appearance = object.object("appearance")) {
      field.prefix = words(*appearance, "prefixAdorner");
      field.suffix = words(*appearance, "suffixAdorner");
      appearance->finish();
    }
  }
  validation(field, object);
}

void Loader::validation(Field& field, Object& object) {
  auto rules = object.object("validate");
  if (!rules) return;
  field.validation.required = rules->flag("required");
  if (field.kind == Kind::Number) {
    field.validation.min = bound(*rules, "min");
    field.validation.max = bound(*rules, "max");
  }
  if (field.kind == Kind::TextField || field.kind == Kind::TextArea) {
    field.validation.min_length = bound(*rules, "minLength");
    field.validation.max_length = bound(*rules, "maxLength");
  }
  if (field.kind == Kind::TextField) {
    const std::string type = rules->text("validationType");
    if (type == "email") {
      field.validation.type = Validation::Type::Email;
    } else if (type == "phone") {
      field.validation.type = Validation::Type::Phone;
    } else if (!type.empty() && type != "custom") {
      rules->refuse("validationType", "must be email, phone or custom");
    }
    field.validation.pattern_text = rules->text("pattern");
    if (field.validation.pattern_text.size() > schema_.limits.pattern_bytes) {
      rules->refuse("pattern",
                    "is longer than " + std::to_string(schema_.limits.pattern_bytes) + " bytes");
    }
    if (!field.validation.pattern_text.empty()) {
      field.validation.pattern = Pattern::compile(field.validation.pattern_text);
      if (!field.validation.pattern) rules->refuse("pattern", "is no regular expression");
    }
    field.validation.pattern_words = words(*rules, "patternErrorMessage");
  }
  rules->finish();
}

void Loader::fallback(Field& field, Object& object) {
  const Value* value = object.any("defaultValue");
  if (!value) return;
  if (value->is(feel::Kind::String)) {
    const std::string text = object.text("defaultValue");
    if (text.empty() && field.kind != Kind::TextField) return;
    if (text.starts_with('=')) {
      object.refuse("defaultValue", "is an expression; use dk:fillFrom or an expression field");
    }
  }
  const auto fitting = fit(field, *value);
  if (!fitting) object.refuse("defaultValue", "is no value for a component of this type");
  field.fallback = *fitting;
}

void Loader::date(Field& field, Object& object) {
  field.date.part = static_cast<DateRules::Part>(object.one_of("subtype", "date time datetime"));
  field.label = words(object, "dateLabel");
  field.date.time_label = words(object, "timeLabel");
  // Also in files of old editors, which knew one label only.
  if (const Words label = words(object, "label"); field.label.empty()) field.label = label;
  field.date.hours_24 = object.flag("use24h");
  field.date.no_past = object.flag("disallowPassedDates");
  field.date.interval_minutes = object.whole("timeInterval", 1, 60).value_or(15);
  const std::string zone = object.text("timeSerializingFormat");
  if (zone == "utc_offset") {
    field.date.zone = DateRules::Zone::Offset;
  } else if (zone == "utc_normalized") {
    field.date.zone = DateRules::Zone::Utc;
  } else if (!zone.empty() && zone != "no_timezone") {
    object.refuse("timeSerializingFormat", "must be utc_offset, utc_normalized or no_timezone");
  }
}

void Loader::choices(Field& field, Object& object) {
  ++schema_.derived;
  const feel::List* fixed = object.list("values");
  field.choices.fact = object.text("valuesKey");
  const std::string expression = object.text("valuesExpression");
  const int sources =
      (fixed ? 1 : 0) + (field.choices.fact.empty() ? 0 : 1) + (expression.empty() ? 0 : 1);
  if (sources != 1) {
    object.refuse("its options must come from exactly one of values, valuesKey, valuesExpression");
  }
  if (!field.choices.fact.empty()) {
    field.choices.source = Choices::Source::Fact;
    if (std::ranges::find(schema_.roots, field.choices.fact) == schema_.roots.end()) {
      object.refuse("valuesKey", "names '" + field.choices.fact + "', which does not exist");
    }
  } else if (!expression.empty()) {
    field.choices.source = Choices::Source::Expression;
    if (!expression.starts_with('=')) object.refuse("valuesExpression", "must begin with \"=\"");
    field.choices.expression =
        program(object, "valuesExpression", std::string_view(expression).substr(1));
  }
  if (!fixed) return;
  if (fixed->size() > schema_.limits.options) {
    object.refuse("values", "has more than " + std::to_string(schema_.limits.options) + " options");
  }
  for (const Value& entry : *fixed) {
    Choice choice;
    if (entry.is(feel::Kind::Context)) {
      Object option(entry, object.element(), "values.", schema_.limits);
      const Value* value = option.any("value");
      if (!value) option.refuse("value", "is missing");
      choice.value = *value;
      choice.label = words(option, "label");
      option.finish();
    } else {
      choice.value = entry;
    }
    if (choice.value.null()) object.refuse("values", "has an option without a value");
    if (choice.label.empty()) {
      choice.label = as_words(object, "values", feel::to_text(choice.value));
    }
    const auto same = [&](const Choice& other) {
      return feel::identical(other.value, choice.value);
    };
    if (std::ranges::any_of(field.choices.fixed, same)) {
      object.refuse("values", "has two options with the value " + feel::to_text(choice.value));
    }
    field.choices.fixed.push_back(std::move(choice));
  }
}

void Loader::table(Field& field, Object& object) {
  field.label = words(object, "label");
  const std::string source = object.text("dataSource");
  if (!source.starts_with('=')) object.refuse("dataSource", "must begin with \"=\"");
  field.table.rows = program(object, "dataSource", std::string_view(source).substr(1));
  field.table.page_rows = static_cast<std::size_t>(
      object.whole("rowCount", 1, static_cast<int>(schema_.limits.rows)).value_or(0));
  const std::string computed = object.text("columnsExpression");
  const feel::List* columns = object.list("columns");
  if (computed.empty() == !columns) {
    object.refuse("its columns must come from exactly one of columns, columnsExpression");
  }
  if (!computed.empty()) {
    if (!computed.starts_with('=')) object.refuse("columnsExpression", "must begin with \"=\"");
    field.table.computed_columns =
        program(object, "columnsExpression", std::string_view(computed).substr(1));
    return;
  }
  if (columns->size() > schema_.limits.columns) {
    object.refuse("columns", "are more than " + std::to_string(schema_.limits.columns));
  }
  for (const Value& entry : *columns) {
    Object column(entry, object.element(), "columns.", schema_.limits);
    field.table.columns.push_back({words(column, "label"), column.text("key")});
    column.finish();
  }
}

void Loader::image(Field& field, Object& object) {
  field.body = words(object, "source");
  field.alt = words(object, "alt");
  if (!field.body.empty() && !field.body.expression && !local_picture(field.body.source)) {
    object.refuse("source",
                  "must be a data: URI of a picture or a file of the item; nothing is fetched");
  }
}

void Loader::kind(Field& field, Object& object, const Place& inner, const std::string& position) {
  common(field, object);
  switch (field.kind) {
    case Kind::TextField:
    case Kind::TextArea:
    case Kind::Checkbox:
      break;
    case Kind::Number:
      field.number.digits = object.whole("decimalDigits", 0, 30);
      if (const Bound increment = bound(object, "increment"); increment.given()) {
        if (increment.program || !(increment.fixed.number() > feel::Decimal(0))) {
          object.refuse("increment", "must be a number above zero");
        }
        field.number.increment = increment.fixed.number();
      }
      field.number.as_text = object.flag("serializeToString");
      break;
    case Kind::DateTime:
      date(field, object);
      break;
    case Kind::Select:
      field.choices.searchable = object.flag("searchable");
      choices(field, object);
      break;
    case Kind::Radio:
    case Kind::Checklist:
    case Kind::Taglist:
      choices(field, object);
      break;
    case Kind::Expression: {
      const std::string text = object.text("expression");
      if (!text.starts_with('=')) object.refuse("expression", "must begin with \"=\"");
      field.computed = program(object, "expression", std::string_view(text).substr(1));
      field.at_submit = object.one_of("computeOn", "change presubmit") == 1;
      object.pass("label");  // the editor's own
      ++schema_.derived;
      return;
    }
    case Kind::Group:
    case Kind::List:
      field.label = words(object, "label");
      field.look.outline = object.flag("showOutline");
      object.pass("verticalAlignment");  // rows on a terminal have one height
      if (field.kind == Kind::List) {
        if (!object.flag("isRepeating", true)) object.refuse("isRepeating", "must be true");
        field.list.may_change = object.flag("allowAddRemove", true);
        field.list.first = static_cast<std::size_t>(
            object.whole("defaultRepetitions", 0, static_cast<int>(field.list.most)).value_or(1));
        const bool whole = object.flag("disableCollapse");
        const int open = object.whole("nonCollapsedItems", 1, 1'000).value_or(5);
        field.list.open = whole ? 0 : static_cast<std::size_t>(open);
      }
      field.children = components(object, inner, position + ".components");
      return;
    case Kind::Text:
      object.pass("label");  // the editor leaves it; nobody reads it
      field.body = words(object, "text");
      if (const auto foreign = foreign_markdown(field.body.source); !foreign.empty()) {
        object.refuse("text", "has " + foreign + ", which a terminal does not show");
      }
      return;
    case Kind::Image:
      object.pass("label");
      image(field, object);
      return;
    case Kind::Table:
      table(field, object);
      return;
    case Kind::Button:
      object.pass("key");  // of schema version 1
      field.label = words(object, "label");
      field.reset = object.one_of("action", "submit reset") == 1;
      return;
    case Kind::Separator:
      object.pass("label");
      return;
    case Kind::Spacer:
      object.pass("label");
      field.look.height = object.whole("height", 0, 10'000).value_or(60);
      return;
  }
  input(field, object);
  fallback(field, object);
}

}  // namespace dk::form
