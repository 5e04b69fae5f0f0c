#include "offline-cache/wire/algorithms_json.h"

#include <iterator>
#include <nlohmann/json.hpp>

#include "offline-cache/wire/rules.h"

namespace dk::wire {
namespace {

constexpr crypto::Suite kSuites[] = {crypto::Suite::International, crypto::Suite::Shangmi};

crypto::Suite suite_named(StrictJson& in, std::string_view key, const std::string& name) {
  const auto suite = crypto::suite_from_name(name);
  if (!suite) in.refuse(key, "no such suite");
  return suite.value_or(crypto::Suite::International);
}

}  // namespace

std::string to_json(const crypto::AlgorithmPolicy& policy) {
  nlohmann::json accept = nlohmann::json::array();
  for (const crypto::Suite suite : kSuites) {
    if (policy.accepts(suite)) accept.push_back(std::string(crypto::name_of(suite)));
  }
  return nlohmann::json{{"accept", std::move(accept)},
                        {"write", std::string(crypto::name_of(policy.write))}}
      .dump();
}

crypto::AlgorithmPolicy read_algorithms(StrictJson in) {
  crypto::AlgorithmPolicy out{false, false, crypto::Suite::International};
  for (const std::string& name : in.texts("accept", rules::kWord, std::size(kSuites))) {
    const bool shangmi = suite_named(in, "accept", name) == crypto::Suite::Shangmi;
    bool& accepted = shangmi ? out.shangmi : out.international;
    if (accepted) in.refuse("accept", "twice");
    accepted = true;
  }
  out.write = suite_named(in, "write", in.text("write", rules::kWord));
  if (!out.accepts(out.write)) in.refuse("write", "not among the accepted");
  return out;
}

}  // namespace dk::wire
