// links: dk_wire
// decodes: offline-cache/wire/api.cpp offline-cache/wire/strict_json.cpp
// Answers, reports and problems: what the terminal and the district read from each other.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "offline-cache/wire/api.h"
#include "offline-cache/wire/envelope.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto value = dk::wire::answer_from_json(text)) {
    const std::string written = to_json(*value);
    const auto back = dk::wire::answer_from_json(written);
    if (!back || to_json(*back) != written) std::abort();
  }
  if (const auto value = dk::wire::batch_accepted_from_json(text)) {
    const std::string written = to_json(*value);
    if (dk::wire::batch_accepted_from_json(written) != *value) std::abort();
  }
  if (const auto value = dk::wire::report_from_json(text)) {
    const std::string written = to_json(*value);
    const auto back = dk::wire::report_from_json(written);
    if (!back || to_json(*back) != written) std::abort();
  }
  if (const auto value = dk::wire::problem_from_json(text)) {
    const std::string written = to_json(*value);
    const auto back = dk::wire::problem_from_json(written);
    if (!back || to_json(*back) != written) std::abort();
  }
  if (const auto value = dk::wire::bootstrap_from_json(text)) {
    const std::string written = to_json(*value);
    const auto back = dk::wire::bootstrap_from_json(written);
    if (!back || to_json(*back) != written) std::abort();
  }
  if (const auto value = dk::wire::progress_from_json(text)) {
    const std::string written = to_json(*value);
    const auto back = dk::wire::progress_from_json(written);
    if (!back || to_json(*back) != written) std::abort();
  }
  return 0;
}
