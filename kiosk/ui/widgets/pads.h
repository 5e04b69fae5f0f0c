// Where a finger writes: numbers on keys, a signature or characters as strokes. UI thread, inside a
// frame.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/ui/ui.h"

namespace dk::kiosk::widgets {

// 3 x 4 keys on the box, 984 x 584 of the design. Returns the digit, 'X' or '\b' that was pressed,
// on the screen or on a real keyboard. Ids are "PREFIX.0" to "PREFIX.9", "PREFIX.x",
// "PREFIX.back"; `back` is the word that is read aloud. On a page with it the keypad's digits are
// digits, not arrows.
[[nodiscard]] std::optional<char> numeric_keypad(Ui& ui, std::string_view prefix, Box box,
                                                 bool with_x, std::string_view back);

// The candidates of an input method, 984 x 112. The last cell asks for more when `more` is set.
struct Candidates {
  std::span<const std::string> words{};
  std::string_view composed{};  // the letters typed so far, at the left
  std::string_view more{};      // read aloud; empty: no such cell
};
struct CandidatePick {
  std::optional<std::size_t> word;
  bool more = false;
};
[[nodiscard]] CandidatePick candidate_bar(Ui& ui, std::string_view prefix, Box box,
                                          const Candidates& look);

using Stroke = std::vector<Point>;  // design px, from pen down to pen up

// What was written on a pad; the caller's.
struct Written {
  std::vector<Stroke> strokes;
  float ink = 0;         // px written
  bool writing = false;  // the finger is down: the last stroke grows
};

// Collects what a finger writes inside the box and draws it. A stroke that leaves the box ends at
// its edge. No more than kMostStrokes strokes of kMostPoints points each and kMostInk px in all are
// taken: a child's scribble must not slow the page. To write anew the caller assigns Written{}.
// The keypad cannot write: a page with a pad has another way.
inline constexpr std::size_t kMostStrokes = 64, kMostPoints = 2048;
inline constexpr float kMostInk = 20'000;
struct PadLook {
  std::string_view label{};  // read aloud
  float width = 20;          // of the ink; 6 for a signature
  bool guides = false;       // the dashed cross of the handwriting pad
  bool line = false;         // the line to sign on
  std::string_view hint{};   // while nothing is written
};
struct PadEvent {
  bool began = false;     // in this frame
  bool finished = false;  // in this frame: the finger was lifted, the last stroke is whole
};
PadEvent signature_pad(Ui& ui, std::string_view id, Box box, const PadLook& look, Written& written);

}  // namespace dk::kiosk::widgets
