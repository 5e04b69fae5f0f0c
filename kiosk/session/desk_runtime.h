// The edge of the sampling desk: feeds the pure module with what devices, store, sync and hands
// say, and carries out its effects. Owns the devices. UI thread, except where noted.
//
//   DeskRuntime desk({...}); desk.start();
//   each frame: mailbox.run(); desk.tick(); draw(desk.view()); desk.tapped(id);
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/random.h"
#include "base/uuid.h"
#include "drivers/receipt-printer/driver.h"
#include "drivers/scanner/driver.h"
#include "kiosk/sampling/update.h"
#include "kiosk/session/label.h"
#include "kiosk/session/mailbox.h"
#include "kiosk/session/terminal.h"
#include "kiosk/session/worker.h"

namespace dk::kiosk {

struct DeskOptions {
  Config config;
  std::string data_folder;
  const Clock* clock = nullptr;  // application clock; must outlive the desk
  bool moved_clock = false;
  Mailbox* mailbox = nullptr;  // of the UI thread; must outlive the desk
  std::function<void(sampling::Sound)> play;
  std::function<void(const std::string& language)> set_language;
  // The development program only: device class -> address instead of the signed one.
  std::map<std::string, std::string> device_overrides;
  // Lets the development program start an emulator for "emulator:" and give the real address.
  std::function<Result<std::string>(const std::string& device, const std::string& address)>
      resolve_address;
  DecorateRemote decorate_remote;
  std::string catalogue_folder;  // of the service items: templates of papers
  std::string store_vfs;         // puts the development program's disk under the outbox
};

class DeskRuntime {
 public:
  explicit DeskRuntime(DeskOptions options);
  ~DeskRuntime();  // stops devices and sync, waits for their threads
  DeskRuntime(const DeskRuntime&) = delete;
  DeskRuntime& operator=(const DeskRuntime&) = delete;

  // Opens the terminal on the worker, tries again while that fails.
  void start();
  void tick() { feed(sampling::Tick{}); }
  void tapped(const std::string& id) { feed(sampling::Tapped{id}); }
  [[nodiscard]] sampling::SamplingView view() const;
  // When the view changes by itself next (a name leaves the screen, the idle lock, the next
  // minute of the clock), in milliseconds from now.
  [[nodiscard]] int next_change_ms() const;

 private:
  void feed(decltype(sampling::Event::what) what);
  void carry_out(sampling::Effect effect);
  void save(const sampling::Save& save);
  void check_pin(sampling::CheckPin check);
  void print(const Uuid& job, Result<drivers::PrintPage> page);
  [[nodiscard]] Result<drivers::PrintPage> make_label(const sampling::PrintLabel& label);
  void compare(sampling::CompareTubes ask);
  void open_terminal();
  void opened(std::unique_ptr<Terminal> terminal, Result<sampling::Durable> durable,
              std::unique_ptr<LabelMaker> label_maker);
  void watch_store();
  void reference_changed();
  void erase_what_is_over();
  void sync_passed(const std::optional<Failure>& failure);
  void refresh_counts();
  void start_devices(const wire::Site& site);
  void start_scanner(const std::string& address);
  void start_printer(const std::string& address);
  [[nodiscard]] Result<std::string> address_of(
      const std::string& device, const std::map<std::string, std::string>& signed_) const;

  DeskOptions options_;
  SystemClock system_clock_;
  SystemRandom random_;
  UuidGenerator ids_;
  sampling::State state_;
  std::unique_ptr<Terminal> terminal_;
  std::shared_ptr<const cache::Snapshot> snapshot_;
  std::string erased_on_;  // the day of the last erasure
  std::map<std::string, std::string> addresses_;
  std::unique_ptr<drivers::Scanner> scanner_;
  std::unique_ptr<drivers::ReceiptPrinter> printer_;
  std::unique_ptr<LabelMaker> label_maker_;  // empty: its template is damaged
  sampling::DevicesChanged devices_;
  Worker worker_;  // last: its jobs use the others
};

}  // namespace dk::kiosk
