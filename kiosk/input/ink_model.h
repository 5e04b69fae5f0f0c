// One model of handwriting (zinnia): strokes of one character -> its readings with scores.
//
// The model file is mapped, not read; opening takes about 10 ms: on a worker. A score is the
// distance from the border between this character and all others: above 0 it is sure, below -1
// nothing fits. About 5 ms for a simple character, 15 for one of many strokes. One thread at a
// time.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "kiosk/input/ink.h"

namespace dk::kiosk::input {

struct InkReading {
  std::string character;  // of the model's own list; wipe what is put together of them
  float score = 0;
};

class InkModel {
 public:
  // Failures: reference_missing, data_damaged.
  [[nodiscard]] static Result<std::unique_ptr<InkModel>> open(const std::filesystem::path& file);
  ~InkModel();

  [[nodiscard]] std::vector<InkReading> classify(std::span<const Stroke> strokes,
                                                 std::span<const std::size_t> chosen,
                                                 std::size_t count) const;

 private:
  struct Zinnia;
  explicit InkModel(std::unique_ptr<Zinnia> zinnia);
  std::unique_ptr<Zinnia> zinnia_;
};

}  // namespace dk::kiosk::input
