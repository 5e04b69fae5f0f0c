// A durable SQLite file of ours: opened with every setting that durability and erasure need, held
// exclusively, private, and of a version that we know.
//
// The file is made 0600 when absent (and its folder fsynced). `schema` creates version `version` in
// one transaction; a power cut while creating leaves a file that the next open creates again.
// Failures: store_in_use (another process has it), store_version (any other than ours),
// permission_unsafe, data_damaged (not ours, or not SQLite), disk_full, disk_read_only, io_error.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"
#include "offline-cache/store/sqlite.h"

namespace dk::cache {

struct StoreFormat {
  std::int32_t application_id = 0;
  std::int32_t version = 1;
  std::string schema;  // SQL that makes `version` out of nothing
};

struct OpenedStore {
  Database database;
  bool created = false;
};

[[nodiscard]] Result<OpenedStore> open_store(const std::string& path, const StoreFormat& format,
                                             const std::string& vfs);

// Reads only; nothing is created, repaired or locked for long; another version than the program's
// is store_version. For tools without keys. A running terminal answers store_in_use.
[[nodiscard]] Result<Database> open_store_for_reading(const std::string& path,
                                                      const StoreFormat& format);

}  // namespace dk::cache
