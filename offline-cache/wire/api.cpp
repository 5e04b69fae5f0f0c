#include "offline-cache/wire/api.h"

#include <nlohmann/json.hpp>

#include "offline-cache/wire/rules.h"
#include "offline-cache/wire/strict_json.h"

namespace dk::wire {

using nlohmann::json;

namespace {

constexpr std::size_t kMaxRootBytes = 64 * 1024;
constexpr std::size_t kMaxSites = 1000;
constexpr std::size_t kMaxHours = 24 * 31;

std::string canonical(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace

std::string to_json(const Bootstrap& bootstrap) {
  return canonical({{"terminal", bootstrap.terminal},
                    {"root", to_base64(bootstrap.root)},
                    {"recovery_spki", to_base64(bootstrap.recovery_spki)}});
}

Result<Bootstrap> bootstrap_from_json(std::string_view text) {
  DK_TRY(in, StrictJson::parse(text, {.max_bytes = 2 * kMaxRootBytes}));
  Bootstrap out;
  out.terminal = in.text("terminal", rules::kTerminal);
  out.root = in.base64("root", 1, kMaxRootBytes);
  out.recovery_spki = in.base64("recovery_spki", 1, 1024);
  DK_CHECK(in.finish());
  return out;
}

std::string to_json(const Progress& progress) {
  json sites = json::array();
  for (const SiteProgress& site : progress.sites) {
    json hours = json::array();
    for (const ProgressHour& hour : site.hours) {
      hours.push_back({{"hour", to_rfc3339(hour.hour)}, {"tested", hour.tested}});
    }
    sites.push_back({{"site", site.site},
                     {"population", site.population},
                     {"tested", site.tested},
                     {"not_tested", site.not_tested},
                     {"share_basis_points", site.share_basis_points},
                     {"hours", std::move(hours)}});
  }
  return canonical({{"at", to_rfc3339(progress.at)}, {"sites", std::move(sites)}});
}

Result<Progress> progress_from_json(std::string_view text) {
  DK_TRY(in, StrictJson::parse(text, {.max_bytes = 64u << 20}));
  Progress out;
  out.at = in.time("at");
  for (StrictJson& from : in.objects("sites", kMaxSites)) {
    SiteProgress site;
    site.site = from.text("site", rules::kSite);
    site.population = from.integer("population", 0, kMaxJsonInteger);
    site.tested = from.integer("tested", 0, kMaxJsonInteger);
    site.not_tested = from.integer("not_tested", 0, kMaxJsonInteger);
    site.share_basis_points = from.integer("share_basis_points", 0, kMaxJsonInteger);
    for (StrictJson& hour : from.objects("hours", kMaxHours)) {
      site.hours.push_back({hour.time("hour"), hour.integer("tested", 0, kMaxJsonInteger)});
    }
    out.sites.push_back(std::move(site));
  }
  DK_CHECK(in.finish());
  return out;
}

}  // namespace dk::wire
