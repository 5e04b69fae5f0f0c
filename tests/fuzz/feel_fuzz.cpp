// links: dk_feel
// decodes: flows/feel/parser.cpp flows/feel/parser_primary.cpp flows/feel/parser_names.cpp
// decodes: flows/feel/parser_tests.cpp flows/feel/temporal_text.cpp
// FEEL: any text is a program or has a sentence about its place; any program ends within its limits
// and says the same twice.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "flows/feel/feel.h"

namespace {

using namespace dk::feel;

const Names& names() {
  static const Names all{.inputs = {"age", "monthly income", "p-r", "district"},
                         .open = {3},
                         .members = {"hukou", "years of residence"},
                         .types = {}};
  return all;
}

std::string said(const Program& program, const List& inputs) {
  Evaluation evaluation({.steps = 20'000, .depth = 60, .text_bytes = 64 * 1024});
  const Value value = program.evaluate(inputs, evaluation);
  return evaluation.stopped() ? "stopped" : to_text(value);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const List inputs(names().inputs.size(), Value(Decimal(67)));
  for (const auto& program : {compile(text, names()), compile_unary_tests(text, names())}) {
    if (!program) {
      if (program.error().at > size || program.error().message.empty()) std::abort();
      continue;
    }
    if (said(*program, inputs) != said(*program, inputs)) std::abort();
  }
  (void)parse_type(text);
  return 0;
}
