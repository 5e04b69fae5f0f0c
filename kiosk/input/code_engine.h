// A character by its code, as a police certificate for a rare name prints it: Unicode in
// hexadecimal ("2C618", "U+2C618") or GB 18030 (two or four bytes, "FE59", "9835F037"). Both
// readings of the same digits are offered. Only Han characters: every one that this ICU knows,
// which with GB 18030-2022's own places for eight of them is all that the standard has.
//
// See letter_engine.h for the calls. Keys: 0-9 A-F in both cases, U and +. Any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "kiosk/input/letter_engine.h"
#include "kiosk/input/private_text.h"

namespace dk::kiosk::input {

// The Han characters that a code can mean, Unicode first; none for what is no code.
[[nodiscard]] std::vector<char32_t> characters_by_code(std::string_view code);

class CodeEngine : public LetterEngine {
 public:
  bool type(char key) override;
  bool backspace() override;
  Secret composition() override;
  Candidates candidates(std::size_t first, std::size_t count) override;
  Secret choose(std::size_t index) override;
  void clear() override;

 private:
  std::vector<std::uint8_t, WipingAllocator<std::uint8_t>> typed_;
};

}  // namespace dk::kiosk::input
