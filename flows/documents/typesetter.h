// Text to lines: which font draws each character, how wide it is, where a line may end (UAX 14).
// Inside flows/documents only; one thread, one layout.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "flows/documents/fonts.h"
#include "flows/documents/layout.h"
#include "flows/documents/page.h"

namespace dk::documents {

// Thrown inside flows/documents only; layout() makes a value of it.
struct LayoutStop {
  Stopped why;
};

struct Piece {
  std::string text;      // UTF-8; '\n' ends a line
  std::string language;  // letter shapes
};
struct Letters {
  Um em = 0;
  bool bold = false;
  Colour colour{};
};
// Runs from x = 0 on base line y = 0.
struct Line {
  Um width = 0;
  std::vector<TextRun> runs;
};

class Typesetter {
 public:
  explicit Typesetter(Fonts& fonts);
  ~Typesetter();

  // At least one line. `element` is named when a limit is reached.
  [[nodiscard]] std::vector<Line> lines(const std::vector<Piece>& pieces, const Letters& letters,
                                        Um width, const std::string& element);
  [[nodiscard]] const std::set<char32_t>& missing() const { return missing_; }

 private:
  struct Letter;
  class Breaks;
  void take(const Piece& piece, const Letters& letters, const std::string& element,
            std::vector<Letter>& into);
  [[nodiscard]] Line line(const std::vector<Letter>& letters, std::size_t begin, std::size_t end,
                          const Letters& look) const;

  Fonts& fonts_;
  std::set<char32_t> missing_;
  int characters_ = 0;
  std::unique_ptr<Breaks> breaks_;
};

}  // namespace dk::documents
