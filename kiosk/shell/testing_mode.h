// The sampling desk as a mode of the terminal: its runtime and its screens. UI thread.
#pragma once

#include <optional>
#include <string>

#include "kiosk/session/desk_runtime.h"
#include "kiosk/shell/mode.h"

namespace dk::kiosk {

class TestingMode : public Mode {
 public:
  explicit TestingMode(DeskOptions options) : desk_(std::move(options)) {}

  void start() override { desk_.start(); }
  void tick() override { desk_.tick(); }
  [[nodiscard]] int next_change_ms() const override { return desk_.next_change_ms(); }
  void draw(Ui& ui, float width, float height) override;
  bool act() override;
  void screen_failed() override { tapped_.reset(); }
  [[nodiscard]] bool idle() const override { return !desk_.view().saving; }
  [[nodiscard]] DeskRuntime& desk() { return desk_; }

 private:
  DeskRuntime desk_;
  std::optional<std::string> tapped_;
};

}  // namespace dk::kiosk
