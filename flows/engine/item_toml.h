// item.toml into an Item. Inside flows/engine only.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "flows/engine/item.h"

namespace dk::engine {

// A key "a.a.a..." is a table for each dot, and toml++ frees tables within tables by recursion: too
// many end the program. Dots are counted wherever they stand; an item needs some hundred.
inline constexpr std::size_t kMaxItemTomlBytes = 128u << 10;
inline constexpr std::ptrdiff_t kMaxItemTomlDots = 2'000;
[[nodiscard]] bool is_within_limits(std::string_view item_toml);

// What item.toml says; the language of the item's messages beside it. What it does not know or what
// is missing is a finding.
[[nodiscard]] std::optional<std::string> read_item_toml(std::string_view text, Item& item,
                                                        Findings& findings);

}  // namespace dk::engine
