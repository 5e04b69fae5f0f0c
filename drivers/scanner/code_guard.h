// What every protocol does with a complete code: takes the AIM prefix off, and tells the same code
// within the guard time as a repeat. The remembered code is wiped when that time is over. One
// thread.
#pragma once

#include "base/secret.h"
#include "drivers/scanner/protocol.h"

namespace dk::drivers {

class CodeGuard {
 public:
  explicit CodeGuard(const ScanFraming& framing)
      : time_(framing.same_code_guard), aim_prefix_(framing.aim_prefix) {}

  // `last_byte`: when it was complete; `now`: when that was noticed. An empty code is none.
  void take(ByteView code, Milliseconds last_byte, Milliseconds now, ScanProtocol::Messages& out);
  void look(Milliseconds now);  // forgets what its time has ended
  // Until look() has something to do; negative = for ever.
  [[nodiscard]] Milliseconds wait(Milliseconds now) const;

 private:
  Milliseconds time_;
  bool aim_prefix_;
  Secret last_code_;  // with its prefix
  Milliseconds last_seen_{0};
  std::uint32_t repeats_ = 0;
};

}  // namespace dk::drivers
