// What is read aloud of a screen, from its UI tree: the title first, then what has the focus, then
// its state and hint; or everything, in order. Nodes whose state has the word "personal" make
// personal utterances (voice.h).
//
// Conventions of the tree: "page.title", else the node with Role::Screen, is the title, and an open
// dialog has its own; "ID.hint" is the hint of ID, "page.hint" that of the page; "focused",
// "selected", "disabled", "empty" are words of a state; "dock." is the row that every page has,
// "header." what stands above every page. Pure; the words come from i18n in `language`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/ui/ui_tree.h"
#include "kiosk/voice/voice.h"

namespace dk::kiosk {

// Title, focused item, state, hint.
[[nodiscard]] std::vector<Utterance> read_page(const std::vector<UiNode>& nodes,
                                               std::string_view language);
// Every text and control once, the title first, the dock last; keys of keypads are left out.
[[nodiscard]] std::vector<Utterance> read_all(const std::vector<UiNode>& nodes,
                                              std::string_view language);

// What has changed since the frame before: a new page is read as a page, a new alert before
// everything else, then a new focus, a new state of what has the focus, a new passing note
// (state word "toast"). Empty when there is nothing new to hear. One screen's worth of memory.
class ScreenReader {
 public:
  [[nodiscard]] std::vector<Utterance> changes(const std::vector<UiNode>& nodes,
                                               std::string_view language);
  // The next frame is read as a new page: reading was turned on, or the session is new.
  void forget() { *this = {}; }

 private:
  std::string language_, title_, alert_, focused_, focused_states_, note_;
};

}  // namespace dk::kiosk
