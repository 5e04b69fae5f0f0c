// Handwriting: one character or several beside each other, read while they are being written.
//
// Two models of zinnia give their opinions: the simplified one, and the Japanese one where the
// first is not sure or the script is Hong Kong's (character_forms.h). The strokes are cut into
// characters in the ways that their shapes allow, and the cut with the best sum of scores is read
// first. What did not change since the last call is not read again, so that a call after each
// stroke takes 15 ms, seldom 35; it is for a worker: the thread that draws never waits (InputState
// asks by an effect). One thread at a time; clear() forgets all readings.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "kiosk/input/ink.h"
#include "kiosk/input/ink_groups.h"
#include "kiosk/input/ink_model.h"

namespace dk::kiosk::input {

class CharacterForms;

struct InkFiles {
  std::filesystem::path simplified;  // handwriting-zh_CN.model
  std::filesystem::path japanese;    // handwriting-ja.model
  std::filesystem::path opencc;      // share/rime/opencc
};

class HandwritingEngine : public InkReader {
 public:
  // Failures: reference_missing, data_damaged. Without the Japanese model or the tables
  // the simplified model reads alone.
  [[nodiscard]] static Result<std::unique_ptr<HandwritingEngine>> open(InkFiles files);
  ~HandwritingEngine() override;

  [[nodiscard]] Candidates read(std::span<const Stroke> strokes, Script script,
                                std::size_t count) override;
  void clear() override;

 private:
  using Readings = std::vector<InkReading>;
  explicit HandwritingEngine(std::unique_ptr<InkModel> simplified);
  struct Piece {
    Readings readings;   // by the first model, which is enough to tell cuts apart
    bool whole = false;  // then by both, in the script that is wanted
  };
  // From memory where it was read before. The references live until the next clear().
  [[nodiscard]] Piece& piece(std::span<const Stroke> strokes, const InkLine& line,
                             const InkPiece& which);
  [[nodiscard]] const Readings& readings(std::span<const Stroke> strokes, const InkLine& line,
                                         const InkPiece& which);
  void second_opinion(Readings& readings, std::span<const Stroke> strokes,
                      std::span<const std::size_t> chosen);
  [[nodiscard]] float score(std::span<const Stroke> strokes, const InkLine& line,
                            const InkCut& cut);

  std::unique_ptr<InkModel> simplified_;
  std::unique_ptr<InkModel> japanese_;
  std::unique_ptr<CharacterForms> forms_;
  Script script_ = Script::Simplified;
  std::unordered_map<std::uint64_t, Piece> read_;
};

}  // namespace dk::kiosk::input
