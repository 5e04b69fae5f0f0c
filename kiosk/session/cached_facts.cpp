#include "kiosk/session/cached_facts.h"

#include <nlohmann/json.hpp>

#include "offline-cache/wire/facts.h"
#include "offline-cache/wire/strict_json.h"

namespace dk::kiosk {

std::string to_json(const CachedFacts& facts) {
  auto list = nlohmann::json::array();
  for (const auto& [name, fact] : facts) {
    list.push_back({{"name", name},
                    {"value", fact.value},
                    {"as_of", to_rfc3339(fact.as_of)},
                    {"source", fact.source},
                    {"until", to_rfc3339(fact.until)}});
  }
  return nlohmann::json{{"schema", "cached-facts/1"}, {"facts", std::move(list)}}.dump(
      -1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Result<CachedFacts> cached_facts_from_json(std::string_view text) {
  DK_TRY(in, wire::StrictJson::parse(text, {.max_bytes = kMaxCachedBytes}));
  CachedFacts out;
  in.constant("schema", "cached-facts/1");
  for (wire::StrictJson& fact : in.objects("facts", kMaxCachedFacts)) {
    const std::string name = fact.text("name", wire::rules::kFact);
    CachedFact one;
    one.value = fact.text("value", {wire::Chars::Text, 1, wire::kMaxFactValueBytes});
    one.as_of = fact.time("as_of");
    one.source = fact.text("source", {wire::Chars::Word, 1, 16});
    one.until = fact.time("until");
    if (!out.emplace(name, std::move(one)).second) in.refuse("name", "twice");
  }
  DK_CHECK(in.finish());
  return out;
}

}  // namespace dk::kiosk
