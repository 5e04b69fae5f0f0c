// links: dk_wire dk_codes
// decodes: base/codes/handover_code.cpp offline-cache/wire/handover.cpp
// The code that moves a session has one form only; its messages say themselves again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/codes/handover_code.h"
#include "offline-cache/wire/handover.h"

namespace {

template <class T>
void there_and_back(std::string_view text, dk::Result<T> (*read)(std::string_view)) {
  const auto value = read(text);
  if (!value) return;
  const std::string written = to_json(*value);
  const auto back = read(written);
  if (!back || to_json(*back) != written) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto code = dk::codes::parse_handover_code(text)) {
    const auto again = dk::codes::make_handover_code(*code);
    if (!again || *again != text) std::abort();
  }
  there_and_back(text, dk::wire::handover_put_from_json);
  there_and_back(text, dk::wire::handover_take_from_json);
  there_and_back(text, dk::wire::handover_taken_from_json);
  return 0;
}
