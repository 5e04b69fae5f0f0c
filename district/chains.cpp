#include "district/chains.h"

#include <algorithm>

#include "base/codes/cose.h"
#include "base/log.h"
#include "district/store.h"
#include "offline-cache/wire/checkpoint.h"
#include "offline-cache/wire/history_tree.h"

namespace dk::district {
namespace {

constexpr std::int64_t kUnprovenAlarm = 3;  // one lost answer explains two

Result<wire::Checkpoint> verify_checkpoint(ByteView cose, const Peer& peer) {
  DK_TRY(message, codes::parse_sign1(cose));
  if (message.content_type != wire::kCheckpointContentType) {
    return fail(FailureCode::answer_malformed, "checkpoint content type");
  }
  DK_TRY(key, peer.certificate.public_key());
  DK_CHECK(codes::verify_sign1(message, key));
  DK_TRY(checkpoint, wire::checkpoint_from_json(as_text(message.payload)));
  if (checkpoint.terminal != peer.terminal) {
    return fail(FailureCode::answer_malformed, "checkpoint of another terminal");
  }
  return checkpoint;
}

struct Chain {
  wire::HistoryTree tree;  // empty: nothing is countersigned yet
  Bytes receipt;
  std::int64_t unproven = 0;
};

Result<Chain> read_chain(Database& database, const wire::Checkpoint& of) {
  DK_TRY(rows, database.query("SELECT seq, peaks, receipt, unproven FROM chain WHERE terminal=? "
                              "AND instance=?",
                              {of.terminal, bytes_of(of.instance.view())}));
  if (rows.empty()) return Chain{};
  DK_TRY(tree, wire::HistoryTree::from_peaks(static_cast<std::uint64_t>(rows[0].integer(0)),
                                             rows[0].blob(1)));
  return Chain{std::move(tree), rows[0].blob(2), rows[0].integer(3)};
}

// The tree with the checkpoint's entries, when the proof holds.
std::optional<wire::HistoryTree> continued(const Chain& chain, const wire::Checkpoint& now,
                                           const wire::Report& report) {
  std::vector<crypto::Digest> growth;
  for (const std::string& hex : report.growth) {
    const auto bytes = from_hex(hex);
    crypto::Digest digest{};
    if (!bytes || bytes->size() != digest.size()) return std::nullopt;
    std::ranges::copy(*bytes, digest.begin());
    growth.push_back(digest);
  }
  auto tree = wire::grown(chain.tree, now.seq, growth, now.hash);
  if (!tree || tree->root() != now.root) return std::nullopt;
  return std::move(*tree);
}

Status raise(Database& database, std::string_view kind, const std::string& terminal,
             const std::string& detail, TimePoint now) {
  log::error("checkpoint_alarm", {{"terminal", log::safe(terminal, "id from the certificate")},
                                  {"kind", log::safe(kind, "word of the closed set")}});
  return raise_alarm(database, kind, terminal, detail, to_unix_ms(now));
}

Result<Bytes> accept(Database& database, const wire::Checkpoint& checkpoint, ByteView cose,
                     const wire::HistoryTree& tree, TimePoint now, const crypto::PrivateKey& key) {
  DK_TRY(receipt, wire::sign_receipt({checkpoint, now}, key));
  const Bytes instance = bytes_of(checkpoint.instance.view());
  const Bytes hash = bytes_of(checkpoint.hash);
  const auto seq = static_cast<std::int64_t>(checkpoint.seq);
  DK_TRY(kept,
         database.run("INSERT INTO chain VALUES(?,?,?,?,?,?,0) ON CONFLICT(terminal, instance) "
                      "DO UPDATE SET seq=excluded.seq, hash=excluded.hash, "
                      "peaks=excluded.peaks, receipt=excluded.receipt, unproven=0",
                      {checkpoint.terminal, instance, seq, hash, tree.peaks(), receipt}));
  (void)kept;
  DK_TRY(told,
         database.run("INSERT OR IGNORE INTO checkpoint VALUES(?,?,?,?,?,?)",
                      {checkpoint.terminal, instance, seq, hash, bytes_of(cose), to_unix_ms(now)}));
  (void)told;
  return receipt;
}

// A chain that is new here, although the terminal had another.
Status notice_new_chain(Database& database, const wire::Checkpoint& checkpoint, TimePoint now) {
  DK_TRY(others, database.query("SELECT 1 FROM chain WHERE terminal=? AND instance<>? LIMIT 1",
                                {checkpoint.terminal, bytes_of(checkpoint.instance.view())}));
  if (others.empty()) return {};
  return raise(database, "checkpoint_new_chain", checkpoint.terminal,
               to_string(checkpoint.instance), now);
}

}  // namespace

Result<Bytes> take_checkpoint(Database& database, const Peer& peer, const wire::Report& report,
                              TimePoint now, const crypto::PrivateKey& countersign_key) {
  const auto cose = from_base64(report.checkpoint);
  if (!cose) return fail(FailureCode::answer_malformed, "checkpoint is not base64");
  const auto checkpoint = verify_checkpoint(*cose, peer);
  if (!checkpoint) {
    DK_CHECK(raise(database, "checkpoint_forged", peer.terminal, "", now));
    return std::unexpected(checkpoint.error());
  }
  DK_TRY(chain, read_chain(database, *checkpoint));
  const std::uint64_t stands = chain.tree.size();
  const std::string place = std::to_string(stands);
  if (chain.receipt.empty()) DK_CHECK(notice_new_chain(database, *checkpoint, now));
  if (report.since == stands) {
    if (const auto tree = continued(chain, *checkpoint, report)) {
      if (checkpoint->seq == stands && !chain.receipt.empty()) return chain.receipt;
      return accept(database, *checkpoint, *cose, *tree, now, countersign_key);
    }
  }
  if (checkpoint->seq < stands) {
    DK_CHECK(raise(database, "checkpoint_regressed", peer.terminal, place, now));
  } else if (report.since == stands) {
    DK_CHECK(raise(database, "checkpoint_forked", peer.terminal, place, now));
  }
  if (chain.unproven + 1 >= kUnprovenAlarm) {
    DK_CHECK(raise(database, "checkpoint_unproven", peer.terminal, place, now));
  }
  DK_TRY(counted,
         database.run("UPDATE chain SET unproven=unproven+1 WHERE terminal=? AND instance=?",
                      {peer.terminal, bytes_of(checkpoint->instance.view())}));
  (void)counted;
  return chain.receipt;
}

Result<std::optional<Countersigned>> last_countersigned(Database& database, const Uuid& instance) {
  DK_TRY(rows, database.query("SELECT seq, hash FROM chain WHERE instance=?",
                              {bytes_of(instance.view())}));
  if (rows.empty()) return std::optional<Countersigned>();
  return std::optional<Countersigned>(
      {static_cast<std::uint64_t>(rows[0].integer(0)), rows[0].blob(1)});
}

}  // namespace dk::district
