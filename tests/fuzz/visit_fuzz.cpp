// links: dk_wire
// decodes: offline-cache/wire/visit.cpp
// The questions of a visit and their answers: what is accepted says itself again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "offline-cache/wire/visit.h"

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
  there_and_back(text, dk::wire::help_question_from_json);
  there_and_back(text, dk::wire::help_told_from_json);
  there_and_back(text, dk::wire::subjects_question_from_json);
  there_and_back(text, dk::wire::subjects_told_from_json);
  there_and_back(text, dk::wire::certificates_question_from_json);
  there_and_back(text, dk::wire::certificates_told_from_json);
  there_and_back(text, dk::wire::code_question_from_json);
  there_and_back(text, dk::wire::code_told_from_json);
  return 0;
}
