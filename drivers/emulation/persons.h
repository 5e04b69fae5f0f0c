// The invented people of a file (assets/persons/persons.json) as documents that they would hold.
//
// What the file does not say is invented the same way each time: address, issuer, validity (an
// expiry day in the person's facts counts). One thread. Failures: io_error, data_damaged.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "base/result.h"
#include "drivers/identity.h"

namespace dk::drivers {

class Persons {
 public:
  [[nodiscard]] static Result<Persons> load(const std::string& file);
  [[nodiscard]] const IdentityDocument* find(const std::string& id) const;

 private:
  std::map<std::string, IdentityDocument> documents_;
};

}  // namespace dk::drivers
