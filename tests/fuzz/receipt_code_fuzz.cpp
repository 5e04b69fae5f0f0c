// links: dk_codes
// decodes: base/codes/receipt_code.cpp
#include <cstdlib>

#include "base/codes/base45.h"
#include "base/codes/identity_golden.h"
#include "base/codes/receipt_code.h"
#include "base/codes/zlib_codec.h"

// By the first byte: the text itself, the packed bytes, or the message (so that the fuzzer need not
// find base45 and zlib's sum by itself). What reads as a receipt is never signed by a key that is
// not its own.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dk::codes;
  static const auto key = dk::crypto::PublicKey::from_spki(*dk::from_hex(golden::kSpkiHex)).value();
  if (size == 0) return 0;
  const dk::ByteView rest(data + 1, size - 1);
  std::string text;
  if (data[0] % 3 == 0) {
    text = dk::as_text(rest);
  } else {
    dk::Bytes packed(rest.begin(), rest.end());
    if (data[0] % 3 == 2) packed = deflate(rest).value_or(dk::Bytes{});
    text = std::string(kReceiptPrefix) + base45_encode(packed);
  }
  const auto said = read_receipt_code_unverified(text);
  const std::string terminal = said ? said->terminal : "LH-KS-0003";
  if (verify_receipt_code(text, key, terminal)) std::abort();
  return 0;
}
