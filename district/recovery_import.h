// A dead terminal's disk: everything that it had not handed over, opened with the recovery key.
//
// Needs nothing of the terminal's keys (offline-cache/FORMAT.md section 6). Works on a private copy
// of outbox.db and its write-ahead log, removed afterwards; the disk itself is only read. Each
// event goes through the ordinary acceptance, so what the terminal did send answers `duplicate` and
// nothing counts twice. A record that does not open is reported by its seq and the others go on; so
// is one below the floor of its site's policy (algorithm_refused): the disk keeps it, and a site
// object that accepts its suite lets the next import take it.
// Needs offline/recovery.key. Failures: not_found (no outbox there), store_version, key_missing,
// data_damaged, not_found (the terminal was never enrolled here), those of Database.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/files.h"
#include "district/gateway.h"

namespace dk::district {

struct ImportSummary {
  std::string terminal;
  // How the disk's audit chain stands to what is countersigned of it: "continues", "older" (an old
  // copy of the disk), "differs" (made anew, or another machine's), "not_countersigned".
  std::string chain;
  // Records that the disk does not know as confirmed, and those that say so but were never stripped
  // of their recovery wrap: somebody hid them.
  std::int64_t found = 0;
  std::int64_t accepted = 0;
  std::int64_t duplicate = 0;
  struct Trouble {
    std::uint64_t seq = 0;
    std::string reason;  // a failure code or a rejection word
  };
  std::vector<Trouble> rejected;
  std::vector<Trouble> unreadable;
};
[[nodiscard]] Result<ImportSummary> import_disk(Gateway& gateway, Files& files,
                                                const std::string& disk);
[[nodiscard]] std::string to_json(const ImportSummary& summary);

}  // namespace dk::district
