// g++ 12 believes that comparing two vectors of bytes may read 2^63 of them.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wstringop-overread"
#endif
#include "base/codes/trust_list.h"

#include <nlohmann/json.hpp>

namespace dk::codes {
namespace {

using nlohmann::json;
constexpr std::string_view kSchema = "trust-list/1";
constexpr std::size_t kKeyIdBytes = 8;
constexpr std::size_t kMaxJsonBytes = std::size_t{4} << 20;

std::unexpected<Failure> malformed(const char* what) {
  return fail(FailureCode::answer_malformed, std::string("trust-list: ") + what);
}

std::optional<std::string> text_at(const json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

std::optional<std::int64_t> integer_at(const json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_number_integer()) return std::nullopt;
  if (found->is_number_unsigned() && found->get<std::uint64_t>() > INT64_MAX) return std::nullopt;
  return found->get<std::int64_t>();
}

std::optional<Bytes> key_id_at(const json& object) {
  const auto text = text_at(object, "kid");
  auto bytes = text ? from_hex(*text) : std::nullopt;
  if (!bytes || bytes->size() != kKeyIdBytes) return std::nullopt;
  return bytes;
}

Result<TrustedIssuer> issuer_from(const json& object) {
  if (!object.is_object()) return malformed("issuer");
  auto key_id = key_id_at(object);
  const auto spki_text = text_at(object, "spki");
  const auto name = text_at(object, "issuer");
  const auto not_before = integer_at(object, "not_before");
  const auto not_after = integer_at(object, "not_after");
  const auto uses = object.find("uses");
  if (!key_id || !spki_text || !name || !not_before || !not_after || uses == object.end() ||
      !uses->is_array() || *not_before > *not_after) {
    return malformed("issuer");
  }
  const auto spki = from_base64(*spki_text);
  if (!spki) return malformed("issuer key");
  auto key = crypto::PublicKey::from_spki(*spki);
  // A name that is not the key's own would let one key answer for another.
  if (!key || key->key_id() != *key_id) return malformed("issuer key");
  TrustedIssuer issuer{.key_id = std::move(*key_id),
                       .key = std::move(*key),
                       .issuer = *name,
                       .uses = {},
                       .not_before_s = *not_before,
                       .not_after_s = *not_after};
  for (const json& use : *uses) {
    if (!use.is_string()) return malformed("issuer uses");
    issuer.uses.insert(use.get<std::string>());
  }
  return issuer;
}

Status add_day_key(DayKeys& keys, const json& object) {
  if (!object.is_object()) return malformed("day key");
  auto key_id = key_id_at(object);
  const auto day = text_at(object, "day");
  auto key_text = text_at(object, "key");
  if (!key_id || !day || !key_text) return malformed("day key");
  auto key = from_base64(*key_text);
  wipe(key_text->data(), key_text->size());
  if (!key || key->size() != crypto::kAeadKeyBytes) return malformed("day key");
  keys.add(std::move(*key_id), *day, Secret(ByteView(*key)));
  wipe(key->data(), key->size());
  return {};
}

}  // namespace

void DayKeys::add(Bytes key_id, std::string day, Secret key) {
  keys_.insert_or_assign(std::move(key_id), Entry{std::move(day), std::move(key)});
}

const Secret* DayKeys::find(ByteView key_id) const {
  const auto found = keys_.find(Bytes(key_id.begin(), key_id.end()));
  return found == keys_.end() ? nullptr : &found->second.key;
}

void TrustList::add(TrustedIssuer issuer) { issuers_.push_back(std::move(issuer)); }

std::vector<const TrustedIssuer*> TrustList::find(ByteView key_id) const {
  std::vector<const TrustedIssuer*> found;
  for (const TrustedIssuer& issuer : issuers_) {
    if (std::ranges::equal(issuer.key_id, key_id)) found.push_back(&issuer);
  }
  return found;
}

Result<TrustBundle> parse_trust_bundle(ByteView bytes) {
  if (bytes.size() > kMaxJsonBytes) return malformed("too large");
  const json root = json::parse(bytes.begin(), bytes.end(), nullptr, false);
  if (!root.is_object() || text_at(root, "schema") != kSchema) return malformed("schema");
  const auto issuers = root.find("issuers");
  const auto day_keys = root.find("day_keys");
  if (issuers == root.end() || !issuers->is_array() || day_keys == root.end() ||
      !day_keys->is_array()) {
    return malformed("lists");
  }
  TrustBundle bundle;
  for (const json& object : *issuers) {
    DK_TRY(issuer, issuer_from(object));
    bundle.trust.add(std::move(issuer));
  }
  for (const json& object : *day_keys) DK_CHECK(add_day_key(bundle.day_keys, object));
  return bundle;
}

std::string to_json(const TrustBundle& bundle) {
  json issuers = json::array();
  for (const TrustedIssuer& issuer : bundle.trust.issuers()) {
    issuers.push_back({{"kid", to_hex(issuer.key_id)},
                       {"spki", to_base64(issuer.key.spki())},
                       {"uses", issuer.uses},
                       {"not_before", issuer.not_before_s},
                       {"not_after", issuer.not_after_s},
                       {"issuer", issuer.issuer}});
  }
  json day_keys = json::array();
  for (const auto& [key_id, entry] : bundle.day_keys.entries()) {
    day_keys.push_back(
        {{"kid", to_hex(key_id)}, {"day", entry.day}, {"key", to_base64(entry.key.view())}});
  }
  const json root = {{"schema", kSchema}, {"issuers", issuers}, {"day_keys", day_keys}};
  return root.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace dk::codes
