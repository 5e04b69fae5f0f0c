#include "tests/gallery/citizen/findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>

namespace dk::kiosk::gallery {

namespace {

using citizen::Access;

// Design px: the rules of the design tokens and of the accessibility standard.
constexpr float kSmallestEm = 28, kSmallestElderEm = 42;
constexpr float kSmallestHeight = 96, kSmallestElderHeight = 120, kSmallestWidth = 73;
constexpr float kKeyHeight = 104, kKeyWidth = 89;
constexpr float kGap = 16, kKeyGap = 9, kDockGap = 4;
constexpr float kLowReach = 828, kWideTouch = 840, kHeader = 136;

float overlap(float a0, float a1, float b0, float b1) {
  return std::min(a1, b1) - std::max(a0, b0);
}
// Both ways at least that far into each other; negative: nearer than that.
bool closer(const Box& a, const Box& b, float than) {
  return overlap(a.x, a.right(), b.x, b.right()) > than &&
         overlap(a.y, a.bottom(), b.y, b.bottom()) > than;
}

std::string shown(const Box& b) {
  return fmt::format("[{:.0f} {:.0f} {:.0f} {:.0f}]", b.x, b.y, b.w, b.h);
}

// "citizen.home.title" and the like, and "{count}".
bool is_key(std::string_view words) {
  const auto small = [](char c) { return std::islower(static_cast<unsigned char>(c)) != 0; };
  for (std::size_t at = words.find('.'); at != std::string_view::npos;
       at = words.find('.', at + 1)) {
    if (at > 1 && at + 1 < words.size() && small(words[at - 1]) && small(words[at - 2]) &&
        small(words[at + 1])) {
      return true;
    }
  }
  return false;
}

void take_out(std::string& from, std::string_view what) {
  for (std::size_t at = 0; !what.empty() && (at = from.find(what)) != std::string::npos;) {
    from.erase(at, what.size());
  }
}

bool has_han(std::string_view words) {
  return std::ranges::any_of(words, [](char c) { return static_cast<unsigned char>(c) >= 0xE3; });
}
bool has_latin_word(std::string_view words) {
  const auto letter = [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; };
  return std::ranges::adjacent_find(
             words, [&](char a, char b) { return letter(a) && letter(b); }) != words.end();
}

// What may stand in another script: names, numbers of cases, languages by their own name, and what
// a person writes.
std::vector<std::string> foreign_words(const Drawn& drawn) {
  std::vector<std::string> words{drawn.view.chrome.person,
                                 drawn.view.chrome.subject,
                                 "陈*英",
                                 "陈*宝",
                                 "陈*贝",
                                 "龙*贸易",
                                 "LH20221122-03-104571",
                                 "4F7-K2M",
                                 "i深圳",
                                 "PIPL",
                                 "简体中文",
                                 "繁體中文",
                                 "简体",
                                 "繁體",
                                 "English",
                                 "EN",
                                 "中/A"};
  if (drawn.pad == nullptr) return words;
  words.emplace_back(drawn.pad->text.text());
  words.emplace_back(drawn.pad->composition.text());
  for (const Secret& one : drawn.pad->candidates) words.emplace_back(one.text());
  // A word before its first character.
  std::ranges::sort(words, std::greater(), &std::string::size);
  return words;
}

void check_words(const Drawn& drawn, const std::string& whole,
                 const std::vector<std::string>& foreign, std::vector<std::string>& found) {
  if (is_key(whole)) found.push_back("a text key is shown: " + whole);
  if (whole.find('{') != std::string::npos) found.push_back("a place is not filled in: " + whole);
  if (std::holds_alternative<citizen::AttractView>(drawn.view.page)) return;  // speaks all three
  if (drawn.pad != nullptr && whole.size() <= 4) return;                      // a key's character
  std::string words = whole;
  for (const std::string& one : foreign) take_out(words, one);
  if (drawn.view.chrome.language == "en") {
    if (has_han(words)) found.push_back("not English: " + whole);
  } else if (has_latin_word(words)) {
    found.push_back("Latin letters: " + whole);
  }
}

void check_texts(const Drawn& drawn, std::vector<std::string>& found) {
  const Checks& checks = drawn.checks;
  const Access& access = drawn.view.chrome.access;
  const float floor = access.elder ? kSmallestElderEm : kSmallestEm;
  const float right = access.wide ? 1920 : 1080;
  const float bottom = access.wide ? 1080 : 1920;
  for (const auto& words : checks.clipped) found.push_back("does not fit: " + words);
  for (const auto& words : checks.missing_glyphs) found.push_back("a glyph is missing: " + words);
  for (std::size_t i = 0; i < checks.texts.size(); ++i) {
    const Checks::Text& one = checks.texts[i];
    if (one.em < floor - 0.01F) {
      found.push_back(fmt::format("smaller than {} px: {}", floor, one.words));
    }
    if (one.ink.x < 0 || one.ink.y < 0 || one.ink.right() > right + 1 ||
        one.ink.bottom() > bottom + 1) {
      found.push_back("outside the screen: " + one.words + " " + shown(one.ink));
    }
    // What a district calls itself may be cut in the header; below it nothing is cut, though some
    // words end in dots by themselves.
    const bool whole = std::ranges::any_of(drawn.tree.nodes(), [&](const UiNode& node) {
      return node.label.find(one.words) != std::string::npos;
    });
    if (one.ink.y >= kHeader && one.words.ends_with("\u2026") && !whole) {
      found.push_back("cut: " + one.words);
    }
    for (std::size_t j = i + 1; j < checks.texts.size(); ++j) {
      if (closer(one.ink, checks.texts[j].ink, 1)) {
        found.push_back("two texts overlap: " + one.words + " and " + checks.texts[j].words);
      }
    }
  }
}

bool is_pad(std::string_view id) { return id.starts_with("input."); }
bool is_dock(std::string_view id) { return id.starts_with("dock."); }

bool is_candidate(std::string_view id) { return id.starts_with("input.candidates"); }

float gap_between(std::string_view a, std::string_view b) {
  if (is_candidate(a) && is_candidate(b)) return 0;  // cells of one bar
  if (is_pad(a) && is_pad(b)) return kKeyGap;
  if (is_dock(a) && is_dock(b)) return kDockGap;
  return kGap;
}

void check_target(const Drawn& drawn, const Checks::Target& one, std::vector<std::string>& found) {
  const Access& access = drawn.view.chrome.access;
  const UiNode* node = drawn.tree.find(one.id);
  // What is touched is never smaller than what is drawn, so what is drawn counts for its width.
  const bool key = is_pad(one.id);
  const float height = key ? kKeyHeight : access.elder ? kSmallestElderHeight : kSmallestHeight;
  const float width = key ? kKeyWidth : kSmallestWidth;
  if (one.hit.h < height - 0.01F || one.hit.w < width - 0.01F) {
    found.push_back(fmt::format("{}: {} {}", key ? "a key is too small" : "too small for a finger",
                                one.id, shown(one.hit)));
  }
  if (node == nullptr || node->label.empty()) found.push_back("nothing to read aloud: " + one.id);
  // The dark page is one target as large as the screen: it is within reach as well.
  if (one.id == "attract.start") return;
  if (access.low_reach && one.hit.y < kLowReach) {
    found.push_back("out of reach: " + one.id + " " + shown(one.hit));
  }
  if (access.wide && one.hit.x < kWideTouch && drawn.pad == nullptr && !drawn.view.modal) {
    found.push_back("on the half to look at: " + one.id + " " + shown(one.hit));
  }
}

void check_targets(const Drawn& drawn, std::vector<std::string>& found) {
  const auto& targets = drawn.checks.targets;
  if (targets.empty()) found.emplace_back("nothing can be pressed");
  for (const auto& id : drawn.checks.duplicate_ids) found.push_back("the id stands twice: " + id);
  for (const auto& id : drawn.checks.out_of_keys_reach) {
    found.push_back("no arrow key leads to: " + id);
  }
  for (std::size_t i = 0; i < targets.size(); ++i) {
    check_target(drawn, targets[i], found);
    for (std::size_t j = i + 1; j < targets.size(); ++j) {
      const float gap = gap_between(targets[i].id, targets[j].id);
      if (closer(targets[i].hit, targets[j].hit, 0.5F - gap)) {
        found.push_back("targets too close: " + targets[i].id + " and " + targets[j].id);
      }
    }
  }
}

}  // namespace

Checks without_covered(Checks checks, const UiTree& tree) {
  for (const char* id : {"toast", "decision.code.symbol"}) {
    const UiNode* over = tree.find(id);
    if (over == nullptr) continue;
    const Box box{over->x, over->y, over->w, over->h};
    std::erase_if(checks.texts, [&](const Checks::Text& text) {
      return text.words != over->label && closer(text.ink, box, -24);  // its card, its shadow
    });
  }
  return checks;
}

std::vector<std::string> findings_in(const Drawn& drawn) {
  std::vector<std::string> found;
  check_texts(drawn, found);
  check_targets(drawn, found);
  for (const auto& name : drawn.checks.missing_pictures) found.push_back("no picture: " + name);
  const std::vector<std::string> foreign = foreign_words(drawn);
  std::set<std::string> words;
  for (const auto& text : drawn.checks.texts) words.insert(text.words);
  for (const UiNode& node : drawn.tree.nodes()) {
    words.insert(node.label);
    if (node.label.empty()) found.push_back("nothing to read aloud: " + node.id);
  }
  for (const std::string& one : words) check_words(drawn, one, foreign, found);
  if (drawn.tree.find("page.title") == nullptr && !drawn.view.modal) {
    found.emplace_back("nothing says what this page is");
  }
  return found;
}

}  // namespace dk::kiosk::gallery
