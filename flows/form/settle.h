// Reads a form with what a person answered and what is known: which fields are there, what they
// hold, what is wrong with it. Expressions name each other's fields, so it is read again until
// nothing changes. Inside flows/form; pure; any thread.
//
// As form-js does it, there are two trees of data. All: what every field holds. Open: without the
// fields whose `hide` is true over All. Everything that is drawn, computed or checked (and `hide`
// itself, for drawing) is over Open, so a hidden field is unknown to the others; but `this` in a
// list is the item of All, so a group may hide itself by what is in it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "flows/form/schema.h"
#include "flows/form/state.h"
#include "flows/form/view.h"

namespace dk::form {

// An item of a list, or the form itself.
struct Scope {
  feel::List inputs;  // of every expression there: over Open
  feel::List all;     // the same over All
  feel::Value known;  // what the facts have here
  std::vector<std::uint32_t> items;
};

struct OptionRead {
  const Words* label = nullptr;  // null: `text` is data
  std::string text;
  feel::Value value;
};

struct Node {
  struct Item {
    std::uint32_t number = 0;
    std::shared_ptr<const Scope> scope;
    std::vector<Node> nodes;
  };
  const Field* field = nullptr;
  Place place;
  bool readonly = false;
  bool known = false;      // a fact says it, nobody has to be asked
  bool from_fact = false;  // it holds what the fact says
  bool answered = false;
  feel::Value value;
  std::string typed;
  std::vector<OptionRead> options;
  std::vector<Error> errors;
  std::vector<Node> children;  // Group
  std::vector<Item> items;     // List
  Items order;                 // List
};

struct Settled {
  std::shared_ptr<const Scope> scope;
  std::vector<Node> nodes;
  bool settled = false;  // false: the expressions run in a circle
  bool stopped = false;  // a limit was reached
};

[[nodiscard]] Settled settle(const Schema& schema, const State& state, const feel::Context& facts,
                             feel::Evaluation& evaluation, bool submitting = false);

// Replaces what stands at that path, making contexts on the way.
void put(feel::Context& context, const std::vector<std::string>& path, feel::Value value,
         std::size_t from = 0);

// What is wrong with a value (validate.cpp).
[[nodiscard]] std::vector<Error> validate(const Field& field, const feel::Value& value,
                                          const feel::List& inputs, feel::Evaluation& evaluation);

}  // namespace dk::form
