// What sync asks of the audit chain, and the district's receipt for it.
#include "offline-cache/outbox/jobs.h"

namespace dk::cache {

Status do_read_hashes(Session& session, std::uint64_t first, std::uint64_t most,
                      std::vector<crypto::Digest>& out) {
  out.clear();
  const Uuid& instance = session.ledger().audit.instance;
  for (std::uint64_t seq = first; seq < first + most; ++seq) {
    auto hash = entry_hash_at(session.database(), instance, seq);
    if (!hash && hash.error().code == FailureCode::not_found) {
      return fail(FailureCode::chain_broken, "entry missing at audit entry " + std::to_string(seq));
    }
    if (!hash) return std::unexpected(std::move(hash.error()));
    out.push_back(*hash);
  }
  return {};
}

Status do_keep_receipt(Session& session, ByteView cose) {
  DK_CHECK(store_receipt(session.database(), cose));
  session.ledger().receipt = crypto::sha256(cose);
  return {};
}

}  // namespace dk::cache
