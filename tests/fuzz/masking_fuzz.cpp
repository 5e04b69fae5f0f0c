// links: dk_i18n
// decodes: i18n/masking.cpp i18n/letters.cpp
// Masking takes any bytes: what comes out is text, and never without a star unless it is empty.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "i18n/letters.h"
#include "i18n/masking.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  for (const auto& masked : {dk::i18n::mask_name(input), dk::i18n::mask_number_public(input)}) {
    if (!masked.empty() && masked.find('*') == std::string::npos) std::abort();
    if (!dk::i18n::letters_of(masked, 4096)) std::abort();
  }
  const auto tail = dk::i18n::number_tail_staff(input);
  if (!dk::i18n::letters_of(tail, 4096) || tail.size() > size) std::abort();
  return 0;
}
