#include "offline-cache/sync/receipt_check.h"

#include "base/log.h"
#include "offline-cache/wire/checkpoint.h"

namespace dk::cache {

Status check_receipt(Outbox& outbox, const wire::Root& root) {
  DK_TRY(cose, outbox.receipt());
  if (cose.empty()) return {};
  const auto receipt = wire::verify_receipt(cose, root);
  if (!receipt) {
    log::warn("receipt_not_vouched_for", {{"failure", log::safe(receipt.error())}});
    return {};
  }
  const wire::Checkpoint& theirs = receipt->checkpoint;
  const AuditHead head = outbox.audit_head();
  const std::string entry = "audit entry " + std::to_string(theirs.seq);
  if (theirs.instance != head.instance) {
    return fail(FailureCode::chain_broken, "the receipt is of another chain");
  }
  if (theirs.seq > head.seq) {
    return fail(FailureCode::chain_broken, entry + " is countersigned and gone");
  }
  DK_TRY(hash, outbox.audit_hash(theirs.seq));
  if (hash != theirs.hash) {
    return fail(FailureCode::chain_broken,
                entry + " is not the one that the district countersigned");
  }
  return {};
}

}  // namespace dk::cache
