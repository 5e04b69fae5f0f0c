// The reader for resident identity cards (SAM module) on a serial line or TCP, with its own thread.
//
//   IdCardReader reader({.address = "serial:/dev/ttyS2?baud=115200"}, clock, on_card, on_state);
//   reader.start();  reader.ask();   ... CardPresent, CardRead{document} ... CardGone
//
// Looks for a card only while asked to. One ask() gives one CardRead: of the card that lies there
// or of the next one. A card that could not be read is told as CardTrouble (the same trouble once)
// and tried again while it lies there. Once a card was seen, it is watched until it is gone, asked
// or not: whoever leaves without it can be called back. The line is opened again by itself (first
// after 100 ms, then up to every 2 s); a module that is silent or broken is checked every
// `check_interval` and heals by itself. States: online, noDevice (no line), powerOff (silent),
// hardwareError (self-test or licence of the module), offline (answers rubbish). Callbacks come
// from the reader's thread: hand the value on and return. What a card says goes nowhere but to
// on_card: not to the log, not into a detail.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "drivers/card_event.h"
#include "drivers/device.h"
#include "drivers/transport/transport.h"

namespace dk::drivers {

// WLT to pixels; the makers' decoders are closed, so none is here. Called on the reader's thread.
using PhotoDecoder = std::function<Result<Secret>(ByteView wlt)>;

struct IdCardReaderOptions {
  std::string address{};
  bool fingerprints = false;          // read the templates as well
  bool later_address = true;          // ask for an address that was written to the card later
  Milliseconds poll_interval{400};    // between two looks for a card
  Milliseconds retry_interval{1000};  // after a card that could not be read
  Milliseconds check_interval{3000};  // module check while nothing else is asked of it
  Milliseconds find_timeout{1000};
  Milliseconds select_timeout{1000};
  Milliseconds read_timeout{3000};
  Milliseconds read_fingers_timeout{5000};
  int readings = 3;    // tries before a trouble is told
  int gone_after = 2;  // looks in a row that do not see the card any more
  Milliseconds reopen_first{100};
  Milliseconds reopen_most{2000};
  PhotoDecoder photo_decoder{};
  TransportFactory transports = system_transports();
};

class IdCardReader {
 public:
  using Options = IdCardReaderOptions;
  IdCardReader(Options options, const Clock& clock, OnCard on_card,
               std::function<void(DeviceStatus)> on_state);
  ~IdCardReader();  // stops
  IdCardReader(const IdCardReader&) = delete;
  IdCardReader& operator=(const IdCardReader&) = delete;

  // Failures: those of parse_address; a reader that is not there is a state, not a failure.
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
