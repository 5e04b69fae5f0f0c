// The district's database: its tables, and opening them.
//
// Failures: those of Database; store_version when the file was written by another version.
#pragma once

#include <memory>
#include <string>

#include "district/database.h"

namespace dk::district {

// The file is made 0600 before SQLite sees it; -wal and -shm take over its mode.
[[nodiscard]] Result<std::unique_ptr<Database>> create_store(const std::string& path);
[[nodiscard]] Result<std::unique_ptr<Database>> open_store(const std::string& path);

// Something that a person should look at: raised once per (kind, terminal, detail). `kind` is a
// word such as "clone_suspected", `detail` a number or id in text, never personal data.
[[nodiscard]] Status raise_alarm(Database& database, std::string_view kind,
                                 std::string_view terminal, std::string_view detail,
                                 std::int64_t at_ms);

}  // namespace dk::district
