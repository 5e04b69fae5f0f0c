// links: dk_drivers
// decodes: drivers/receipt-printer/status.cpp
// Every byte is understood once or said not to be: nothing is lost, nothing is doubled.
#include <algorithm>
#include <cstdlib>

#include "drivers/receipt-printer/status.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dk::drivers;
  StatusDecoder decoder;
  PrinterStatus status;
  std::size_t bytes = 0;
  int question = 0;
  const auto take = [&](const std::vector<PrinterMessage>& messages) {
    for (const auto& message : messages) {
      const auto* asb = std::get_if<AsbReport>(&message);
      bytes += asb != nullptr ? 4 : 1;
      if (asb != nullptr) apply_asb(status, *asb);
      if (const auto* reply = std::get_if<RealTimeReply>(&message)) {
        apply_real_time(status, question++ % 6, reply->byte);
      }
      if (const auto* reply = std::get_if<BufferedReply>(&message)) {
        apply_paper_sensor(status, reply->byte);
      }
      static_cast<void>(status.obstacle());
    }
  };
  for (std::size_t at = 0; at < size; at += 3) {
    take(decoder.feed({data + at, std::min<std::size_t>(3, size - at)}));
  }
  take(decoder.silence());
  if (bytes != size) std::abort();
  return 0;
}
