#include "base/codes/receipt_code.h"

#include <algorithm>
#include <array>

#include "base/codes/cbor.h"

namespace dk::codes {

namespace {

constexpr SignedTextKind kKind{kReceiptPrefix, "application/lhr1+cwt"};
constexpr std::size_t kCaseIdBytes = 16;
constexpr std::size_t kDigestBytes = 32;
constexpr std::size_t kMaxTerminal = 40;
constexpr std::size_t kMaxTail = 12;
constexpr std::size_t kMaxItem = 80;
constexpr std::int64_t kMaxSeconds = std::int64_t{1} << 40;
constexpr std::array<std::string_view, 6> kOutcomes{"APPROVE",     "REFUSE",   "REFER",
                                                    "PROVISIONAL", "REGISTER", "INFO"};
enum Claim : std::int64_t {
  kIssuer = 1,
  kIssued = 6,
  kCaseId = 7,
  kTail = -70101,
  kItem = -70102,
  kOutcome = -70103,
  kDigest = -70104,
};

bool fits(std::string_view text, std::size_t most) { return !text.empty() && text.size() <= most; }

bool is_sound(const ReceiptCode& receipt) {
  return fits(receipt.terminal, kMaxTerminal) && fits(receipt.tail, kMaxTail) &&
         fits(receipt.item, kMaxItem) && receipt.case_id.size() == kCaseIdBytes &&
         (receipt.digest.empty() || receipt.digest.size() == kDigestBytes) &&
         receipt.issued_s >= 0 && receipt.issued_s < kMaxSeconds &&
         std::ranges::find(kOutcomes, receipt.outcome) != kOutcomes.end();
}

std::string text_of(const CborValue& claims, std::int64_t key) {
  const CborValue* found = claims.find(key);
  return found != nullptr && found->is(CborValue::Type::Text) ? std::string(found->as_text())
                                                              : std::string();
}

Bytes bytes_of(const CborValue& claims, std::int64_t key) {
  const CborValue* found = claims.find(key);
  return found != nullptr && found->is(CborValue::Type::Bytes) ? found->data : Bytes();
}

Result<ReceiptCode> read_claims(ByteView payload) {
  DK_TRY(claims, cbor_decode(payload));
  const CborValue* issued = claims.find(kIssued);
  const ReceiptCode receipt{
      .terminal = text_of(claims, kIssuer),
      .issued_s = issued != nullptr ? issued->as_integer().value_or(-1) : -1,
      .case_id = bytes_of(claims, kCaseId),
      .tail = text_of(claims, kTail),
      .item = text_of(claims, kItem),
      .outcome = text_of(claims, kOutcome),
      .digest = bytes_of(claims, kDigest),
  };
  if (!is_sound(receipt)) return fail(FailureCode::code_malformed, "LHR1: claims");
  return receipt;
}

}  // namespace

Result<std::string> issue_receipt_code(const ReceiptCode& receipt,
                                       const crypto::PrivateKey& terminal_key) {
  if (!is_sound(receipt)) return fail(FailureCode::invalid_argument, "LHR1: claims");
  CborValue claims = CborValue::map();
  claims.put(kIssuer, CborValue::text(receipt.terminal));
  claims.put(kIssued, CborValue::integer(receipt.issued_s));
  claims.put(kCaseId, CborValue::bytes(receipt.case_id));
  claims.put(kTail, CborValue::text(receipt.tail));
  claims.put(kItem, CborValue::text(receipt.item));
  claims.put(kOutcome, CborValue::text(receipt.outcome));
  if (!receipt.digest.empty()) claims.put(kDigest, CborValue::bytes(receipt.digest));
  DK_TRY(payload, cbor_encode(claims));
  return pack_signed_text(kKind, payload, terminal_key);
}

Result<ReceiptCode> read_receipt_code_unverified(std::string_view text,
                                                 const crypto::AlgorithmPolicy& policy) {
  DK_TRY(message, unpack_signed_text(text, kKind, policy));
  return read_claims(message.payload);
}

Result<ReceiptCode> verify_receipt_code(std::string_view text, const crypto::PublicKey& key,
                                        std::string_view terminal,
                                        const crypto::AlgorithmPolicy& policy) {
  DK_TRY(message, unpack_signed_text(text, kKind, policy));
  if (!verify_sign1(message, key)) return fail(FailureCode::code_forged, "LHR1: signature");
  DK_TRY(receipt, read_claims(message.payload));
  // A terminal speaks only for itself.
  if (receipt.terminal != terminal) return fail(FailureCode::code_forged, "LHR1: terminal");
  return receipt;
}

}  // namespace dk::codes
