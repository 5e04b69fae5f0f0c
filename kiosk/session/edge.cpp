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
