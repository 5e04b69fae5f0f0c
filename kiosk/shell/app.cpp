#include "kiosk/shell/app.h"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <utility>

#include "base/log.h"
#include "i18n/texts.h"
#include "kiosk/shell/tones.h"

namespace dk::kiosk {

namespace {
// Debian's place for the models of tegaki.
constexpr int kMostFailedFrames = 3;
constexpr const char* kInkModels = "/usr/share/tegaki/models/zinnia";
}  // namespace

std::string program_folder() {
  std::error_code error;
  return std::filesystem::read_symlink("/proc/self/exe", error).parent_path().string();
}

App::App(AppOptions options, AppHooks hooks)
    : options_(std::move(options)), hooks_(std::move(hooks)) {}

App::~App() {
  // The mode first: its threads post to the mailbox, which wakes the platform.
  mode_.reset();
}

Result<std::unique_ptr<App>> App::open(AppOptions options, AppHooks hooks) {
  std::unique_ptr<App> app(new App(std::move(options), std::move(hooks)));
  DK_CHECK(app->open_parts());
  return app;
}

Status App::open_parts() {
  if (options_.mode != "testing" && options_.mode != "citizen") {
    return fail(FailureCode::unsupported, "this version has the modes citizen and testing");
  }
  DK_CHECK(log::open(options_.log_file, log::Level::Info));
  PosixFiles files;
  DK_TRY(text, files.read(options_.config_file, 64 * 1024));
  DK_TRY(config, parse_config(as_text(text)));
  const std::string share =
      options_.share_folder.empty() ? program_folder() + "/../share" : options_.share_folder;
  texts_folder_ = share + "/i18n";

  DK_TRY(platform,
         Platform::open({.width = options_.window_width, .height = options_.window_height}));
  platform_ = std::move(platform);
  mailbox_ = std::make_unique<Mailbox>([this] { platform_->wake(); });

  open_mode(config, share);
  mode_->start();  // opens the store on its own thread while fonts and texts load here

  DK_CHECK(i18n::load(config.language, texts_folder_));
  DK_CHECK(i18n::set_language(config.language));
  FontFolders folders;
  folders.icons = share + "/fonts";
  DK_CHECK(fonts_.load(folders, config.language));
  ui_ = std::make_unique<Ui>(fonts_);
  ui_->art(share + "/art");
  return {};
}

void App::open_mode(const Config& config, const std::string& share) {
  EdgeOptions edge;
  edge.config = config;
  edge.data_folder = options_.data_folder;
  edge.clock = hooks_.clock != nullptr ? hooks_.clock : &system_clock_;
  edge.moved_clock = hooks_.moved_clock;
  edge.mailbox = mailbox_.get();
  edge.device_overrides = hooks_.device_overrides;
  edge.resolve_address = hooks_.resolve_address;
  edge.decorate_remote = hooks_.decorate_remote;
  edge.store_vfs = hooks_.store_vfs;
  if (options_.mode == "testing") {
    DeskOptions desk{edge, {}, {}, share + "/catalogue"};
    desk.play = [this](sampling::Sound sound) { sounds_.play(samples_of(sound)); };
    desk.set_language = [this](const std::string& language) { set_language(language); };
    auto mode = std::make_unique<TestingMode>(std::move(desk));
    testing_ = mode.get();
    mode_ = std::move(mode);
    return;
  }
  CitizenModeOptions citizen;
  CitizenOptions& runtime = citizen.runtime;
  static_cast<EdgeOptions&>(runtime) = std::move(edge);
  runtime.access.wide = platform_->width() - hooks_.side_width > platform_->height();
  runtime.hooks.play = [this](citizen::Sound sound) { sounds_.play(samples_of(sound)); };
  runtime.hooks.set_language = [this](const std::string& language) { set_language(language); };
  citizen.rime.share = share + "/rime";
  citizen.ink = {.simplified = std::string(kInkModels) + "/handwriting-zh_CN.model",
                 .japanese = std::string(kInkModels) + "/handwriting-ja.model",
                 .opencc = share + "/rime/opencc"};
  citizen.voice.clips = share + "/voice";
  citizen.decorate_speaker = hooks_.decorate_speaker;
  auto mode = std::make_unique<CitizenMode>(std::move(citizen));
  citizen_ = mode.get();
  mode_ = std::move(mode);
}

void App::set_language(const std::string& language) {
  auto changed = i18n::load(language, texts_folder_);
  if (changed) changed = i18n::set_language(language);
  if (changed) changed = fonts_.use_language(language);
  if (!changed) log::error("language_not_changed", {{"failure", log::safe(changed.error())}});
}

void App::draw() {
  const auto width = static_cast<float>(platform_->width() - hooks_.side_width);
  // A press and its release may be two frames of one picture: what the first has given is done
  // before the second is drawn, not lost.
  (void)mode_->act();
  mode_->draw(*ui_, width, static_cast<float>(platform_->height()));
  if (hooks_.draw_side) hooks_.draw_side();
}

void App::wait_for_store() {
  // Whether a shift can begin is known when the store is open, normally before the fonts are. A
  // first frame without it would say that data are missing when nothing is.
  const auto wait_for = [this](Milliseconds longest, auto there) {
    const Milliseconds give_up = system_clock_.steady() + longest;
    while (!there()) {
      const Milliseconds left = give_up - system_clock_.steady();
      if (left <= Milliseconds{0} || !platform_->wait(static_cast<int>(left.count()))) return;
    }
  };
  wait_for(Milliseconds{150}, [this] { return mailbox_->run() > 0; });
  // Readers say a few milliseconds later that they are there: drawing the page twice takes longer.
  wait_for(Milliseconds{40}, [this] {
    mailbox_->run();
    return mode_->settled();
  });
}

int App::run() {
  wait_for_store();
  bool sound_open = false;
  while (true) {
    mailbox_->run();
    mode_->tick();
    try {
      platform_->frame([this] { draw(); });
    } catch (const std::exception&) {
      log::error("screen_failed");
      if (++failed_frames_ > kMostFailedFrames) return 1;  // the service manager starts anew
      mode_->screen_failed();
      continue;
    }
    failed_frames_ = 0;
    if (mode_->act()) continue;  // it changed the state: show that before waiting again
    if (!sound_open) {
      sounds_.open();
      sound_open = true;
      log::info("first_frame");
    }
    int wait_ms = mode_->next_change_ms();
    if (const auto moving = ui_->next_frame_ms()) wait_ms = std::min(wait_ms, *moving);
    if (!platform_->wait(wait_ms)) break;
  }
  log::info("stopped");
  return 0;
}

}  // namespace dk::kiosk
