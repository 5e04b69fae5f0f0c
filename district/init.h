// Founds a district: keys, site PKI, signed root of roles, a first site with its lists.
//
// Refuses a folder that already holds anything of a district: nothing is ever overwritten. A
// failure half-way leaves a folder that a second init refuses; remove it by hand.
// `now` is the application's time (issued, expiry, day keys); certificates follow the system clock.
// Failures: invalid_argument (already founded), config_invalid (persons), those of Files, Database.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/crypto/suite.h"
#include "base/files.h"
#include "base/random.h"
#include "base/result.h"

namespace dk::district {

struct InitOptions {
  std::string dir;
  std::string facts_file{};  // of those persons; empty: none
  std::string persons_file;  // empty: no persons, empty roster, empty key-person list
  // Files of `flowctl pack`, signed with the new catalogue key.
  std::vector<std::string> item_bundles{};
  bool demo_pins = false;          // every PIN is 135790, for demonstrations
  std::vector<std::string> hosts;  // more names of the server beside localhost
  // Of roles, issuers and recovery, and what the first site object accepts; TLS stays P-256.
  crypto::Suite suite = crypto::Suite::International;
};

struct StaffPin {
  std::string staff;
  std::string pin;  // shown once and never stored
};
struct InitSummary {
  std::string ca_fingerprint;  // hex SHA-256 of the root certificate: what installers compare
  std::string site;
  std::vector<StaffPin> pins;
  std::vector<std::string> items;  // names of the published objects
};
[[nodiscard]] Result<InitSummary> init(const InitOptions& options, Files& files, Random& random,
                                       TimePoint now);

}  // namespace dk::district
