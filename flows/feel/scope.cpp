#include "flows/feel/scope.h"

#include <algorithm>

#include "flows/feel/characters.h"

namespace dk::feel {

std::string normal_name(std::string_view name) {
  std::string out;
  bool gap = false;
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t space = space_at(name, at);
    if (space > 0) {
      gap = !out.empty();
      at += space;
      continue;
    }
    // Spaces beside an operator do not count: "p - r" is the name "p-r" (clause 10.3.1.3).
    const bool beside = gap && (is_name_operator(out.back()) || is_name_operator(name[at]));
    if (gap && !beside) out += ' ';
    gap = false;
    const std::size_t size = character_at(name, at).size;
    out.append(name.substr(at, size));
    at += size;
  }
  return out;
}

std::size_t spelled(std::string_view text, std::string_view name) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < name.size();) {
    if (name[i] == ' ') {
      const std::size_t before = at;
      while (const std::size_t space = space_at(text, at)) at += space;
      if (at == before) return 0;
      ++i;
      continue;
    }
    // "a+b" may be written "a + b".
    if (i > 0 && name[i - 1] != ' ' &&
        (is_name_operator(name[i]) || is_name_operator(name[i - 1]))) {
      while (const std::size_t space = space_at(text, at)) at += space;
    }
    if (at >= text.size() || text[at] != name[i]) return 0;
    ++at;
    ++i;
  }
  // It must end there: "loan" does not begin "loans".
  if (at > 0 && is_name_part(character_at(text, at).code) && !is_name_operator(name.back()))
    return 0;
  return at;
}

std::uint32_t Scope::add(std::string_view name) {
  names_.push_back({normal_name(name), slots_});
  return slots_++;
}

void Scope::open(std::uint32_t slot) { names_.push_back({{}, slot}); }

std::uint32_t Scope::capture(std::uint32_t outer_slot) {
  for (const Capture& known : captures_) {
    if (known.outer == outer_slot) return known.inner;
  }
  captures_.push_back({outer_slot, slots_});
  return slots_++;
}

Found Scope::find(std::string_view name) {
  Found found;
  for (auto known = names_.rbegin(); known != names_.rend(); ++known) {
    if (known->name.empty()) {
      found.items.push_back(known->slot);
    } else if (known->name == name) {
      found.slot = known->slot;
      return found;
    }
  }
  if (!outer_) return found;
  const Found around = outer_->find(name);
  for (const std::uint32_t item : around.items) found.items.push_back(capture(item));
  if (around.slot != kNoSlot) found.slot = capture(around.slot);
  return found;
}

std::size_t Scope::longest(std::string_view text) const {
  std::size_t best = outer_ ? outer_->longest(text) : 0;
  for (const Known& known : names_) {
    if (!known.name.empty()) best = std::max(best, spelled(text, known.name));
  }
  return best;
}

}  // namespace dk::feel
