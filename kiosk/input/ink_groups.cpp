#include "kiosk/input/ink_groups.h"

#include <algorithm>
#include <array>
#include <utility>

namespace dk::kiosk::input {
namespace {

// In heights of the line.
constexpr float kWidestCharacter = 1.5F;
constexpr float kPartingGap = 0.33F;
// Of the narrower one's width: strokes that overlap so much stand above each other.
constexpr float kSameColumn = 0.3F;
constexpr std::size_t kMostAtoms = 16;
// A finger's line is about as wide, in pixels of the pad.
constexpr float kInkWidth = 16.0F;
constexpr float kPitch = 1.1F;  // from one character to the next, in heights of the line

bool same_column(const InkBox& a, const InkBox& b) {
  const float overlap = std::min(a.right, b.right) - std::max(a.left, b.left) + kInkWidth;
  const float narrower = std::min(a.width(), b.width()) + kInkWidth;
  return overlap > kSameColumn * narrower;
}

InkBox joined(const InkBox& a, const InkBox& b) {
  return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right),
          std::max(a.bottom, b.bottom)};
}

struct Atom {
  InkBox box;
  std::vector<std::size_t> strokes;
};

// Joins until nothing stands above anything else: joining makes an atom wider.
void join_columns(std::vector<Atom>& atoms) {
  for (std::size_t i = 0; i < atoms.size(); ++i) {
    for (std::size_t j = i + 1; j < atoms.size(); ++j) {
      if (!same_column(atoms[i].box, atoms[j].box)) continue;
      atoms[i].box = joined(atoms[i].box, atoms[j].box);
      atoms[i].strokes.insert(atoms[i].strokes.end(), atoms[j].strokes.begin(),
                              atoms[j].strokes.end());
      atoms.erase(atoms.begin() + static_cast<std::ptrdiff_t>(j));
      i = static_cast<std::size_t>(-1);  // from the start again
      break;
    }
  }
}

// Scribble: the narrowest gaps are closed until there are few enough.
void join_many(std::vector<Atom>& atoms) {
  while (atoms.size() > kMostAtoms) {
    std::size_t nearest = 0;
    for (std::size_t i = 1; i + 1 < atoms.size(); ++i) {
      const auto gap = [&](std::size_t k) { return atoms[k + 1].box.left - atoms[k].box.right; };
      if (gap(i) < gap(nearest)) nearest = i;
    }
    Atom& into = atoms[nearest];
    const Atom& from = atoms[nearest + 1];
    into.box = joined(into.box, from.box);
    into.strokes.insert(into.strokes.end(), from.strokes.begin(), from.strokes.end());
    atoms.erase(atoms.begin() + static_cast<std::ptrdiff_t>(nearest) + 1);
  }
}

void cut_from(const std::vector<InkBox>& boxes, float height, std::size_t most, InkCut& begun,
              std::vector<InkCut>& found) {
  const std::size_t start = begun.empty() ? 0 : begun.back().last + 1;
  if (start == boxes.size()) {
    found.push_back(begun);
    return;
  }
  std::size_t reach = start;
  while (reach + 1 < boxes.size() &&
         boxes[reach + 1].right - boxes[start].left <= kWidestCharacter * height &&
         boxes[reach + 1].left - boxes[reach].right <= kPartingGap * height) {
    ++reach;
  }
  for (std::size_t last = reach + 1; last-- > start;) {  // the widest first
    if (found.size() == most) return;
    begun.push_back({start, last});
    cut_from(boxes, height, most, begun, found);
    begun.pop_back();
  }
}

}  // namespace

InkBox box_of(std::span<const Stroke> strokes, std::span<const std::size_t> chosen) {
  InkBox box;
  bool first = true;
  for (const std::size_t i : chosen) {
    for (const InkPoint& p : strokes[i]) {
      const InkBox here{p.x, p.y, p.x, p.y};
      box = first ? here : joined(box, here);
      first = false;
    }
  }
  return box;
}

InkLine line_of(std::span<const Stroke> strokes) {
  std::vector<Atom> atoms;
  for (std::size_t i = 0; i < strokes.size(); ++i) {
    if (!strokes[i].empty()) atoms.push_back({box_of(strokes, std::array{i}), {i}});
  }
  join_columns(atoms);
  std::ranges::sort(atoms, {}, [](const Atom& a) { return a.box.left; });
  join_many(atoms);

  InkLine line;
  if (atoms.empty()) return line;
  InkBox all = atoms.front().box;
  for (Atom& atom : atoms) {
    all = joined(all, atom.box);
    line.height = std::max(line.height, atom.box.width());
    std::ranges::sort(atom.strokes);
    line.atoms.push_back(std::move(atom.strokes));
  }
  line.height = std::max({line.height, all.height(), 1.0F});
  line.expected_characters = std::max(1.0F, all.width() / (kPitch * line.height));
  return line;
}

std::vector<InkCut> cuts_of(std::span<const Stroke> strokes, const InkLine& line,
                            std::size_t most) {
  std::vector<InkBox> boxes;
  for (const auto& atom : line.atoms) boxes.push_back(box_of(strokes, atom));
  std::vector<InkCut> found;
  InkCut begun;
  if (!boxes.empty()) cut_from(boxes, line.height, most, begun, found);
  return found;
}

std::vector<std::size_t> strokes_of(const InkLine& line, const InkPiece& piece) {
  std::vector<std::size_t> strokes;
  for (std::size_t i = piece.first; i <= piece.last; ++i) {
    strokes.insert(strokes.end(), line.atoms[i].begin(), line.atoms[i].end());
  }
  std::ranges::sort(strokes);  // the order of writing tells characters apart
  return strokes;
}

}  // namespace dk::kiosk::input
