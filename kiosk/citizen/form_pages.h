// A form cut into pages as tall as the screen, and its fields as they are drawn. Pure.
//
// Heights are design px of the portrait canvas; the screens draw with the same numbers. In elder
// mode one question stands on a page; in low reach and on wide screens there is room for half as
// much, and what is known stands in the other half.
#pragma once

#include <cstddef>
#include <vector>

#include "flows/form/view.h"
#include "kiosk/citizen/view.h"

namespace dk::kiosk::citizen {

namespace layout {
inline constexpr float kGap = 24;
// What is known, closed: two beside each other. Open: one a line, with its button.
inline constexpr float kFactsHead = 132, kFactLine = 98, kFactsFoot = 20, kFactRow = 116;
inline constexpr std::size_t kFactsClosed = 8;
inline constexpr float kLabel = 74, kHint = 44, kOption = 120, kOptionGap = 22, kTile = 112;
inline constexpr float kField = 132, kError = 56, kButton = 96;
inline constexpr float kWordsLine = 49;
inline constexpr float kTableLine = 104;
inline constexpr std::size_t kOptionsAPage = 5, kOptionsAPageFew = 3;
inline constexpr std::size_t kRowsAPage = 6, kRowsAPageFew = 3;
inline constexpr std::size_t kTiles = 3;       // beside each other
inline constexpr std::size_t kTileUnits = 12;  // a character of Latin is one, a Han one two
inline constexpr std::size_t kUnitsALine = 56;
// An elder's page: larger, and the banner over the first question.
inline constexpr float kElder = 1.4F, kElderBanner = 164;
}  // namespace layout

// Room for questions below the title, from kGap under it to the action bar.
[[nodiscard]] float room_of_form(const Access& access);
[[nodiscard]] std::size_t options_a_page(const Access& access);
[[nodiscard]] std::size_t rows_a_page(const Access& access);
[[nodiscard]] std::size_t facts_a_page(const Access& access);  // while they are open
// Short answers stand beside each other.
[[nodiscard]] bool in_tiles(const FieldView& field, const Access& access);

struct FormPages {
  std::vector<FieldView> facts;               // known: on the first page
  std::size_t fact_pages = 0;                 // open: the first pages show nothing else
  std::vector<std::vector<FieldView>> pages;  // never empty
};

[[nodiscard]] FieldView shown_field(const form::FieldView& field);
// Height of an asked field, without the gap after it.
[[nodiscard]] float height_of(const FieldView& field, const Access& access);
// Of the card of what is known on the first page, closed; zero without facts.
[[nodiscard]] float height_of_facts(std::size_t facts, const Access& access);
// `facts_open`: facts that may be corrected have a button each.
[[nodiscard]] FormPages split_form(const form::View& view, const Access& access, bool facts_open);
[[nodiscard]] std::size_t first_page_with_errors(const FormPages& pages);

}  // namespace dk::kiosk::citizen
