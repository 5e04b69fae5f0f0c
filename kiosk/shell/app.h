// The terminal program: window, texts, its mode, and the loop between them. Both programs are this;
// kiosk-dev only hangs its door and dock on the hooks.
//
// Order of a start: window, the store on its own thread beside fonts and texts, first frame, sound.
// A frame is drawn only when something changed. UI thread.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "kiosk/session/mailbox.h"
#include "kiosk/shell/citizen_mode.h"
#include "kiosk/shell/mode.h"
#include "kiosk/shell/sounds.h"
#include "kiosk/shell/testing_mode.h"
#include "kiosk/ui/platform.h"
#include "kiosk/ui/ui.h"

namespace dk::kiosk {

struct AppOptions {
  std::string mode = "citizen";  // citizen, testing
  std::string config_file = "/etc/district-kiosk/kiosk.toml";
  std::string data_folder = "/var/lib/district-kiosk";
  std::string share_folder;  // texts, fonts, items; empty: ../share beside the program
  std::string log_file;      // empty: standard error
  int window_width = 0;      // 0: full screen
  int window_height = 0;
};

// What only kiosk-dev fills in.
struct AppHooks {
  const Clock* clock = nullptr;
  bool moved_clock = false;
  std::map<std::string, std::string> device_overrides;
  std::function<Result<std::string>(const std::string&, const std::string&)> resolve_address;
  DecorateRemote decorate_remote;
  std::function<Speaker&(Speaker&)> decorate_speaker;  // the decorator outlives the app
  std::string store_vfs;
  int side_width = 0;  // pixels at the right that belong to `draw_side`
  std::function<void()> draw_side;
};

class App {
 public:
  [[nodiscard]] static Result<std::unique_ptr<App>> open(AppOptions options, AppHooks hooks);
  ~App();
  App(const App&) = delete;
  App& operator=(const App&) = delete;

  // Until the window is closed or the program is told to end; the exit code.
  int run();

  [[nodiscard]] Platform& platform() { return *platform_; }
  [[nodiscard]] Ui& ui() { return *ui_; }
  [[nodiscard]] Fonts& fonts() { return fonts_; }
  [[nodiscard]] Mode& mode() { return *mode_; }
  // One of them, by the mode; the other is nullptr.
  [[nodiscard]] DeskRuntime* desk() { return testing_ == nullptr ? nullptr : &testing_->desk(); }
  [[nodiscard]] CitizenMode* citizen() { return citizen_; }
  [[nodiscard]] Mailbox& mailbox() { return *mailbox_; }

 private:
  App(AppOptions options, AppHooks hooks);
  Status open_parts();
  void open_mode(const Config& config, const std::string& share);
  void wait_for_store();
  void draw();
  void set_language(const std::string& language);

  AppOptions options_;
  AppHooks hooks_;
  SystemClock system_clock_;
  std::string texts_folder_;
  std::unique_ptr<Platform> platform_;
  Fonts fonts_;
  std::unique_ptr<Ui> ui_;
  Sounds sounds_;
  std::unique_ptr<Mailbox> mailbox_;
  std::unique_ptr<Mode> mode_;
  TestingMode* testing_ = nullptr;
  CitizenMode* citizen_ = nullptr;
  int failed_frames_ = 0;  // in a row
};

// The folder of the running program, for what lies beside it.
[[nodiscard]] std::string program_folder();

}  // namespace dk::kiosk
