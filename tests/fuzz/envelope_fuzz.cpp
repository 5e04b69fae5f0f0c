// links: dk_wire
// decodes: offline-cache/wire/envelope.cpp offline-cache/wire/sampling_events.cpp
// decodes: offline-cache/wire/strict_json.cpp
// An accepted envelope and an accepted body say themselves again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "offline-cache/wire/envelope.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto value = dk::wire::envelope_from_json(text)) {
    const std::string written = to_json(*value);
    const auto back = dk::wire::envelope_from_json(written);
    if (!back || to_json(*back) != written) std::abort();
  }
  if (const auto value = dk::wire::person_registered_from_json(text)) {
    const std::string written = to_json(*value);
    const auto back = dk::wire::person_registered_from_json(written);
    if (!back || to_json(*back) != written) std::abort();
  }
  if (const auto value = dk::wire::tube_opened_from_json(text)) {
    const std::string written = to_json(*value);
    const auto back = dk::wire::tube_opened_from_json(written);
    if (!back || to_json(*back) != written) std::abort();
  }
  if (const auto value = dk::wire::tube_sealed_from_json(text)) {
    const std::string written = to_json(*value);
    const auto back = dk::wire::tube_sealed_from_json(written);
    if (!back || to_json(*back) != written) std::abort();
  }
  if (const auto value = dk::wire::registration_undone_from_json(text)) {
    const std::string written = to_json(*value);
    const auto back = dk::wire::registration_undone_from_json(written);
    if (!back || to_json(*back) != written) std::abort();
  }
  if (const auto value = dk::wire::label_printed_from_json(text)) {
    const std::string written = to_json(*value);
    const auto back = dk::wire::label_printed_from_json(written);
    if (!back || to_json(*back) != written) std::abort();
  }
  if (const auto value = dk::wire::shift_opened_from_json(text)) {
    const std::string written = to_json(*value);
    const auto back = dk::wire::shift_opened_from_json(written);
    if (!back || to_json(*back) != written) std::abort();
  }
  if (const auto value = dk::wire::shift_closed_from_json(text)) {
    const std::string written = to_json(*value);
    const auto back = dk::wire::shift_closed_from_json(written);
    if (!back || to_json(*back) != written) std::abort();
  }
  return 0;
}
