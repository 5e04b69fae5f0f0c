#include "tests/gallery/findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <regex>
#include <set>

namespace dk::kiosk::gallery {

namespace {

constexpr float kSmallestEm = 28, kSmallestHeight = 96, kSmallestWidth = 73, kSmallestGap = 16;

float overlap(float a0, float a1, float b0, float b1) {
  return std::min(a1, b1) - std::max(a0, b0);
}

std::string shown(const Box& b) {
  return fmt::format("[{:.0f} {:.0f} {:.0f} {:.0f}]", b.x, b.y, b.w, b.h);
}

void texts(const Checks& checks, std::vector<std::string>& found) {
  for (const auto& words : checks.clipped) found.push_back("does not fit: " + words);
  for (const auto& words : checks.missing_glyphs) found.push_back("a glyph is missing: " + words);
  for (std::size_t i = 0; i < checks.texts.size(); ++i) {
    const auto& one = checks.texts[i];
    if (one.em < kSmallestEm - 0.01F) found.push_back("smaller than 28 px: " + one.words);
    if (one.ink.x < 0 || one.ink.y < 0 || one.ink.right() > 1920 || one.ink.bottom() > 1080) {
      found.push_back("outside the screen: " + one.words + " " + shown(one.ink));
    }
    for (std::size_t j = i + 1; j < checks.texts.size(); ++j) {
      const auto& other = checks.texts[j];
      if (overlap(one.ink.x, one.ink.right(), other.ink.x, other.ink.right()) > 1 &&
          overlap(one.ink.y, one.ink.bottom(), other.ink.y, other.ink.bottom()) > 1) {
        found.push_back("two texts overlap: " + one.words + " " + shown(one.ink) + " and " +
                        other.words + " " + shown(other.ink));
      }
    }
  }
}

void targets(const Checks& checks, std::vector<std::string>& found) {
  for (std::size_t i = 0; i < checks.targets.size(); ++i) {
    const auto& one = checks.targets[i];
    if (one.hit.h < kSmallestHeight || one.hit.w < kSmallestWidth) {
      found.push_back("too small for a finger: " + one.id + " " + shown(one.hit));
    }
    for (std::size_t j = i + 1; j < checks.targets.size(); ++j) {
      const auto& other = checks.targets[j];
      if (overlap(one.hit.x, one.hit.right(), other.hit.x, other.hit.right()) > -kSmallestGap &&
          overlap(one.hit.y, one.hit.bottom(), other.hit.y, other.hit.bottom()) > -kSmallestGap) {
        found.push_back("targets too close: " + one.id + " and " + other.id);
      }
    }
  }
}

void no_bare_keys(const std::string& words, std::vector<std::string>& found) {
  static const std::regex key("[a-z][a-z0-9_]*(\\.[a-z0-9_-]+)+");
  static const std::regex place("\\{[a-z_]+\\}");
  if (std::regex_search(words, key)) found.push_back("a text key is shown: " + words);
  if (std::regex_search(words, place)) found.push_back("a place is not filled in: " + words);
}

// Latin letters on a Chinese screen: only codes and people's own names.
void no_foreign_words(std::string words, const sampling::SamplingView& view,
                      std::vector<std::string>& found) {
  if (view.language == "en") return;
  const std::string whole = words;
  std::vector<std::string> allowed{view.tube.code, view.staff_masked, view.manual_masked};
  if (view.confirmed) allowed.push_back(view.confirmed->masked_name);
  if (view.confirmed) allowed.push_back(view.confirmed->tube);
  if (view.alert) {
    allowed.push_back(view.alert->masked_name);
    allowed.push_back(view.alert->tube);
    allowed.insert(allowed.end(), view.alert->missing.begin(), view.alert->missing.end());
  }
  if (view.packing) {
    allowed.push_back(view.packing->box);
    for (const auto& tube : view.packing->packed) allowed.push_back(tube.code);
    for (const auto& tube : view.packing->loose) allowed.push_back(tube.code);
  }
  if (view.shift) allowed.push_back(view.shift->open_tube);
  for (const auto& cell : view.tube.cells) allowed.push_back(cell.masked_name);
  for (const auto& one : allowed) {
    if (one.empty()) continue;
    // A name may be drawn in two lines or end in an ellipsis.
    std::vector<std::string> parts{one};
    if (const auto blank = one.find(' '); blank != std::string::npos) {
      parts.push_back(one.substr(0, blank));
      parts.push_back(one.substr(blank + 1));
    }
    for (const auto& part : parts) {
      for (std::size_t at = 0; (at = words.find(part)) != std::string::npos;) {
        words.erase(at, part.size());
      }
    }
    const auto cut = words.find("\u2026");
    if (cut != std::string::npos && one.starts_with(words.substr(0, cut))) words.clear();
  }
  static const std::regex letters("[A-WYZa-z]|[A-Za-z]{2,}");  // X stands in a citizen number
  if (std::regex_search(words, letters)) found.push_back("Latin letters: " + whole);
}

}  // namespace

std::vector<std::string> findings_in(const Checks& checks, const UiTree& tree,
                                     const sampling::SamplingView& view) {
  std::vector<std::string> found;
  texts(checks, found);
  targets(checks, found);
  for (const auto& id : checks.duplicate_ids) found.push_back("the id stands twice: " + id);
  for (const auto& id : checks.out_of_keys_reach) found.push_back("no arrow key leads to: " + id);
  for (const auto& text : checks.texts) {
    no_bare_keys(text.words, found);
    no_foreign_words(text.words, view, found);
  }
  for (const UiNode& node : tree.nodes()) {
    no_bare_keys(node.label, found);
    no_foreign_words(node.label, view, found);
    if (node.label.empty()) found.push_back("nothing to read aloud: " + node.id);
  }
  if (checks.texts.empty()) found.emplace_back("nothing was drawn");
  return found;
}

}  // namespace dk::kiosk::gallery
