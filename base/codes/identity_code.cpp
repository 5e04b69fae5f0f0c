#include "base/codes/identity_code.h"

#include <utility>

#include "base/codes/cbor.h"
#include "base/codes/cose.h"
#include "base/codes/identity_claims.h"
#include "base/codes/signed_text.h"

namespace dk::codes {
namespace {

using namespace identity;
using Type = CborValue::Type;

std::unexpected<Failure> malformed(const char* what) {
  return fail(FailureCode::code_malformed, std::string("LH1: ") + what);
}

// The issuer whose key signed the message and may sign codes of this use now.
Result<const TrustedIssuer*> find_signer(const Sign1& message, CodeUse use, const TrustList& trust,
                                         std::int64_t now_s) {
  const std::string wanted(use == CodeUse::Staff ? kStaff : kPerson);
  bool known = false;
  bool usable = false;
  for (const TrustedIssuer* issuer : trust.find(message.key_id)) {
    if (now_s < issuer->not_before_s - kSkewSeconds || now_s > issuer->not_after_s + kSkewSeconds) {
      continue;
    }
    known = true;
    if (!issuer->uses.contains(wanted)) continue;
    usable = true;
    if (verify_sign1(message, issuer->key)) return issuer;
  }
  if (!known) return fail(FailureCode::code_issuer_unknown);
  if (!usable) return fail(FailureCode::code_wrong_use, "LH1: key usage");
  return fail(FailureCode::code_forged, "LH1: signature");
}

bool take_text(const CborValue& map, std::int64_t key, std::string& out) {
  const CborValue* found = map.find(key);
  if (found == nullptr || !found->is(Type::Text)) return false;
  out = found->as_text();
  return true;
}

bool take_integer(const CborValue& map, std::int64_t key, std::int64_t& out) {
  const CborValue* found = map.find(key);
  if (found == nullptr || !found->as_integer()) return false;
  out = *found->as_integer();
  return true;
}

Result<IdentityCode> read_claims(const CborValue& claims) {
  IdentityCode code;
  std::string kind;
  std::int64_t loa = -1;
  const CborValue* code_id = claims.find(kCodeId);
  if (!take_text(claims, kIssuer, code.issuer) || !take_integer(claims, kIssued, code.issued_s) ||
      !take_integer(claims, kExpires, code.expires_s) || !take_text(claims, kKind, kind) ||
      !take_integer(claims, kLoa, loa) || loa < 0 || loa > 4 || code_id == nullptr ||
      !code_id->is(Type::Bytes) || (kind != kPerson && kind != kStaff)) {
    return malformed("claims");
  }
  code.code_id = code_id->data;
  code.loa = static_cast<int>(loa);
  code.staff = kind == kStaff;
  if (code.staff &&
      (!take_text(claims, kStaffId, code.staff_id) || !take_text(claims, kRole, code.role))) {
    return malformed("staff claims");
  }
  if (!is_sound(code)) return malformed("claims");
  return code;
}

Status check_time(const IdentityCode& code, std::int64_t now_s) {
  if (now_s > code.expires_s + kSkewSeconds) return fail(FailureCode::code_expired);
  if (now_s < code.issued_s - kSkewSeconds) return fail(FailureCode::code_not_yet_valid);
  return {};
}

// The tree held a person's data in plain memory: leave nothing behind.
struct WipedTree {
  CborValue value;
  ~WipedTree() { wipe_items(value); }
  static void wipe_items(CborValue& item) {
    if (!item.data.empty()) wipe(item.data.data(), item.data.size());
    for (CborValue& inner : item.items) wipe_items(inner);
  }
};

Result<PersonIdentity> open_person(const CborValue& claims, ByteView code_id, const DayKeys& keys,
                                   const crypto::AlgorithmPolicy& policy) {
  const CborValue* inner = claims.find(kInner);
  if (inner == nullptr) return malformed("no inner part");
  DK_TRY(message, parse_encrypt0(*inner));
  DK_TRY(suite, crypto::suite_of_aead(message.algorithm));
  DK_CHECK(policy.require(suite, "LH1 inner part"));
  const Secret* key = keys.find(message.key_id);
  if (key == nullptr) return fail(FailureCode::code_day_key_missing);
  auto plain = open_encrypt0(message, code_id, key->view());
  if (!plain) return fail(FailureCode::code_forged, "LH1: inner part");
  DK_TRY(decoded, cbor_decode(plain->view()));
  const WipedTree tree{std::move(decoded)};
  PersonIdentity person;
  std::int64_t sex = 0;
  if (!take_text(tree.value, kName, person.name) ||
      !take_text(tree.value, kDocumentType, person.document_type) ||
      !take_text(tree.value, kDocumentNumber, person.document_number) ||
      !take_text(tree.value, kBirth, person.birth) || !take_integer(tree.value, kSex, sex) ||
      sex < 1 || sex > 9) {
    return malformed("inner part");
  }
  person.sex = static_cast<int>(sex);
  if (!is_sound(person)) return malformed("inner part");
  return person;
}

}  // namespace

Result<IdentityCode> verify_identity_code(std::string_view text, CodeUse use,
                                          const TrustList& trust, const DayKeys& keys,
                                          TimePoint now, std::optional<CodeLife>* life) {
  if (life != nullptr) life->reset();
  const std::int64_t now_s = to_unix_seconds(now);
  DK_TRY(message, unpack_signed_text(text, kContainer, trust.algorithms()));
  DK_TRY(signer, find_signer(message, use, trust, now_s));
  DK_TRY(claims, cbor_decode(message.payload));
  DK_TRY(code, read_claims(claims));
  // A key speaks only for its own issuer.
  if (code.issuer != signer->issuer) return fail(FailureCode::code_forged, "LH1: issuer");
  if (life != nullptr) *life = CodeLife{code.issued_s, code.expires_s};
  DK_CHECK(check_time(code, now_s));
  if (code.staff != (use == CodeUse::Staff)) {
    return fail(FailureCode::code_wrong_use, "LH1: kind");
  }
  if (!code.staff) {
    DK_TRY(person, open_person(claims, code.code_id, keys, trust.algorithms()));
    code.person = std::move(person);
  }
  return code;
}

}  // namespace dk::codes
