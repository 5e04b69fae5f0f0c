// For tests only: an outbox with five people in it, and somebody who changes the disk.
#pragma once

#include <sqlite3.h>

#include "offline-cache/outbox/outbox_test_support.h"

namespace dk::cache {

// Somebody with the disk in hand changes it.
inline void tamper(const Desk& desk, const std::string& sql) {
  sqlite3* raw = nullptr;
  ASSERT_EQ(sqlite3_open((desk.folder.path() + "/outbox.db").c_str(), &raw), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(raw, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
      << sqlite3_errmsg(raw);
  ASSERT_GT(sqlite3_total_changes(raw), 0);
  sqlite3_close(raw);
}

inline void five_people(Desk& desk) {
  auto outbox = desk.open().value();
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(outbox->append(desk.registration()));
}

}  // namespace dk::cache
