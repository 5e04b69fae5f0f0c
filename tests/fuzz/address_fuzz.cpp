// links: dk_drivers
// decodes: drivers/transport/address.cpp
// What is accepted says itself back.
#include <cstdlib>

#include "base/bytes.h"
#include "drivers/transport/address.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto address = dk::drivers::parse_address(dk::as_text({data, size}));
  if (!address) return 0;
  const auto again = dk::drivers::parse_address(dk::drivers::to_string(*address));
  if (!again || *again != *address) std::abort();
  return 0;
}
