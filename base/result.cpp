#include "base/result.h"

#include <array>
#include <cstdlib>

namespace dk {
namespace {

struct Entry {
  std::string_view name;
  Severity severity;
};

constexpr Entry kEntries[] = {
#define DK_FAILURE(code, severity) {#code, Severity::severity},
#include "base/failure_codes.def"
#undef DK_FAILURE
};

const Entry& entry_of(FailureCode code) {
  const auto index = static_cast<std::size_t>(code);
  if (index >= std::size(kEntries)) std::abort();  // A value from a cast: a bug, not a failure.
  return kEntries[index];
}

}  // namespace

std::string_view name_of(FailureCode code) { return entry_of(code).name; }
Severity severity_of(FailureCode code) { return entry_of(code).severity; }
std::size_t failure_count() { return std::size(kEntries); }

}  // namespace dk
