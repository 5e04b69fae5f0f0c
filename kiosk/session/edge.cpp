#include "kiosk/session/edge.h"

#include <chrono>
#include <optional>

#include "base/log.h"

namespace dk::kiosk {

namespace {

constexpr std::chrono::milliseconds kOpenAgain{3000};

Result<std::string> address_of(const EdgeOptions& options, const wire::Site& site,
                               const std::string& device) {
  const auto ours = options.device_overrides.find(device);
  if (ours != options.device_overrides.end()) {
    if (options.resolve_address) return options.resolve_address(device, ours->second);
    return ours->second;
  }
  const auto signed_ = site.devices.find(options.config.terminal);
  if (signed_ == site.devices.end()) return std::string();
  const auto found = signed_->second.find(device);
  return found == signed_->second.end() ? std::string() : found->second;
}

}  // namespace

std::unique_ptr<Terminal> open_until_it_works(const EdgeOptions& options, Worker& worker,
                                              const std::function<void(FailureCode)>& failed) {
  std::optional<FailureCode> told;
  while (true) {
    auto terminal = Terminal::open(options.config, options.data_folder, *options.clock,
                                   options.decorate_remote, options.store_vfs);
    if (terminal) return std::move(*terminal);
    const Failure& failure = terminal.error();
    if (told != failure.code) {
      told = failure.code;
      log::error("terminal_not_open", {{"failure", log::safe(failure)}});
      failed(failure.code);
    }
    if (worker.pause(kOpenAgain)) return nullptr;
  }
}

void sync_and_tell(Terminal& terminal, Mailbox& mailbox,
                   std::function<void(const std::optional<Failure>&)> passed) {
  terminal.start_sync(
      [&mailbox, passed = std::move(passed)](const Result<cache::SyncSummary>& result) {
        std::optional<Failure> failure;
        if (!result) failure = result.error();
        mailbox.post([passed, failure] { passed(failure); });
      });
}

void DailyErasure::look(Terminal& terminal, Worker& worker, TimePoint now,
                        const std::map<std::string, int>& keep_days) {
  const std::string today = china_day(now);
  if (today == done_on_) return;
  done_on_ = today;
  worker.post([&terminal, keep_days] {
    if (auto erased = terminal.outbox().erase_expired(keep_days); !erased) {
      log::warn("erase_failed", {{"failure", log::safe(erased.error())}});
    }
  });
}

std::vector<std::pair<std::string, std::string>> DeviceAddresses::changed(
    const EdgeOptions& options, const wire::Site& site,
    std::initializer_list<const char*> devices) {
  std::vector<std::pair<std::string, std::string>> changed;
  for (const std::string device : devices) {
    const auto known = known_.find(device);
    // An emulator that was started for it stays.
    if (known != known_.end() && options.device_overrides.contains(device)) continue;
    auto address = address_of(options, site, device);
    if (!address) {
      log::error("device_not_started", {{"failure", log::safe(address.error())}});
      continue;
    }
    if (known != known_.end() && known->second == *address) continue;
    known_[device] = *address;
    changed.emplace_back(device, std::move(*address));
  }
  return changed;
}

}  // namespace dk::kiosk
