// The container of our own codes, LH1 and LHR1: prefix + base45( zlib( COSE_Sign1 ) ), RFC 9285,
// RFC 1950, RFC 9052 section 4.2; alg, content type and kid protected, nothing unprotected.
//
// The content type says what a signature is for: one that was made for another use is
// code_wrong_use, whatever key made it. Bounds: 2,048 characters, 8,192 bytes inflated.
// Failures: code_malformed, code_too_large, code_wrong_use, algorithm_refused. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/codes/cose.h"
#include "base/crypto/crypto.h"
#include "base/result.h"

namespace dk::codes {

struct SignedTextKind {
  std::string_view prefix;        // "LH1:"
  std::string_view content_type;  // "application/lh1+cwt"
};

// Not yet verified: whose key it should be is the caller's knowledge.
[[nodiscard]] Result<Sign1> unpack_signed_text(std::string_view text, const SignedTextKind& kind,
                                               const crypto::AlgorithmPolicy& policy);
[[nodiscard]] Result<std::string> pack_signed_text(const SignedTextKind& kind, ByteView payload,
                                                   const crypto::PrivateKey& key);

}  // namespace dk::codes
