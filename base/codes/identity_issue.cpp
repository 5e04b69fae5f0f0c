#include "base/codes/cbor.h"
#include "base/codes/cose.h"
#include "base/codes/identity_claims.h"
#include "base/codes/identity_code.h"
#include "base/codes/signed_text.h"

namespace dk::codes {
namespace {

using namespace identity;

Result<CborValue> seal_person(const PersonIdentity& person, ByteView code_id, const DayKey& day_key,
                              crypto::AeadAlgorithm aead, Random& random) {
  CborValue inner = CborValue::map();
  inner.put(kName, CborValue::text(person.name));
  inner.put(kDocumentType, CborValue::text(person.document_type));
  inner.put(kDocumentNumber, CborValue::text(person.document_number));
  inner.put(kBirth, CborValue::text(person.birth));
  inner.put(kSex, CborValue::integer(person.sex));
  auto plain = cbor_encode(inner);
  for (CborValue& item : inner.items) {
    if (!item.data.empty()) wipe(item.data.data(), item.data.size());
  }
  if (!plain) return std::unexpected(plain.error());
  const auto sealed =
      make_encrypt0(*plain, code_id, day_key.key.view(), day_key.key_id, random, aead);
  wipe(plain->data(), plain->size());
  if (!sealed) return std::unexpected(sealed.error());
  return cbor_decode(*sealed);
}

}  // namespace

Result<std::string> issue_identity_code(const IdentityCode& code, const DayKey* day_key,
                                        const crypto::PrivateKey& issuer_key, Random& random) {
  const bool whole = code.staff || (code.person && day_key != nullptr && is_sound(*code.person));
  if (!is_sound(code) || !whole) return fail(FailureCode::invalid_argument, "LH1: claims");

  CborValue claims = CborValue::map();
  claims.put(kIssuer, CborValue::text(code.issuer));
  claims.put(kExpires, CborValue::integer(code.expires_s));
  claims.put(kIssued, CborValue::integer(code.issued_s));
  claims.put(kCodeId, CborValue::bytes(code.code_id));
  claims.put(kKind, CborValue::text(code.staff ? kStaff : kPerson));
  claims.put(kLoa, CborValue::integer(code.loa));
  if (code.staff) {
    claims.put(kStaffId, CborValue::text(code.staff_id));
    claims.put(kRole, CborValue::text(code.role));
  } else {
    const auto aead = crypto::algorithms_of(issuer_key.suite()).aead;
    DK_TRY(inner, seal_person(*code.person, code.code_id, *day_key, aead, random));
    claims.put(kInner, std::move(inner));
  }
  DK_TRY(payload, cbor_encode(claims));
  return pack_signed_text(kContainer, payload, issuer_key);
}

}  // namespace dk::codes
