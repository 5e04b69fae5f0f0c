// The working parts of update(): a state being changed and the effects collected on the way.
// Inside kiosk/input only.
#pragma once

#include <span>
#include <vector>

#include "kiosk/input/input_update.h"

namespace dk::kiosk::input {

struct InputEditor {
  InputState& s;
  std::vector<InputEffect>& effects;
  const LetterEngines& engines;

  void handle(const Opened& event);
  void handle(const PersonKnown& event);
  void handle(SuggestionsChanged& event);
  void handle(const TabChosen& event);
  void handle(const CharacterKey& event);
  void handle(const LanguageKey& event);
  void handle(const ShiftKey& event);
  void handle(const SpaceKey& event);
  void handle(const BackspaceKey& event);
  void handle(const DoneKey& event);
  void handle(const QuickWordKey& event);
  void handle(const CandidateChosen& event);
  void handle(const CandidatesOpened& event);
  void handle(const CandidatesTurned& event);
  void handle(const SuggestionChosen& event);
  void handle(const CaretMoved& event);
  void handle(const PenDown& event);
  void handle(const PenMoved& event);
  void handle(const PenUp& event);
  void handle(const RewriteKey& event);
  void handle(InkRead& event);
  void handle(const ListenKey& event);
  void handle(const Heard& event);
  void handle(const ReadAloudKey& event);

  [[nodiscard]] LetterEngine* engine() const;  // of the tab; none for keys without a composition
  void insert(std::span<const char32_t> characters);
  void insert_text(std::string_view utf8);
  void erase_before_caret();
  void changed();
  void refresh();  // composition and candidates, as the engine has them now
  void drop_composition();
  void drop_ink();
  void ask_ink();
  void go_to(Tab tab);
};

}  // namespace dk::kiosk::input
