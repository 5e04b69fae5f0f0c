// The key-person list as somebody writes it for `district publish`: JSON
//   {"schema":"key-persons/1","persons":[{"person":"P34","category":2},
//    {"document_type":"id-card","document_number":"...","category":1}]}
// `person` names one of the seeded persons, so that a demonstration writes no numbers into files.
// Categories as in wire/reference_objects.h. Each list gets a fresh key.
// Failures: invalid_argument (form), not_found (person).
#pragma once

#include <string_view>

#include "base/random.h"
#include "district/gateway.h"

namespace dk::district {

[[nodiscard]] Result<Bytes> key_person_list_from_json(Gateway& gateway, Random& random,
                                                      std::string_view json, TimePoint now);

}  // namespace dk::district
