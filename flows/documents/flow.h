// Turns elements and data into slabs: what stands side by side and is never cut, from top to
// bottom. Inside flows/documents only; one thread, one layout.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "flows/documents/layout.h"
#include "flows/documents/model.h"
#include "flows/documents/typesetter.h"

namespace dk::documents {

// Lies over what is there and takes no place: a seal.
struct Overlay {
  Um y = 0;     // of its middle
  Um half = 0;  // of its height
  std::vector<Item> items;
};

struct Slab {
  Um before = 0;  // space above; not at the top of a page
  Um height = 0;
  std::vector<Item> items;
  std::vector<Overlay> overlays;
  int table = -1;          // a row of the table with this head
  bool keep_next = false;  // on one page with the next one
  bool page_break = false;
};
using Slabs = std::vector<Slab>;

struct Surroundings {
  Um width = 0;
  std::string language;
};

class Flow {
 public:
  Flow(const Root& root, const feel::Context& data, const Words& words, Fonts& fonts,
       const LayoutOptions& options);

  [[nodiscard]] Slabs body(Um width);
  // Header or footer of one page.
  [[nodiscard]] Slab edge(const Node& node, Um width, int page, int pages);
  [[nodiscard]] const std::vector<Slab>& heads() const { return heads_; }
  [[nodiscard]] const std::set<char32_t>& missing() const { return typesetter_.missing(); }
  [[nodiscard]] std::vector<std::string> take_notes() { return std::move(notes_); }
  void note(const std::string& element, std::string_view message);

 private:
  // flow.cpp: who is drawn, how often
  void blocks(const Node& parent, const Surroundings& around, Slabs& out);
  void repeat(const Node& node, const std::function<void()>& draw);
  void block(const Node& node, const Surroundings& around, Slabs& out);
  void columns(const Node& node, const Surroundings& around, Slabs& out);
  [[nodiscard]] static Slab stacked(Slabs slabs);
  [[nodiscard]] feel::Value value(const feel::Program& program);

  // flow_text.cpp
  void text(const Node& node, const Surroundings& around, Slabs& out);
  [[nodiscard]] std::vector<Piece> pieces(const Node& node, const std::string& language);
  [[nodiscard]] std::string said(const Node& node, const Part& part, const std::string& language);
  [[nodiscard]] Letters letters(const Node& node) const;

  // flow_table.cpp
  void table(const Node& node, const Surroundings& around, Slabs& out);
  [[nodiscard]] Slab row(const Node& node, const Node& row, const std::vector<Um>& widths,
                         const std::string& language);
  [[nodiscard]] std::vector<Um> widths(const std::vector<Length>& lengths, Um width, Um gap,
                                       const std::string& element) const;

  // flow_symbols.cpp, flow_seal.cpp
  void symbol(const Node& node, const Surroundings& around, Slabs& out);
  void image(const Node& node, const Surroundings& around, Slabs& out);
  void seal(const Node& node, const Surroundings& around, Slabs& out);

  [[nodiscard]] static Um place(Align align, Um width, Um own);
  [[noreturn]] static void stop(const Node& node, std::string limit, std::string_view message);

  const Root& root_;
  const Words& words_;
  Typesetter typesetter_;
  feel::Evaluation evaluation_;
  std::vector<feel::Value> stack_;  // data, then variables of `each`, as the expressions name them
  std::string language_;
  std::vector<Slab> heads_;
  std::vector<std::string> notes_;
  int items_ = 0;
  int symbols_ = 0;
  std::size_t symbol_bytes_ = 0;
};

}  // namespace dk::documents
