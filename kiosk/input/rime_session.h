// One composition in librime by one schema. See letter_engine.h for what the calls promise; a
// member of the pinyin and the stroke engine, seen by nobody else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"
#include "kiosk/input/letter_engine.h"
#include "kiosk/input/rime_service.h"

namespace dk::kiosk::input {

// Longer than any word; beyond it the time for a key would grow without use.
inline constexpr std::size_t kMostLetters = 40;

class RimeSession {
 public:
  // `probe`: a key that must have candidates, or the tables are not there (reference_missing).
  [[nodiscard]] static Result<std::unique_ptr<RimeSession>> open(const Folders& folders,
                                                                 std::string schema, char probe);
  ~RimeSession();
  RimeSession(const RimeSession&) = delete;
  RimeSession& operator=(const RimeSession&) = delete;

  [[nodiscard]] bool type(char key);
  [[nodiscard]] bool backspace();
  [[nodiscard]] Secret composition();
  [[nodiscard]] Candidates candidates(std::size_t first, std::size_t count);
  [[nodiscard]] Secret choose(std::size_t index);
  // A new session: librime keeps the last commits of a session in its memory.
  void clear();
  // Switches of the schema; kept over clear().
  void set_hong_kong(bool on);
  [[nodiscard]] const std::filesystem::path& user_folder() const { return service_->user_folder(); }

 private:
  RimeSession() = default;
  void start();
  void apply_script();
  [[nodiscard]] std::size_t letters() const;

  std::shared_ptr<RimeService> service_;
  std::string schema_;
  std::uintptr_t id_ = 0;
  bool hong_kong_ = false;
};

}  // namespace dk::kiosk::input
