// The open store as the writer thread sees it: runs batches of jobs in one transaction each, keeps
// what is in memory (counters, keys) in step with what is durable, and looks after the WAL.
//
// A job that is refused (invalid_argument, key_missing ...) is undone alone, by its savepoint; the
// others of its batch go on. A failure of the disk undoes and fails the whole batch. When the disk
// is full the reserve is given back once and the batch repeated. After a failed fsync nothing more
// is done until the store is opened again. Writer thread only, but published() and has_reserve().
#pragma once

#include <mutex>
#include <optional>
#include <vector>

#include "base/clock.h"
#include "offline-cache/outbox/key_ring.h"
#include "offline-cache/outbox/schema.h"
#include "offline-cache/outbox/writer.h"
#include "offline-cache/store/reserve.h"

namespace dk::cache {

class Session {
 public:
  Session(Database database, StoreIdentity identity, Ledger ledger, Secret seal_key, KeyRing keys,
          Reserve reserve, const Clock& clock);

  // For jobs.
  [[nodiscard]] Database& database() { return database_; }
  [[nodiscard]] Ledger& ledger() { return ledger_; }
  [[nodiscard]] KeyRing& keys() { return keys_; }
  [[nodiscard]] TimePoint now() const { return clock_.now(); }
  [[nodiscard]] Status audit(const audit::Record& record) {
    const auto hash = crypto::algorithms_of(keys_.algorithms().write).hash;
    return append_audit(database_, ledger_.audit, record, clock_.now(), hash);
  }

  // The counters and the head, sealed; the end of a transaction writes them when they changed.
  [[nodiscard]] Status write_ledger();

  // For the writer.
  void run(std::vector<Job>& batch);
  void tidy();

  // The last committed state. Any thread.
  [[nodiscard]] Ledger published() const;
  [[nodiscard]] bool has_reserve() const { return reserve_.available(); }

 private:
  Status attempt(std::vector<Job>& batch);
  Status run_one(Job& job);
  void undo();
  Status truncate_wal();
  void note(const Failure& failure);

  Database database_;
  StoreIdentity identity_;
  Secret seal_key_;
  Ledger ledger_;  // including the open transaction
  KeyRing keys_;
  Reserve reserve_;
  const Clock& clock_;
  std::optional<Failure> closed_;  // after a failed fsync
  std::uint64_t checkpoint_at_pages_;
  mutable std::mutex published_mutex_;
  Ledger published_;
};

}  // namespace dk::cache
