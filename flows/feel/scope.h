// Which names an expression may use, and where their values stand. FEEL's names may hold spaces and
// operators ("monthly payment", "p-r"), so the parser can only read a text when it knows the names.
//
// Used by the parser on one thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "flows/feel/ast.h"

namespace dk::feel {

// One space between words, none at the ends; what is compared when a text spells a name.
[[nodiscard]] std::string normal_name(std::string_view name);

struct Found {
  std::uint32_t slot = kNoSlot;      // kNoSlot: only the contexts below, or nowhere
  std::vector<std::uint32_t> items;  // contexts that may have it, innermost first
};

// The names of one function body (or of the whole expression), in nested blocks.
class Scope {
 public:
  explicit Scope(Scope* outer = nullptr) : outer_(outer) {}

  // Blocks are entered and left like braces.
  [[nodiscard]] std::size_t mark() const { return names_.size(); }
  void leave(std::size_t mark) { names_.resize(mark); }
  std::uint32_t add(std::string_view name);  // a new slot
  void open(std::uint32_t slot);             // a context there: its members are names
  [[nodiscard]] Found find(std::string_view name);
  // The longest known name that `text` begins with, as many bytes as it takes there; 0: none.
  [[nodiscard]] std::size_t longest(std::string_view text) const;
  [[nodiscard]] Scope* outer() const { return outer_; }
  [[nodiscard]] std::uint32_t slots() const { return slots_; }
  // Slots of the outer scope that this function's body uses, in the order of their own slots.
  struct Capture {
    std::uint32_t outer;
    std::uint32_t inner;
  };
  [[nodiscard]] const std::vector<Capture>& captures() const { return captures_; }

 private:
  struct Known {
    std::string name;  // empty: an open context
    std::uint32_t slot;
  };
  std::uint32_t capture(std::uint32_t outer_slot);
  Scope* outer_;
  std::vector<Known> names_;
  std::vector<Capture> captures_;
  std::uint32_t slots_ = 0;
};

// Bytes of `text` that spell `name` (normal form), white space being free; 0 when it does not.
[[nodiscard]] std::size_t spelled(std::string_view text, std::string_view name);

}  // namespace dk::feel
