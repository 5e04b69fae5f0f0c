// What the district and its offices know of persons, and who was told what.
//
// A question is answered by the item version that it names: a fact is told only when that item
// declares it, from the source and for the purpose that it says, at a level of identity that is
// high enough (2; 3 for what is marked sensitive), and not older than both the item and the
// question allow. Facts of somebody else are told to whom the facts file names as an agent. What is
// not told has a word (wire/facts.h). Each answer leaves a row in person_access: when, which
// terminal, item, purpose, digests of the persons, how much was told. No number is kept in clear.
//
// The reference district has its facts from a file instead of from offices; one without `as_of` is
// as fresh as the answer. Thread-safe. Failures: config_invalid (the file), not_found (a person of
// the file), those of Database and PublishedItems.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/random.h"
#include "district/database.h"
#include "district/published_items.h"
#include "district/storage_keys.h"
#include "offline-cache/wire/facts.h"

namespace dk::district {

// Made when a store is created, and added to one of an earlier program when it is opened.
extern const char* const kFactTables;

// {"schema":"facts/1","persons":[{"person":"P02","facts":{"person.hukou_city":"..."},
//   "as_of":"2022-11-18T00:00:00Z","source":"share","agents":["P23"],
//   "certificates":[{"title":{"zh-CN":"..."},"issuer":{...},"until":"","valid":true}]}]}; the last
// four may be
// absent. Values as flows/json reads them ("@1949-05-20" is a date). A person's facts replace those
// that they had. Returns how many persons.
[[nodiscard]] Result<std::size_t> import_facts(Database& database, const StorageKeys& keys,
                                               Random& random, std::string_view json);

// Where the catalogue's persons have theirs: facts.json beside persons.json.
[[nodiscard]] std::string facts_path(const std::string& persons_file);

// A row of person_access.
struct Access {
  std::string terminal;
  std::string what;  // "facts", "cases"
  std::string item;
  std::string purpose;
  crypto::Digest person{};     // whose data
  crypto::Digest applicant{};  // who was signed in
  int loa = 0;
  std::size_t asked = 0;
  std::size_t told = 0;
};
[[nodiscard]] Status log_access(Database& database, const Access& access, TimePoint at);

class Facts {
 public:
  Facts(Database& database, const StorageKeys& keys, PublishedItems& items, const Clock& clock)
      : database_(database), keys_(keys), items_(items), clock_(clock) {}
  [[nodiscard]] Result<wire::FactsTold> answer(const std::string& terminal,
                                               const wire::FactsQuestion& question);

 private:
  struct Asking;
  Result<wire::FactTold> tell(const Asking& asking, const wire::FactAsked& asked);
  Result<bool> may_act(const crypto::Digest& agent, const crypto::Digest& person);

  Database& database_;
  const StorageKeys& keys_;
  PublishedItems& items_;
  const Clock& clock_;
};

}  // namespace dk::district
