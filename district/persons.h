// The invented persons of assets/persons/persons.json, for tests and demonstrations, and where they
// lie afterwards: sealed in the district's database. No other person is ever kept by name.
// Failures: config_invalid (the file), not_found (nobody with that id), those of Database.
#pragma once

#include <string>
#include <vector>

#include "base/codes/identity_code.h"
#include "base/files.h"
#include "district/database.h"
#include "district/storage_keys.h"

namespace dk::district {

struct Person {
  std::string id;  // "P02"
  codes::PersonIdentity identity;
};

// `override_path` if not empty, else beside the installed program, else the source tree's.
[[nodiscard]] std::string persons_path(const std::string& override_path);
[[nodiscard]] Result<std::vector<Person>> read_persons(Files& files, const std::string& path);

[[nodiscard]] Status store_persons(Database& database, const StorageKeys& keys, Random& random,
                                   const std::vector<Person>& persons);
[[nodiscard]] Result<Person> load_person(Database& database, const StorageKeys& keys,
                                         const std::string& id);

}  // namespace dk::district
