// Moving a half-done session to another terminal: POST /v1/handover and /v1/handover/take.
//
// The terminal seals the session's state under a fresh key K (AES-256-GCM) and splits K = A xor B.
// The citizen carries A and the handle in a code (base/codes/handover_code.h); the district keeps
// B, the sealed state and a binding of the person. It knows A never, so it can read nothing; and
// the binding is an HMAC of document type and number under a key made of A, so it cannot try
// numbers either. Whoever photographs the code lacks B, which is given only for the right binding.
// Who takes it sends handle and binding; the district answers once, and forgets at once. Its words:
//   handover_unknown (404)       no such handle, or forgotten a day later
//   handover_used (409)          taken before; a handle that is put twice; after five wrong
//   bindings handover_expired (410)       more than 15 minutes old handover_other_person (403)
//   another binding
// Lost on the way back is lost: the citizen begins anew, as without handover.
// Plain values; any thread. Decoders are strict (strict_json.h): answer_malformed, bounded.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace dk::wire {

inline constexpr std::string_view kPathHandover = "/v1/handover";
inline constexpr std::string_view kPathHandoverTake = "/v1/handover/take";
inline constexpr std::size_t kMaxHandoverStateBytes = 64 * 1024;
inline constexpr std::size_t kMaxHandoverSealedBytes = 70'000;
inline constexpr std::size_t kMaxHandoverJsonBytes = 96 * 1024;
inline constexpr int kHandoverValidS = 900;
inline constexpr std::size_t kHandoverHandleBytes = 16;
inline constexpr std::size_t kHandoverKeyBytes = 32;
inline constexpr std::size_t kHandoverBindingBytes = 32;

struct HandoverPut {
  Bytes handle{};
  Bytes binding{};
  Bytes key_half{};
  Bytes sealed{};
  int valid_s = kHandoverValidS;
};
struct HandoverTake {
  Bytes handle{};
  Bytes binding{};
};
struct HandoverTaken {
  Bytes key_half{};
  Bytes sealed{};
};
[[nodiscard]] std::string to_json(const HandoverPut& put);
[[nodiscard]] Result<HandoverPut> handover_put_from_json(std::string_view json);
[[nodiscard]] std::string to_json(const HandoverTake& take);
[[nodiscard]] Result<HandoverTake> handover_take_from_json(std::string_view json);
[[nodiscard]] std::string to_json(const HandoverTaken& taken);
[[nodiscard]] Result<HandoverTaken> handover_taken_from_json(std::string_view json);

}  // namespace dk::wire
