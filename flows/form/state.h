// What a person did to a form, and how one more touch changes it. Facts are not in it: they stand
// around the form and may grow while it is open.
//
// Plain values; pure functions; any thread. An input that cannot be (a hidden field, a full list)
// changes nothing and says why.
#pragma once

#include <cstdint>
#include <expected>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "flows/form/form.h"

namespace dk::form {

// One field on the screen: its id and the items of the lists around it, the outermost first. An
// item keeps its number when others are removed.
struct Place {
  std::string field;
  std::vector<std::uint32_t> items;
  auto operator<=>(const Place&) const = default;
};
[[nodiscard]] std::string to_string(const Place& place);  // "Field_1.0.3", for the screen's ids

struct Answer {
  feel::Value value;
  std::string typed;  // what was typed and is no number, day or time; then there is no value
};
struct Items {
  std::vector<std::uint32_t> order;
  std::uint32_t next = 0;
};

struct State {
  std::map<Place, Answer> answers;
  std::map<Place, Items> lists;  // those that a person changed
  std::set<Place> confirmed;     // facts that were shown to be confirmed
  std::set<Place> reopened;      // known ones that a person wants to change
  bool submit_pressed = false;   // from now on every error is shown
};

struct Input {
  enum class Kind : std::uint8_t {
    Set,         // `value`: FEEL's, or a text as it was typed
    Confirm,     // what is filled in is right
    Change,      // what is known shall be asked after all
    AddItem,     // to the list at `at`
    RemoveItem,  // number `item` of the list at `at`
    Press        // the button at `at`
  } kind = Kind::Set;
  Place at;
  feel::Value value;
  std::uint32_t item = 0;
};

enum class InputError : std::uint8_t {
  NoSuchField,  // not in the form, or not on the screen
  ReadOnly,
  WrongKind,  // this field has no such input or takes no such value
  NoSuchOption,
  TooLong,
  ListFull,
  ListFixed,
  NotKnown  // there is nothing to confirm or to change
};

// The evaluation says what is now and what an answer may cost.
[[nodiscard]] std::expected<State, InputError> answer(const Form& form, const State& state,
                                                      const Input& input,
                                                      const feel::Context& facts,
                                                      feel::Evaluation& evaluation);

}  // namespace dk::form
