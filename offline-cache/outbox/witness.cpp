#include "offline-cache/outbox/witness.h"

#include <algorithm>
#include <limits>

#include "base/log.h"

namespace dk::cache {
namespace {

constexpr std::string_view kContext = "chain-witness/1";
constexpr std::size_t kPlainBytes = 16 + 8 + 32;  // instance | seq, big-endian | hash
constexpr std::uint64_t kNothing = std::numeric_limits<std::uint64_t>::max();

struct Seen {
  Uuid instance;
  std::uint64_t seq = 0;
  crypto::Digest hash{};
};

Bytes to_plain(const AuditHead& head) {
  Bytes out(head.instance.bytes.begin(), head.instance.bytes.end());
  for (int shift = 56; shift >= 0; shift -= 8) {
    out.push_back(static_cast<std::uint8_t>(head.seq >> shift));
  }
  append(out, head.hash);
  return out;
}

Result<Seen> from_plain(ByteView plain) {
  if (plain.size() != kPlainBytes) return fail(FailureCode::data_damaged, "witness: size");
  Seen seen;
  std::ranges::copy(plain.first(16), seen.instance.bytes.begin());
  for (const std::uint8_t byte : plain.subspan(16, 8)) seen.seq = seen.seq << 8 | byte;
  std::ranges::copy(plain.subspan(24), seen.hash.begin());
  return seen;
}

std::string witness_path(const std::string& folder) { return folder + "/witness.box"; }

}  // namespace

Status rewrap_witness(Files& files, const std::string& folder, Keys& from, Keys& to) {
  const auto sealed = files.read_private(witness_path(folder));
  if (!sealed && sealed.error().code == FailureCode::not_found) return {};
  if (!sealed) return std::unexpected(sealed.error());
  if (to.unwrap(kContext, sealed->view())) return {};
  DK_TRY(plain, from.unwrap(kContext, sealed->view()));
  DK_TRY(anew, to.wrap(kContext, plain.view()));
  return files.write_private(witness_path(folder), anew);
}

Witness::Witness(Files& files, Keys& keys, std::string folder)
    : files_(files), keys_(keys), folder_(std::move(folder)), noted_(kNothing) {}

std::string Witness::path() const { return witness_path(folder_); }

Status Witness::check(Outbox& outbox) {
  const auto seen = [&]() -> Result<Seen> {
    DK_TRY(sealed, files_.read_private(path()));
    DK_TRY(plain, keys_.unwrap(kContext, sealed.view()));
    return from_plain(plain.view());
  }();
  if (!seen) {
    if (seen.error().code != FailureCode::not_found) {
      log::warn("witness_unreadable", {{"failure", log::safe(seen.error())}});
    }
    return {};
  }
  const AuditHead head = outbox.audit_head();
  if (seen->instance != head.instance) {
    return fail(FailureCode::store_rolled_back, "the witness saw another store");
  }
  if (seen->seq > head.seq) {
    return fail(FailureCode::store_rolled_back,
                "the witness saw audit entry " + std::to_string(seen->seq) +
                    ", the store ends at " + std::to_string(head.seq));
  }
  DK_TRY(hash, outbox.audit_hash(seen->seq));
  if (hash != seen->hash) {
    return fail(FailureCode::chain_broken,
                "the witness saw another audit entry " + std::to_string(seen->seq));
  }
  return {};
}

Status Witness::note(const AuditHead& head) {
  if (head.seq == noted_) return {};
  DK_TRY(sealed, keys_.wrap(kContext, to_plain(head)));
  DK_CHECK(files_.write_private(path(), sealed));
  noted_ = head.seq;
  return {};
}

}  // namespace dk::cache
