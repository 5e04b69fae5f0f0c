// links: dk_codes
// decodes: base/codes/tube_code.cpp
// Any rule of a site (the first four bytes), any text: a code that is taken is its own canonical
// form, and with the check no single changed digit of it is taken as well.
#include <algorithm>
#include <cstdlib>

#include "base/bytes.h"
#include "base/codes/tube_code.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dk::codes;
  if (size < 4) return 0;
  TubeCodeRule rule;
  rule.check = data[0] % 2 == 0 ? TubeCodeRule::Check::Mod97 : TubeCodeRule::Check::None;
  rule.prefix = std::string("LH1122-").substr(0, data[1] % 8);
  rule.min_length = data[2] % 40;
  rule.max_length = data[3] % 40;
  const std::string_view text = dk::as_text({data + 4, size - 4});
  const auto code = parse_tube_code(text, rule);
  if (!code) return 0;
  if (!looks_like_tube_code(text, rule)) std::abort();
  const auto again = parse_tube_code(*code, rule);
  if (!again || *again != *code) std::abort();
  if (code->size() < rule.min_length || code->size() > rule.max_length) std::abort();
  if (rule.check == TubeCodeRule::Check::None) return 0;
  for (std::size_t i = 0; i < code->size(); ++i) {
    if ((*code)[i] < '0' || (*code)[i] > '9') continue;
    std::string wrong = *code;
    wrong[i] = wrong[i] == '9' ? '0' : static_cast<char>(wrong[i] + 1);
    if (parse_tube_code(wrong, rule)) std::abort();
  }
  return 0;
}
