// Looking at an outbox from outside, without keys: for cachectl and for whoever holds the disk of a
// dead terminal. Reads only, never personal data (none is clear). A running terminal has its outbox
// locked: store_in_use. Failures: those of open_store_for_reading. Any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
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
// Everything that can be checked without keys: the file's structure, counters against rows, layouts
// of sealed records, a recovery wrap for all that is unsent, the audit chain. One line per finding;
// empty: whole.
[[nodiscard]] Result<std::vector<std::string>> verify_store(const std::string& folder);

}  // namespace dk::cache
