// Half-done sessions on their way between two terminals (wire/handover.h): kept sealed for at most
// 15 minutes of the application's clock, given once, then a bare handle for a day so that a second
// use can be told from an unknown code. After kMaxWrongBindings wrong persons a session is gone.
//
// Failures: the words of wire/handover.h as failure codes; busy is store_in_use (one terminal
// leaves more than kMaxWaiting); those of Database. Thread-safe.
#pragma once

#include <string>

#include "base/clock.h"
#include "base/random.h"
#include "district/database.h"
#include "district/storage_keys.h"
#include "offline-cache/wire/handover.h"

namespace dk::district {

inline constexpr int kMaxWrongBindings = 5;
inline constexpr std::int64_t kMaxWaiting = 100;

// Made when a store is created, and added to one of an earlier program when it is opened.
extern const char* const kHandoverTables;

// The same once more is no error: the answer was lost.
[[nodiscard]] Status put_handover(Database& database, const StorageKeys& keys, Random& random,
                                  const std::string& terminal, const wire::HandoverPut& put,
                                  TimePoint now);
[[nodiscard]] Result<wire::HandoverTaken> take_handover(Database& database, const StorageKeys& keys,
                                                        const wire::HandoverTake& take,
                                                        TimePoint now);

}  // namespace dk::district
