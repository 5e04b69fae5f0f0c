// The citizen's kiosk as a mode of the terminal: its runtime, its screens, and what belongs to the
// screen: the input pad, the signature, the voice. UI thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/screens/citizen/citizen_screen.h"
#include "kiosk/screens/citizen/input_pad.h"
#include "kiosk/session/citizen_runtime.h"
#include "kiosk/shell/mode.h"
#include "kiosk/shell/text_input.h"
#include "kiosk/voice/process_speaker.h"
#include "kiosk/voice/reading.h"

namespace dk::kiosk {

struct CitizenModeOptions {
  CitizenOptions runtime;  // hooks for sound and language set; the others are this mode's
  input::Folders rime;
  input::InkFiles ink;
  SpeakerPrograms voice;
  // The development program only: hears what is said and passes it on; must outlive the mode.
  std::function<Speaker&(Speaker&)> decorate_speaker{};
};

class CitizenMode : public Mode {
 public:
  explicit CitizenMode(CitizenModeOptions options);
  ~CitizenMode() override;
  CitizenMode(const CitizenMode&) = delete;
  CitizenMode& operator=(const CitizenMode&) = delete;

  void start() override;
  void tick() override { runtime_->tick(); }
  [[nodiscard]] int next_change_ms() const override { return runtime_->next_change_ms(); }
  void draw(Ui& ui, float width, float height) override;
  bool act() override;
  void screen_failed() override;
  [[nodiscard]] bool idle() const override { return !runtime_->busy(); }
  [[nodiscard]] bool settled() const override;

  [[nodiscard]] CitizenRuntime& runtime() { return *runtime_; }
  [[nodiscard]] Voice& voice() { return voice_; }

 private:
  void pressed(HardKey key, const Ui& ui);
  void read_aloud(const Ui& ui);
  [[nodiscard]] std::vector<std::pair<std::string, bool>> wipe_screen();

  Mailbox& mailbox_;
  ProcessSpeaker speaker_;
  Voice voice_;
  ScreenReader reader_;
  TextInput input_;
  widgets::Written signature_;
  std::unique_ptr<CitizenRuntime> runtime_;
  screens::CitizenTouch touch_;
  std::vector<input::InputEvent> typed_;  // since the last act()
  std::string held_;                      // in the last frame
  bool signed_ = false;                   // likewise
  bool touched_ = false, key_used_ = false;
  std::string session_page_;  // the signature belongs to one page
};

}  // namespace dk::kiosk
