// The site object (reference_objects.h).
#include <nlohmann/json.hpp>

#include "offline-cache/wire/reference_objects.h"
#include "offline-cache/wire/rules.h"
#include "offline-cache/wire/strict_json.h"

namespace dk::wire {

using codes::TubeCodeRule;
using nlohmann::json;

namespace {
constexpr int kMaxHours = 24 * 366;
constexpr std::size_t kMaxTerminals = 500;
constexpr std::size_t kMaxSiteBytes = 1u << 20;
constexpr std::size_t kMaxDevices = 32;
}  // namespace

std::string to_json(const Site& site) {
  const bool mod97 = site.tube_rule.check == TubeCodeRule::Check::Mod97;
  const json out = {{"schema", "site/1"},
                    {"site", site.site},
                    {"name", site.name},
                    {"district", site.district},
                    {"population", site.population},
                    {"tube",
                     {{"capacity", site.tube_capacity},
                      {"prefix", site.tube_rule.prefix},
                      {"check", mod97 ? "mod97" : "none"},
                      {"min_length", site.tube_rule.min_length},
                      {"max_length", site.tube_rule.max_length}}},
                    {"undo_s", site.undo_s},
                    {"list_max_age_h", site.list_max_age_h},
                    {"offline_max_h", site.offline_max_h},
                    {"manifest_max_age_h", site.manifest_max_age_h},
                    {"services", site.services},
                    {"devices", site.devices}};
  return out.dump(-1, ' ', false, json::error_handler_t::replace);
}

Result<Site> site_from_json(std::string_view text) {
  DK_TRY(in, StrictJson::parse(text, {.max_bytes = kMaxSiteBytes}));
  Site out;
  in.constant("schema", "site/1");
  out.site = in.text("site", rules::kSite);
  out.name = in.text_map("name", rules::kLanguage, {Chars::Text, 1, 200}, 16);
  out.district = in.text("district", {Chars::Id, 1, 12});
  out.population = in.integer("population", 0, kMaxJsonInteger);
  StrictJson tube = in.object("tube");
  out.tube_capacity = static_cast<int>(tube.integer("capacity", 1, rules::kMaxTubePosition));
  out.tube_rule.prefix = tube.text("prefix", {Chars::Upper, 0, 16});
  const std::string check = tube.one_of("check", {"mod97", "none"});
  out.tube_rule.check = check == "mod97" ? TubeCodeRule::Check::Mod97 : TubeCodeRule::Check::None;
  out.tube_rule.min_length = static_cast<std::size_t>(tube.integer("min_length", 1, 32));
  out.tube_rule.max_length = static_cast<std::size_t>(tube.integer("max_length", 1, 32));
  if (out.tube_rule.min_length > out.tube_rule.max_length) {
    tube.refuse("min_length", "above max_length");
  }
  out.undo_s = static_cast<int>(in.integer("undo_s", 0, 3600));
  out.list_max_age_h = static_cast<int>(in.integer("list_max_age_h", 1, kMaxHours));
  out.offline_max_h = static_cast<int>(in.integer("offline_max_h", 1, kMaxHours));
  out.manifest_max_age_h = static_cast<int>(in.integer("manifest_max_age_h", 1, kMaxHours));
  out.services = in.flags("services", {Chars::Word, 1, 40}, 64);
  StrictJson devices = in.object("devices");
  const std::vector<std::string> terminals = devices.keys();
  if (terminals.size() > kMaxTerminals) in.refuse("devices", "too many terminals");
  for (const std::string& terminal : terminals) {
    if (!fits(terminal, rules::kTerminal)) in.refuse("devices", "a terminal's name");
    out.devices[terminal] =
        devices.text_map(terminal, rules::kObjectName, {Chars::Text, 1, 200}, kMaxDevices);
  }
  DK_CHECK(in.finish());
  return out;
}

}  // namespace dk::wire
