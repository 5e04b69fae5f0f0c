// The parts of check(). Inside flows/engine only.
#pragma once

#include "flows/engine/item.h"

namespace dk::engine {

void check_journey(const Item& item, Findings& findings);    // check_journey.cpp
void check_decisions(const Item& item, Findings& findings);  // check_decisions.cpp
void check_texts(const Item& item, Findings& findings);      // check.cpp
void check_privacy(const Item& item, Findings& findings);

// Words that must be there in every language, with the same places.
void check_text(const Item& item, const std::string& file, const std::string& element,
                const std::string& message, Findings& findings);

}  // namespace dk::engine
