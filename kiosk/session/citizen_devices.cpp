// The devices of the citizen's terminal: started at the addresses of the signed site configuration,
// started anew when those change, their threads' news posted to the UI thread.
#include <utility>

#include "base/log.h"
#include "kiosk/session/card_reader.h"
#include "kiosk/session/citizen_records.h"
#include "kiosk/session/citizen_runtime.h"
#include "kiosk/session/citizen_scan.h"

namespace dk::kiosk {

namespace {

constexpr const char* kIdCardReader = "id-card-reader";
constexpr const char* kSocialCard = "social-card";
constexpr const char* kScanner = "scanner";
constexpr const char* kPrinter = "receipt-printer";

using citizen::Device;
using citizen::Way;

bool works(drivers::DeviceState state) {
  return state == drivers::DeviceState::Online || state == drivers::DeviceState::DeviceBusy;
}

}  // namespace

void CitizenRuntime::device_changed(Device device, const citizen::DevicesChanged::State& now) {
  auto& held = devices_.devices[device];
  if (held.there == now.there && held.well == now.well && held.trouble == now.trouble) return;
  held = now;
  log::info("device_state", {{"device", static_cast<int>(device)}, {"well", now.well}});
  feed(devices_);
}

template <class Reader>
void CitizenRuntime::start_reader(std::unique_ptr<Reader>& reader, Way way,
                                  const std::string& address) {
  const Device device = way == Way::IdCard ? Device::IdCard : Device::SocialCard;
  reader.reset();
  device_changed(device, {.there = !address.empty(), .well = false, .trouble = {}});
  if (address.empty()) return;
  reader = start_card_reader<Reader>(
      options_, address,
      [this, way](drivers::CardEvent event) { card_event(way, std::move(event)); },
      [this, device](drivers::DeviceState state) {
        device_changed(device, {.there = true, .well = works(state), .trouble = {}});
      });
}

void CitizenRuntime::start_devices(const wire::Site& site) {
  for (const auto& [device, address] :
       addresses_.changed(options_, site, {kIdCardReader, kSocialCard, kScanner, kPrinter})) {
    if (device == kIdCardReader) start_reader(id_reader_, Way::IdCard, address);
    if (device == kSocialCard) start_reader(social_reader_, Way::SocialCard, address);
    if (device == kScanner) start_scanner(address);
    if (device == kPrinter) start_printer(address);
  }
}

void CitizenRuntime::card_event(Way way, drivers::CardEvent event) {
  if (std::holds_alternative<drivers::CardPresent>(event)) return feed(citizen::CardCame{way});
  if (std::holds_alternative<drivers::CardGone>(event)) {
    feed(citizen::CardGone{way});
    // The next card is looked for; one that lay there was read once.
    if (way == Way::IdCard && id_reader_) id_reader_->ask();
    if (way == Way::SocialCard && social_reader_) social_reader_->ask();
    return;
  }
  if (const auto* trouble = std::get_if<drivers::CardTrouble>(&event)) {
    return feed(citizen::LoginRefused{way, trouble->code});
  }
  feed(citizen::CardRead{identity_of(std::get<drivers::CardRead>(event).document, way)});
}

void CitizenRuntime::start_scanner(const std::string& address) {
  scanner_.reset();
  device_changed(Device::Scanner, {.there = !address.empty(), .well = false, .trouble = {}});
  if (address.empty()) return;
  drivers::ScannerOptions options;
  options.address = address;
  scanner_ = std::make_unique<drivers::Scanner>(
      std::move(options), *options_.clock,
      [this](drivers::ScanEvent scan) {
        options_.mailbox->post([this, scan = std::move(scan)]() mutable {
          scanned(scan.data);
          wipe(scan.data.data(), scan.data.size());
        });
      },
      [this](const drivers::DeviceStatus& status) {
        options_.mailbox->post([this, status] {
          device_changed(Device::Scanner,
                         {.there = true, .well = works(status.state), .trouble = {}});
        });
      });
  if (auto started = scanner_->start(); !started) {
    log::error("scanner_not_started", {{"failure", log::safe(started.error())}});
  }
}

void CitizenRuntime::scanned(ByteView bytes) {
  feed(resolve_citizen_scan(bytes, *snapshot_, options_.clock->now()));
}

void CitizenRuntime::start_printer(const std::string& address) {
  printer_.reset();
  device_changed(Device::ReceiptPrinter, {.there = !address.empty(), .well = false, .trouble = {}});
  if (address.empty()) return;
  drivers::ReceiptPrinterOptions options;
  options.address = address;
  // Nobody waits two minutes for paper at a kiosk: the receipt is offered in another way.
  options.obstacle_timeout = Milliseconds{20'000};
  printer_ = std::make_unique<drivers::ReceiptPrinter>(
      std::move(options),
      [this](drivers::PrintOutcome outcome) {
        options_.mailbox->post([this, outcome] {
          citizen::PaperChanged change{outcome.id, citizen::Paper::Unknown, 0, outcome.code};
          if (outcome.result == drivers::PrintResult::Printed) {
            change = {outcome.id, citizen::Paper::Printed, 100, {}};
          } else if (outcome.result == drivers::PrintResult::Failed) {
            change.paper = citizen::Paper::Failed;
          }
          feed(change);
        });
      },
      [this](const drivers::PrinterReport& report) {
        options_.mailbox->post([this, report] {
          const auto obstacle = report.printer.obstacle();
          device_changed(Device::ReceiptPrinter, {.there = true,
                                                  .well = works(report.device.state) && !obstacle,
                                                  .trouble = obstacle});
        });
      });
  if (auto started = printer_->start(); !started) {
    log::error("printer_not_started", {{"failure", log::safe(started.error())}});
  }
}

}  // namespace dk::kiosk
