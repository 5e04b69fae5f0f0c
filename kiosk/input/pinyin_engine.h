// Pinyin: letters become words, by librime with our schema and our words (rime/). Full pinyin,
// first letters, then what a southern ear may have meant. See letter_engine.h for the calls.
//
// The tables are made by the build; opening maps them (a few milliseconds when they are in the
// page cache, longer from a cold disk: open it on a worker, then hand it to the thread that
// calls it). Nothing is learned, see rime_service.h; freed memory inside librime is not wiped, so
// the program runs without core dumps and swap.
#pragma once

#include <cstddef>
#include <memory>

#include "base/result.h"
#include "kiosk/input/letter_engine.h"
#include "kiosk/input/rime_service.h"
#include "kiosk/input/script.h"

namespace dk::kiosk::input {

class RimeSession;

class PinyinEngine : public LetterEngine {
 public:
  // Failures as RimeService::acquire.
  [[nodiscard]] static Result<std::unique_ptr<PinyinEngine>> open(const Folders& folders);
  ~PinyinEngine() override;

  bool type(char key) override;
  bool backspace() override;
  Secret composition() override;
  Candidates candidates(std::size_t first, std::size_t count) override;
  Secret choose(std::size_t index) override;
  void clear() override;
  // Which forms the candidates have; simplified at first.
  void script(Script script);
  // Where librime may write, for the test that looks for what was typed.
  [[nodiscard]] const std::filesystem::path& user_folder() const;

 private:
  explicit PinyinEngine(std::unique_ptr<RimeSession> session);
  std::unique_ptr<RimeSession> session_;
};

}  // namespace dk::kiosk::input
