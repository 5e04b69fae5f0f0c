#include "base/codes/signed_text.h"

#include <utility>

#include "base/codes/base45.h"
#include "base/codes/zlib_codec.h"

namespace dk::codes {

namespace {

constexpr std::size_t kMaxTextCharacters = 2048;
constexpr std::size_t kMaxInflatedBytes = 8192;

std::unexpected<Failure> malformed(const char* what) {
  return fail(FailureCode::code_malformed, std::string("signed text: ") + what);
}

// PS256 is for health certificates: our codes are signed with one of the suites' own algorithms.
Status check_algorithm(std::int64_t id, const crypto::AlgorithmPolicy& policy) {
  const auto suite = crypto::suite_of_signature(id);
  if (!suite || std::to_underlying(crypto::algorithms_of(*suite).signature) != id) {
    return malformed("algorithm");
  }
  return policy.require(*suite, "signed text");
}

}  // namespace

Result<Sign1> unpack_signed_text(std::string_view text, const SignedTextKind& kind,
                                 const crypto::AlgorithmPolicy& policy) {
  if (!text.starts_with(kind.prefix)) return malformed("prefix");
  if (text.size() > kMaxTextCharacters) {
    return fail(FailureCode::code_too_large, "signed text");
  }
  DK_TRY(packed, base45_decode(text.substr(kind.prefix.size())));
  DK_TRY(cose, inflate_bounded(packed, kMaxInflatedBytes));
  DK_TRY(message, parse_sign1(cose));
  if (!message.unprotected_empty) return malformed("unprotected header");
  if (message.content_type != kind.content_type) {
    return fail(FailureCode::code_wrong_use, "signed text: content type");
  }
  if (!message.key_id_protected) return malformed("key id");
  DK_CHECK(check_algorithm(message.algorithm, policy));
  return message;
}

Result<std::string> pack_signed_text(const SignedTextKind& kind, ByteView payload,
                                     const crypto::PrivateKey& key) {
  DK_TRY(cose, make_sign1(payload, kind.content_type, key));
  DK_TRY(packed, deflate(cose));
  std::string text = std::string(kind.prefix) + base45_encode(packed);
  if (text.size() > kMaxTextCharacters) return fail(FailureCode::code_too_large, "signed text");
  return text;
}

}  // namespace dk::codes
