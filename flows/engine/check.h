// Whether an item that was loaded is whole: references resolve, names are known, types agree, every
// rule has an outcome, its reason and a sentence in all languages, no sentence names a fact that
// must not be explained, and what the law asks to be told is there.
//
// A terminal runs only items without findings. Pure; any thread.
#pragma once

#include "flows/engine/item.h"

namespace dk::engine {

[[nodiscard]] Findings check(const Item& item);

// Jobs that the engine does itself.
inline constexpr std::string_view kFactsJob = "facts";
// "person.birth, person.hukou_city" of its header.
[[nodiscard]] std::vector<std::string> listed(std::string_view names);

}  // namespace dk::engine
