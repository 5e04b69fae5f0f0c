// The last step of a pass: the report, and what the district's receipt for our chain tells
// (sync.h).
#include "base/log.h"
#include "offline-cache/sync/sync.h"
#include "offline-cache/wire/api.h"
#include "offline-cache/wire/checkpoint.h"

namespace dk::cache {
namespace {

// The sent checkpoint, and once more from where the district says that it stands.
constexpr int kMostTries = 3;

bool same_place(const wire::Checkpoint& a, const wire::Checkpoint& b) {
  return a.instance == b.instance && a.seq == b.seq && a.hash == b.hash && a.root == b.root;
}

}  // namespace

// How a receipt of the district stands to our chain.
enum class Sync::Standing { Ours, Behind, Ahead, Other };

Result<Sync::Standing> Sync::compare(const wire::Checkpoint& theirs, const AuditHead& head) {
  if (theirs.instance != head.instance) return Standing::Other;
  if (theirs.seq > head.seq) return Standing::Ahead;
  if (theirs.seq == head.seq) {
    return theirs.hash == head.hash && theirs.root == head.tree.root() ? Standing::Ours
                                                                       : Standing::Other;
  }
  DK_TRY(here, outbox_.audit_hash(theirs.seq));
  return here == theirs.hash ? Standing::Behind : Standing::Other;
}

Result<std::uint64_t> Sync::known_receipt(const Uuid& instance) {
  DK_TRY(cose, outbox_.receipt());
  if (cose.empty()) return std::uint64_t{0};
  const auto receipt = wire::read_receipt_unverified(cose);
  if (!receipt || receipt->checkpoint.instance != instance) return std::uint64_t{0};
  return receipt->checkpoint.seq;
}

Result<HttpAnswer> Sync::post_report(std::uint64_t since, wire::Checkpoint& sent, AuditHead& head) {
  const Counts counts = outbox_.counts();
  wire::Report report;
  report.terminal = options_.terminal;
  report.at = clock_.now();
  report.last_seq = counts.last_seq;
  report.waiting = counts.saved + counts.sent;
  report.quarantined = counts.quarantined;
  report.manifest_version = reference_.manifest_floor();
  report.software = options_.software;
  if (sign_) {
    DK_TRY(grown, outbox_.audit_growth(since));
    head = std::move(grown.head);
    sent = {options_.terminal, head.instance, head.seq, head.hash, head.tree.root(), report.at};
    DK_TRY(cose, sign_(as_bytes(to_json(sent))));
    report.checkpoint = to_base64(cose);
    report.since = since;
    for (const crypto::Digest& hash : grown.growth) report.growth.push_back(to_hex(hash));
  }
  HttpRequest request{.method = "POST", .path = std::string(wire::kPathReport)};
  request.content_type = wire::kTypeJson;
  request.body = to_bytes(to_json(report));
  request.max_answer_bytes = 64 * 1024;
  DK_TRY(answer, remote_.call(request));
  if (answer.status != 200 && answer.status != 204) return std::unexpected(failure_of(answer));
  return answer;
}

Status Sync::send_report() {
  DK_TRY(known, known_receipt(outbox_.audit_head().instance));
  std::uint64_t since = known;
  std::optional<Failure> trouble;
  for (int tries = 1; tries <= kMostTries; ++tries) {
    wire::Checkpoint sent;
    AuditHead head;
    DK_TRY(answer, post_report(since, sent, head));
    if (!sign_) return {};
    if (trouble) return std::unexpected(std::move(*trouble));  // said so, and the district knows
    if (answer.status == 204) {
      // A district that has forgotten our chain is told all of it.
      if (since == 0) return {};
      log::warn("district_forgot_checkpoint", {{"seq", since}});
      since = 0;
      continue;
    }
    DK_TRY(parsed, wire::report_answer_from_json(as_text(answer.body)));
    DK_TRY(receipt, wire::verify_receipt(parsed.receipt, reference_.root()));
    const wire::Checkpoint& theirs = receipt.checkpoint;
    if (theirs.terminal != options_.terminal) {
      return fail(FailureCode::answer_malformed, "receipt of another terminal");
    }
    DK_TRY(standing, compare(theirs, head));
    if (standing == Standing::Ours && same_place(theirs, sent)) {
      if (theirs.seq == known) return {};
      return outbox_.keep_receipt(std::move(parsed.receipt));
    }
    switch (standing) {
      case Standing::Ours:
      case Standing::Behind:
        // An answer of before was lost: it is ours, go on from there.
        if (theirs.seq > known) DK_CHECK(outbox_.keep_receipt(std::move(parsed.receipt)));
        break;
      case Standing::Ahead:
        trouble = Failure{FailureCode::store_rolled_back,
                          "the district has countersigned entry " + std::to_string(theirs.seq) +
                              ", this chain ends at " + std::to_string(head.seq)};
        break;
      case Standing::Other:
        trouble = Failure{FailureCode::chain_forked,
                          "the district has countersigned another entry " +
                              std::to_string(theirs.seq) + " under this terminal's name"};
        break;
    }
    since = std::min(theirs.seq, head.seq);
  }
  return fail(FailureCode::answer_malformed, "the district does not accept its own checkpoint");
}

}  // namespace dk::cache
