#include "base/codes/health_certificate.h"

#include "base/codes/base45.h"
#include "base/codes/zlib_codec.h"

namespace dk::codes {
namespace {

using Type = CborValue::Type;
constexpr std::size_t kMaxTextCharacters = 4296;  // alphanumeric characters in QR version 40-L
constexpr std::size_t kMaxInflatedBytes = 8192;
constexpr std::size_t kKeyIdBytes = 8;
enum Claim : std::int64_t { kIssuer = 1, kExpires = 4, kIssued = 6, kHealth = -260 };

std::unexpected<Failure> malformed(const char* what) {
  return fail(FailureCode::code_malformed, std::string("HC1: ") + what);
}

std::vector<const HealthSigner*> signers_of(const HealthCertificate& certificate,
                                            std::span<const HealthSigner> signers) {
  std::vector<const HealthSigner*> found;
  for (const HealthSigner& signer : signers) {
    if (signer.key_id == certificate.message.key_id) found.push_back(&signer);
  }
  return found;
}

Result<const HealthSigner*> find_signer(const HealthCertificate& certificate,
                                        std::span<const HealthSigner> signers) {
  if (certificate.message.key_id.size() != kKeyIdBytes) return malformed("key id");
  const auto candidates = signers_of(certificate, signers);
  if (candidates.empty()) return fail(FailureCode::code_issuer_unknown);
  for (const HealthSigner* signer : candidates) {
    if (verify_sign1(certificate.message, signer->key)) return signer;
  }
  return fail(FailureCode::code_forged, "HC1: signature");
}

bool has(const CborValue& content, std::string_view entry) {
  return content.find(entry) != nullptr;
}

}  // namespace

Result<std::string_view> health_unprefix(std::string_view text) {
  if (!text.starts_with(kHealthPrefix)) return malformed("prefix");
  if (text.size() > kMaxTextCharacters) return fail(FailureCode::code_too_large, "HC1: text");
  return text.substr(kHealthPrefix.size());
}

Result<HealthCertificate> decode_health_cose(ByteView cose) {
  HealthCertificate certificate;
  DK_TRY(message, parse_sign1(cose));
  certificate.message = std::move(message);
  DK_TRY(claims, cbor_decode(certificate.message.payload));
  const CborValue* health = claims.find(kHealth);
  const CborValue* content = health == nullptr ? nullptr : health->find(1);
  const CborValue* expires = claims.find(kExpires);
  const CborValue* issued = claims.find(kIssued);
  if (content == nullptr || !content->is(Type::Map) || expires == nullptr ||
      !expires->as_integer() || (issued != nullptr && !issued->as_integer())) {
    return malformed("claims");
  }
  certificate.expires_s = *expires->as_integer();
  if (issued != nullptr) certificate.issued_s = *issued->as_integer();
  if (const CborValue* issuer = claims.find(kIssuer)) {
    if (!issuer->is(Type::Text)) return malformed("issuer");
    certificate.issuer = issuer->as_text();
  }
  certificate.content = *content;
  return certificate;
}

Status verify_health_signature(const HealthCertificate& certificate,
                               std::span<const HealthSigner> signers) {
  DK_TRY(signer, find_signer(certificate, signers));
  static_cast<void>(signer);
  return {};
}

Status check_health_time(const HealthCertificate& certificate, TimePoint now) {
  const std::int64_t now_s = to_unix_seconds(now);
  if (now_s > certificate.expires_s) return fail(FailureCode::code_expired);
  if (now_s < certificate.issued_s) return fail(FailureCode::code_not_yet_valid);
  return {};
}

Status check_health_usage(const HealthCertificate& certificate, const HealthSigner& signer) {
  const bool allowed = (signer.vaccination || !has(certificate.content, "v")) &&
                       (signer.test || !has(certificate.content, "t")) &&
                       (signer.recovery || !has(certificate.content, "r"));
  if (!allowed) return fail(FailureCode::code_wrong_use, "HC1: key usage");
  return {};
}

Result<HealthCertificate> verify_health_certificate(std::string_view text,
                                                    std::span<const HealthSigner> signers,
                                                    TimePoint now) {
  DK_TRY(body, health_unprefix(text));
  DK_TRY(packed, base45_decode(body));
  DK_TRY(cose, inflate_bounded(packed, kMaxInflatedBytes));
  DK_TRY(certificate, decode_health_cose(cose));
  DK_TRY(signer, find_signer(certificate, signers));
  DK_CHECK(check_health_time(certificate, now));
  DK_CHECK(check_health_schema(certificate.content));
  DK_CHECK(check_health_usage(certificate, *signer));
  return certificate;
}

}  // namespace dk::codes
