#include "kiosk/shell/citizen_mode.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/codes/citizen_number.h"

namespace dk::kiosk {

CitizenMode::CitizenMode(CitizenModeOptions options)
    : mailbox_(*options.runtime.mailbox),
      speaker_(std::move(options.voice)),
      voice_(options.decorate_speaker ? options.decorate_speaker(speaker_) : speaker_),
      input_({.mailbox = options.runtime.mailbox,
              .rime = std::move(options.rime),
              .ink = std::move(options.ink),
              .typed = [this](const citizen::Typing& typing) { runtime_->feed(typing); }}) {
  CitizenHooks& hooks = options.runtime.hooks;
  hooks.set_voice = [this](const citizen::SetVoice& voice) {
    voice_.volume(voice.volume);
    voice_.slow(voice.speed < 0);
    if (voice.on != voice_.on()) reader_.forget();
    voice_.turn(voice.on);
  };
  hooks.open_input = [this](const citizen::OpenInput& field) {
    const auto view = runtime_->view();
    input_.open(field, {.age = field.age,
                        .elder = view.chrome.access.elder,
                        .language = view.chrome.language,
                        .today = view.chrome.now});
  };
  hooks.close_input = [this] { input_.close(); };
  hooks.wipe_screen = [this] { return wipe_screen(); };
  runtime_ = std::make_unique<CitizenRuntime>(std::move(options.runtime));
}

CitizenMode::~CitizenMode() {
  // The runtime first: its threads post to the mailbox, which this answers.
  runtime_.reset();
}

void CitizenMode::start() {
  runtime_->start();
  citizen::VoicesChanged voices;
  if (speaker_.available()) voices.languages = {"zh-CN", "zh-HK", "en"};
  runtime_->feed(voices);
}

bool CitizenMode::settled() const {
  const auto view = runtime_->view();
  const auto* home = std::get_if<citizen::HomeView>(&view.page);
  return home == nullptr || !home->ways.empty();
}

void CitizenMode::draw(Ui& ui, float width, float height) {
  const citizen::CitizenView view = runtime_->view();
  const std::string page = citizen::page_of(view);
  if (page != session_page_) {
    session_page_ = page;
    reader_.forget();  // pages of one item have one title
    if (!std::holds_alternative<citizen::SignView>(view.page)) signature_ = {};
  }
  ui.look(screens::look_of(view));
  ui.begin(width, height, page, height > width ? Canvas::Portrait : Canvas::Landscape);
  screens::CitizenInputs inputs{.signature = &signature_, .pad = {}};
  if (input_.is_open()) {
    const auto keep = [this](std::vector<input::InputEvent> events) {
      std::ranges::move(events, std::back_inserter(typed_));
    };
    inputs.pad = [this, keep](Ui& on) { keep(screens::draw_input(on, input_.view())); };
    inputs.typed = [this, keep](Ui& on, Box box) {
      keep(screens::draw_typed(on, box, input_.view()));
    };
  }
  touch_ = screens::draw_citizen(ui, view, inputs);
  ui.end();
  touched_ = ui.touched();
  key_used_ = ui.key_used();
  if (const auto key = ui.hard_key()) pressed(*key, ui);
  read_aloud(ui);
}

// Keys that are found without seeing (kiosk/screens/IDS.md): whoever needs the voice cannot look
// for its button.
void CitizenMode::pressed(HardKey key, const Ui& ui) {
  switch (key) {
    case HardKey::Back:
      if (ui.tree().find("page.back")) touch_.tapped = "page.back";
      return;
    case HardKey::Star:
      touch_.tapped = "dock.voice";
      return;
    case HardKey::Plus:
      touch_.tapped = "settings.louder";
      return;
    case HardKey::Minus:
      touch_.tapped = "settings.quieter";
      return;
    case HardKey::Slash:
      touch_.tapped = "dock.help";
      return;
    case HardKey::Dot:
      voice_.say(read_all(ui.tree().nodes(), runtime_->view().chrome.language));
      return;
  }
}

void CitizenMode::read_aloud(const Ui& ui) {
  if (!voice_.on()) return;
  auto said = reader_.changes(ui.tree().nodes(), runtime_->view().chrome.language);
  if (!said.empty()) voice_.say(std::move(said));
}

bool CitizenMode::act() {
  bool did = false;
  const auto feed = [&](auto what) {
    runtime_->feed(std::move(what));
    did = true;
  };
  // Neither changes the picture by itself.
  if (std::exchange(touched_, false)) runtime_->feed(citizen::TouchedAnything{});
  if (std::exchange(key_used_, false)) runtime_->feed(citizen::KeyUsed{});
  for (input::InputEvent& event : std::exchange(typed_, {})) {
    input_.event(std::move(event));
    did = true;
  }
  if (touch_.held != held_) {
    if (!held_.empty()) feed(citizen::Held{held_, false});
    held_ = touch_.held;
    if (!held_.empty()) feed(citizen::Held{held_, true});
  }
  if (touch_.signature != signed_) {
    signed_ = touch_.signature;
    feed(citizen::Signed{!signed_});
  }
  if (touch_.tapped) {
    const std::string id = *std::exchange(touch_.tapped, std::nullopt);
    if (id == "sign.clear") {
      signature_ = {};
    } else {
      feed(citizen::Tapped{id});
    }
    did = true;
  }
  return did;
}

void CitizenMode::screen_failed() {
  touch_ = {};
  runtime_->feed(citizen::ScreenFailed{});
}

std::vector<std::pair<std::string, bool>> CitizenMode::wipe_screen() {
  input_.wipe();
  typed_.clear();
  signature_ = {};
  reader_.forget();
  voice_.end_session();
  const bool silent = !voice_.speaking();
  // Whoever needs the voice hears about the card that still lies there, and that all is wiped; it
  // is turned off with the visit.
  const citizen::Access access = runtime_->view().chrome.access;
  voice_.volume(access.volume);
  voice_.slow(access.speed < 0);
  voice_.turn(access.voice);
  held_.clear();
  return {
      {"input", input_.is_empty()}, {"signature", signature_.strokes.empty()}, {"voice", silent}};
}

}  // namespace dk::kiosk
