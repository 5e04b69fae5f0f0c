// links: dk_session
// decodes: kiosk/session/config.cpp
// kiosk.toml, as somebody with a text editor leaves it.
#include <cstdlib>

#include "base/bytes.h"
#include "kiosk/session/config.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto config = dk::kiosk::parse_config(dk::as_text({data, size}));
  if (!config) {
    if (config.error().code != dk::FailureCode::config_invalid) std::abort();
    return 0;
  }
  // What is believed is whole: no empty name, no plain http, no interval out of bounds.
  if (config->terminal.empty() || !config->url.starts_with("https://")) std::abort();
  if (config->sync_interval_s < 1 || config->sync_interval_s > 3600) std::abort();
  return 0;
}
