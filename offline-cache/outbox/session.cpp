#include "offline-cache/outbox/session.h"

#include <algorithm>

#include "base/log.h"
#include "offline-cache/outbox/head_seal.h"

namespace dk::cache {
namespace {

constexpr std::uint64_t kCheckpointPages = 8000;  // 4 MiB of WAL

}  // namespace

Session::Session(Database database, StoreIdentity identity, Ledger ledger, Secret seal_key,
                 KeyRing keys, Reserve reserve, const Clock& clock)
    : database_(std::move(database)),
      identity_(std::move(identity)),
      seal_key_(std::move(seal_key)),
      ledger_(ledger),
      keys_(std::move(keys)),
      reserve_(std::move(reserve)),
      clock_(clock),
      checkpoint_at_pages_(kCheckpointPages),
      published_(ledger) {}

Ledger Session::published() const {
  const std::lock_guard lock(published_mutex_);
  return published_;
}

void Session::run(std::vector<Job>& batch) {
  Status status = attempt(batch);
  if (!status && status.error().code == FailureCode::disk_full && !closed_) {
    const bool saves = std::ranges::any_of(batch, &Job::may_use_reserve);
    if (saves && reserve_.release()) status = attempt(batch);
  }
  for (Job& job : batch) {
    if (!status) job.status = std::unexpected(status.error());
    if (!job.truncate_wal) job.done(job.status);
  }
  for (Job& job : batch) {
    if (!job.truncate_wal) continue;
    if (job.status) job.status = truncate_wal();
    job.done(job.status);
  }
}

Status Session::write_ledger() {
  return store_ledger(database_, ledger_, head_seal(seal_key_.view(), identity_, ledger_));
}

Status Session::attempt(std::vector<Job>& batch) {
  if (closed_) return std::unexpected(*closed_);
  const auto work = [&]() -> Status {
    DK_TRY(transaction, Transaction::begin(database_));
    const Ledger before = ledger_;
    for (Job& job : batch) DK_CHECK(run_one(job));
    if (!(ledger_ == before)) DK_CHECK(write_ledger());
    return transaction.commit();
  };
  Status status = work();
  if (!status) {
    note(status.error());
    undo();
    return status;
  }
  const std::lock_guard lock(published_mutex_);
  published_ = ledger_;
  return {};
}

// Fails only when the whole batch is lost; what one job was refused stands in job.status.
Status Session::run_one(Job& job) {
  DK_CHECK(database_.query("SAVEPOINT job").run());
  const Ledger before = ledger_;
  job.status = job.work(*this);
  if (!job.status) {
    // The disk's failures may have ended the transaction; then there is nothing to go on with.
    if (is_store_failure(job.status.error().code) || !database_.in_transaction()) {
      return job.status;
    }
    DK_CHECK(database_.query("ROLLBACK TO job").run());
    ledger_ = before;
    keys_.forget();  // one of them may have been made by this job
  }
  return database_.query("RELEASE job").run();
}

void Session::undo() {
  if (database_.in_transaction()) {
    // A transaction that can neither be kept nor undone leaves a state that nobody knows.
    closed_ = Failure{FailureCode::io_error, "rollback failed; the store must be opened again"};
  }
  ledger_ = published();
  keys_.forget();
}

void Session::note(const Failure& failure) {
  log::error("outbox_store_failed", {{"failure", log::safe(failure)}});
  if (!is_failed_sync(failure)) return;
  closed_ = Failure{FailureCode::io_error,
                    std::string(kFsyncFailedDetail) + "; the store must be opened again"};
}

Status Session::truncate_wal() {
  if (closed_) return std::unexpected(*closed_);
  Status status = database_.checkpoint(true);
  if (!status) {
    note(status.error());
    return status;
  }
  reserve_.refill();
  return {};
}

void Session::tidy() {
  keys_.prepare_recovery();
  if (closed_ || database_.wal_pages() < checkpoint_at_pages_) return;
  const Status status = database_.checkpoint(false);
  if (!status) note(status.error());
  // After a failure not at once again: the WAL holds everything, only longer.
  checkpoint_at_pages_ = status ? kCheckpointPages : database_.wal_pages() + kCheckpointPages;
}

}  // namespace dk::cache
