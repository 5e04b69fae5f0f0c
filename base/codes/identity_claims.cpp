#include "base/codes/identity_claims.h"

#include "base/codes/calendar.h"
#include "base/codes/utf8.h"

namespace dk::codes::identity {
namespace {

bool is_text(std::string_view text, std::size_t max_bytes) {
  return !text.empty() && text.size() <= max_bytes && is_utf8(text);
}

}  // namespace

bool is_sound(const IdentityCode& code) {
  const bool times =
      code.issued_s >= 0 && code.issued_s <= code.expires_s && code.expires_s <= kMaxSeconds;
  const bool staff = !code.staff || (is_text(code.staff_id, 64) && is_text(code.role, 64));
  return times && staff && is_text(code.issuer, 128) && code.code_id.size() == kCodeIdBytes &&
         code.loa >= 0 && code.loa <= 4;
}

bool is_sound(const PersonIdentity& person) {
  return is_text(person.name, 256) && is_text(person.document_type, 32) &&
         is_text(person.document_number, 64) &&
         (person.birth.empty() || parse_day(person.birth).has_value()) &&
         (person.sex == 1 || person.sex == 2 || person.sex == 9);
}

}  // namespace dk::codes::identity
