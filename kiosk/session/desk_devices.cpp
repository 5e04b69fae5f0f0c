// The devices of the desk: started at the addresses of the signed site configuration, started anew
// when those change, their threads' news posted to the UI thread.
#include <utility>

#include "base/log.h"
#include "kiosk/session/card_reader.h"
#include "kiosk/session/desk_runtime.h"
#include "kiosk/session/scan_resolver.h"

namespace dk::kiosk {

namespace {

constexpr const char* kScanner = "scanner";
constexpr const char* kPrinter = "receipt-printer";
constexpr const char* kIdCardReader = "id-card-reader";
constexpr const char* kSocialCard = "social-card";

std::string_view result_name(drivers::PrintResult result) {
  switch (result) {
    case drivers::PrintResult::Printed:
      return "printed";
    case drivers::PrintResult::Failed:
      return "failed";
    case drivers::PrintResult::Unknown:
      break;
  }
  return "unknown";
}

// Busy is a healthy device at work; starting is not yet trouble but cannot be promised.
sampling::DeviceHealth health_of(drivers::DeviceState state) {
  const bool works =
      state == drivers::DeviceState::Online || state == drivers::DeviceState::DeviceBusy;
  return works ? sampling::DeviceHealth::Healthy : sampling::DeviceHealth::Trouble;
}

}  // namespace

// A card is a scan like a code. One that stays on the reader is read once.
template <class Reader>
void DeskRuntime::start_reader(std::unique_ptr<Reader>& reader, log::Token method,
                               sampling::DeviceHealth& health, const std::string& address) {
  reader.reset();
  health =
      address.empty() ? sampling::DeviceHealth::NotConfigured : sampling::DeviceHealth::Trouble;
  feed(devices_);
  if (address.empty()) return;
  reader = start_card_reader<Reader>(
      options_, address,
      [this, &reader, method](const drivers::CardEvent& event) {
        const Milliseconds steady = options_.clock->steady();
        if (const auto* card = std::get_if<drivers::CardRead>(&event)) {
          feed(sampling::Scan{
              resolve_card(card->document, method.view(), *snapshot_, options_.clock->now()),
              steady});
        } else if (const auto* trouble = std::get_if<drivers::CardTrouble>(&event)) {
          feed(sampling::Scan{
              sampling::ScanRefused{.code = trouble->code, .issued = {}, .expires = {}}, steady});
        } else if (std::holds_alternative<drivers::CardGone>(event) && reader) {
          reader->ask();
        }
      },
      [this, method, &health](drivers::DeviceState state) {
        const auto now = health_of(state);
        if (now == health) return;
        health = now;
        log::info("card_reader_state",
                  {{"method", method}, {"online", now == sampling::DeviceHealth::Healthy}});
        feed(devices_);
      });
}

void DeskRuntime::start_devices(const wire::Site& site) {
  for (const auto& [device, address] :
       addresses_.changed(options_, site, {kScanner, kPrinter, kIdCardReader, kSocialCard})) {
    if (device == kIdCardReader) start_reader(id_reader_, "id-card", devices_.id_card, address);
    if (device == kSocialCard)
      start_reader(social_reader_, "social-card", devices_.social_card, address);
    if (device == kScanner) start_scanner(address);
    if (device == kPrinter) start_printer(address);
  }
}

void DeskRuntime::start_scanner(const std::string& address) {
  scanner_.reset();
  devices_.scanner =
      address.empty() ? sampling::DeviceHealth::NotConfigured : sampling::DeviceHealth::Trouble;
  feed(devices_);
  if (address.empty()) return;
  drivers::ScannerOptions options;
  options.address = address;
  scanner_ = std::make_unique<drivers::Scanner>(
      std::move(options), *options_.clock,
      [this](drivers::ScanEvent scan) {
        options_.mailbox->post([this, scan = std::move(scan)]() mutable {
          sampling::Scan resolved{resolve_scan(scan.data, *snapshot_, options_.clock->now()),
                                  scan.last_byte_steady};
          wipe(scan.data.data(), scan.data.size());
          feed(std::move(resolved));
        });
      },
      [this](drivers::DeviceStatus status) {
        options_.mailbox->post([this, status] {
          const auto health = health_of(status.state);
          if (health == devices_.scanner) return;
          devices_.scanner = health;
          log::info("scanner_state", {{"online", health == sampling::DeviceHealth::Healthy}});
          feed(devices_);
        });
      });
  if (auto started = scanner_->start(); !started) {
    log::error("scanner_not_started", {{"failure", log::safe(started.error())}});
  }
}

void DeskRuntime::start_printer(const std::string& address) {
  printer_.reset();
  devices_.printer =
      address.empty() ? sampling::DeviceHealth::NotConfigured : sampling::DeviceHealth::Trouble;
  devices_.printer_trouble.reset();
  feed(devices_);
  if (address.empty()) return;
  drivers::ReceiptPrinterOptions options;
  options.address = address;
  printer_ = std::make_unique<drivers::ReceiptPrinter>(
      std::move(options),
      [this](drivers::PrintOutcome outcome) {
        options_.mailbox->post([this, outcome] {
          feed(sampling::Printed{outcome.id, std::string(result_name(outcome.result)),
                                 outcome.code});
          refresh_counts();
        });
      },
      [this](drivers::PrinterReport report) {
        options_.mailbox->post([this, report] {
          sampling::DevicesChanged now = devices_;
          now.printer = health_of(report.device.state);
          now.printer_trouble = report.printer.obstacle();
          if (now.printer_trouble) now.printer = sampling::DeviceHealth::Trouble;
          if (now.printer == devices_.printer && now.printer_trouble == devices_.printer_trouble) {
            return;
          }
          devices_ = now;
          log::info("printer_state", {{"online", now.printer == sampling::DeviceHealth::Healthy}});
          feed(devices_);
        });
      });
  if (auto started = printer_->start(); !started) {
    log::error("printer_not_started", {{"failure", log::safe(started.error())}});
  }
}

}  // namespace dk::kiosk
