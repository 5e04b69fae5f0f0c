// links: dk_i18n
// decodes: i18n/catalogue.cpp
// Message catalogues that were cut or overwritten on the disk: what is sound can be asked anything.
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/bytes.h"
#include "i18n/catalogue.h"

namespace {

// One file that is written again and again, gone with the program.
struct Place {
  std::string path;
  Place() {
    std::string name = std::filesystem::temp_directory_path() / "dk-fuzz-mo-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr) std::abort();
    path = name + "/x.mo";
  }
  ~Place() { std::filesystem::remove_all(std::filesystem::path(path).parent_path()); }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Place place;
  const std::string_view file = dk::as_text({data, size});
  const auto words = dk::i18n::read_mo(file);
  if (!dk::i18n::is_sound_mo(file)) return words ? (std::abort(), 0) : 0;
  for (const auto& [key, text] : *words) {
    if (key.size() + text.size() > size) std::abort();
  }
  std::ofstream(place.path, std::ios::binary | std::ios::trunc) << file;
  const auto catalogue = dk::i18n::open_catalogue(place.path);
  if (!catalogue) return 0;
  for (const char* key : {"", "common.next", "sampling.tube", "absent"}) {
    const char* text = (*catalogue)->find(key);
    if (text != nullptr && std::string(text).size() > size) std::abort();
  }
  return 0;
}
