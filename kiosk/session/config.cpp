#include "kiosk/session/config.h"

#include <toml++/toml.h>
#include <algorithm>
#include <array>

namespace dk::kiosk {

namespace {

Status only(const toml::table& table, std::initializer_list<std::string_view> known) {
  for (const auto& [key, value] : table) {
    if (std::find(known.begin(), known.end(), key.str()) == known.end()) {
      return fail(FailureCode::config_invalid, "unknown key " + std::string(key.str()));
    }
  }
  return {};
}

Status text(const toml::table& table, std::string_view key, std::string& into) {
  const toml::node* node = table.get(key);
  if (node == nullptr) return {};
  const auto value = node->value_exact<std::string>();
  if (!value) return fail(FailureCode::config_invalid, std::string(key) + " must be a text");
  into = *value;
  return {};
}

Result<Config> read(const toml::table& table) {
  Config config;
  DK_CHECK(only(table, {"terminal", "desk", "language", "district"}));
  DK_CHECK(text(table, "terminal", config.terminal));
  DK_CHECK(text(table, "desk", config.desk));
  DK_CHECK(text(table, "language", config.language));
  if (const toml::table* district = table["district"].as_table()) {
    DK_CHECK(only(*district, {"url", "ca_fingerprint", "token_file", "sync_interval_s"}));
    DK_CHECK(text(*district, "url", config.url));
    DK_CHECK(text(*district, "ca_fingerprint", config.ca_fingerprint));
    DK_CHECK(text(*district, "token_file", config.token_file));
    if (const toml::node* interval = district->get("sync_interval_s")) {
      const auto value = interval->value_exact<std::int64_t>();
      if (!value || *value < 1 || *value > 3600) {
        return fail(FailureCode::config_invalid, "sync_interval_s must be 1 to 3600");
      }
      config.sync_interval_s = static_cast<int>(*value);
    }
  }
  if (config.terminal.empty()) return fail(FailureCode::config_invalid, "terminal is missing");
  if (!config.url.starts_with("https://")) {
    return fail(FailureCode::config_invalid, "district.url must be https");
  }
  constexpr std::array<std::string_view, 3> kLanguages{"zh-CN", "zh-HK", "en"};
  if (std::find(kLanguages.begin(), kLanguages.end(), config.language) == kLanguages.end()) {
    return fail(FailureCode::config_invalid, "language must be zh-CN, zh-HK or en");
  }
  return config;
}

}  // namespace

Result<Config> parse_config(std::string_view toml_text) {
  try {
    return read(toml::parse(toml_text));
  } catch (const toml::parse_error& error) {
    return fail(FailureCode::config_invalid,
                "line " + std::to_string(error.source().begin.line) + " is not TOML");
  }
}

}  // namespace dk::kiosk
