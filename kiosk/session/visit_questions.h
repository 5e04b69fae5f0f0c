// What a visit asks of the district beside facts and cases (wire/visit.h): for whom else somebody
// may act, which certificates there are, a code of their own, whether somebody answers a call. Each
// blocks as
// cache::ask() does; for the thread that asks. Failures: those of ask(), answer_malformed (of
// another question).
#pragma once

#include <string>
#include <vector>

#include "base/uuid.h"
#include "kiosk/session/identity.h"
#include "offline-cache/sync/question.h"
#include "offline-cache/wire/visit.h"

namespace dk::kiosk {

[[nodiscard]] Result<std::vector<wire::Subject>> own_subjects(cache::Remote& district,
                                                              UuidGenerator& ids,
                                                              const SignedIn& who);
// invalid_argument below level 3: it is not even asked.
[[nodiscard]] Result<std::vector<wire::CertificateTold>> own_certificates(cache::Remote& district,
                                                                          UuidGenerator& ids,
                                                                          const SignedIn& who);
// A code of their own for the screen; an empty one: the district issues none.
[[nodiscard]] Result<wire::CodeTold> own_code(cache::Remote& district, UuidGenerator& ids,
                                              const SignedIn& who);
[[nodiscard]] Result<bool> help_is_coming(cache::Remote& district, UuidGenerator& ids,
                                          const std::string& ticket);

}  // namespace dk::kiosk
