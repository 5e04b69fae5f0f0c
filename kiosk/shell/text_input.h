// The input pad's edge: engines that are opened on a thread of their own, the field that is being
// filled, the reader of handwriting behind it. One field at a time. UI thread; what was typed is
// handed on by `typed` and wiped by wipe().
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "kiosk/citizen/update.h"
#include "kiosk/input/code_engine.h"
#include "kiosk/input/handwriting_engine.h"
#include "kiosk/input/input_update.h"
#include "kiosk/input/input_view.h"
#include "kiosk/input/pinyin_engine.h"
#include "kiosk/input/stroke_engine.h"
#include "kiosk/session/mailbox.h"
#include "kiosk/session/worker.h"

namespace dk::kiosk {

struct TextInputOptions {
  Mailbox* mailbox = nullptr;  // of the UI thread; must outlive this
  input::Folders rime;
  input::InkFiles ink;
  std::function<void(const citizen::Typing&)> typed;
};

class TextInput {
 public:
  explicit TextInput(TextInputOptions options) : options_(std::move(options)) {}

  // The engines, on the thread that opens them: until they are there a pad has fewer tabs.
  void prepare();
  // Who writes: the age decides which way comes first.
  struct Writer {
    int age = -1;
    bool elder = false;
    std::string language;
    TimePoint today{};
  };
  void open(const citizen::OpenInput& field, const Writer& writer);
  void close();
  void event(input::InputEvent event);
  [[nodiscard]] bool is_open() const { return state_.open; }
  [[nodiscard]] input::InputView view() const { return input::view_of(state_, engines()); }
  // Nothing typed is left here or in the engines.
  void wipe();
  [[nodiscard]] bool is_empty() const;

 private:
  [[nodiscard]] input::LetterEngines engines() const;
  void take(input::InputStep step);
  void tell(bool done);
  void read(input::ReadInk question);

  TextInputOptions options_;
  std::unique_ptr<input::PinyinEngine> pinyin_;
  std::unique_ptr<input::StrokeEngine> strokes_;
  input::CodeEngine code_;
  std::shared_ptr<input::HandwritingEngine> ink_;  // used on the worker only
  input::InputState state_;
  std::string place_;
  bool prepared_ = false;
  std::atomic<std::uint64_t> newest_question_ = 0;
  Worker worker_;  // last: its jobs use the others
};

}  // namespace dk::kiosk
