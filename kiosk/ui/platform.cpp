#include "kiosk/ui/platform.h"

#include <SDL.h>
#include <imgui.h>
#include <imgui_impl_sdl2.h>
#include <imgui_impl_sdlrenderer2.h>
#include <imgui_internal.h>
#include <png.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <string_view>
#include <vector>

#include "kiosk/ui/atlas.h"
#include "kiosk/ui/damage.h"
#include "kiosk/ui/theme.h"

namespace dk::kiosk {

namespace {

constexpr SDL_Color kGround{theme::kCanvas.rgb >> 16 & 0xFF, theme::kCanvas.rgb >> 8 & 0xFF,
                            theme::kCanvas.rgb & 0xFF, 0xFF};

bool has_gpu() {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator("/dev/dri", error)) {
    if (entry.path().filename().string().starts_with("renderD")) return true;
  }
  return false;
}

Milliseconds monotonic() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return Milliseconds(now.tv_sec * 1000 + now.tv_nsec / 1'000'000);
}

// When the loader ran this file's initialisers: as near to the start of the program as code gets.
const Milliseconds kProgramStart = monotonic();

// Only what makes our pixels void; a mouse that enters does not.
bool spoils_pixels(const SDL_Event& event) {
  if (event.type == SDL_RENDER_TARGETS_RESET || event.type == SDL_RENDER_DEVICE_RESET) return true;
  if (event.type != SDL_WINDOWEVENT) return false;
  switch (event.window.event) {
    case SDL_WINDOWEVENT_SHOWN:
    case SDL_WINDOWEVENT_EXPOSED:
    case SDL_WINDOWEVENT_SIZE_CHANGED:
    case SDL_WINDOWEVENT_RESTORED:
    case SDL_WINDOWEVENT_MAXIMIZED:
      return true;
    default:
      return false;
  }
}

struct WindowShape {
  int width, height;
  Uint32 flags;
};

// On X11 a kiosk has no window manager, and SDL's full screen waits 100 ms for one: a borderless
// window over the whole screen is the same and is there at once.
WindowShape shape_of(const PlatformOptions& options) {
  if (options.width != 0) return {options.width, options.height, 0};
  SDL_DisplayMode mode{};
  const char* driver = SDL_GetCurrentVideoDriver();
  if (driver != nullptr && std::string_view(driver) == "x11" &&
      SDL_GetDesktopDisplayMode(0, &mode) == 0) {
    return {mode.w, mode.h, Uint32{SDL_WINDOW_BORDERLESS}};
  }
  return {1920, 1080, Uint32{SDL_WINDOW_FULLSCREEN_DESKTOP}};
}

// A numeric keypad whose NumLock was left off still types digits: nobody at a desk looks for that
// key. X gives the text of a digit when exactly one of NumLock and Shift is on.
void type_without_numlock(const SDL_Event& event) {
  if (event.type != SDL_KEYDOWN) return;
  const SDL_Keysym& key = event.key.keysym;
  if (((key.mod & KMOD_NUM) != 0) != ((key.mod & KMOD_SHIFT) != 0)) return;
  if (key.scancode >= SDL_SCANCODE_KP_1 && key.scancode <= SDL_SCANCODE_KP_0) {
    const int digit = (key.scancode - SDL_SCANCODE_KP_1 + 1) % 10;
    ImGui::GetIO().AddInputCharacter(static_cast<unsigned int>('0' + digit));
  }
}

// New glyphs are uploaded even when the frame is not presented: the atlas must not fall behind.
void upload_textures() {
  const ImDrawData* data = ImGui::GetDrawData();
  if (data->Textures == nullptr) return;
  for (ImTextureData* texture : *data->Textures) {
    if (texture->Status != ImTextureStatus_OK) ImGui_ImplSDLRenderer2_UpdateTexture(texture);
  }
}

void draw_everything(SDL_Renderer* renderer, ImDrawData& data) {
  SDL_SetRenderDrawColor(renderer, kGround.r, kGround.g, kGround.b, kGround.a);
  SDL_RenderClear(renderer);
  ImGui_ImplSDLRenderer2_RenderDrawData(&data, renderer);
}

// Of the frame only what falls into `box`.
void draw_part(SDL_Renderer* renderer, ImDrawData& data, const PixelBox& box) {
  const SDL_Rect ground{box.x, box.y, box.w, box.h};
  SDL_SetRenderDrawColor(renderer, kGround.r, kGround.g, kGround.b, kGround.a);
  SDL_RenderFillRect(renderer, &ground);
  const ImVec4 part(static_cast<float>(box.x), static_cast<float>(box.y),
                    static_cast<float>(box.x + box.w), static_cast<float>(box.y + box.h));
  std::vector<ImVec4> clips;  // a command without a common pixel is skipped by the backend
  for (ImDrawList* list : data.CmdLists) {
    for (ImDrawCmd& command : list->CmdBuffer) {
      ImVec4& clip = command.ClipRect;
      clips.push_back(clip);
      clip = {std::max(clip.x, part.x), std::max(clip.y, part.y), std::min(clip.z, part.z),
              std::min(clip.w, part.w)};
    }
  }
  ImGui_ImplSDLRenderer2_RenderDrawData(&data, renderer);
  auto clip = clips.begin();
  for (ImDrawList* list : data.CmdLists) {
    for (ImDrawCmd& command : list->CmdBuffer) command.ClipRect = *clip++;
  }
}

}  // namespace

struct Platform::Impl {
  SDL_Window* window = nullptr;
  SDL_Renderer* renderer = nullptr;
  Uint32 wake_event = 0;
  Damage damage;
  std::uint64_t presented = 0;
  std::optional<Milliseconds> first_frame;
  bool gpu = false;
  bool locked = false;  // full screen: only the machine's owner ends it

  ~Impl() {
    if (renderer != nullptr) {
      ImGui_ImplSDLRenderer2_Shutdown();
      ImGui_ImplSDL2_Shutdown();
      SDL_DestroyRenderer(renderer);
    }
    if (ImGui::GetCurrentContext() != nullptr) ImGui::DestroyContext();
    if (window != nullptr) SDL_DestroyWindow(window);
    SDL_Quit();
  }
};

Platform::Platform() : impl_(std::make_unique<Impl>()) {}
Platform::~Platform() = default;

Result<std::unique_ptr<Platform>> Platform::open(const PlatformOptions& options) {
  std::unique_ptr<Platform> platform(new Platform());
  Impl& impl = *platform->impl_;
  impl.gpu = has_gpu();
  if (!impl.gpu) {
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_SetHint(SDL_HINT_RENDER_DRIVER, "software");
  }
  SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
  impl.locked = options.width == 0;
  if (impl.locked) {
    // Nobody in front of it can close, shrink or leave a full screen. A signal ends the program at
    // once: everything that was promised is on the disk already.
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    SDL_SetHint(SDL_HINT_GRAB_KEYBOARD, "1");
    SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
  }
  SDL_SetHint(SDL_HINT_MOUSE_FOCUS_CLICKTHROUGH, "1");
  // Nobody writes letters by composing keys here: X would read a table of thousands of them first.
  ::setenv("XCOMPOSEFILE", "/dev/null", 0);
  if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) {
    return fail(FailureCode::device_absent, std::string("display: ") + SDL_GetError());
  }
  const WindowShape shape = shape_of(options);
  impl.window =
      SDL_CreateWindow(options.title.c_str(), 0, 0, shape.width, shape.height, shape.flags);
  if (impl.window == nullptr) {
    return fail(FailureCode::device_absent, std::string("window: ") + SDL_GetError());
  }
  impl.renderer = SDL_CreateRenderer(
      impl.window, -1,
      static_cast<Uint32>(impl.gpu ? int{SDL_RENDERER_ACCELERATED} : int{SDL_RENDERER_SOFTWARE}));
  if (impl.renderer == nullptr && impl.gpu) {
    // A render node without a working driver: the processor draws.
    impl.gpu = false;
    SDL_SetHint(SDL_HINT_RENDER_DRIVER, "software");
    impl.renderer = SDL_CreateRenderer(impl.window, -1, Uint32{SDL_RENDERER_SOFTWARE});
  }
  if (impl.renderer == nullptr) {
    return fail(FailureCode::device_absent, std::string("renderer: ") + SDL_GetError());
  }
  IMGUI_CHECKVERSION();
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.ConfigFlags |= ImGuiConfigFlags_NoMouseCursorChange;
  if (options.width == 0) SDL_ShowCursor(SDL_DISABLE);  // a terminal has a finger, not a mouse
  ImGui_ImplSDL2_InitForSDLRenderer(impl.window, impl.renderer);
  ImGui_ImplSDLRenderer2_Init(impl.renderer);
  impl.wake_event = SDL_RegisterEvents(1);
  return platform;
}

bool Platform::wait(int timeout_ms) {
  SDL_Event event;
  if (SDL_WaitEventTimeout(&event, timeout_ms) == 0) return true;
  do {
    if (event.type == SDL_QUIT && !impl_->locked) return false;
    if (spoils_pixels(event)) impl_->damage.forget();
    if (event.type != impl_->wake_event) ImGui_ImplSDL2_ProcessEvent(&event);
    type_without_numlock(event);
  } while (SDL_PollEvent(&event) != 0);
  return true;
}

void Platform::wake() {
  SDL_Event event{};
  event.type = impl_->wake_event;
  SDL_PushEvent(&event);  // a full queue wakes as well
}

bool Platform::frame(const std::function<void()>& draw) {
  const bool presented = build_frame(draw);
  // What the person waits for is on the screen: now is the time to tidy up, and to draw once more
  // with letters that moved, not when the next one waits.
  if (keep_atlas_small()) {
    impl_->damage.forget();
    build_frame(draw);
  }
  return presented;
}

void Platform::rehearse(const std::function<void()>& draw) {
  do {
    if (keep_atlas_small()) impl_->damage.forget();
    ImGui_ImplSDLRenderer2_NewFrame();
    ImGui_ImplSDL2_NewFrame();
    ImGui::NewFrame();
    try {
      draw();
    } catch (...) {
      ImGui::EndFrame();  // the next one begins from the beginning
      throw;
    }
    ImGui::Render();
    // ImGui hands a press and its release on over several frames: build until none is left.
  } while (ImGui::GetCurrentContext()->InputEventsQueue.Size > 0);
  upload_textures();
}

bool Platform::build_frame(const std::function<void()>& draw) {
  rehearse(draw);
  Impl& impl = *impl_;
  ImDrawData& data = *ImGui::GetDrawData();
  const std::vector<PixelBox> boxes = impl.damage.between_last_and(data);
  if (boxes.empty()) return false;
  if (impl.gpu) {
    draw_everything(impl.renderer, data);
    SDL_RenderPresent(impl.renderer);
  } else {
    // SDL's software renderer draws into the window's surface, which keeps the last frame.
    std::vector<SDL_Rect> parts;
    for (const PixelBox& box : boxes) {
      draw_part(impl.renderer, data, box);
      parts.push_back({box.x, box.y, box.w, box.h});
    }
    SDL_RenderFlush(impl.renderer);
    SDL_UpdateWindowSurfaceRects(impl.window, parts.data(), static_cast<int>(parts.size()));
  }
  ++impl.presented;
  if (!impl.first_frame) impl.first_frame = monotonic() - kProgramStart;
  return true;
}

int Platform::width() const {
  int w = 0;
  SDL_GetRendererOutputSize(impl_->renderer, &w, nullptr);
  return w;
}

int Platform::height() const {
  int h = 0;
  SDL_GetRendererOutputSize(impl_->renderer, nullptr, &h);
  return h;
}

const char* Platform::renderer_name() const { return impl_->gpu ? "opengl" : "software"; }
std::uint64_t Platform::presented() const { return impl_->presented; }
std::optional<Milliseconds> Platform::first_frame() const { return impl_->first_frame; }

void Platform::press(float x, float y) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddMousePosEvent(x, y);
  io.AddMouseButtonEvent(0, true);
  io.AddMouseButtonEvent(0, false);
  wake();
}

void Platform::finger(float x, float y, bool down) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddMousePosEvent(x, y);
  io.AddMouseButtonEvent(0, down);
  wake();
}

Status Platform::key(std::string_view name, bool down) {
  struct Named {
    std::string_view name;
    ImGuiKey key;
  };
  static constexpr Named kKeys[] = {{"plus", ImGuiKey_KeypadAdd},
                                    {"minus", ImGuiKey_KeypadSubtract},
                                    {"star", ImGuiKey_KeypadMultiply},
                                    {"slash", ImGuiKey_KeypadDivide},
                                    {"dot", ImGuiKey_KeypadDecimal},
                                    {"enter", ImGuiKey_KeypadEnter},
                                    {"back", ImGuiKey_Backspace},
                                    {"esc", ImGuiKey_Escape},
                                    {"tab", ImGuiKey_Tab},
                                    {"space", ImGuiKey_Space},
                                    {"left", ImGuiKey_LeftArrow},
                                    {"right", ImGuiKey_RightArrow},
                                    {"up", ImGuiKey_UpArrow},
                                    {"down", ImGuiKey_DownArrow}};
  ImGuiKey key = ImGuiKey_None;
  for (const Named& one : kKeys) {
    if (one.name == name) key = one.key;
  }
  ImGuiIO& io = ImGui::GetIO();
  if (name.size() == 1 && name[0] >= '0' && name[0] <= '9') {
    key = static_cast<ImGuiKey>(ImGuiKey_Keypad0 + (name[0] - '0'));
    if (down) io.AddInputCharacter(static_cast<unsigned int>(name[0]));
  }
  if (key == ImGuiKey_None) return fail(FailureCode::invalid_argument, "no such key");
  io.AddKeyEvent(key, down);
  wake();
  return {};
}

void Platform::type(const std::string& utf8) {
  ImGui::GetIO().AddInputCharactersUTF8(utf8.c_str());
  wake();
}

Status Platform::read_pixels(std::uint32_t format, void* to, int bytes_a_row) {
  Impl& impl = *impl_;
  if (ImGui::GetDrawData() == nullptr) return fail(FailureCode::io_error, "nothing drawn yet");
  // A presented back buffer is gone; the software renderer's surface is what the screen shows.
  if (impl.gpu) draw_everything(impl.renderer, *ImGui::GetDrawData());
  if (SDL_RenderReadPixels(impl.renderer, nullptr, format, to, bytes_a_row) != 0) {
    return fail(FailureCode::io_error, SDL_GetError());
  }
  return {};
}

Result<Raster> Platform::pixels() {
  Raster raster{width(), height(), {}};
  raster.rgba.resize(static_cast<std::size_t>(raster.w) * static_cast<std::size_t>(raster.h) * 4);
  DK_CHECK(read_pixels(SDL_PIXELFORMAT_RGBA32, raster.rgba.data(), raster.w * 4));
  return raster;
}

Status Platform::screenshot(const std::string& file) {
  const int w = width();
  const int h = height();
  std::vector<std::uint8_t> pixels(static_cast<std::size_t>(w) * static_cast<std::size_t>(h) * 3);
  DK_CHECK(read_pixels(SDL_PIXELFORMAT_RGB24, pixels.data(), w * 3));
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(w);
  image.height = static_cast<png_uint_32>(h);
  image.format = PNG_FORMAT_RGB;
  image.flags = PNG_IMAGE_FLAG_FAST;
  if (png_image_write_to_file(&image, file.c_str(), 0, pixels.data(), w * 3, nullptr) == 0) {
    return fail(FailureCode::io_error, image.message);
  }
  return {};
}

}  // namespace dk::kiosk
