#include "kiosk/ui/platform.h"

#include <SDL.h>
#include <imgui.h>
#include <imgui_impl_sdl2.h>
#include <imgui_impl_sdlrenderer2.h>
#include <imgui_internal.h>
#include <png.h>

#include <cstring>
#include <ctime>
#include <filesystem>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace dk::kiosk {

namespace {

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

void mix(std::uint64_t& hash, const void* data, std::size_t size) {
  // FNV-1a over 8-byte steps: enough to see that a frame is another one, cheap for 100 kB.
  const auto* bytes = static_cast<const std::uint8_t*>(data);
  std::size_t i = 0;
  for (; i + 8 <= size; i += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes + i, 8);
    hash = (hash ^ word) * 0x100000001b3ULL;
    hash ^= hash >> 29;
  }
  for (; i < size; ++i) hash = (hash ^ bytes[i]) * 0x100000001b3ULL;
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

// Every name brings new letters of 232 px; without an end to it a day would fill the memory. Too
// large an atlas forgets all letters, those that are seen come back with the next frame. So it does
// when ImGui forgot some by itself: it moves the sizes that it keeps, and its FreeType part (1.92),
// which knows the last size by its address, would go on in the size of another line.
void keep_atlas_small() {
  constexpr int kMostPixels = 1'200'000;  // in use; with gaps they fit 1024 x 2048
  ImFontAtlas* atlas = ImGui::GetIO().Fonts;
  const ImFontAtlasBuilder* builder = atlas->Builder;
  if (builder == nullptr) return;
  const bool large = builder->RectsPackedSurface - builder->RectsDiscardedSurface > kMostPixels;
  if (!large && builder->BakedDiscardedCount == 0) return;
  ImFontAtlasBuildDiscardBakes(atlas, 0);
  if (large) ImFontAtlasTextureCompact(atlas);
}

std::uint64_t digest(const ImDrawData& data) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const ImDrawList* list : data.CmdLists) {
    mix(hash, list->VtxBuffer.Data, static_cast<std::size_t>(list->VtxBuffer.size_in_bytes()));
    mix(hash, list->IdxBuffer.Data, static_cast<std::size_t>(list->IdxBuffer.size_in_bytes()));
    for (const ImDrawCmd& cmd : list->CmdBuffer) {
      mix(hash, &cmd.ClipRect, sizeof cmd.ClipRect);
      mix(hash, &cmd.ElemCount, sizeof cmd.ElemCount);
    }
  }
  mix(hash, &data.DisplaySize, sizeof data.DisplaySize);
  return hash;
}

}  // namespace

struct Platform::Impl {
  SDL_Window* window = nullptr;
  SDL_Renderer* renderer = nullptr;
  Uint32 wake_event = 0;
  std::uint64_t last_digest = 0;
  std::uint64_t presented = 0;
  std::optional<Milliseconds> first_frame;
  bool exposed = true;  // the window system lost our pixels: present again
  bool gpu = false;

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
  SDL_SetHint(SDL_HINT_MOUSE_FOCUS_CLICKTHROUGH, "1");
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
    if (event.type == SDL_QUIT) return false;
    if (spoils_pixels(event)) impl_->exposed = true;
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
  Impl& impl = *impl_;
  std::uint64_t now = 0;
  do {
    keep_atlas_small();
    ImGui_ImplSDLRenderer2_NewFrame();
    ImGui_ImplSDL2_NewFrame();
    ImGui::NewFrame();
    draw();
    ImGui::Render();
    now = digest(*ImGui::GetDrawData());
    // ImGui hands a press and its release on over several frames: build until none is left.
  } while (ImGui::GetCurrentContext()->InputEventsQueue.Size > 0);
  upload_textures();
  if (now == impl.last_digest && !impl.exposed) return false;
  impl.last_digest = now;
  impl.exposed = false;
  SDL_SetRenderDrawColor(impl.renderer, 0xEE, 0xF3, 0xF9, 0xFF);
  SDL_RenderClear(impl.renderer);
  ImGui_ImplSDLRenderer2_RenderDrawData(ImGui::GetDrawData(), impl.renderer);
  SDL_RenderPresent(impl.renderer);
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

Status Platform::screenshot(const std::string& file) {
  Impl& impl = *impl_;
  const int w = width();
  const int h = height();
  std::vector<std::uint8_t> pixels(static_cast<std::size_t>(w) * static_cast<std::size_t>(h) * 3);
  if (ImGui::GetDrawData() == nullptr) return fail(FailureCode::io_error, "nothing drawn yet");
  SDL_SetRenderDrawColor(impl.renderer, 0xEE, 0xF3, 0xF9, 0xFF);
  SDL_RenderClear(impl.renderer);
  ImGui_ImplSDLRenderer2_RenderDrawData(ImGui::GetDrawData(), impl.renderer);
  if (SDL_RenderReadPixels(impl.renderer, nullptr, SDL_PIXELFORMAT_RGB24, pixels.data(), w * 3) !=
      0) {
    return fail(FailureCode::io_error, SDL_GetError());
  }
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
