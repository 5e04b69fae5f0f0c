#include "flows/engine/record.h"

#include <nlohmann/json.hpp>

#include "base/crypto/crypto.h"
#include "flows/bpmn/stored_value.h"
#include "flows/engine/journey.h"

namespace dk::engine {

std::string digest_of(const feel::Context& inputs, std::string_view salt) {
  const std::string sorted = nlohmann::json::parse(bpmn::to_stored(inputs)).dump();
  return to_hex(crypto::hmac_sha256(as_bytes(salt), as_bytes(sorted)));
}

std::string to_evidence(const Item& item, const Case& state, const DecisionRecord& decision) {
  nlohmann::json json{{"schema", "decision/1"},
                      {"item", item.fingerprint},
                      {"decision", decision.decision},
                      {"outcome", decision.outcome},
                      {"sentence", decision.sentence},
                      {"at", feel::to_string(decision.at)},
                      {"inputs", decision.inputs_digest},
                      {"identity", state.process.identity},
                      {"notice", state.notice == Case::Notice::Accepted ? item.version : 0},
                      {"rules", nlohmann::json::array()},
                      {"facts", nlohmann::json::array()}};
  for (const dmn::Hit& hit : decision.rules) {
    json["rules"].push_back({{"table", hit.table},
                             {"rule", hit.rule},
                             {"id", hit.rule_id},
                             {"annotations", hit.annotations}});
  }
  for (const auto& [name, fact] : state.facts) {
    json["facts"].push_back(
        {{"name", name}, {"source", fact.source}, {"as_of", feel::to_string(fact.as_of)}});
  }
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace dk::engine
