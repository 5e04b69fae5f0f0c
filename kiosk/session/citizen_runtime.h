// The edge of the citizen's terminal: feeds the pure module with what devices, store, district and
// hands say, and carries out its effects. Owns the devices. UI thread, except where noted.
//
//   CitizenRuntime runtime({...}); runtime.start();
//   each frame: mailbox.run(); runtime.tick(); draw(runtime.view()); runtime.feed(Tapped{id});
//
// What belongs to the screen (input pad, signature, voice, language) is the caller's, by hooks.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/random.h"
#include "base/uuid.h"
#include "drivers/id-card-reader/driver.h"
#include "drivers/receipt-printer/driver.h"
#include "drivers/scanner/driver.h"
#include "drivers/smart-card/driver.h"
#include "kiosk/citizen/update.h"
#include "kiosk/session/edge.h"
#include "kiosk/session/identity.h"

namespace dk::kiosk {

struct CitizenHooks {
  std::function<void(citizen::Sound)> play;
  std::function<void(const std::string& language)> set_language;
  std::function<void(const citizen::SetVoice&)> set_voice;
  std::function<void(const citizen::OpenInput&)> open_input;
  std::function<void()> close_input;
  // Wipes what the screen holds of the person; what it was and whether it is gone.
  std::function<std::vector<std::pair<std::string, bool>>()> wipe_screen;
};

struct CitizenOptions : EdgeOptions {
  CitizenHooks hooks;
  citizen::Access access{};  // how everybody finds the terminal
};

class CitizenRuntime {
 public:
  explicit CitizenRuntime(CitizenOptions options);
  ~CitizenRuntime();  // stops devices and sync, waits for their threads
  CitizenRuntime(const CitizenRuntime&) = delete;
  CitizenRuntime& operator=(const CitizenRuntime&) = delete;

  // Opens the terminal on the worker, tries again while that fails.
  void start();
  void tick() { feed(citizen::Tick{}); }
  void feed(decltype(citizen::Event::what) what);
  [[nodiscard]] citizen::CitizenView view() const { return citizen::view_of(state_); }
  [[nodiscard]] int next_change_ms() const;
  // Something is on its way to the store or from the district.
  [[nodiscard]] bool busy() const { return waiting_ > 0; }

 private:
  void carry_out(citizen::Effect effect);
  void on(const citizen::MakeTakeAway& effect);
  void on(const citizen::Save& effect);
  void on(citizen::PrintReceipt effect);
  void on(const citizen::PrintTicket& effect);
  void on(const citizen::EndSession& effect);
  void print(const Uuid& job, Result<drivers::PrintPage> page);
  void open_terminal();
  void opened(std::unique_ptr<Terminal> terminal);
  void watch_store();
  void reference_changed();
  void sync_passed(const std::optional<Failure>& failure);
  void refresh_counts();
  void erase_what_is_over();

  // citizen_questions.cpp
  // Runs `question` on the thread that asks and feeds its answer here.
  template <class Question>
  void ask(Question question);
  void on(citizen::FetchFacts effect);
  void on(const citizen::AskCases& effect);
  void on(const citizen::AskSubjects& effect);
  void on(const citizen::AskCertificates& effect);
  void on(const citizen::AskCode& effect);
  void on(const citizen::AskHelp& effect);
  void on(citizen::GiveAway effect);
  void on(const citizen::TakeOver& effect);

  // citizen_devices.cpp
  void start_devices(const wire::Site& site);
  template <class Reader>
  void start_reader(std::unique_ptr<Reader>& reader, citizen::Way way, const std::string& address);
  void start_scanner(const std::string& address);
  void start_printer(const std::string& address);
  void card_event(citizen::Way way, drivers::CardEvent event);
  void scanned(ByteView bytes);
  void device_changed(citizen::Device device, const citizen::DevicesChanged::State& now);

  CitizenOptions options_;
  SystemClock system_clock_;
  SystemRandom random_;
  UuidGenerator ids_;
  citizen::Fresh fresh_;
  citizen::State state_;
  std::unique_ptr<Terminal> terminal_;
  std::shared_ptr<const cache::Snapshot> snapshot_;
  DailyErasure erasure_;
  int waiting_ = 0;
  DeviceAddresses addresses_;
  std::unique_ptr<drivers::IdCardReader> id_reader_;
  std::unique_ptr<drivers::SmartCardReader> social_reader_;
  std::unique_ptr<drivers::Scanner> scanner_;
  std::unique_ptr<drivers::ReceiptPrinter> printer_;
  citizen::DevicesChanged devices_;
  // Last: their jobs use the others.
  Worker worker_;
  Worker asker_;
};

}  // namespace dk::kiosk
