// Looking at an outbox from outside, without keys: for cachectl and for whoever holds the disk of a
// dead terminal. Reads only, never personal data (none is clear). A running terminal has its outbox
// locked: store_in_use. Failures: those of open_store_for_reading. Any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "offline-cache/outbox/schema.h"

namespace dk::cache {

struct EventGroup {
  std::string retention_class;
  std::string day;
  std::string type;
  EventState state = EventState::Saved;
  std::uint64_t count = 0;
  std::uint64_t sealed_bytes = 0;
};
struct QuarantineGroup {
  std::string reason;
  std::uint64_t count = 0;
};

struct StoreSummary {
  StoreIdentity identity;
  Ledger ledger;
  std::vector<EventGroup> events;
  std::vector<QuarantineGroup> quarantined;
  std::vector<std::string> class_days;   // "sampling 2022-11-18": keys that are there
  std::vector<std::string> local_names;  // which pieces of local state, not what
};

struct StoreSizes {
  std::uint64_t database_bytes = 0;
  std::uint64_t wal_bytes = 0;
  std::uint64_t reserve_bytes = 0;
  std::uint64_t events = 0;
  std::uint64_t sealed_bytes = 0;
  std::uint64_t audit_entries = 0;
  std::uint64_t free_pages = 0;
  std::uint64_t most_tries = 0;  // of an event that is not confirmed
};

[[nodiscard]] std::string_view name_of(EventState state);

[[nodiscard]] Result<StoreSummary> summarize_store(const std::string& folder);
[[nodiscard]] Result<StoreSizes> measure_store(const std::string& folder);
// The kinds of damage, the worst first; the number is cachectl's exit code.
enum class Damage {
  Structure = 10,   // SQLite finds the file broken
  RowMissing = 11,  // an event without its record or the other way round, a gap in seq, no identity
  KeyMissing = 12,  // a class-day key that a record needs, the local-state key
  ChainBroken = 13,  // an audit entry changed, missing, or cut off
  Counters = 14,     // they disagree with the rows
  Record = 15,       // a sealed record, wrap or local state is not what was written
  WrongKey = 16,     // wrapped by another terminal key than the store's, or than the one given
};
struct Finding {
  Damage kind;
  std::string text;  // one line, nobody in it
};

// What can be checked without keys: the file's structure, rows that belong together, counters, the
// layouts of sealed records and under which terminal key things are wrapped, a recovery wrap for
// all that is unsent, each event against what the audit chain says of it, the chain, the district's
// receipt (its signature needs the root and is checked by the terminal). With `keys` (the
// terminal's own) the seal over the one-row tables, every class-day key, record and local state is
// opened as well, so that a single changed byte shows. What neither can see stands in FORMAT.md
// section 9. Worst first; empty: whole.
[[nodiscard]] Result<std::vector<Finding>> examine_store(const std::string& folder,
                                                         Keys* keys = nullptr);
// The same as lines.
[[nodiscard]] Result<std::vector<std::string>> verify_store(const std::string& folder,
                                                            Keys* keys = nullptr);

// A copy of the outbox in a new private folder, for a disk that cannot be written (SQLite needs to
// write beside a log). Removed with its owner.
class StoreCopy {
 public:
  [[nodiscard]] static Result<StoreCopy> make(const std::string& folder);
  StoreCopy(StoreCopy&& other) noexcept : folder_(std::exchange(other.folder_, {})) {}
  StoreCopy(const StoreCopy&) = delete;
  StoreCopy& operator=(const StoreCopy&) = delete;
  StoreCopy& operator=(StoreCopy&&) = delete;
  ~StoreCopy();
  [[nodiscard]] const std::string& folder() const { return folder_; }

 private:
  explicit StoreCopy(std::string folder) : folder_(std::move(folder)) {}
  std::string folder_;
};
// Whether the folder lies where nothing can be written.
[[nodiscard]] bool is_read_only(const std::string& folder);

}  // namespace dk::cache
