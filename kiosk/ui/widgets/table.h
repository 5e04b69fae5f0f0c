// A list of facts in columns, page by page: nothing scrolls freely. Rows are to be read, or each a
// target when `pick` is set. UI thread, inside a frame.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/ui/ui.h"

namespace dk::kiosk::widgets {

struct Column {
  std::string title;
  float width = 1;  // share of the whole
  Align align = Align::Left;
};

struct TableLook {
  std::string_view label{};  // of the whole, read aloud
  std::span<const Column> columns{};
  std::span<const std::vector<std::string>> rows{};  // as many cells as columns
  int page = 0;
  bool pick = false;
};

// How many rows a box of that height shows, and how many pages there are; at least one each.
[[nodiscard]] int rows_per_page(const Ui& ui, Box box);
[[nodiscard]] int pages_of(const Ui& ui, Box box, std::size_t rows);

// The index of the row that was pressed. A page that does not exist shows the last one.
std::optional<std::size_t> table(Ui& ui, std::string_view id, Box box, const TableLook& look);

}  // namespace dk::kiosk::widgets
