// Rare characters by the order of their strokes, by librime with rime-stroke's table: h heng, s
// shu, p pie, n dian or na, z zhe. Characters whose strokes begin so follow those that are
// complete. See letter_engine.h for the calls, pinyin_engine.h for opening. Forms are never
// converted: the person asks for exactly this character.
#pragma once

#include <cstddef>
#include <memory>

#include "base/result.h"
#include "kiosk/input/letter_engine.h"
#include "kiosk/input/rime_service.h"

namespace dk::kiosk::input {

class RimeSession;

class StrokeEngine : public LetterEngine {
 public:
  // Failures as RimeService::acquire.
  [[nodiscard]] static Result<std::unique_ptr<StrokeEngine>> open(const Folders& folders);
  ~StrokeEngine() override;

  bool type(char key) override;
  bool backspace() override;
  Secret composition() override;
  Candidates candidates(std::size_t first, std::size_t count) override;
  Secret choose(std::size_t index) override;
  void clear() override;

 private:
  explicit StrokeEngine(std::unique_ptr<RimeSession> session);
  std::unique_ptr<RimeSession> session_;
};

}  // namespace dk::kiosk::input
