#include "flows/form/view.h"

#include <algorithm>

#include "flows/form/fit.h"
#include "flows/form/settle.h"

namespace dk::form {

using feel::Value;

namespace {

class Painter {
 public:
  Painter(const Schema& schema, const State& state, feel::Evaluation& evaluation,
          const Translate& translate)
      : schema_(schema), state_(state), evaluation_(evaluation), translate_(translate) {}

  void fields(const std::vector<Node>& nodes, const Scope& scope, std::vector<FieldView>& out) {
    for (const Node& node : nodes) {
      if (node.field->kind != Kind::Expression) out.push_back(field(node, scope));
    }
  }
  std::size_t known = 0;
  std::size_t asked = 0;

 private:
  std::string words(const Words& words, const Scope& scope) {
    return first_line(render(words, scope.inputs, evaluation_, translate_));
  }

  FieldView field(const Node& node, const Scope& scope) {
    const Field& field = *node.field;
    FieldView out;
    out.place = node.place;
    out.kind = field.kind;
    out.label = words(field.label, scope);
    out.description = words(field.description, scope);
    out.prefix = words(field.prefix, scope);
    out.suffix = words(field.suffix, scope);
    out.errors = node.errors;
    for (Error& error : out.errors) {
      if (error.code == ErrorCode::Pattern)
        error.words = words(field.validation.pattern_words, scope);
    }
    out.show_errors = node.answered || state_.submit_pressed;
    out.row = field.look.row;
    out.columns = field.look.columns;
    out.outline = field.look.outline;
    out.height_px = field.look.height;
    if (field.keyed()) input(node, scope, out);
    switch (field.kind) {
      case Kind::Group:
        fields(node.children, scope, out.children);
        break;
      case Kind::List:
        list(node, out);
        break;
      case Kind::Text:
        out.paragraphs = paragraphs(render(field.body, scope.inputs, evaluation_, translate_,
                                           field.body.expression ? nullptr : escape_markdown));
        break;
      case Kind::Image:
        out.label = words(field.alt, scope);
        out.source = field.body.expression ? words(field.body, scope) : field.body.source;
        if (!local_picture(out.source)) out.source.clear();
        break;
      case Kind::Table:
        table(field, scope, out.table);
        break;
      case Kind::Button:
        out.resets = field.reset;
        break;
      default:
        break;
    }
    return out;
  }

  void input(const Node& node, const Scope& scope, FieldView& out) {
    const Field& field = *node.field;
    out.value = node.value;
    out.required = field.validation.required;
    out.readonly = node.readonly;
    out.known = node.known;
    out.sensitivity = field.sensitivity;
    if (node.from_fact) out.known_from = path_text(field.fact);
    out.confirm = std::ranges::any_of(
        node.errors, [](const Error& error) { return error.code == ErrorCode::Unconfirmed; });
    known += node.known ? 1 : 0;
    asked += node.known || node.readonly ? 0 : 1;
    for (const OptionRead& option : node.options) {
      const bool chosen = field.one_of()
                              ? feel::identical(option.value, node.value)
                              : std::ranges::any_of(node.value.list(), [&](const Value& value) {
                                  return feel::identical(option.value, value);
                                });
      out.options.push_back(
          {option.label ? words(*option.label, scope) : option.text, option.value, chosen});
      if (chosen && field.one_of()) out.text = out.options.back().label;
    }
    const bool written = field.kind <= Kind::DateTime;
    if (written) {
      out.text = !node.typed.empty() ? node.typed
                 : node.value.null() ? std::string()
                                     : feel::to_text(node.value);
    }
    out.searchable = field.choices.searchable;
    if (field.kind == Kind::Number) {
      out.decimal_digits = field.number.digits;
      out.step = field.number.increment;
    }
    if (field.kind == Kind::DateTime) {
      out.date.part = static_cast<DateView::Part>(field.date.part);
      out.date.time_label = words(field.date.time_label, scope);
      out.date.hours_24 = field.date.hours_24;
      out.date.interval_minutes = field.date.interval_minutes;
      if (field.date.no_past) out.date.earliest = evaluation_.now().date;
    }
  }

  static std::string path_text(const std::vector<std::string>& path) {
    std::string out;
    for (const std::string& part : path) out.append(out.empty() ? "" : ".").append(part);
    return out;
  }

  void list(const Node& node, FieldView& out) {
    const ListRules& rules = node.field->list;
    out.may_add = rules.may_change && node.items.size() < rules.most;
    out.may_remove = rules.may_change && !node.items.empty();
    out.open_items = rules.open;
    for (const Node::Item& item : node.items) {
      ItemView made{item.number, {}};
      fields(item.nodes, *item.scope, made.fields);
      out.items.push_back(std::move(made));
    }
  }

  void table(const Field& field, const Scope& scope, TableView& out) {
    out.page_rows = field.table.page_rows;
    std::vector<std::string> keys;
    for (const Column& column : field.table.columns) {
      out.columns.push_back(words(column.label, scope));
      keys.push_back(column.key);
    }
    if (field.table.computed_columns) {
      const Value columns = field.table.computed_columns->evaluate(scope.inputs, evaluation_);
      if (!columns.is(feel::Kind::List)) return;
      for (const Value& column : columns.list()) {
        const Value label = at_path(column, {"label"});
        const Value key = at_path(column, {"key"});
        if (!label.is(feel::Kind::String) || !key.is(feel::Kind::String)) continue;
        if (keys.size() == schema_.limits.columns) break;
        out.columns.push_back(label.string());
        keys.push_back(key.string());
      }
    }
    const Value rows = field.table.rows.evaluate(scope.inputs, evaluation_);
    if (!rows.is(feel::Kind::List)) return;
    for (const Value& row : rows.list()) {
      if (!row.is(feel::Kind::Context)) continue;
      if (out.rows.size() == schema_.limits.rows) {
        out.cut = true;
        return;
      }
      feel::List cells;
      for (const std::string& key : keys) cells.push_back(at_path(row, {key}));
      out.rows.push_back(std::move(cells));
    }
  }

  const Schema& schema_;
  const State& state_;
  feel::Evaluation& evaluation_;
  const Translate& translate_;
};

void problems_of(const std::vector<Node>& nodes, std::vector<Problem>& out) {
  for (const Node& node : nodes) {
    for (const Error& error : node.errors) out.push_back({node.place, error});
    problems_of(node.children, out);
    for (const Node::Item& item : node.items) problems_of(item.nodes, out);
  }
}

std::vector<Problem> problems_of(const Settled& settled) {
  std::vector<Problem> out;
  problems_of(settled.nodes, out);
  if (settled.stopped) {
    out.push_back({{}, {ErrorCode::Stopped, {}, {}, {}}});
  } else if (!settled.settled) {
    out.push_back({{}, {ErrorCode::Circle, {}, {}, {}}});
  }
  return out;
}

void collect(const std::vector<Node>& nodes, feel::Context& out) {
  for (const Node& node : nodes) {
    if (node.field->keyed() && !node.field->disabled) put(out, node.field->path, node.value);
    collect(node.children, out);
    if (node.field->kind != Kind::List) continue;
    feel::List items;
    for (const Node::Item& item : node.items) {
      feel::Context inner;
      collect(item.nodes, inner);
      items.push_back(Value(std::move(inner)));
    }
    put(out, node.field->path, Value(std::move(items)));
  }
}

}  // namespace

View view(const Form& form, const State& state, const feel::Context& facts,
          feel::Evaluation& evaluation, const Translate& translate) {
  const Settled settled = settle(form.schema(), state, facts, evaluation);
  View out;
  Painter painter(form.schema(), state, evaluation, translate);
  if (settled.scope) painter.fields(settled.nodes, *settled.scope, out.fields);
  out.known = painter.known;
  out.asked = painter.asked;
  out.complete = problems_of(settled).empty() && !evaluation.stopped();
  return out;
}

std::expected<feel::Context, std::vector<Problem>> submission(const Form& form, const State& state,
                                                              const feel::Context& facts,
                                                              feel::Evaluation& evaluation) {
  const Settled settled = settle(form.schema(), state, facts, evaluation, true);
  if (auto problems = problems_of(settled); !problems.empty()) {
    return std::unexpected(std::move(problems));
  }
  feel::Context out;
  collect(settled.nodes, out);
  return out;
}

}  // namespace dk::form
