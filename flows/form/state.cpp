#include "flows/form/state.h"

#include <algorithm>

#include "flows/form/fit.h"
#include "flows/form/settle.h"

namespace dk::form {

namespace {

const Node* find(const std::vector<Node>& nodes, const Place& place) {
  for (const Node& node : nodes) {
    if (node.place == place) return &node;
    if (const Node* found = find(node.children, place)) return found;
    for (const Node::Item& item : node.items) {
      if (const Node* found = find(item.nodes, place)) return found;
    }
  }
  return nullptr;
}

void inner_ids(const Field& field, std::set<std::string>& out) {
  for (const Field& child : field.children) {
    out.insert(child.id);
    inner_ids(child, out);
  }
}

class Change {
 public:
  Change(const Schema& schema, State& state, const Node& node, const Input& input,
         const feel::DateTime& now)
      : schema_(schema), state_(state), node_(node), input_(input), now_(now) {}

  std::optional<InputError> make() {
    switch (input_.kind) {
      case Input::Kind::Set:
        return set();
      case Input::Kind::Confirm:
        if (!node_.from_fact || node_.field->ask != Ask::Always) return InputError::NotKnown;
        state_.confirmed.insert(node_.place);
        return std::nullopt;
      case Input::Kind::Change:
        if (!node_.known || node_.readonly) return InputError::NotKnown;
        state_.reopened.insert(node_.place);
        return std::nullopt;
      case Input::Kind::AddItem:
        return add();
      case Input::Kind::RemoveItem:
        return remove();
      case Input::Kind::Press:
        if (node_.field->kind != Kind::Button) return InputError::WrongKind;
        if (node_.field->reset) {
          state_ = {};
        } else {
          state_.submit_pressed = true;
        }
        return std::nullopt;
    }
    return InputError::WrongKind;
  }

 private:
  std::optional<InputError> set() {
    const Field& field = *node_.field;
    if (!field.keyed() || field.kind == Kind::Expression) return InputError::WrongKind;
    if (node_.readonly || node_.known) return InputError::ReadOnly;
    const bool text = input_.value.is(feel::Kind::String);
    if (text && input_.value.string().size() > schema_.limits.answer_bytes) {
      return InputError::TooLong;
    }
    const bool typed = field.kind == Kind::Number || field.kind == Kind::DateTime;
    const bool cleared = typed && text && input_.value.string().empty();
    const auto fitting = fit(field, cleared ? feel::Value() : input_.value);
    if (!fitting) {
      if (!typed || !text) return InputError::WrongKind;
      state_.answers[node_.place] = {{}, input_.value.string()};
      return std::nullopt;
    }
    if (!offered(*fitting)) return InputError::NoSuchOption;
    state_.answers[node_.place] = {in_zone(field, *fitting, now_), {}};
    return std::nullopt;
  }

  [[nodiscard]] bool offered(const feel::Value& value) const {
    const auto has = [&](const feel::Value& wanted) {
      return std::ranges::any_of(node_.options, [&](const OptionRead& option) {
        return feel::identical(option.value, wanted);
      });
    };
    if (node_.field->one_of()) return value.null() || has(value);
    return !node_.field->some_of() || std::ranges::all_of(value.list(), has);
  }

  std::optional<InputError> add() {
    if (node_.field->kind != Kind::List) return InputError::WrongKind;
    if (!node_.field->list.may_change) return InputError::ListFixed;
    if (node_.order.order.size() >= node_.field->list.most) return InputError::ListFull;
    Items items = node_.order;
    items.order.push_back(items.next++);
    state_.lists[node_.place] = std::move(items);
    return std::nullopt;
  }

  std::optional<InputError> remove() {
    if (node_.field->kind != Kind::List) return InputError::WrongKind;
    if (!node_.field->list.may_change) return InputError::ListFixed;
    Items items = node_.order;
    if (std::erase(items.order, input_.item) == 0) return InputError::NoSuchField;
    state_.lists[node_.place] = std::move(items);
    forget();
    return std::nullopt;
  }

  // What was answered in an item goes with it.
  void forget() {
    std::set<std::string> ids;
    inner_ids(*node_.field, ids);
    std::vector<std::uint32_t> item = node_.place.items;
    item.push_back(input_.item);
    const auto inside = [&](const Place& place) {
      return ids.contains(place.field) && place.items.size() >= item.size() &&
             std::equal(item.begin(), item.end(), place.items.begin());
    };
    std::erase_if(state_.answers, [&](const auto& entry) { return inside(entry.first); });
    std::erase_if(state_.lists, [&](const auto& entry) { return inside(entry.first); });
    std::erase_if(state_.confirmed, inside);
    std::erase_if(state_.reopened, inside);
  }

  const Schema& schema_;
  State& state_;
  const Node& node_;
  const Input& input_;
  const feel::DateTime& now_;
};

}  // namespace

std::string to_string(const Place& place) {
  std::string out = place.field;
  for (const std::uint32_t item : place.items) out.append(".").append(std::to_string(item));
  return out;
}

std::expected<State, InputError> answer(const Form& form, const State& state, const Input& input,
                                        const feel::Context& facts, feel::Evaluation& evaluation) {
  const Settled settled = settle(form.schema(), state, facts, evaluation);
  const Node* node = find(settled.nodes, input.at);
  if (!node) return std::unexpected(InputError::NoSuchField);
  State next = state;
  if (const auto error = Change(form.schema(), next, *node, input, evaluation.now()).make()) {
    return std::unexpected(*error);
  }
  return next;
}

}  // namespace dk::form
