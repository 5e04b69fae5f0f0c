// links: dk_input
// decodes: kiosk/input/code_engine.cpp
// A code of a character means Han characters or nothing, and typing it key by key means the same.
#include <cstdlib>

#include "base/bytes.h"
#include "i18n/letters.h"
#include "kiosk/input/code_engine.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dk::kiosk::input;
  const std::string_view text = dk::as_text({data, size});
  for (const char32_t c : characters_by_code(text)) {
    if (!dk::i18n::is_han(c) && c != 0x3007) std::abort();
  }
  CodeEngine engine;
  for (const char key : text) (void)engine.type(key);
  const auto typed = engine.composition();
  if (typed.size() > 8) std::abort();
  const std::size_t meant = characters_by_code(typed.text()).size();
  if (engine.candidates(0, 9).texts.size() != meant || meant > 2) std::abort();
  if (engine.choose(0).empty() != (meant == 0)) std::abort();
  if (meant > 0 && !engine.composition().empty()) std::abort();
  return 0;
}
