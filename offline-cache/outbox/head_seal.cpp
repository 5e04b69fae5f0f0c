#include "offline-cache/outbox/head_seal.h"

namespace dk::cache {
namespace {

using namespace std::string_view_literals;

constexpr std::uint8_t kHmacSha256 = 5;  // RFC 9053 table 3: HMAC 256/256
constexpr std::string_view kLabel = "dk.head-seal/1\0"sv;

void put(Bytes& out, std::uint64_t value) {
  for (int shift = 56; shift >= 0; shift -= 8) {
    out.push_back(static_cast<std::uint8_t>(value >> shift));
  }
}

}  // namespace

Bytes head_seal(ByteView key, const StoreIdentity& identity, const Ledger& ledger) {
  const Counts& counts = ledger.counts;
  Bytes what = to_bytes(kLabel);
  append(what, identity.instance.view());
  put(what, static_cast<std::uint64_t>(to_unix_ms(identity.created)));
  for (const std::uint64_t count : {counts.saved, counts.sent, counts.confirmed, counts.quarantined,
                                    counts.last_seq, ledger.audit.seq}) {
    put(what, count);
  }
  append(what, ledger.audit.hash);
  append(what, ledger.audit.tree.root());
  append(what, ledger.receipt);
  Bytes seal{kHmacSha256};
  append(seal, crypto::hmac_sha256(key, what));
  return seal;
}

Status check_head_seal(ByteView key, const StoreIdentity& identity, const StoredLedger& stored) {
  if (stored.seal.empty() || stored.seal.front() != kHmacSha256) {
    return fail(FailureCode::algorithm_refused, "the seal of the counters");
  }
  if (!equal_constant_time(stored.seal, head_seal(key, identity, stored.ledger))) {
    return fail(FailureCode::chain_broken,
                "identity, counters, head of the chain or receipt were changed: the seal is wrong");
  }
  return {};
}

}  // namespace dk::cache
