// Command bar codes "DKC:<word>" and what a word means at this moment: hands in gloves scan instead
// of touching. "yes" is the primary action of what is shown, "no" the secondary one. The numeric
// keypad says the same words. Pure.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "kiosk/sampling/state.h"

namespace dk::kiosk::sampling {

// In the order of the printed sheet; text keys "command.<word>".
inline constexpr std::array<std::string_view, 16> kCommands = {
    "undo", "seal", "change", "yes",  "no",   "manual", "pack",  "shift",
    "lock", "help", "skip",   "more", "cap1", "cap5",   "cap10", "cap20"};

// The tap that a command word stands for now; empty: it means nothing here. What is no command word
// comes back unchanged.
[[nodiscard]] std::string tap_of(const State& state, const std::string& word);
[[nodiscard]] bool is_command(std::string_view word);

}  // namespace dk::kiosk::sampling
