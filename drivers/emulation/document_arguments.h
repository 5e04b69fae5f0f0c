// The document that a person presents, from the arguments of `insert_card`.
//
//   person          an id of the persons file
//   kind            citizen-card, hmt-permit, foreign-permit
//   number, name, other_name, nation, birth, address, issuer, valid_from, valid_until,
//   travel_permit   as the fields of IdentityDocument; valid_until=long-term
//   sex             1 or 2
// Failures: not_found (no such person), invalid_argument. Pure.
#pragma once

#include "base/result.h"
#include "drivers/emulation/emulated_device.h"
#include "drivers/emulation/persons.h"

namespace dk::drivers {

[[nodiscard]] Result<IdentityDocument> document_from(const VerbArguments& arguments,
                                                     const Persons& persons);

}  // namespace dk::drivers
