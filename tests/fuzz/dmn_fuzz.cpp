// links: dk_dmn
// decodes: flows/dmn/loader.cpp flows/dmn/loader_types.cpp flows/dmn/loader_boxed.cpp
// DMN: any text is a model or is refused with a sentence; every element of a model is evaluated
// within the limits.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "flows/dmn/model.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dk;
  dmn::Model::Source source;
  source.xml.assign(reinterpret_cast<const char*>(data), size);
  const auto model = dmn::Model::load(source);
  if (!model) {
    if (model.error().message.empty()) std::abort();
    return 0;
  }
  for (const auto& element : model->elements()) {
    if (element->kind != dmn::Element::Kind::Decision) continue;
    feel::Evaluation evaluation({.steps = 20'000, .depth = 60, .text_bytes = 64 * 1024});
    (void)dmn::evaluate(*model, element->name, {}, evaluation);
  }
  return 0;
}
