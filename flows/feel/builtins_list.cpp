// List functions (10.3.4.4).
#include <algorithm>

#include "flows/feel/builtins.h"
#include "flows/feel/machine.h"

namespace dk::feel {

namespace {

// A value that is no list stands for the list of it; null stays without a list.
std::optional<List> list_of(const List& arguments, std::size_t index) {
  const Value& value = argument(arguments, index);
  if (value.null()) return std::nullopt;
  if (value.is(Kind::List)) return value.list();
  return List{value};
}

bool same(const Value& a, const Value& b) { return equal(a, b).value_or(false); }

std::optional<std::int64_t> whole(const Value& value) {
  const Value& number = single(value);
  if (!number.is(Kind::Number)) return std::nullopt;
  return number.number().round(0, Decimal::Rounding::Down).to_int64();
}

// 1 is the first, -1 the last; empty outside the list.
std::optional<std::size_t> place(const Value& position, std::size_t size) {
  const auto at = whole(position);
  const auto count = static_cast<std::int64_t>(size);
  if (!at || *at == 0 || *at > count || -*at > count) return std::nullopt;
  return static_cast<std::size_t>(*at > 0 ? *at - 1 : count + *at);
}

Value list_contains(Evaluation&, Arguments arguments) {
  const auto list = list_of(arguments, 0);
  if (!list) return {};
  return std::any_of(list->begin(), list->end(),
                     [&](const Value& item) { return same(item, arguments[1]); });
}

Value count(Evaluation&, Arguments arguments) {
  const auto list = list_of(arguments, 0);
  if (!list) return {};
  return Value::number(static_cast<std::int64_t>(list->size()));
}

Value sublist(Evaluation&, Arguments arguments) {
  const auto list = list_of(arguments, 0);
  if (!list) return {};
  const auto first = place(arguments[1], list->size());
  if (!first) return {};
  std::size_t length = list->size() - *first;
  if (!argument(arguments, 2).null()) {
    const auto wanted = whole(arguments[2]);
    if (!wanted || *wanted < 1 || static_cast<std::size_t>(*wanted) > length) return {};
    length = static_cast<std::size_t>(*wanted);
  }
  const auto begin = list->begin() + static_cast<std::ptrdiff_t>(*first);
  return List(begin, begin + static_cast<std::ptrdiff_t>(length));
}

Value append(Evaluation&, Arguments arguments) {
  auto list = list_of(arguments, 0);
  if (!list) return {};
  list->insert(list->end(), arguments.begin() + 1, arguments.end());
  return std::move(*list);
}

Value concatenate(Evaluation&, Arguments arguments) {
  List out;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const auto list = list_of(arguments, i);
    if (!list) return {};
    out.insert(out.end(), list->begin(), list->end());
  }
  return out;
}

Value insert_before(Evaluation&, Arguments arguments) {
  auto list = list_of(arguments, 0);
  if (!list) return {};
  const auto at = place(arguments[1], list->size());
  if (!at) return {};
  list->insert(list->begin() + static_cast<std::ptrdiff_t>(*at), arguments[2]);
  return std::move(*list);
}

Value remove(Evaluation&, Arguments arguments) {
  auto list = list_of(arguments, 0);
  if (!list) return {};
  const auto at = place(arguments[1], list->size());
  if (!at) return {};
  list->erase(list->begin() + static_cast<std::ptrdiff_t>(*at));
  return std::move(*list);
}

Value reverse(Evaluation&, Arguments arguments) {
  auto list = list_of(arguments, 0);
  if (!list) return {};
  std::reverse(list->begin(), list->end());
  return std::move(*list);
}

Value index_of(Evaluation&, Arguments arguments) {
  const auto list = list_of(arguments, 0);
  if (!list) return {};
  List out;
  for (std::size_t i = 0; i < list->size(); ++i) {
    if (same((*list)[i], arguments[1]))
      out.push_back(Value::number(static_cast<std::int64_t>(i + 1)));
  }
  return out;
}

// Keeps the first of equal items; false: more work than allowed.
bool add_new(List& out, const List& items, Evaluation& evaluation) {
  for (const Value& item : items) {
    if (!evaluation.spend((out.size() + 1) * item.weight())) return false;
    const bool known =
        std::any_of(out.begin(), out.end(), [&](const Value& other) { return same(other, item); });
    if (!known) out.push_back(item);
  }
  return true;
}

Value distinct_values(Evaluation& evaluation, Arguments arguments) {
  const auto list = list_of(arguments, 0);
  List out;
  if (!list || !add_new(out, *list, evaluation)) return {};
  return out;
}

Value unite(Evaluation& evaluation, Arguments arguments) {
  List out;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const auto list = list_of(arguments, i);
    if (!list || !add_new(out, *list, evaluation)) return {};
  }
  return out;
}

bool flatten_into(List& out, const Value& value, Evaluation& evaluation) {
  if (!evaluation.spend(1)) return false;
  if (!value.is(Kind::List)) {
    out.push_back(value);
    return true;
  }
  if (!evaluation.enter()) return false;
  for (const Value& item : value.list()) {
    if (!flatten_into(out, item, evaluation)) return false;
  }
  evaluation.leave();
  return true;
}

Value flatten(Evaluation& evaluation, Arguments arguments) {
  List out;
  if (arguments[0].null() || !flatten_into(out, arguments[0], evaluation)) return {};
  return out;
}

// The order is the author's function, which need not be one: a merge sort that only asks it and
// always ends, whatever it answers.
Value sort(Evaluation& evaluation, Arguments arguments) {
  auto list = list_of(arguments, 0);
  if (!list) return {};
  const Value& precedes = argument(arguments, 1);
  const auto before = [&](const Value& a, const Value& b) {
    if (precedes.null()) return compare(a, b).value_or(0) < 0;
    List pair{a, b};
    return invoke(precedes, pair, evaluation, 0).is_true();
  };
  if (!precedes.null() && !precedes.is(Kind::Function)) return {};
  List other(list->size());
  for (std::size_t width = 1; width < list->size(); width *= 2) {
    for (std::size_t start = 0; start < list->size(); start += 2 * width) {
      const std::size_t middle = std::min(start + width, list->size());
      const std::size_t end = std::min(start + 2 * width, list->size());
      std::size_t left = start;
      std::size_t right = middle;
      for (std::size_t at = start; at < end; ++at) {
        const bool from_right =
            left == middle || (right < end && before((*list)[right], (*list)[left]));
        other[at] = (*list)[from_right ? right++ : left++];
        if (evaluation.stopped()) return {};
      }
    }
    list->swap(other);
  }
  return std::move(*list);
}

Value list_replace(Evaluation& evaluation, Arguments arguments) {
  auto list = list_of(arguments, 0);
  if (!list) return {};
  if (arguments[1].is(Kind::Function)) {
    for (Value& item : *list) {
      List pair{item, arguments[2]};
      const Value chosen = invoke(arguments[1], pair, evaluation, 0);
      if (!chosen.is(Kind::Boolean)) return {};
      if (chosen.boolean()) item = arguments[2];
    }
    return std::move(*list);
  }
  const auto at = place(arguments[1], list->size());
  if (!at) return {};
  (*list)[*at] = arguments[2];
  return std::move(*list);
}

}  // namespace

const std::vector<Builtin>& list_builtins() {
  static const std::vector<Builtin> all{
      {"list contains", {"list, element"}, list_contains},
      {"count", {"list"}, count},
      {"sublist", {"list, start position, length?"}, sublist},
      {"append", {"list, item..."}, append},
      {"concatenate", {"list..."}, concatenate},
      {"insert before", {"list, position, newItem"}, insert_before},
      {"remove", {"list, position"}, remove},
      {"reverse", {"list"}, reverse},
      {"index of", {"list, match"}, index_of},
      {"distinct values", {"list"}, distinct_values},
      {"union", {"list..."}, unite},
      {"flatten", {"list"}, flatten},
      {"sort", {"list, precedes?"}, sort},
      {"list replace", {"list, position, newItem", "list, match, newItem"}, list_replace}};
  return all;
}

}  // namespace dk::feel
