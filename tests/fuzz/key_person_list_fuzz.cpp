// links: dk_wire
// decodes: offline-cache/wire/key_person_list.cpp
// A list that opens can be searched anywhere.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "offline-cache/wire/reference_objects.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto list = dk::wire::KeyPersonList::open({data, data + size});
  if (list) {
    for (const char* number : {"", "11010519491231002X", "H01234567"}) {
      const auto category = list->find("id-card", number);
      if (static_cast<int>(category) > 3) std::abort();
    }
  }
  return 0;
}
