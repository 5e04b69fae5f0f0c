// links: dk_wire dk_codes
// decodes: offline-cache/wire/cases.cpp base/codes/case_number.cpp
// Cases, ratings, calls for help and ended sessions, and the question for one's own cases: what is
// accepted says itself again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/codes/case_number.h"
#include "offline-cache/wire/cases.h"

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
  there_and_back(text, dk::wire::case_decided_from_json);
  there_and_back(text, dk::wire::case_rated_from_json);
  there_and_back(text, dk::wire::help_wanted_from_json);
  there_and_back(text, dk::wire::session_ended_from_json);
  there_and_back(text, dk::wire::cases_question_from_json);
  there_and_back(text, dk::wire::cases_told_from_json);
  if (dk::codes::is_case_number(text) && size != 20) std::abort();
  return 0;
}
