// A field being filled at the terminal, and everything that can happen to it: values only.
//
// One person, one state; see input_update.h for what events do. What is typed lies in wiped memory
// (private_text.h) and leaves with clear(). The screen is told by input_view.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "kiosk/input/ink.h"
#include "kiosk/input/letter_engine.h"
#include "kiosk/input/private_text.h"
#include "kiosk/input/script.h"

namespace dk::kiosk::input {

enum class Pad { Text, Digits, Phone, CitizenNumber, LatinName };
enum class Tab { Handwriting, Pinyin, English, Digits, Symbols, Strokes, Code };

// What a pen-up asks for and a choice forgets; a page of the open list.
inline constexpr std::size_t kCandidatesOfBar = 6;
inline constexpr std::size_t kCandidatesOfPage = 20;
inline constexpr std::size_t kMostCharacters = 200;
inline constexpr int kElderAge = 60;

struct Field {
  Pad pad = Pad::Text;
  std::size_t most_characters = 60;  // at most kMostCharacters
  // Number pads: the echo shows stars and the last digit only.
  bool masked = false;
  // Whole words of this field ("building", "unit" ...), in the language of the person, one key.
  std::vector<std::string> quick_words;
  Secret start;  // what it holds already
};

// A whole answer that the form knows. `value` goes into the field.
struct Suggestion {
  Secret title;
  Secret detail;
  Secret value;
};

struct InputState {
  // The person, for the session.
  int age = -1;  // unknown
  bool elder_mode = false;
  Script script = Script::Simplified;
  bool voice_available = false;
  TimePoint today{};            // for the birth date in a citizen number
  std::optional<Tab> last_tab;  // of writing text, in this session

  bool open = false;
  Field field;
  Tab tab = Tab::Pinyin;
  Tab back_to = Tab::Pinyin;  // from symbols and digits
  bool upper = false;         // the next Latin letter
  Characters text;
  std::size_t caret = 0;  // in characters, 0 to text.size()
  std::vector<Suggestion> suggestions;

  Secret composition;
  Candidates candidates;  // from first_candidate on
  std::size_t first_candidate = 0;
  bool list_open = false;  // the page of candidates instead of the keys

  std::vector<Stroke> strokes;  // on the pad
  bool pen_down = false;        // the last one is being drawn
  std::uint64_t ink_asked = 0;  // number of the newest question; older answers are dropped
  std::uint64_t ink_answered = 0;
  bool number_wrong = false;  // "done" was pressed on a number that cannot be right
};

// What happens. Opening and the person come from the form, ink from the reader, the rest from keys.
struct Opened {
  Field field;
};
struct PersonKnown {
  int age = -1;
  bool elder_mode = false;
  Script script = Script::Simplified;
  bool voice_available = false;
  TimePoint today{};
};
struct SuggestionsChanged {
  std::vector<Suggestion> suggestions;
};
struct TabChosen {
  Tab tab = Tab::Pinyin;
};
struct CharacterKey {  // a key with a character on it
  char32_t character = 0;
};
struct LanguageKey {};  // pinyin <-> English
struct ShiftKey {};
struct SpaceKey {};
struct BackspaceKey {};
struct DoneKey {};
struct QuickWordKey {
  std::size_t index = 0;
};
struct CandidateChosen {
  std::size_t index = 0;  // on what is shown
};
struct CandidatesOpened {  // the list opens, or closes again
};
struct CandidatesTurned {
  bool forward = true;
};
struct SuggestionChosen {
  std::size_t index = 0;
};
struct CaretMoved {
  std::size_t to = 0;
};
struct PenDown {
  InkPoint at;
};
struct PenMoved {
  InkPoint at;
};
struct PenUp {};
struct RewriteKey {};
struct InkRead {  // the answer to ReadInk
  std::uint64_t question = 0;
  Candidates candidates;
};
struct ListenKey {};
struct Heard {  // the answer to Listen
  Secret text;
};
struct ReadAloudKey {};

using InputEvent =
    std::variant<Opened, PersonKnown, SuggestionsChanged, TabChosen, CharacterKey, LanguageKey,
                 ShiftKey, SpaceKey, BackspaceKey, DoneKey, QuickWordKey, CandidateChosen,
                 CandidatesOpened, CandidatesTurned, SuggestionChosen, CaretMoved, PenDown,
                 PenMoved, PenUp, RewriteKey, InkRead, ListenKey, Heard, ReadAloudKey>;

}  // namespace dk::kiosk::input
