// The site object (reference_objects.h).
#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>

#include "offline-cache/wire/algorithms_json.h"
#include "offline-cache/wire/reference_objects.h"
#include "offline-cache/wire/rules.h"
#include "offline-cache/wire/strict_json.h"

namespace dk::wire {

using codes::TubeCodeRule;
using nlohmann::json;

namespace {
constexpr int kMaxHours = 24 * 366;
constexpr int kMaxDays = 366;
constexpr std::size_t kMaxTerminals = 500;
constexpr std::size_t kMaxSiteBytes = 1u << 20;
constexpr std::size_t kMaxDevices = 32;
constexpr std::size_t kMaxCapacities = 8;
constexpr const char* kAlgorithms = "algorithms";
constexpr const char* kService = "service";
constexpr std::size_t kMaxLanguages = 16;
constexpr TextRule kWords{Chars::Text, 1, 200};
constexpr TextRule kHotline{Chars::Text, 3, 20};

json rule_json(const TubeCodeRule& rule) {
  return {{"prefix", rule.prefix},
          {"check", rule.check == TubeCodeRule::Check::Mod97 ? "mod97" : "none"},
          {"min_length", rule.min_length},
          {"max_length", rule.max_length}};
}

TubeCodeRule rule_from(StrictJson in) {
  TubeCodeRule rule;
  rule.prefix = in.text("prefix", {Chars::Upper, 0, 16});
  const std::string check = in.one_of("check", {"mod97", "none"});
  rule.check = check == "mod97" ? TubeCodeRule::Check::Mod97 : TubeCodeRule::Check::None;
  rule.min_length = static_cast<std::size_t>(in.integer("min_length", 1, 32));
  rule.max_length = static_cast<std::size_t>(in.integer("max_length", 1, 32));
  if (rule.min_length > rule.max_length) in.refuse("min_length", "above max_length");
  return rule;
}

void read_tube(StrictJson in, Site& out) {
  out.tube_rule = rule_from(in);
  out.tube_capacity = static_cast<int>(in.integer("capacity", 1, rules::kMaxTubePosition));
  out.tube_capacities = {out.tube_capacity};
  if (!in.has("capacities")) return;
  out.tube_capacities.clear();
  for (const auto capacity :
       in.integers("capacities", 1, rules::kMaxTubePosition, kMaxCapacities)) {
    out.tube_capacities.push_back(static_cast<int>(capacity));
  }
  const auto& all = out.tube_capacities;
  if (std::ranges::adjacent_find(all, std::greater_equal<>()) != all.end()) {
    in.refuse("capacities", "not ascending");
  }
  if (!std::ranges::binary_search(all, out.tube_capacity)) {
    in.refuse("capacities", "without the usual capacity");
  }
}

// Calls `read` for each terminal that `in` has under `key`.
template <class Read>
void each_terminal(StrictJson& in, std::string_view key, Read read) {
  StrictJson object = in.object(key);
  const std::vector<std::string> terminals = object.keys();
  if (terminals.size() > kMaxTerminals) in.refuse(key, "too many terminals");
  for (const std::string& terminal : terminals) {
    if (!fits(terminal, rules::kTerminal)) in.refuse(key, "a terminal's name");
    read(object, terminal);
  }
}

SiteService service_from(StrictJson in) {
  SiteService out;
  out.name = in.text_map("name", rules::kLanguage, kWords, kMaxLanguages);
  out.hotline = in.text("hotline", kHotline);
  out.helper = in.boolean("helper");
  each_terminal(in, "nearest", [&](StrictJson& all, const std::string& terminal) {
    out.nearest[terminal] = all.text_map(terminal, rules::kLanguage, kWords, kMaxLanguages);
  });
  return out;
}

}  // namespace

std::string to_json(const Site& site) {
  json tube = rule_json(site.tube_rule);
  tube["capacity"] = site.tube_capacity;
  tube["capacities"] = site.tube_capacities;
  json out = {{"schema", "site/1"},
              {"site", site.site},
              {"name", site.name},
              {"district", site.district},
              {"population", site.population},
              {"tube", std::move(tube)},
              {"box", rule_json(site.box_rule)},
              {"resample_h", site.resample_h},
              {"sample_late_h", site.sample_late_h},
              {"undo_s", site.undo_s},
              {"list_max_age_h", site.list_max_age_h},
              {"offline_max_h", site.offline_max_h},
              {"manifest_max_age_h", site.manifest_max_age_h},
              {"retention_days", site.retention_days},
              {"late_hit_h", site.late_hit_h},
              {"services", site.services},
              {"devices", site.devices}};
  // Programs that know one suite only read what says nothing about a second one.
  if (site.algorithms != crypto::only(crypto::Suite::International)) {
    out[kAlgorithms] = json::parse(to_json(site.algorithms));
  }
  if (site.service) {
    out[kService] = {{"name", site.service->name},
                     {"hotline", site.service->hotline},
                     {"helper", site.service->helper},
                     {"nearest", site.service->nearest}};
  }
  return out.dump(-1, ' ', false, json::error_handler_t::replace);
}

Result<Site> site_from_json(std::string_view text) {
  DK_TRY(in, StrictJson::parse(text, {.max_bytes = kMaxSiteBytes}));
  Site out;
  in.constant("schema", "site/1");
  out.site = in.text("site", rules::kSite);
  out.name = in.text_map("name", rules::kLanguage, kWords, kMaxLanguages);
  out.district = in.text("district", {Chars::Id, 1, 12});
  out.population = in.integer("population", 0, kMaxJsonInteger);
  read_tube(in.object("tube"), out);
  if (in.has("box")) out.box_rule = rule_from(in.object("box"));
  if (in.has("resample_h")) {
    out.resample_h = static_cast<int>(in.integer("resample_h", 0, kMaxHours));
  }
  if (in.has("sample_late_h")) {
    out.sample_late_h = static_cast<int>(in.integer("sample_late_h", 1, kMaxHours));
  }
  out.undo_s = static_cast<int>(in.integer("undo_s", 0, 3600));
  out.list_max_age_h = static_cast<int>(in.integer("list_max_age_h", 1, kMaxHours));
  out.offline_max_h = static_cast<int>(in.integer("offline_max_h", 1, kMaxHours));
  out.manifest_max_age_h = static_cast<int>(in.integer("manifest_max_age_h", 1, kMaxHours));
  if (in.has("retention_days")) {
    out.retention_days = static_cast<int>(in.integer("retention_days", 1, kMaxDays));
  }
  if (in.has("late_hit_h")) {
    out.late_hit_h = static_cast<int>(in.integer("late_hit_h", 0, kMaxHours));
  }
  out.services = in.flags("services", {Chars::Word, 1, 40}, 64);
  if (in.has(kAlgorithms)) out.algorithms = read_algorithms(in.object(kAlgorithms));
  if (in.has(kService)) out.service = service_from(in.object(kService));
  each_terminal(in, "devices", [&](StrictJson& all, const std::string& terminal) {
    out.devices[terminal] = all.text_map(terminal, rules::kObjectName, kWords, kMaxDevices);
  });
  DK_CHECK(in.finish());
  return out;
}

}  // namespace dk::wire
