// A form cut into pages as tall as the screen, and its fields as they are drawn. Pure.
//
// Heights are design px of the portrait canvas; the screens draw with the same numbers. In elder
// mode one question stands on a page; in low reach there is room for half as much.
#pragma once

#include <cstddef>
#include <vector>

#include "flows/form/view.h"
#include "kiosk/citizen/view.h"

namespace dk::kiosk::citizen {

namespace layout {
inline constexpr float kGap = 24;
inline constexpr float kFactsHead = 104, kFactLine = 98, kFactsFoot = 24;
inline constexpr float kLabel = 74, kOption = 120, kOptionGap = 22, kTile = 112;
inline constexpr float kField = 132, kError = 56, kConfirm = 100;
inline constexpr float kWordsLine = 49;
inline constexpr std::size_t kOptionsAPage = 5, kOptionsAPageElder = 3;
inline constexpr std::size_t kCharactersALine = 28;
}  // namespace layout

struct FormPages {
  std::vector<FieldView> facts;               // known: on the first page
  std::vector<std::vector<FieldView>> pages;  // never empty
};

[[nodiscard]] FieldView shown_field(const form::FieldView& field);
// Height of an asked field; `elder` counts larger rows.
[[nodiscard]] float height_of(const FieldView& field, bool elder);
[[nodiscard]] float height_of_facts(std::size_t facts, bool open);
// `facts_open`: facts that may be corrected have a button each.
[[nodiscard]] FormPages split_form(const form::View& view, const Access& access, bool facts_open);
[[nodiscard]] std::size_t first_page_with_errors(const FormPages& pages);

}  // namespace dk::kiosk::citizen
