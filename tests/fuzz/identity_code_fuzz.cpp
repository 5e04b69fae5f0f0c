// links: dk_codes
// decodes: base/codes/identity_code.cpp base/codes/signed_text.cpp base/codes/identity_claims.cpp
#include <cstdlib>

#include "base/codes/base45.h"
#include "base/codes/identity_code.h"
#include "base/codes/identity_golden.h"
#include "base/codes/zlib_codec.h"

// By the first byte: the text itself, the packed bytes, or the message (so that the fuzzer need not
// find base45 and zlib's sum by itself).
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dk::codes;
  static const auto hall = [] {
    TrustBundle bundle;
    const auto key = dk::crypto::PublicKey::from_spki(*dk::from_hex(golden::kSpkiHex)).value();
    bundle.trust.add({.key_id = key.key_id(),
                      .key = key,
                      .issuer = std::string(golden::kIssuer),
                      .uses = {"person", "staff"},
                      .not_before_s = 0,
                      .not_after_s = golden::kExpires_s});
    dk::Bytes day_key(32);
    for (std::size_t i = 0; i < day_key.size(); ++i) day_key[i] = static_cast<std::uint8_t>(i);
    bundle.day_keys.add(dk::to_bytes(golden::kDayKeyId), "2022-11-18",
                        dk::Secret(dk::ByteView(day_key)));
    return bundle;
  }();
  if (size == 0) return 0;
  const dk::ByteView rest(data + 1, size - 1);
  std::string text;
  if (data[0] % 3 == 0) {
    text = dk::as_text(rest);
  } else {
    dk::Bytes packed(rest.begin(), rest.end());
    if (data[0] % 3 == 2) packed = deflate(rest).value_or(dk::Bytes{});
    text = std::string(kIdentityPrefix) + base45_encode(packed);
  }
  const auto now = dk::from_unix_ms(golden::kIssued_s * 1000);
  for (const CodeUse use : {CodeUse::Person, CodeUse::Staff}) {
    const auto code = verify_identity_code(text, use, hall.trust, hall.day_keys, now);
    // The issuer signed two codes in its life; both have this id.
    if (code && dk::to_hex(code->code_id) != "101112131415161718191a1b1c1d1e1f") std::abort();
    if (code && code->staff != (use == CodeUse::Staff)) std::abort();
  }
  return 0;
}
