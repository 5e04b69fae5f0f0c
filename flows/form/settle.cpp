#include "flows/form/settle.h"

#include <algorithm>
#include <unordered_map>

#include "flows/form/field_reader.h"

namespace dk::form {

using feel::Context;
using feel::List;
using feel::Value;

namespace {

// So that fields that cost no expression are counted too.
constexpr std::uint64_t kStepsPerField = 20;

// Where each name stands. Context::find() looks at every entry, and a form may have 500.
std::unordered_map<std::string_view, std::size_t> index_of(const Context& context) {
  std::unordered_map<std::string_view, std::size_t> out;
  for (std::size_t i = 0; i < context.entries.size(); ++i) out[context.entries[i].first] = i;
  return out;
}

// What the form says, over what the facts say. Lists are one value.
Value over(const Value& facts, const Value& form) {
  if (!facts.is(feel::Kind::Context) || !form.is(feel::Kind::Context)) return form;
  const auto known = index_of(facts.context());
  Context out = facts.context();
  for (const auto& [name, value] : form.context().entries) {
    if (const auto below = known.find(name); below != known.end()) {
      Value& entry = out.entries[below->second].second;
      entry = over(entry, value);
    } else {
      out.entries.emplace_back(name, value);
    }
  }
  return out;
}

// One form's data is always written in one order.
bool same(const Context& a, const Context& b) {
  return std::ranges::equal(a.entries, b.entries, [](const auto& left, const auto& right) {
    return left.first == right.first && feel::identical(left.second, right.second);
  });
}

// What the form's fields hold.
struct Data {
  Context all;
  Context open;
};

struct Seen {
  Value all;
  Value open;
};

class Reading {
 public:
  Reading(const Schema& schema, const State& state, const Value& facts, const Seen& seen,
          feel::Evaluation& evaluation, bool submitting)
      : schema_(schema),
        state_(state),
        evaluation_(evaluation),
        reader_(schema, state, facts, evaluation, submitting) {
    auto root = std::make_shared<Scope>();
    root->inputs = own_inputs(seen.open, {}, List());
    root->all = own_inputs(seen.all, {}, List());
    add_roots(seen.open.context(), root->inputs);
    add_roots(seen.all.context(), root->all);
    root->known = facts;
    root_ = std::move(root);
  }

  [[nodiscard]] const std::shared_ptr<const Scope>& root() const { return root_; }

  // `shown`: what is around them is on the screen; `open`: and its data is in Open.
  void fields(const std::vector<Field>& fields, const std::shared_ptr<const Scope>& scope,
              Data& data, bool open, bool shown, std::vector<Node>& out) {
    for (const Field& field : fields) {
      if (!counted()) return;
      const bool has_data = field.keyed() || field.kind == Kind::Group || field.kind == Kind::List;
      const bool in = open && !(has_data && hidden(field, scope->all));
      const bool drawn = shown && !hidden(field, scope->inputs);
      if (!has_data && !drawn) continue;
      Node node;
      node.field = &field;
      node.place = {field.id, scope->items};
      if (field.keyed()) {
        reader_.read(node, *scope);
        put(data.all, field.path, node.value);
        if (in) put(data.open, field.path, node.value);
      } else if (field.kind == Kind::Group) {
        this->fields(field.children, scope, data, in, drawn, node.children);
      } else if (field.kind == Kind::List) {
        list(node, *scope, data, in, drawn);
      }
      if (drawn) out.push_back(std::move(node));
    }
  }

 private:
  void add_roots(const Context& seen, List& inputs) const {
    const auto index = index_of(seen);
    for (const std::string& name : schema_.roots) {
      const auto found = index.find(name);
      inputs.push_back(found == index.end() ? Value() : seen.entries[found->second].second);
    }
  }

  bool counted() {
    if (++instances_ > schema_.limits.instances) {
      evaluation_.note(0, "the form has more than " + std::to_string(schema_.limits.instances) +
                              " fields on the screen");
      (void)evaluation_.spend(evaluation_.limits().steps + 1);
    }
    return evaluation_.spend(kStepsPerField);
  }

  bool hidden(const Field& field, const List& inputs) {
    return field.hide && field.hide->met(inputs, evaluation_);
  }

  static List own_inputs(const Value& own, const Value& parent, const List& i) {
    return {own, parent, i, own, parent, i};
  }

  // What a list's items call `parent`.
  static Value parent_of(const List& inputs) {
    Context out;
    for (std::size_t i = 0; i < 3; ++i) out.set(kOwnNames[i], inputs[i]);
    if (inputs[0].is(feel::Kind::Context)) {
      for (const auto& [name, value] : inputs[0].context().entries) out.set(name, value);
    }
    for (std::size_t i = 3; i < kOwnNameCount; ++i) out.set(kOwnNames[i], inputs[i]);
    return out;
  }

  // Of one item of a list: `own` is what it holds, in both trees.
  static std::shared_ptr<Scope> item_scope(const Scope& around, const Value& own,
                                           const Value& parent, const Value& parent_all,
                                           std::size_t at) {
    List i = around.inputs[2].list();
    i.push_back(Value::number(static_cast<std::int64_t>(at) + 1));
    auto made = std::make_shared<Scope>();
    made->inputs = own_inputs(own, parent, i);
    made->all = own_inputs(own, parent_all, i);
    made->inputs.insert(made->inputs.end(), around.inputs.begin() + kOwnNameCount,
                        around.inputs.end());
    made->all.insert(made->all.end(), around.all.begin() + kOwnNameCount, around.all.end());
    return made;
  }

  void order_items(Node& node, const List* given) const {
    const Field& field = *node.field;
    if (const auto changed = state_.lists.find(node.place); changed != state_.lists.end()) {
      node.order = changed->second;
    } else {
      const std::size_t count = given ? given->size() : field.list.first;
      node.order.next = static_cast<std::uint32_t>(std::min(count, schema_.limits.items));
      for (std::uint32_t i = 0; i < node.order.next; ++i) node.order.order.push_back(i);
      if (count > schema_.limits.items) too_many(node);
    }
    if (node.order.order.size() > field.list.most && node.errors.empty()) too_many(node);
  }

  void list(Node& node, const Scope& around, Data& data, bool open, bool shown) {
    const Field& field = *node.field;
    const Value known =
        field.fact.empty() ? at_path(around.known, field.path) : reader_.fact_of(field, around);
    const List* given = known.is(feel::Kind::List) ? &known.list() : nullptr;
    order_items(node, given);

    const Value own = at_path(around.all[0], field.path);
    const Value parent = parent_of(around.inputs);
    const Value parent_all = parent_of(around.all);
    List all;
    List opened;
    for (const std::uint32_t number : node.order.order) {
      const std::size_t at = all.size();
      const Value fact = given && number < given->size() ? (*given)[number] : Value();
      const bool seen = own.is(feel::Kind::List) && at < own.list().size();
      auto scope = item_scope(around, seen ? own.list()[at] : fact, parent, parent_all, at);
      scope->known = fact;
      scope->items = around.items;
      scope->items.push_back(number);
      Data item;
      if (fact.is(feel::Kind::Context)) item.all = item.open = fact.context();
      Node::Item made{number, std::move(scope), {}};
      fields(field.children, made.scope, item, true, shown, made.nodes);
      all.push_back(Value(std::move(item.all)));
      opened.push_back(Value(std::move(item.open)));
      if (shown) node.items.push_back(std::move(made));
    }
    put(data.all, field.path, Value(std::move(all)));
    if (open) put(data.open, field.path, Value(std::move(opened)));
  }

  static void too_many(Node& node) {
    const auto most = static_cast<std::int64_t>(node.field->list.most);
    node.errors.push_back({ErrorCode::TooManyItems, Value::number(most), {}, {}});
  }

  const Schema& schema_;
  const State& state_;
  feel::Evaluation& evaluation_;
  FieldReader reader_;
  List roots_;
  std::shared_ptr<const Scope> root_;
  std::size_t instances_ = 0;
};

}  // namespace

void put(Context& context, const std::vector<std::string>& path, Value value, std::size_t from) {
  if (from + 1 == path.size()) {
    context.set(path[from], std::move(value));
    return;
  }
  const Value* inner = context.find(path[from]);
  Context made = inner && inner->is(feel::Kind::Context) ? inner->context() : Context();
  put(made, path, std::move(value), from + 1);
  context.set(path[from], Value(std::move(made)));
}

Settled settle(const Schema& schema, const State& state, const Context& facts,
               feel::Evaluation& evaluation, bool submitting) {
  const Value all_facts = facts;
  Data before;
  Seen seen{all_facts, all_facts};
  Settled result;
  const std::size_t most = std::min(schema.derived + 3, schema.limits.readings);
  for (std::size_t i = 0; i < most && !result.settled && !evaluation.stopped(); ++i) {
    Reading reading(schema, state, all_facts, seen, evaluation, submitting);
    Data now;
    result.nodes.clear();
    reading.fields(schema.fields, reading.root(), now, true, true, result.nodes);
    result.scope = reading.root();
    result.settled = i > 0 && same(now.all, before.all) && same(now.open, before.open);
    seen = {over(all_facts, Value(now.all)), over(all_facts, Value(now.open))};
    before = std::move(now);
  }
  result.stopped = evaluation.stopped();
  return result;
}

}  // namespace dk::form
