// What the edges of the modes share: their options, the opening of the terminal, its sync, the
// daily erasure, and the addresses of the devices.
#pragma once

#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kiosk/session/mailbox.h"
#include "kiosk/session/terminal.h"
#include "kiosk/session/worker.h"

namespace dk::kiosk {

struct EdgeOptions {
  Config config;
  std::string data_folder;
  const Clock* clock = nullptr;  // application clock; must outlive the edge
  bool moved_clock = false;
  Mailbox* mailbox = nullptr;  // of the UI thread; must outlive the edge
  // The development program only: device class -> address instead of the signed one.
  std::map<std::string, std::string> device_overrides;
  // Lets the development program start an emulator for "emulator:" and give the real address.
  std::function<Result<std::string>(const std::string& device, const std::string& address)>
      resolve_address;
  DecorateRemote decorate_remote;
  std::string store_vfs;  // puts the development program's disk under the outbox
};

// Tries again while it fails and tells each new cause once. Blocks on the worker's thread; empty
// when the worker is stopped.
[[nodiscard]] std::unique_ptr<Terminal> open_until_it_works(
    const EdgeOptions& options, Worker& worker, const std::function<void(FailureCode)>& failed);

// Starts the sync; after each pass `passed` runs on the UI thread, with the failure of one that
// failed.
void sync_and_tell(Terminal& terminal, Mailbox& mailbox,
                   std::function<void(const std::optional<Failure>&)> passed);

// Erases what is over, on the worker, once a calendar day (China's). UI thread.
class DailyErasure {
 public:
  // Days by retention class; the terminal must outlive the worker's jobs.
  void look(Terminal& terminal, Worker& worker, TimePoint now,
            const std::map<std::string, int>& keep_days);

 private:
  std::string done_on_;
};

// Where the devices are: as signed, unless the development program says otherwise. UI thread.
class DeviceAddresses {
 public:
  // Those of `devices` whose address is another one than at the last call; an empty address is a
  // device that this terminal does not have. What cannot be resolved is logged and asked again.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> changed(
      const EdgeOptions& options, const wire::Site& site,
      std::initializer_list<const char*> devices);

 private:
  std::map<std::string, std::string> known_;
};

}  // namespace dk::kiosk
