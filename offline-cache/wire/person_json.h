// How a person is written in JSON. For the .cpp files of this folder only.
#pragma once

#include <nlohmann/json.hpp>

#include "offline-cache/wire/person_ref.h"

namespace dk::wire {

inline nlohmann::json object_of(const PersonRef& person) {
  return {{"document_type", person.document_type},
          {"document_number", person.document_number},
          {"name", person.name}};
}

}  // namespace dk::wire
