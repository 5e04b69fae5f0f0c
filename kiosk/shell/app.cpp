#include "kiosk/shell/app.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "base/log.h"
#include "i18n/texts.h"
#include "kiosk/screens/keys.h"
#include "kiosk/screens/sampling_screen.h"

namespace dk::kiosk {

std::string program_folder() {
  std::error_code error;
  return std::filesystem::read_symlink("/proc/self/exe", error).parent_path().string();
}

App::App(AppOptions options, AppHooks hooks)
    : options_(std::move(options)), hooks_(std::move(hooks)) {}

App::~App() {
  // The desk first: its threads post to the mailbox, which wakes the platform.
  desk_.reset();
}

Result<std::unique_ptr<App>> App::open(AppOptions options, AppHooks hooks) {
  std::unique_ptr<App> app(new App(std::move(options), std::move(hooks)));
  DK_CHECK(app->open_parts());
  return app;
}

Status App::open_parts() {
  if (options_.mode != "testing") {
    return fail(FailureCode::unsupported, "this version has the mode testing only");
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

  DeskOptions desk;
  desk.config = config;
  desk.data_folder = options_.data_folder;
  desk.clock = hooks_.clock != nullptr ? hooks_.clock : &system_clock_;
  desk.moved_clock = hooks_.moved_clock;
  desk.mailbox = mailbox_.get();
  desk.play = [this](sampling::Sound sound) { sounds_.play(sound); };
  desk.set_language = [this](const std::string& language) { set_language(language); };
  desk.device_overrides = hooks_.device_overrides;
  desk.resolve_address = hooks_.resolve_address;
  desk.decorate_remote = hooks_.decorate_remote;
  desk.store_vfs = hooks_.store_vfs;
  desk.catalogue_folder = share + "/catalogue";
  desk_ = std::make_unique<DeskRuntime>(std::move(desk));
  desk_->start();  // opens the store on its own thread while fonts and texts load here

  DK_CHECK(i18n::load(config.language, texts_folder_));
  DK_CHECK(i18n::set_language(config.language));
  FontFolders folders;
  folders.icons = share + "/fonts";
  DK_CHECK(fonts_.load(folders, config.language));
  ui_ = std::make_unique<Ui>(fonts_);
  ui_->art(share + "/art");
  return {};
}

void App::set_language(const std::string& language) {
  auto changed = i18n::load(language, texts_folder_);
  if (changed) changed = i18n::set_language(language);
  if (changed) changed = fonts_.use_language(language);
  if (!changed) log::error("language_not_changed", {{"failure", log::safe(changed.error())}});
}

void App::draw() {
  const sampling::SamplingView view = desk_->view();
  const auto width = static_cast<float>(platform_->width() - hooks_.side_width);
  ui_->begin(width, static_cast<float>(platform_->height()), screens::page_of(view));
  if (auto tapped = screens::draw_sampling(*ui_, view)) tapped_ = std::move(tapped);
  ui_->end();
  if (const auto key = ui_->hard_key()) {
    if (auto tapped = screens::tap_of_key(*key, ui_->tree())) tapped_ = std::move(tapped);
  }
  if (hooks_.draw_side) hooks_.draw_side();
}

void App::wait_for_store() {
  // Whether a shift can begin is known when the store is open, normally before the fonts are. A
  // first frame without it would say that data are missing when nothing is.
  constexpr Milliseconds kLongest{150};
  const Milliseconds give_up = system_clock_.steady() + kLongest;
  while (mailbox_->run() == 0) {
    const Milliseconds left = give_up - system_clock_.steady();
    if (left <= Milliseconds{0} || !platform_->wait(static_cast<int>(left.count()))) return;
  }
}

int App::run() {
  wait_for_store();
  bool sound_open = false;
  while (true) {
    mailbox_->run();
    desk_->tick();
    platform_->frame([this] { draw(); });
    if (tapped_) {
      // The tap changes the state: show that before waiting again.
      desk_->tapped(*std::exchange(tapped_, std::nullopt));
      continue;
    }
    if (!sound_open) {
      sounds_.open();
      sound_open = true;
      log::info("first_frame");
    }
    if (!platform_->wait(desk_->next_change_ms())) break;
  }
  log::info("stopped");
  return 0;
}

}  // namespace dk::kiosk
