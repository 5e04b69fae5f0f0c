// The electronic certificates of a person as the offices keep them: which there are, not what
// stands in them. Filled with the facts file ("certificates" of a person). Told to the person
// alone, at level 3; each answer leaves a row in person_access (facts.h). What has ended is told as
// not valid. Failures: those of Database; data_damaged; config_invalid (the file).
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/crypto/crypto.h"
#include "base/random.h"
#include "district/database.h"
#include "district/storage_keys.h"
#include "offline-cache/wire/visit.h"

namespace dk::district {

// Made when a store is created, and added to one of an earlier program when it is opened.
extern const char* const kCertificateTables;

// `json`: a list of certificates as in wire::CertificatesTold; in the place of those before.
[[nodiscard]] Status keep_certificates(Database& database, const StorageKeys& keys, Random& random,
                                       const crypto::Digest& person, std::string_view json);

[[nodiscard]] Result<wire::CertificatesTold> certificates_of(
    Database& database, const StorageKeys& keys, const std::string& terminal,
    const wire::CertificatesQuestion& question, TimePoint now);

}  // namespace dk::district
