// links: dk_input
// decodes: kiosk/input/input_update.cpp kiosk/input/input_keys.cpp kiosk/input/input_ink.cpp
// kiosk/input/code_engine.cpp kiosk/input/ink_groups.cpp A person at the pad who presses anything:
// the caret stays in the text, the text in its field, the view can be drawn, ink is cut into pieces
// that are all there, and nothing is left at the end.
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>

#include "kiosk/input/code_engine.h"
#include "kiosk/input/ink_groups.h"
#include "kiosk/input/input_view.h"

namespace {

using namespace dk::kiosk::input;

// Letters become themselves, with a word in front: librime is not what is tested here.
class Echo : public LetterEngine {
 public:
  bool type(char key) override {
    if (key < 'a' || key > 'z' || letters_.size() == 9) return false;
    letters_.push_back(static_cast<char32_t>(key));
    return true;
  }
  bool backspace() override {
    if (letters_.empty()) return false;
    letters_.pop_back();
    return true;
  }
  dk::Secret composition() override { return to_utf8(letters_); }
  Candidates candidates(std::size_t first, std::size_t count) override {
    Candidates found;
    for (std::size_t i = first; i < first + count && i < 50 && !letters_.empty(); ++i) {
      Characters word{0x4e00 + static_cast<char32_t>(i)};
      word.insert(word.end(), letters_.begin(), letters_.end());
      found.texts.push_back(to_utf8(word));
    }
    found.more = first + count < 50 && !letters_.empty();
    return found;
  }
  dk::Secret choose(std::size_t index) override {
    Candidates found = candidates(index, 1);
    if (found.texts.empty()) return {};
    if (letters_.size() > 3) {  // a part of it was chosen
      letters_.resize(3);
      return {};
    }
    letters_.clear();
    return std::move(found.texts.front());
  }
  void clear() override { letters_.clear(); }

 private:
  Characters letters_;
};

struct Bytes {
  const std::uint8_t* at;
  std::size_t left;
  std::uint8_t next() {
    if (left == 0) return 0;
    --left;
    return *at++;
  }
};

InputEvent event_of(Bytes& bytes, const InputState& state) {
  const std::uint8_t kind = bytes.next();
  const std::uint8_t what = bytes.next();
  const auto point = [&] {
    return InkPoint{static_cast<float>(what) * 3, static_cast<float>(bytes.next()) * 3 - 9};
  };
  switch (kind % 24) {
    case 0: {
      Field field;
      field.pad = static_cast<Pad>(what % 5);
      field.masked = (what & 8) != 0;
      field.most_characters = bytes.next();
      field.start = secret_text(std::string(what % 7, static_cast<char>('0' + what % 10)));
      field.quick_words = {"a b", "\xe6\xa0\x8b"};
      return Opened{std::move(field)};
    }
    case 1:
      return PersonKnown{.age = what, .elder_mode = (what & 1) != 0, .voice_available = true};
    case 2: {
      SuggestionsChanged changed;
      changed.suggestions.push_back({{}, {}, secret_text(std::string(what, 'x'))});
      return changed;
    }
    case 3:
      return TabChosen{static_cast<Tab>(what % 7)};
    case 4:
    case 5:
    case 6:
    case 7:
      return CharacterKey{static_cast<char32_t>(what) | (kind > 200 ? 0x10f000U * (what & 1) : 0)};
    case 8:
      return LanguageKey{};
    case 9:
      return ShiftKey{};
    case 10:
      return SpaceKey{};
    case 11:
      return BackspaceKey{};
    case 12:
      return DoneKey{};
    case 13:
      return QuickWordKey{what % 4U};
    case 14:
      return CandidateChosen{what % 40U};
    case 15:
      return CandidatesOpened{};
    case 16:
      return CandidatesTurned{(what & 1) != 0};
    case 17:
      return SuggestionChosen{what % 2U};
    case 18:
      return CaretMoved{what};
    case 19:
      return PenDown{point()};
    case 20:
      return PenMoved{point()};
    case 21:
      return PenUp{};
    case 22: {
      Candidates read;
      read.texts.push_back(secret_text("ab"));
      return InkRead{state.ink_asked - what % 2U, std::move(read)};
    }
    default:
      return (what & 1) != 0 ? InputEvent{RewriteKey{}} : InputEvent{Heard{secret_text("\xff")}};
  }
}

void check(bool right) {
  if (!right) std::abort();
}

void check_ink(const std::vector<Stroke>& strokes) {
  const InkLine line = line_of(strokes);
  std::size_t count = 0;
  for (const auto& atom : line.atoms) count += atom.size();
  check(count == strokes.size());
  const auto cuts = cuts_of(strokes, line, 24);
  check(cuts.empty() == strokes.empty() && cuts.size() <= 24);
  for (const InkCut& cut : cuts) {
    std::size_t next = 0;
    for (const InkPiece& piece : cut) {
      check(piece.first == next && piece.last >= piece.first);
      next = piece.last + 1;
    }
    check(next == line.atoms.size());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Bytes bytes{data, size};
  Echo pinyin;
  Echo strokes;
  CodeEngine code;
  const std::uint8_t installed = bytes.next();
  const LetterEngines engines{(installed & 1) != 0 ? &pinyin : nullptr,
                              (installed & 2) != 0 ? &strokes : nullptr,
                              (installed & 4) != 0 ? &code : nullptr, (installed & 8) != 0};
  InputState state;
  while (bytes.left > 0) {
    InputEvent event = event_of(bytes, state);
    InputStep step = update(std::move(state), std::move(event), engines);
    state = std::move(step.state);
    check(state.caret <= state.text.size() && state.text.size() <= kMostCharacters);
    check(state.strokes.size() <= kMostStrokes);
    check(!state.pen_down || !state.strokes.empty());
    for (const InputEffect& effect : step.effects) {
      if (const auto* ink = std::get_if<ReadInk>(&effect)) check_ink(ink->strokes);
    }
    const InputView view = view_of(state, engines);
    check(view.open == state.open && view.candidates.size() <= kCandidatesOfPage);
    check(to_characters(view.text.text(), kMostCharacters).size() == state.text.size() ||
          !view.open);
  }
  const InputStep gone = clear(engines);
  check(!gone.state.open && pinyin.composition().empty() && code.composition().empty());
  return 0;
}
