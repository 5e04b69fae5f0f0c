// links: dk_i18n
// decodes: i18n/search.cpp
// The first line is a query, the others are titles of services. Finding never lies: hits are in
// order, none twice, and each is one of the services.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "i18n/search.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace dk::i18n;
  if (size > 4096) return 0;
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const auto line = [&rest] {
    const auto end = std::min(rest.find('\n'), rest.size());
    const auto found = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return found;
  };
  const auto query = line();
  std::vector<SearchEntry> entries;
  while (!rest.empty()) {
    const std::string title(line());
    entries.push_back(
        {.id = std::to_string(entries.size()), .titles = {title}, .keywords = {title}});
  }
  const std::size_t count = entries.size();
  const SearchIndex index(std::move(entries));
  const auto hits = index.find(query, count);
  std::vector<bool> seen(count);
  for (std::size_t i = 0; i < hits.size(); ++i) {
    const auto& hit = hits[i];
    if (hit.entry >= count || seen[hit.entry] || hit.id != std::to_string(hit.entry)) std::abort();
    if (i > 0 && hit.rank < hits[i - 1].rank) std::abort();
    seen[hit.entry] = true;
  }
  return 0;
}
