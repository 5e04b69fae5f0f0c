#include "offline-cache/audit/chain.h"

#include <algorithm>
#include <array>
#include <utility>

namespace dk::cache {
namespace {

template <std::size_t N>
std::array<std::uint8_t, N> big_endian(std::uint64_t value) {
  std::array<std::uint8_t, N> out;
  for (std::size_t i = 0; i < N; ++i) {
    out[i] = static_cast<std::uint8_t>(value >> (8 * (N - 1 - i)));
  }
  return out;
}

crypto::Digest entry_hash(crypto::HashAlgorithm algorithm, const crypto::Digest& previous,
                          std::uint64_t seq, std::int64_t at_ms, std::uint32_t event,
                          std::string_view json) {
  const auto seq_bytes = big_endian<8>(seq);
  const auto at_bytes = big_endian<8>(static_cast<std::uint64_t>(at_ms));
  const auto event_bytes = big_endian<4>(event);
  return crypto::digest(algorithm, {ByteView(previous), ByteView(seq_bytes), ByteView(at_bytes),
                                    ByteView(event_bytes), as_bytes(json)});
}

std::unexpected<Failure> broken(const char* what, std::uint64_t seq) {
  return fail(FailureCode::chain_broken,
              std::string(what) + " at audit entry " + std::to_string(seq));
}

}  // namespace

AuditHead empty_chain(const Uuid& instance) {
  return {0, crypto::sha256(instance.view()), instance, {}};
}

Status append_audit(Database& database, AuditHead& head, const audit::Record& record, TimePoint at,
                    crypto::HashAlgorithm algorithm) {
  const std::uint64_t seq = head.seq + 1;
  const std::int64_t at_ms = to_unix_ms(at);
  const auto event = static_cast<std::uint16_t>(record.id);
  const crypto::Digest hash = entry_hash(algorithm, head.hash, seq, at_ms, event, record.json);
  DK_CHECK(database
               .query("INSERT INTO audit_entry (seq, at_ms, event, json, hash, algorithm) "
                      "VALUES (?, ?, ?, ?, ?, ?)")
               .bind(1, seq)
               .bind(2, at_ms)
               .bind(3, int{event})
               .bind(4, record.json)
               .bind(5, ByteView(hash))
               .bind(6, int{std::to_underlying(algorithm)})
               .run());
  head.seq = seq;
  head.hash = hash;
  head.tree.append(hash);
  return {};
}

Status check_head(Database& database, const AuditHead& head) {
  Query last = database.query("SELECT seq, hash FROM audit_entry ORDER BY seq DESC LIMIT 1");
  DK_TRY(row, last.step());
  const std::uint64_t seq = row ? last.unsigned_integer(0) : 0;
  if (seq != head.seq) return broken("the last entry is not the head", head.seq);
  const crypto::Digest start = crypto::sha256(head.instance.view());
  const ByteView hash = row ? last.blob(1) : ByteView(start);
  if (!std::ranges::equal(hash, head.hash)) return broken("hash disagrees with the head", seq);
  return {};
}

Result<crypto::Digest> entry_hash_at(Database& database, const Uuid& instance, std::uint64_t seq) {
  if (seq == 0) return crypto::sha256(instance.view());
  Query row = database.query("SELECT hash FROM audit_entry WHERE seq = ?");
  DK_CHECK(row.bind(1, seq).one_row());
  crypto::Digest hash{};
  const ByteView stored = row.blob(0);
  if (stored.size() != hash.size()) return broken("hash is not readable", seq);
  std::ranges::copy(stored, hash.begin());
  return hash;
}

Status verify_chain(Database& database, const AuditHead& head) {
  AuditHead at = empty_chain(head.instance);
  Query entries = database.query(
      "SELECT seq, at_ms, event, json, hash, algorithm FROM audit_entry ORDER BY seq");
  while (true) {
    DK_TRY(row, entries.step());
    if (!row) break;
    const std::uint64_t seq = entries.unsigned_integer(0);
    if (seq != at.seq + 1) return broken("entry missing", at.seq + 1);
    const std::int64_t event = entries.integer(2);
    if (event < 0 || event > 0xffff) return broken("event number", seq);
    const std::int64_t algorithm = entries.integer(5);
    if (!crypto::suite_of_hash(algorithm)) return broken("unknown hash algorithm", seq);
    at.hash =
        entry_hash(static_cast<crypto::HashAlgorithm>(algorithm), at.hash, seq, entries.integer(1),
                   static_cast<std::uint32_t>(event), as_text(entries.blob(3)));
    at.seq = seq;
    if (!std::ranges::equal(entries.blob(4), at.hash)) return broken("hash is wrong", seq);
    at.tree.append(at.hash);
  }
  if (at.seq != head.seq) return broken("the tail is cut", at.seq + 1);
  if (at.hash != head.hash) return broken("hash disagrees with the head", at.seq);
  if (at.tree.root() != head.tree.root()) return broken("the tree disagrees with the head", at.seq);
  return {};
}

}  // namespace dk::cache
