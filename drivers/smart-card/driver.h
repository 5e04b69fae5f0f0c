// The reader for social security cards (PC/SC) with its own thread.
//
//   SmartCardReader reader({.address = "pcsc:"}, clock, on_card, on_state);
//   reader.start();  reader.ask();   ... CardPresent, CardRead{document} ... CardGone
//
// The same words as the ID card reader: one ask() gives one CardRead, of the card in the slot or of
// the next one. CardPresent and CardGone come whether or not somebody asks. A card that cannot be
// read is told as CardTrouble once, and tried again when it is put in again or asked for again.
// A service or reader that is not there is looked for again (first after 100 ms, then up to every
// 2 s); a restart of the service heals by itself. States: online, noDevice.
// Callbacks come from the reader's thread: hand the value on and return. What a card says goes
// nowhere but to on_card.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "drivers/card_event.h"
#include "drivers/device.h"
#include "drivers/smart-card/card_channel.h"

namespace dk::drivers {

struct SmartCardReaderOptions {
  std::string address = "pcsc:";
  Milliseconds look_interval{500};  // a look at the slot when nothing happens
  int readings = 3;                 // tries before a trouble is told
  Milliseconds reopen_first{100};
  Milliseconds reopen_most{2000};
  ChannelFactory channels = system_channels();
};

class SmartCardReader {
 public:
  using Options = SmartCardReaderOptions;
  SmartCardReader(Options options, const Clock& clock, OnCard on_card,
                  std::function<void(DeviceStatus)> on_state);
  ~SmartCardReader();  // stops
  SmartCardReader(const SmartCardReader&) = delete;
  SmartCardReader& operator=(const SmartCardReader&) = delete;

  // Failures: unsupported, config_invalid (the address); no reader is a state, not a failure.
  [[nodiscard]] Status start();
  void stop();         // joins the thread; not from a callback. A card is not told as gone by it
  void ask();          // any thread; before start() it waits for the start
  void stop_asking();  // any thread; a reading that has begun may still be told
  [[nodiscard]] DeviceStatus status() const;  // any thread

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace dk::drivers
