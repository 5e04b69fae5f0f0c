// links: dk_drivers
// decodes: drivers/page-printer/ipp_read.cpp drivers/page-printer/ipp_write.cpp
// decodes: drivers/page-printer/status.cpp
// decodes: drivers/page-printer/printer_uri.cpp
// What is read can be written and reads the same; what a printer says of itself never hurts; an
// address that is accepted says itself back.
#include <cstdlib>

#include "drivers/page-printer/ipp.h"
#include "drivers/page-printer/printer_uri.h"
#include "drivers/page-printer/status.h"

namespace {

void address(dk::ByteView bytes) {
  const auto uri = dk::drivers::parse_printer_uri(dk::as_text(bytes));
  if (!uri) return;
  const auto again = dk::drivers::parse_printer_uri(uri->ipp());
  if (!again || *again != *uri) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dk::drivers;
  address({data, size});
  const auto decoded = ipp::decode({data, size});
  if (!decoded) return 0;
  if (decoded->bytes > size) std::abort();
  const auto written = ipp::encode(decoded->message);
  if (!written) std::abort();
  const auto again = ipp::decode(*written);
  if (!again || again->message != decoded->message || again->bytes != written->size()) std::abort();

  for (const ipp::Group& group : decoded->message.groups) {
    static_cast<void>(status_from(group, "iso_a4_210x297mm").obstacle());
    static_cast<void>(abilities_from(group));
    const JobView job = job_from(group);
    if (job.impressions.value_or(0) < 0 || job.id < 0) std::abort();
    for (const std::string_view media : ipp::texts_of(group, "media-supported")) {
      const auto area = size_of_media(media);
      if (area && (area->width <= 0 || area->length <= 0)) std::abort();
    }
  }
  return 0;
}
