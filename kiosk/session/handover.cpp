#include "kiosk/session/handover.h"

#include "base/codes/handover_code.h"
#include "base/codes/identity_code.h"
#include "base/crypto/crypto.h"
#include "offline-cache/wire/handover.h"

namespace dk::kiosk {

namespace {

Secret person_of(const SignedIn& who) {
  const wire::PersonRef& person = who.document.person;
  std::string text = person.document_type + '\x1F' + person.document_number;
  Secret out{as_bytes(text)};
  wipe(text.data(), text.size());
  return out;
}

Bytes binding_of(const Secret& half, const Secret& person) {
  const Secret key = crypto::hkdf_sha256(half.view(), {}, as_bytes("dk handover binding 1"),
                                         wire::kHandoverKeyBytes);
  const crypto::Digest binding = crypto::hmac_sha256(key.view(), person.view());
  return {binding.begin(), binding.end()};
}

Secret sealing_key(const Secret& half, ByteView other_half, const Secret& person) {
  Secret whole(half.view());
  for (std::size_t i = 0; i < whole.size(); ++i) whole.writable()[i] ^= other_half[i];
  const crypto::Digest salt = crypto::sha256(person.view());
  return crypto::hkdf_sha256(whole.view(), salt, as_bytes("dk handover seal 1"),
                             crypto::kAeadKeyBytes);
}

}  // namespace

Result<LeftSession> leave_session(cache::Remote& remote, Random& random, const Clock& clock,
                                  std::string_view district, const SignedIn& who, ByteView state) {
  if (state.size() > wire::kMaxHandoverStateBytes) {
    return fail(FailureCode::invalid_argument, "the session is too large");
  }
  const Secret person = person_of(who);
  codes::HandoverCode code;
  code.handle = random.bytes(wire::kHandoverHandleBytes);
  code.half = Secret(wire::kHandoverKeyBytes);
  random.fill(code.half.writable());
  const TimePoint expires = clock.now() + std::chrono::seconds(wire::kHandoverValidS);
  code.expires_s = to_unix_seconds(expires);
  code.district = district;
  wire::HandoverPut put;
  put.handle = code.handle;
  put.binding = binding_of(code.half, person);
  put.key_half = random.bytes(wire::kHandoverKeyBytes);
  const Secret key = sealing_key(code.half, put.key_half, person);
  DK_TRY(sealed, crypto::box_seal(key.view(), put.handle, state, random));
  put.sealed = std::move(sealed);
  DK_TRY(text, codes::make_handover_code(code));
  const auto kept =
      cache::ask(remote, wire::kPathHandover, wire::to_json(put), wire::kMaxHandoverJsonBytes);
  if (!kept) {
    wipe(text.data(), text.size());
    return std::unexpected(kept.error());
  }
  return LeftSession{std::move(text), expires};
}

Result<Secret> take_session(cache::Remote& remote, const Clock& clock, std::string_view district,
                            const SignedIn& who, std::string_view text) {
  DK_TRY(code, codes::parse_handover_code(text));
  // Said here, before another district is bothered with a handle that it cannot know.
  if (code.district != district) return fail(FailureCode::handover_elsewhere);
  if (to_unix_seconds(clock.now()) > code.expires_s + codes::kSkewSeconds) {
    return fail(FailureCode::handover_expired);
  }
  const Secret person = person_of(who);
  const wire::HandoverTake take{code.handle, binding_of(code.half, person)};
  DK_TRY(answer, cache::ask(remote, wire::kPathHandoverTake, wire::to_json(take),
                            wire::kMaxHandoverJsonBytes));
  DK_TRY(taken, wire::handover_taken_from_json(answer));
  const Secret key = sealing_key(code.half, taken.key_half, person);
  return crypto::box_open(key.view(), code.handle, taken.sealed);
}

}  // namespace dk::kiosk
