// The terminal's own configuration file (TOML, /etc/district-kiosk/kiosk.toml): who it is and where
// the district is. What a site decides (devices' addresses, policy) comes signed, not from here.
//
//   terminal = "LH-TS-0002"      desk = "2"        language = "zh-CN"
//   [district]  url = "https://127.0.0.1:8443"     ca_fingerprint = "<hex SHA-256>"
//   token_file = "/etc/district-kiosk/token"       # one-time, removed after enrolment
// Unknown keys are refused: a typo must not silently mean the default. Failure: config_invalid.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace dk::kiosk {

struct Config {
  std::string terminal;
  std::string desk = "1";
  std::string language = "zh-CN";
  std::string url;
  std::string ca_fingerprint;
  std::string token_file;
  int sync_interval_s = 15;
};

[[nodiscard]] Result<Config> parse_config(std::string_view toml);

}  // namespace dk::kiosk
