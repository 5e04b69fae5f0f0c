// The paper in an emulated printer: rows of dots that grow, and the words that stand on them.
// At most 16,000 rows (two metres) hang out; what is printed beyond is lost, and said.
#pragma once

#include <string>
#include <vector>

#include "drivers/receipt-printer/page.h"

namespace dk::drivers {

class Paper {
 public:
  explicit Paper(int width_dots) : width_dots_(width_dots) {}

  void feed(int rows);
  // Adds a picture below what is there; x in dots from the left.
  void print(const RasterImage& image, int x);
  void note(std::string words) { words_.push_back(std::move(words)); }

  [[nodiscard]] int width_dots() const { return width_dots_; }
  [[nodiscard]] int rows() const { return rows_; }
  [[nodiscard]] std::uint64_t total_rows() const { return total_rows_; }  // since the beginning
  [[nodiscard]] bool overlong() const { return overlong_; }
  [[nodiscard]] const std::vector<std::string>& words() const { return words_; }
  // What hangs out, as a picture (at least one row). Stays until tear().
  [[nodiscard]] RasterImage picture() const;
  void tear();

 private:
  int width_dots_;
  int rows_ = 0;
  std::uint64_t total_rows_ = 0;
  bool overlong_ = false;
  std::vector<std::uint8_t> dots_;
  std::vector<std::string> words_;
};

}  // namespace dk::drivers
