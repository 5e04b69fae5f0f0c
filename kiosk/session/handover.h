// A half-done session that goes on at another terminal: the terminal's side of wire/handover.h.
//
//   K      32 fresh random bytes; A (random) goes into the code, B = K xor A to the district
//   seal   key = HKDF-SHA-256(K, salt = SHA-256(person), "dk handover seal 1"), AES-256-GCM (box),
//          bound to the handle. Both halves without the person's document open nothing.
//   binding = HMAC-SHA-256 under HKDF-SHA-256(A, "dk handover binding 1") over the person
//   person = document type | 0x1F | document number of who is signed in
// leave_session() seals and hands over to the district, and only then gives the code: what is on
// the screen can be continued. take_session() reads the code, asks the district and opens. Both
// block 6 s at most. Whether the state still fits (item's version) is for who reads it.
// Failures: invalid_argument (a state over 64 KiB), code_malformed, code_too_large,
// handover_elsewhere (another district's code), handover_expired, handover_used, handover_unknown,
// handover_other_person, crypto_failed (not what was sealed), those of cache::ask().
#pragma once

#include <string>
#include <string_view>

#include "base/random.h"
#include "base/secret.h"
#include "kiosk/session/identity.h"
#include "offline-cache/sync/question.h"

namespace dk::kiosk {

struct LeftSession {
  std::string code;  // LHM1; as secret as a key: wipe it with the screen that shows it
  TimePoint expires{};
};
// `district`: the site's, "440309".
[[nodiscard]] Result<LeftSession> leave_session(cache::Remote& remote, Random& random,
                                                const Clock& clock, std::string_view district,
                                                const SignedIn& who, ByteView state);
[[nodiscard]] Result<Secret> take_session(cache::Remote& remote, const Clock& clock,
                                          std::string_view district, const SignedIn& who,
                                          std::string_view code);

}  // namespace dk::kiosk
