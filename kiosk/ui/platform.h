// The window, the renderer and the loop's heart: wait, draw only what would differ, present.
//
// SDL_Renderer: OpenGL only where /dev/dri/renderD* exists, otherwise SDL's software renderer with
// framebuffer acceleration off (a third of the memory and of the time to the first frame). A frame
// is presented only when a pixel would differ, and the software renderer draws only where one does
// (damage.h), so an idle minute presents at most two. Everything is for the UI thread but wake(),
// which any thread may call.
// Failure: device_absent (no display).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "kiosk/ui/pictures.h"

namespace dk::kiosk {

struct PlatformOptions {
  std::string title = "District Kiosk";
  int width = 0;  // 0: full screen
  int height = 0;
};

class Platform {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Platform>> open(const PlatformOptions& options);
  ~Platform();
  Platform(const Platform&) = delete;
  Platform& operator=(const Platform&) = delete;

  // Waits for input or a wake, at most `timeout_ms`; false when the program shall end.
  [[nodiscard]] bool wait(int timeout_ms);
  void wake();

  // Builds a frame by `draw` and presents it if it differs. True when it was presented.
  bool frame(const std::function<void()>& draw);

  // Builds a frame and draws nothing of it: for who only asks what would stand where.
  void rehearse(const std::function<void()>& draw);

  [[nodiscard]] int width() const;
  [[nodiscard]] int height() const;
  [[nodiscard]] const char* renderer_name() const;  // "software", "opengl"
  [[nodiscard]] std::uint64_t presented() const;    // frames since the start
  // From the program's start to its first frame on the screen; nothing before that.
  [[nodiscard]] std::optional<Milliseconds> first_frame() const;
  // What a finger or a keyboard does, for the test door.
  void press(float x, float y);
  void finger(float x, float y, bool down);
  void type(const std::string& utf8);
  // A key by its name: "plus" "minus" "star" "slash" "dot" "enter" of the numeric keypad, "back"
  // "esc" "tab" "space" "left" "right" "up" "down", or a digit of the keypad with NumLock on.
  // Failure: invalid_argument.
  [[nodiscard]] Status key(std::string_view name, bool down);
  // The window as it was last presented. Failure: io_error.
  [[nodiscard]] Status screenshot(const std::string& file);
  [[nodiscard]] Result<Raster> pixels();

 private:
  Platform();
  bool build_frame(const std::function<void()>& draw);
  [[nodiscard]] Status read_pixels(std::uint32_t format, void* to, int bytes_a_row);
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace dk::kiosk
