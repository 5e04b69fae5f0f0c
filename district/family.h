// For whom else somebody may act: parents for their children under 18. Filled with the facts file,
// where a person names its agents; asked by a citizen's terminal before an item begins.
//
// A child's name and number are sealed. The authority ends with the 18th birthday. Each answer
// leaves a row in person_access (facts.h). Failures: those of Database; data_damaged.
#pragma once

#include <string>

#include "base/clock.h"
#include "base/random.h"
#include "district/database.h"
#include "district/persons.h"
#include "district/storage_keys.h"
#include "offline-cache/wire/visit.h"

namespace dk::district {

// Made when a store is created, and added to one of an earlier program when it is opened.
extern const char* const kFamilyTables;

// In the place of what was known of this person before.
[[nodiscard]] Status keep_agents(Database& database, const StorageKeys& keys, Random& random,
                                 const Person& person, const std::vector<crypto::Digest>& agents);

[[nodiscard]] Result<wire::SubjectsTold> subjects_of(Database& database, const StorageKeys& keys,
                                                     const std::string& terminal,
                                                     const wire::SubjectsQuestion& question,
                                                     TimePoint now);

}  // namespace dk::district
