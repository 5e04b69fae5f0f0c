#include "district/reports.h"

#include "base/codes/cose.h"
#include "base/log.h"
#include "district/store.h"
#include "offline-cache/wire/checkpoint.h"

namespace dk::district {
namespace {

struct Before {
  std::int64_t last_seq = -1;
  std::int64_t missing = 0;
  Bytes checkpoint;  // COSE
};

Result<Before> read_before(Database& database, const std::string& terminal) {
  DK_TRY(rows, database.query("SELECT report, max_seq, seen_seqs, checkpoint FROM terminal "
                              "WHERE id=?",
                              {terminal}));
  if (rows.empty()) return fail(FailureCode::not_found, "terminal");
  Before before;
  if (const auto report = wire::report_from_json(rows[0].text(0))) {
    before.last_seq = static_cast<std::int64_t>(report->last_seq);
  }
  before.missing = rows[0].integer(1) - rows[0].integer(2);
  before.checkpoint = rows[0].blob(3);
  return before;
}

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

// The word for what is wrong with `now` after `before`; empty when the chain went on.
std::string_view trouble(const wire::Checkpoint& before, const wire::Checkpoint& now) {
  if (before.instance != now.instance) return "checkpoint_new_chain";
  if (now.seq < before.seq) return "checkpoint_regressed";
  if (now.seq == before.seq && now.hash != before.hash) return "checkpoint_regressed";
  return {};
}

Status take_checkpoint(Database& database, const Peer& peer, ByteView cose, const Before& before,
                       std::int64_t now_ms) {
  auto checkpoint = verify_checkpoint(cose, peer);
  if (!checkpoint) {
    log::error("checkpoint_forged",
               {{"terminal", log::safe(peer.terminal, "id from the certificate")}});
    DK_CHECK(raise_alarm(database, "checkpoint_forged", peer.terminal, "", now_ms));
    return std::unexpected(checkpoint.error());
  }
  std::string_view word;
  if (!before.checkpoint.empty()) {
    // Its signature was checked when it came; the certificate may have changed since.
    DK_TRY(message, codes::parse_sign1(before.checkpoint));
    DK_TRY(last, wire::checkpoint_from_json(as_text(message.payload)));
    word = trouble(last, *checkpoint);
  }
  if (!word.empty()) {
    log::error("checkpoint_alarm",
               {{"terminal", log::safe(peer.terminal, "id from the certificate")},
                {"kind", log::safe(word, "word of the closed set")}});
    DK_CHECK(raise_alarm(database, word, peer.terminal, std::to_string(checkpoint->seq), now_ms));
  }
  // The evidence of the longer chain stays until a person has looked.
  if (word == "checkpoint_regressed") return {};
  DK_TRY(kept, database.run("UPDATE terminal SET checkpoint=?, checkpoint_seq=? WHERE id=?",
                            {Bytes(cose.begin(), cose.end()),
                             static_cast<std::int64_t>(checkpoint->seq), peer.terminal}));
  (void)kept;
  return {};
}

}  // namespace

Status take_report(Database& database, const Peer& peer, const wire::Report& report,
                   TimePoint now) {
  if (report.terminal != peer.terminal) {
    return fail(FailureCode::invalid_argument, "report of another terminal");
  }
  const std::int64_t now_ms = to_unix_ms(now);
  DK_TRY(before, read_before(database, peer.terminal));
  if (!report.checkpoint.empty()) {
    const auto cose = from_base64(report.checkpoint);
    if (!cose) return fail(FailureCode::answer_malformed, "checkpoint is not base64");
    DK_CHECK(take_checkpoint(database, peer, *cose, before, now_ms));
  }
  const auto last_seq = static_cast<std::int64_t>(report.last_seq);
  if (last_seq < before.last_seq) {
    DK_CHECK(raise_alarm(database, "report_seq_regressed", peer.terminal, std::to_string(last_seq),
                         now_ms));
  }
  if (report.waiting == 0 && before.missing > 0) {
    DK_CHECK(
        raise_alarm(database, "seq_gap", peer.terminal, std::to_string(before.missing), now_ms));
  }
  DK_TRY(kept, database.run("UPDATE terminal SET report=?, reported_ms=? WHERE id=?",
                            {wire::to_json(report), now_ms, peer.terminal}));
  (void)kept;
  return {};
}

}  // namespace dk::district
