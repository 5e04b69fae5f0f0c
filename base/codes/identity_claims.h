// The claims of an LH1 code and their bounds, shared by the reading and the issuing side. Only
// identity_*.cpp uses this.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/codes/identity_code.h"
#include "base/codes/signed_text.h"

namespace dk::codes::identity {

inline constexpr SignedTextKind kContainer{kIdentityPrefix, "application/lh1+cwt"};
inline constexpr std::size_t kCodeIdBytes = 16;
// Far beyond any life of a code, and far from overflow when the skew is added.
inline constexpr std::int64_t kMaxSeconds = std::int64_t{1} << 40;

enum Claim : std::int64_t {
  kIssuer = 1,
  kExpires = 4,
  kIssued = 6,
  kCodeId = 7,
  kKind = -70001,
  kLoa = -70002,
  kInner = -70003,
  kStaffId = -70004,
  kRole = -70005,
};
enum Inner : std::int64_t {
  kName = 1,
  kDocumentType = 2,
  kDocumentNumber = 3,
  kBirth = 4,
  kSex = 5,
};
inline constexpr std::string_view kPerson = "person";
inline constexpr std::string_view kStaff = "staff";

// Bounds of what either side may write; false = refuse. `person` and staff fields by `staff`.
[[nodiscard]] bool is_sound(const IdentityCode& code);
[[nodiscard]] bool is_sound(const PersonIdentity& person);

}  // namespace dk::codes::identity
