// The outbox: what the terminal has promised and not yet handed over. A worker's "registered" is
// shown only after append() has returned.
//
// Only the writer thread writes; append() may be called from any thread and blocks until its group
// commit is durable (one fsync serves all that wait), append_async() calls back on the writer
// thread. An event is frozen once saved; an edit is a new event. States: saved -> sent (answer
// outstanding, may repeat) -> confirmed | quarantined(reason).
//
// Each record is sealed with its own data key; the data key is wrapped twice when it is written: by
// the key of (retention class, day) and by the district's public recovery key. Envelope metadata
// that order and sync need (id, seq, type, class, day, priority, state) is clear. With an event the
// caller may replace named pieces of local state in the same transaction (sealed likewise): a kill
// between two events never separates the event from what the desk shows. Every append also appends
// its audit entries in the same transaction; the outbox itself adds event_queued, event_confirmed,
// event_quarantined, key_created and key_erased. append() is idempotent by event id: the same
// events again succeed and change nothing. After a failed fsync every call fails with io_error
// until the outbox is opened again. All calls are thread-safe; all but counts() and audit_head()
// block and must not be made from an append_async callback. What lies on the disk:
// offline-cache/FORMAT.md. Failures: disk_full, io_error, disk_read_only, data_damaged,
// key_missing, chain_broken, permission_unsafe, store_in_use, store_version, algorithm_refused;
// invalid_argument for a slip of the caller.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/audit_event.h"
#include "base/clock.h"
#include "base/random.h"
#include "base/result.h"
#include "offline-cache/audit/chain.h"
#include "offline-cache/wire/envelope.h"

namespace dk::cache {

class Keys;

enum class EventState { Saved = 0, Sent = 1, Confirmed = 2, Quarantined = 3 };

struct Draft {
  wire::Envelope envelope;  // id, type, schema, at, operator_id ... set; seq is given by the outbox
  std::string retention_class = "sampling";
  int priority = 1;  // 0 first
};

struct Append {
  std::vector<Draft> drafts;                       // saved together or not at all
  std::map<std::string, std::string> local_state;  // key -> new value; empty value erases
  std::vector<audit::Record> audit;
};

struct Counts {  // rows on the disk in each state (erased ones are gone from `confirmed`)
  std::uint64_t saved = 0;
  std::uint64_t sent = 0;
  std::uint64_t confirmed = 0;
  std::uint64_t quarantined = 0;
  std::uint64_t last_seq = 0;  // highest ever given
};

struct Pending {
  std::uint64_t seq = 0;
  Uuid id;
  std::string json;  // the envelope's line, unsealed; wiped by the receiver after sending
};

struct OutboxOptions {
  std::string folder;                      // holds outbox.db (0600)
  std::uint64_t reserve_bytes = 4u << 20;  // given back when the disk is full, for the last person
  std::string vfs{};  // name of a SQLite VFS; empty = the system's (fault injection in tests)
  // The site's policy, asked on the writer thread: everything new is written with its `write`, and
  // an append whose recovery key does not count is algorithm_refused. What lies here already is
  // read by the ids that it was written with, also below the floor: whoever was told "registered"
  // must reach the district, and nothing that is read back is believed more for it. Empty: the
  // international suite.
  std::function<crypto::AlgorithmPolicy()> algorithms{};
  // Up to so many waiting events are counted against the sealed counters at the start; with more it
  // would cost seconds after a power cut (their index comes from a cold disk, page by page), and
  // the take() that finds the queue empty compares instead.
  std::uint64_t most_counted_at_start = 50'000;
};

class Outbox {
 public:
  // Opens or creates; recovers; `keys` must outlive it.
  [[nodiscard]] static Result<std::unique_ptr<Outbox>> open(const OutboxOptions& options,
                                                            Keys& keys, const Clock& clock,
                                                            Random& random);
  virtual ~Outbox() = default;

  [[nodiscard]] virtual Status append(Append append) = 0;
  virtual void append_async(Append append, std::function<void(Status)> done) = 0;

  [[nodiscard]] virtual Result<std::string> local_state(const std::string& key) = 0;  // not_found
  // Names that begin with `prefix`, ascending; empty: all.
  [[nodiscard]] virtual Result<std::vector<std::string>> local_state_names(
      const std::string& prefix) = 0;
  [[nodiscard]] virtual Counts counts() = 0;  // cheap: kept in memory

  // Sync side. take() marks up to `max` events sent (order: priority, seq) and returns them;
  // everything `sent` without an answer is taken again after restart or release().
  [[nodiscard]] virtual Result<std::vector<Pending>> take(std::size_t max) = 0;
  [[nodiscard]] virtual Status settle(const std::vector<wire::EventAnswer>& answers) = 0;
  [[nodiscard]] virtual Status release() = 0;  // sent -> saved (no answer came)
  [[nodiscard]] virtual Result<std::vector<std::pair<Uuid, std::string>>> quarantined() = 0;

  // Audit entries without an event; the head of the chain for checkpoints.
  [[nodiscard]] virtual Status audit(std::vector<audit::Record> records) = 0;
  [[nodiscard]] virtual AuditHead audit_head() = 0;  // cheap: kept in memory
  // The hash of one entry, to compare with what somebody else knows of this chain; not_found.
  [[nodiscard]] virtual Result<crypto::Digest> audit_hash(std::uint64_t seq) = 0;
  // A head, and the proof that its chain continues the one that ended at `since` (at most the
  // head's seq; later: no proof). Reads in bites, so that nobody at the desk waits.
  struct Growth {
    AuditHead head;
    std::vector<crypto::Digest> growth;
  };
  [[nodiscard]] virtual Result<Growth> audit_growth(std::uint64_t since) = 0;
  // The district's last receipt (COSE, wire/checkpoint.h): kept as given, empty when none yet.
  [[nodiscard]] virtual Status keep_receipt(Bytes cose) = 0;
  [[nodiscard]] virtual Result<Bytes> receipt() = 0;

  // Whether the space for the last person is put aside. False after it was given back: from then on
  // the desk should stop. Cheap.
  [[nodiscard]] virtual bool has_reserve() = 0;
  // A durable write that changes nothing, with a checkpoint, then the reserve is put aside again:
  // success means that the store can take people. disk_full while there is no room for the reserve.
  [[nodiscard]] virtual Status check_writable() = 0;

  // Destroys the keys of retention classes whose time is over (never while an unsent record needs
  // one), deletes confirmed rows, truncates the WAL.
  [[nodiscard]] virtual Status erase_expired(const std::map<std::string, int>& keep_days) = 0;
};

// All of it, by name; to be wiped by the caller.
[[nodiscard]] Result<std::map<std::string, std::string>> all_local_state(Outbox& outbox);

}  // namespace dk::cache
