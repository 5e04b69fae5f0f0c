// Card readers of every kind speak alike (drivers/card_event.h): one way to start them, for every
// mode.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "base/log.h"
#include "drivers/card_event.h"
#include "drivers/device.h"
#include "kiosk/session/edge.h"

namespace dk::kiosk {

// Started and asked for its first card; never empty. Both callbacks run on the UI thread, as long
// as the mailbox is open.
template <class Reader>
[[nodiscard]] std::unique_ptr<Reader> start_card_reader(
    const EdgeOptions& edge, std::string address, std::function<void(drivers::CardEvent)> on_card,
    std::function<void(drivers::DeviceState)> on_state) {
  typename Reader::Options options;
  options.address = std::move(address);
  auto reader = std::make_unique<Reader>(
      std::move(options), *edge.clock,
      [mailbox = edge.mailbox, on_card = std::move(on_card)](drivers::CardEvent event) {
        auto shared = std::make_shared<drivers::CardEvent>(std::move(event));  // is not copied
        mailbox->post([on_card, shared] { on_card(std::move(*shared)); });
      },
      [mailbox = edge.mailbox,
       on_state = std::move(on_state)](const drivers::DeviceStatus& status) {
        mailbox->post([on_state, state = status.state] { on_state(state); });
      });
  if (auto started = reader->start(); !started) {
    log::error("card_reader_not_started", {{"failure", log::safe(started.error())}});
  }
  reader->ask();
  return reader;
}

}  // namespace dk::kiosk
