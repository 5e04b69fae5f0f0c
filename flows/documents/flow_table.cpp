// Tables: widths of columns, rows that are never cut, a head that every page repeats.
#include <algorithm>

#include "flows/documents/flow.h"

namespace dk::documents {

std::vector<Um> Flow::widths(const std::vector<Length>& lengths, Um width, Um gap,
                             const std::string& element) const {
  std::int64_t left = width - std::int64_t{gap} * static_cast<std::int64_t>(lengths.size() - 1);
  std::int64_t shares = 0;
  for (const Length& length : lengths) {
    if (length.share) {
      shares += length.value;
    } else {
      left -= length.value;
    }
  }
  if (left < 0) {
    throw LayoutStop{{"width", element + ": the columns are wider than their place"}};
  }
  std::vector<Um> out;
  // What rounding leaves goes to the later shares, so that the sum is the width.
  for (const Length& length : lengths) {
    if (!length.share) {
      out.push_back(length.value);
      continue;
    }
    const std::int64_t own = left * length.value / shares;
    out.push_back(static_cast<Um>(own));
    left -= own;
    shares -= length.value;
  }
  return out;
}

Slab Flow::row(const Node& node, const Node& row, const std::vector<Um>& widths,
               const std::string& language) {
  Slab slab;
  Um x = 0;
  std::size_t column = 0;
  for (const auto& cell : row.kids) {
    Um width = 0;
    for (int i = 0; i < cell->span; ++i) width += widths[column++];
    repeat(*cell, [&] {
      const std::string& own = cell->language.empty() ? language : cell->language;
      Slabs lines;
      text(*cell, {width - 2 * node.padding, own}, lines);
      Slab one = stacked(std::move(lines));
      for (Item& item : one.items) {
        move_by(item, x + node.padding, node.padding);
        slab.items.emplace_back(std::move(item));
      }
      slab.height = std::max(slab.height, one.height + 2 * node.padding);
    });
    x += width;
  }
  if (node.rule > 0) {
    slab.items.emplace_back(Box{0, slab.height, x, node.rule, {}});
    slab.height += node.rule;
  }
  return slab;
}

void Flow::table(const Node& node, const Surroundings& around, Slabs& out) {
  const std::vector<Um> wide = widths(node.widths, around.width, 0, node.name);
  int table = -1;
  for (const auto& each : node.kids) {
    repeat(*each, [&] {
      const std::string& language = each->language.empty() ? around.language : each->language;
      Slab slab = row(node, *each, wide, language);
      slab.before = each->before;
      if (each->kind == Node::Kind::Head) {
        heads_.push_back(slab);
        table = static_cast<int>(heads_.size()) - 1;
        slab.keep_next = true;  // a head alone at the foot of a page says nothing
      } else {
        slab.table = table;
      }
      out.push_back(std::move(slab));
    });
  }
}

}  // namespace dk::documents
