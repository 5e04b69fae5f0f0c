// `LHR1:` receipt of a case: what a citizen takes away, on paper and on the phone.
//
// Container: signed_text.h with content type "application/lhr1+cwt", signed with the key of the
// terminal's certificate. Payload, CWT claims (RFC 8392):
//     1 iss (terminal id)   6 iat (int, s)   7 cti (the case's id, 16 bytes)
//     -70101 tail of the case number (text)   -70102 item with its version (fingerprint)
//     -70103 outcome (text)                   -70104 salted digest of what was looked at (32 bytes,
//                                                    absent when no rule was asked)
// No name, no number of a document: the digest is under a salt that only the district and the
// terminal know, and says "the same facts" to the district alone. A receipt does not expire;
// whether it was reversed is asked of the district. An identity code is no receipt and a receipt is
// no identity code: code_wrong_use. Failures: those of signed_text.h, code_forged (not signed with
// this key, or for another terminal). Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/codes/signed_text.h"

namespace dk::codes {

inline constexpr std::string_view kReceiptPrefix = "LHR1:";

struct ReceiptCode {
  std::string terminal;
  std::int64_t issued_s = 0;
  Bytes case_id;  // 16 bytes
  std::string tail;
  std::string item;
  std::string outcome;
  Bytes digest;  // 32 bytes or none
};

[[nodiscard]] Result<std::string> issue_receipt_code(const ReceiptCode& receipt,
                                                     const crypto::PrivateKey& terminal_key);

// What the code says of itself, before any key is known: which terminal's to ask for.
[[nodiscard]] Result<ReceiptCode> read_receipt_code_unverified(
    std::string_view text, const crypto::AlgorithmPolicy& policy = crypto::kEveryKnownSuite);
[[nodiscard]] Result<ReceiptCode> verify_receipt_code(
    std::string_view text, const crypto::PublicKey& key, std::string_view terminal,
    const crypto::AlgorithmPolicy& policy = crypto::kEveryKnownSuite);

}  // namespace dk::codes
