// The citizen's screens over a view, without a display and without drawing pixels: what is pressed,
// typed and held goes through the same frames as on a terminal, on a clock of its own. One at a
// time; UI thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/screens/citizen/citizen_screen.h"
#include "kiosk/screens/citizen/input_pad.h"
#include "kiosk/shell/text_input.h"
#include "kiosk/ui/platform.h"
#include "kiosk/ui/ui.h"

namespace dk::kiosk::monkey {

class Screen {
 public:
  struct Hooks {
    std::function<citizen::CitizenView()> view;
    std::function<void(citizen::Event)> feed;  // without times
  };
  Screen(Hooks hooks, bool wide);
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;

  // Frames until no press and no release is left; half a second each.
  void draw();
  void press(const UiNode& node);
  void finger(const UiNode& node, bool down);
  void key(const std::string& name);
  // To a picture in memory: what the atlas has gathered is tidied up.
  void present();

  // What a terminal's edge is told about the screen (kiosk/shell/citizen_mode.cpp).
  void open_input(const citizen::OpenInput& field);
  void close_input() { input_.close(); }
  [[nodiscard]] bool typing() const { return input_.is_open(); }
  void language(const std::string& language);
  [[nodiscard]] std::vector<std::pair<std::string, bool>> wipe();

  [[nodiscard]] const UiTree& tree() const { return ui_->tree(); }
  [[nodiscard]] const Checks& checks() const { return ui_->checks(); }
  [[nodiscard]] const widgets::Written& signature() const { return signature_; }
  // The objects' own bytes: what a moved text leaves in its place is still there.
  [[nodiscard]] std::vector<std::string_view> memory() const;

 private:
  void frame();
  void act();

  Hooks hooks_;
  Canvas canvas_;
  std::unique_ptr<Platform> platform_;
  Fonts fonts_;
  std::unique_ptr<Ui> ui_;
  Mailbox mailbox_{[] {}};
  TextInput input_;
  widgets::Written signature_;
  screens::CitizenTouch touch_;
  std::vector<input::InputEvent> typed_;
  std::string held_, page_;
  bool signed_ = false;
};

}  // namespace dk::kiosk::monkey
