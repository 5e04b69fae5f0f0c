// links: dk_codes
// decodes: base/codes/scanned.cpp base/codes/tube_code.cpp base/codes/mrz.cpp
#include <cstdlib>

#include "base/codes/citizen_number.h"
#include "base/codes/mrz.h"
#include "base/codes/scanned.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dk::codes;
  const TubeCodeRule rule;
  const auto scanned = classify_scan(dk::ByteView(data, size), rule);
  if (!scanned) return 0;
  if (scanned->text.size() > kMaxScannedBytes) std::abort();
  if (scanned->kind == ScannedKind::Payment && !scanned->text.empty()) std::abort();
  if (scanned->kind == ScannedKind::CitizenNumber) {
    static_cast<void>(parse_citizen_number(scanned->text, dk::from_unix_ms(1668736800000)));
  }
  if (scanned->kind == ScannedKind::TravelDocument) {
    const auto mrz = parse_mrz(scanned->text, dk::from_unix_ms(1668736800000));
    if (mrz && (mrz->number.empty() || mrz->number.size() > 24)) std::abort();
  }
  if (scanned->kind == ScannedKind::TubeCode) {
    const auto code = parse_tube_code(scanned->text, rule);
    if (code && *code != scanned->text) std::abort();
  }
  return 0;
}
