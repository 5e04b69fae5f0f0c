#include "offline-cache/reference/reference_state.h"

#include <nlohmann/json.hpp>

#include "offline-cache/wire/algorithms_json.h"
#include "offline-cache/wire/rules.h"
#include "offline-cache/wire/signed_json.h"
#include "offline-cache/wire/strict_json.h"

namespace dk::cache {
namespace {

constexpr std::size_t kMaxRoots = 64;
constexpr std::size_t kMaxStateBytes = 8u << 20;

}  // namespace

std::string to_json(const ReferenceState& state) {
  nlohmann::json roots = nlohmann::json::array();
  for (const Bytes& root : state.roots) roots.push_back(to_base64(root));
  nlohmann::json out = {{"schema", "reference-state/1"},
                        {"roots", std::move(roots)},
                        {"manifest", to_base64(state.manifest)},
                        {"manifest_floor", state.manifest_floor},
                        {"object_floors", state.object_floors}};
  if (state.algorithms) out["algorithms"] = nlohmann::json::parse(wire::to_json(*state.algorithms));
  return out.dump();
}

Result<ReferenceState> reference_state_from_json(std::string_view text) {
  const auto damaged = [](const Failure& why) {
    return fail(FailureCode::data_damaged, "reference state: " + why.detail);
  };
  auto parsed = wire::StrictJson::parse(text, {.max_bytes = kMaxStateBytes});
  if (!parsed) return damaged(parsed.error());
  wire::StrictJson& in = *parsed;
  ReferenceState out;
  in.constant("schema", "reference-state/1");
  const wire::TextRule base64{wire::Chars::Base64, 1, 2 * wire::kMaxRootBytes};
  for (const std::string& root : in.texts("roots", base64, kMaxRoots)) {
    auto bytes = from_base64(root);
    if (!bytes) in.refuse("roots", "not base64");
    out.roots.push_back(std::move(bytes).value_or(Bytes{}));
  }
  if (out.roots.empty()) in.refuse("roots", "none");
  out.manifest = in.base64("manifest", 0, wire::kMaxManifestBytes);
  out.manifest_floor = in.count("manifest_floor");
  wire::StrictJson floors = in.object("object_floors");
  for (const std::string& name : floors.keys()) {
    out.object_floors[name] = floors.count(name);
  }
  if (in.has("algorithms")) out.algorithms = wire::read_algorithms(in.object("algorithms"));
  if (auto ok = in.finish(); !ok) return damaged(ok.error());
  return out;
}

Result<wire::Root> verify_chain(const std::vector<Bytes>& roots) {
  if (roots.empty()) return fail(FailureCode::reference_missing, "no pinned root");
  DK_TRY(root, wire::verify_root(roots.front(), nullptr));
  for (std::size_t i = 1; i < roots.size(); ++i) {
    DK_TRY(next, wire::verify_root(roots[i], &root));
    root = std::move(next);
  }
  return root;
}

Result<std::vector<Bytes>> extend_chain(const std::vector<Bytes>& roots, ByteView next) {
  std::vector<Bytes> chain;
  wire::Root last;
  for (const Bytes& cose : roots) {
    DK_TRY(root, wire::verify_root(cose, chain.empty() ? nullptr : &last));
    last = std::move(root);
    chain.push_back(cose);
    if (wire::verify_root(next, &last)) break;
  }
  if (chain.size() >= kMaxRoots) return fail(FailureCode::unsupported, "too many root changes");
  chain.emplace_back(next.begin(), next.end());
  return chain;
}

}  // namespace dk::cache
