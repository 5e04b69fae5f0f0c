// A bundle signed by the catalogue role, in the shape of every signed object of reference data
// (FORMAT.md; docs/protocol): COSE_Sign1 (RFC 9052), content type "application/dk-item-<id>",
// payload {1: "item-<id>", 2: version, 3: issued s, 4: bundle}.
//
// The terminal's sync fetches it as one more object and decides by root and manifest whether it
// counts; here the signer's tools make it and look at it with one key.
// Failures: code_malformed (not this shape, or no bundle inside), code_too_large, role_refused
// (another content type, another key, a key id outside the signature), object_damaged (name or
// version differ from the bundle's), signature_invalid, algorithm_refused. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/crypto/crypto.h"
#include "base/result.h"
#include "flows/engine/bundle.h"

namespace dk::engine {

inline constexpr std::string_view kItemObjectPrefix = "item-";
// Headers, name and signature around the bundle.
inline constexpr std::size_t kMaxSignedBundleBytes = kMaxBundleBytes + (64u << 10);

struct SignedBundle {
  Bundle bundle;
  Bytes content;  // the bundle's own bytes
  std::int64_t issued_s = 0;
  Bytes key_id;  // the signer's
};

// Whether these bytes are a COSE_Sign1 rather than a bundle; says nothing else about them.
[[nodiscard]] bool looks_signed(ByteView bytes);

// `bundle` must be one that read_bundle() takes; `issued_s`: seconds since 1970, at most
// kMaxIssuedS (else invalid_argument).
inline constexpr std::int64_t kMaxIssuedS = 253'402'300'799;  // the year 9999
[[nodiscard]] Result<Bytes> sign_bundle(ByteView bundle, std::int64_t issued_s,
                                        const crypto::PrivateKey& key);
// The whole shape, not who signed it.
[[nodiscard]] Result<SignedBundle> open_signed_bundle(ByteView cose);
[[nodiscard]] Result<SignedBundle> verify_signed_bundle(ByteView cose,
                                                        const crypto::PublicKey& key);

}  // namespace dk::engine
