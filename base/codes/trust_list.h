// Whose codes this terminal believes, and the code keys of the day. A signed reference object
// ("trust-list") whose canonical form is JSON:
//   {"schema":"trust-list/1","issuers":[{"kid":hex8,"spki":base64,"uses":["person","staff",
//    "receipt"],"not_before":unix s,"not_after":unix s,"issuer":"..."}],
//    "day_keys":[{"kid":hex8,"day":"2022-11-18","key":base64}]}
// Day keys make the object secret: it is sealed on the terminal's disk like every reference object.
// Immutable after parse; share as shared_ptr<const>. Failures of parse: answer_malformed.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/crypto/crypto.h"
#include "base/result.h"
#include "base/secret.h"

namespace dk::codes {

struct TrustedIssuer {
  Bytes key_id;  // 8 bytes: PublicKey::key_id()
  crypto::PublicKey key;
  std::string issuer;
  std::set<std::string> uses;
  std::int64_t not_before_s = 0;
  std::int64_t not_after_s = 0;
};

class DayKeys {
 public:
  void add(Bytes key_id, std::string day, Secret key);
  [[nodiscard]] const Secret* find(ByteView key_id) const;  // nullptr when not here
  [[nodiscard]] std::size_t size() const { return keys_.size(); }

  struct Entry {
    std::string day;
    Secret key;
  };
  [[nodiscard]] const std::map<Bytes, Entry>& entries() const { return keys_; }

 private:
  std::map<Bytes, Entry> keys_;
};

class TrustList {
 public:
  void add(TrustedIssuer issuer);
  // All issuers with this key id (normally one).
  [[nodiscard]] std::vector<const TrustedIssuer*> find(ByteView key_id) const;
  [[nodiscard]] const std::vector<TrustedIssuer>& issuers() const { return issuers_; }
  // Which algorithms count in what these issuers sign. Not part of the signed list: whoever serves
  // it sets the site's policy. Without one every known algorithm counts.
  void set_algorithms(const crypto::AlgorithmPolicy& policy) { algorithms_ = policy; }
  [[nodiscard]] const crypto::AlgorithmPolicy& algorithms() const { return algorithms_; }

 private:
  std::vector<TrustedIssuer> issuers_;
  crypto::AlgorithmPolicy algorithms_ = crypto::kEveryKnownSuite;
};

struct TrustBundle {
  TrustList trust;
  DayKeys day_keys;
};

[[nodiscard]] Result<TrustBundle> parse_trust_bundle(ByteView json);
[[nodiscard]] std::string to_json(const TrustBundle& bundle);

}  // namespace dk::codes
