#include "kiosk/ui/widgets/table.h"

#include <algorithm>

namespace dk::kiosk::widgets {

namespace {

constexpr float kPadding = 28, kGap = 20;

float head_height(const Ui& ui) { return ui.look().elder ? 84 : 64; }
float row_height(const Ui& ui) { return ui.look().elder ? 124 : 100; }

template <typename Cell>
void cells(Ui& ui, Box b, std::span<const Column> columns, const TextStyle& base,
           const Cell& cell) {
  float shares = 0;
  for (const Column& column : columns) shares += column.width;
  const float room =
      b.w - 2 * kPadding - kGap * static_cast<float>(std::max<std::size_t>(columns.size(), 1) - 1);
  float x = b.x + kPadding;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const float w = shares <= 0 ? 0 : room * columns[i].width / shares;
    TextStyle style = base;
    style.align = columns[i].align;
    style.ellipsis = true;
    ui.text({x, b.y, w, b.h}, cell(i), style);
    x += w + kGap;
  }
}

}  // namespace

int rows_per_page(const Ui& ui, Box b) {
  return std::max(1, static_cast<int>((b.h - head_height(ui)) / row_height(ui)));
}

int pages_of(const Ui& ui, Box b, std::size_t rows) {
  const int per_page = rows_per_page(ui, b);
  return std::max(1, (static_cast<int>(rows) + per_page - 1) / per_page);
}

std::optional<std::size_t> table(Ui& ui, std::string_view id, Box b, const TableLook& look) {
  const int per_page = rows_per_page(ui, b);
  const int page = std::clamp(look.page, 0, pages_of(ui, b, look.rows.size()) - 1);
  const std::string name(id);
  ui.node(id, Role::Table, look.label, look.rows.empty() ? "empty" : "", b);
  ui.card(b);
  const float head = head_height(ui);
  cells(ui, {b.x, b.y, b.w, head}, look.columns,
        {.em = ui.em(theme::kCaption), .colour = theme::kInk600},
        [&](std::size_t i) { return std::string_view(look.columns[i].title); });
  std::optional<std::size_t> picked;
  const float height = row_height(ui);
  const auto first = static_cast<std::size_t>(page * per_page);
  const auto last = std::min(look.rows.size(), first + static_cast<std::size_t>(per_page));
  for (std::size_t at = first; at < last; ++at) {
    const std::vector<std::string>& row = look.rows[at];
    const Box line{b.x, b.y + head + height * static_cast<float>(at - first), b.w, height};
    const std::string row_id = name + "[" + std::to_string(at) + "]";
    std::string aloud;
    for (const std::string& cell : row) {
      if (!aloud.empty()) aloud += ' ';
      aloud += cell;
    }
    Ui::Act act;
    ui.rect({line.x + 2, line.y, line.w - 4, 2}, theme::kLine300);
    if (look.pick) {
      act = ui.act(row_id, line.inset(4), aloud, {.role = Role::Row, .radius = 20});
      if (act.fired) picked = at;
    } else {
      ui.node(row_id, Role::Row, aloud, "", line);
    }
    cells(ui, line, look.columns, {.em = ui.em(theme::kBody)}, [&](std::size_t i) {
      return i < row.size() ? std::string_view(row[i]) : std::string_view{};
    });
    ui.pressed(act, line.inset(4), 20);
  }
  return picked;
}

}  // namespace dk::kiosk::widgets
