// item.toml into an Item. Inside flows/engine only.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "flows/engine/item.h"

namespace dk::engine {

// What item.toml says; the language of the item's messages beside it. What it does not know or what
// is missing is a finding.
[[nodiscard]] std::optional<std::string> read_item_toml(std::string_view text, Item& item,
                                                        Findings& findings);

}  // namespace dk::engine
