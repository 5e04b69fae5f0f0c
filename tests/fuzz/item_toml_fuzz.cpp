// links: dk_engine
// decodes: flows/engine/item_toml.cpp flows/engine/item.cpp
// item.toml: any text is an item or has findings with a sentence each; an item that is read is
// checked without trouble.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "flows/engine/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dk::engine;
  Files files;
  files["item.toml"].assign(reinterpret_cast<const char*>(data), size);
  // The smallest catalogues: one message of no consequence ("a" is "b").
  const std::string mo(
      "\xde\x12\x04\x95\0\0\0\0\1\0\0\0\x1c\0\0\0\x24\0\0\0\3\0\0\0\x2c\0\0\0"
      "\1\0\0\0\x38\0\0\0\1\0\0\0\x3a\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0a\0b",
      60);
  for (const std::string_view language : kLanguages) {
    files[std::string("texts/").append(language).append(".mo")] = mo;
  }
  const auto item = Item::load(files);
  const Findings findings = item ? check(**item) : item.error();
  if (!item && findings.empty()) std::abort();
  for (const Finding& finding : findings) {
    if (finding.message.empty() || finding.file.empty()) std::abort();
    if (finding.file.ends_with(".mo")) std::abort();
  }
  return 0;
}
