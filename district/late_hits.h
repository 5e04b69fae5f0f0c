// A key person who was not known as one when the tube was filled: found when the registration
// arrives (acceptance) or when a new list is published, for the registrations of the last
// Site::late_hit_h hours. Raises the alarm late_hit with the tube as its detail: nothing about the
// person. Failures: those of Database and of opening what is sealed.
#pragma once

#include <cstdint>
#include <string>

#include "base/uuid.h"
#include "district/database.h"
#include "district/gateway.h"

namespace dk::district {

struct LateHit {
  Bytes event;
  std::string terminal;
  std::string site;
  std::string tube;
  wire::KeyPersonCategory category = wire::KeyPersonCategory::None;
  std::uint64_t list_version = 0;
};
[[nodiscard]] Status note_late_hit(Database& database, const LateHit& hit, std::int64_t now_ms);

// Compares what has been registered lately at `site` with its newest list; the number of new hits.
[[nodiscard]] Result<std::int64_t> compare_lately_registered(Gateway& gateway,
                                                             const std::string& site);

}  // namespace dk::district
