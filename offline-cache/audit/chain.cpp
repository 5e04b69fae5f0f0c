#include "offline-cache/audit/chain.h"

#include <algorithm>
#include <array>

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

crypto::Digest entry_hash(const crypto::Digest& previous, std::uint64_t seq, std::int64_t at_ms,
                          std::uint32_t event, std::string_view json) {
  const auto seq_bytes = big_endian<8>(seq);
  const auto at_bytes = big_endian<8>(static_cast<std::uint64_t>(at_ms));
  const auto event_bytes = big_endian<4>(event);
  return crypto::sha256({ByteView(previous), ByteView(seq_bytes), ByteView(at_bytes),
                         ByteView(event_bytes), as_bytes(json)});
}

std::unexpected<Failure> broken(const char* what, std::uint64_t seq) {
  return fail(FailureCode::chain_broken,
              std::string(what) + " at audit entry " + std::to_string(seq));
}

}  // namespace

AuditHead empty_chain(const Uuid& instance) {
  return {0, crypto::sha256(instance.view()), instance};
}

Status append_audit(Database& database, AuditHead& head, const audit::Record& record,
                    TimePoint at) {
  const std::uint64_t seq = head.seq + 1;
  const std::int64_t at_ms = to_unix_ms(at);
  const auto event = static_cast<std::uint16_t>(record.id);
  const crypto::Digest hash = entry_hash(head.hash, seq, at_ms, event, record.json);
  DK_CHECK(database
               .query("INSERT INTO audit_entry (seq, at_ms, event, json, hash) "
                      "VALUES (?, ?, ?, ?, ?)")
               .bind(1, seq)
               .bind(2, at_ms)
               .bind(3, int{event})
               .bind(4, record.json)
               .bind(5, ByteView(hash))
               .run());
  head.seq = seq;
  head.hash = hash;
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

Status verify_chain(Database& database, const AuditHead& head) {
  AuditHead at = empty_chain(head.instance);
  Query entries =
      database.query("SELECT seq, at_ms, event, json, hash FROM audit_entry ORDER BY seq");
  while (true) {
    DK_TRY(row, entries.step());
    if (!row) break;
    const std::uint64_t seq = entries.unsigned_integer(0);
    if (seq != at.seq + 1) return broken("entry missing", at.seq + 1);
    const std::int64_t event = entries.integer(2);
    if (event < 0 || event > 0xffff) return broken("event number", seq);
    at.hash = entry_hash(at.hash, seq, entries.integer(1), static_cast<std::uint32_t>(event),
                         as_text(entries.blob(3)));
    at.seq = seq;
    if (!std::ranges::equal(entries.blob(4), at.hash)) return broken("hash is wrong", seq);
  }
  if (at.seq != head.seq) return broken("the tail is cut", at.seq + 1);
  if (at.hash != head.hash) return broken("hash disagrees with the head", at.seq);
  return {};
}

}  // namespace dk::cache
