// What the keys of the input pad do: update(state, event) -> state and effects.
//
// Pure but for the letter engines, which hold the composition and are called from here and nowhere
// else, on the thread that draws. Handwriting takes longer than a frame, so it is an effect: a
// worker reads and answers with InkRead{question}; an answer to an older question changes nothing.
// A missing engine (not opened yet, or not installed) has no tab.
//
// The text never grows beyond the field; a key that does not belong to the pad changes nothing.
// clear() forgets all, in the state and in the engines; ForgetInk tells the worker to do the same.
#pragma once

#include <cstdint>
#include <variant>
#include <vector>

#include "kiosk/input/input_state.h"

namespace dk::kiosk::input {

struct LetterEngines {
  LetterEngine* pinyin = nullptr;
  LetterEngine* strokes = nullptr;
  LetterEngine* code = nullptr;
  bool ink = false;  // there is a reader behind ReadInk
};

struct ReadInk {
  std::uint64_t question = 0;
  std::vector<Stroke> strokes;
  Script script = Script::Simplified;
  std::size_t count = 0;
};
struct ForgetInk {};
struct Finished {  // the pad closes; the field has this text
  Secret text;
};
struct TextChanged {};  // the form may have other suggestions now
struct Listen {};
struct ReadAloud {};
using InputEffect = std::variant<ReadInk, ForgetInk, Finished, TextChanged, Listen, ReadAloud>;

struct InputStep {
  InputState state;
  std::vector<InputEffect> effects;
};

[[nodiscard]] InputStep update(InputState state, InputEvent event, const LetterEngines& engines);
// The person has gone.
[[nodiscard]] InputStep clear(const LetterEngines& engines);

// The tabs that this pad has with these engines, in their order.
[[nodiscard]] std::vector<Tab> tabs_of(const InputState& state, const LetterEngines& engines);
enum class NumberCheck { NotYet, Right, Wrong };
// Of the citizen number's pad; NotYet while it is not complete, and on other pads.
[[nodiscard]] NumberCheck check_number(const InputState& state);

}  // namespace dk::kiosk::input
