// The edge of the sampling desk: feeds the pure module with what devices, store, sync and hands
// say, and carries out its effects. Owns the devices. UI thread, except where noted.
//
//   DeskRuntime desk({...}); desk.start();
//   each frame: mailbox.run(); desk.tick(); draw(desk.view()); desk.tapped(id);
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/log.h"
#include "base/random.h"
#include "base/uuid.h"
#include "drivers/id-card-reader/driver.h"
#include "drivers/receipt-printer/driver.h"
#include "drivers/scanner/driver.h"
#include "drivers/smart-card/driver.h"
#include "kiosk/sampling/update.h"
#include "kiosk/session/edge.h"
#include "kiosk/session/label.h"

namespace dk::kiosk {

struct DeskOptions : EdgeOptions {
  std::function<void(sampling::Sound)> play;
  std::function<void(const std::string& language)> set_language;
  std::string catalogue_folder;  // of the service items: templates of papers
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
  template <class Reader>
  void start_reader(std::unique_ptr<Reader>& reader, log::Token method,
                    sampling::DeviceHealth& health, const std::string& address);

  DeskOptions options_;
  SystemClock system_clock_;
  SystemRandom random_;
  UuidGenerator ids_;
  sampling::State state_;
  std::unique_ptr<Terminal> terminal_;
  std::shared_ptr<const cache::Snapshot> snapshot_;
  DailyErasure erasure_;
  DeviceAddresses addresses_;
  std::unique_ptr<drivers::Scanner> scanner_;
  std::unique_ptr<drivers::ReceiptPrinter> printer_;
  std::unique_ptr<drivers::IdCardReader> id_reader_;
  std::unique_ptr<drivers::SmartCardReader> social_reader_;
  std::unique_ptr<LabelMaker> label_maker_;  // empty: its template is damaged
  sampling::DevicesChanged devices_;
  Worker worker_;  // last: its jobs use the others
};

}  // namespace dk::kiosk
