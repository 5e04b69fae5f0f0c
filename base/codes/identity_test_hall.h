// A hall in miniature for the tests of LH1: one issuer, one key of the day, one person.
#pragma once

#include <string>

#include "base/codes/identity_code.h"
#include "base/crypto/test_suite.h"

namespace dk::codes {

inline constexpr std::int64_t kHallNow_s = 1668736800;  // 2022-11-18T02:00:00Z

inline TimePoint at_second(std::int64_t unix_s) { return from_unix_ms(unix_s * 1000); }

struct Hall {
  SeededRandom random{20221118};
  crypto::PrivateKey issuer_key = *crypto::PrivateKey::generate_signing(crypto::test::test_suite());
  crypto::PublicKey issuer_public = *issuer_key.public_key();
  DayKey day_key{to_bytes("day-key1"), Secret(ByteView(random.bytes(32)))};
  TrustList trust;
  DayKeys keys;

  Hall() {
    trust.add(issuer({"person", "staff"}));
    keys.add(day_key.key_id, "2022-11-18", day_key.key);
  }

  [[nodiscard]] TrustedIssuer issuer(std::set<std::string> uses) const {
    return {.key_id = issuer_public.key_id(),
            .key = issuer_public,
            .issuer = "invented-issuer",
            .uses = std::move(uses),
            .not_before_s = kHallNow_s - 86400,
            .not_after_s = kHallNow_s + 86400};
  }

  [[nodiscard]] IdentityCode person_code() {
    IdentityCode code;
    code.issuer = "invented-issuer";
    code.issued_s = kHallNow_s;
    code.expires_s = kHallNow_s + 60;
    code.code_id = random.bytes(16);
    code.loa = 3;
    // P30 of the invented persons.
    code.person =
        PersonIdentity{"SANTOS, MARIA LUZ", "foreign-pr", "911608198503099846", "1985-03-09", 2};
    return code;
  }

  [[nodiscard]] IdentityCode staff_code() {
    IdentityCode code = person_code();
    code.person.reset();
    code.staff = true;
    code.staff_id = "S-0041";
    code.role = "sampler";
    return code;
  }

  [[nodiscard]] std::string issue(const IdentityCode& code) {
    return issue_identity_code(code, &day_key, issuer_key, random).value();
  }
  [[nodiscard]] Result<IdentityCode> verify(std::string_view text, CodeUse use = CodeUse::Person,
                                            std::int64_t at_s = kHallNow_s) const {
    return verify_identity_code(text, use, trust, keys, at_second(at_s));
  }
};

inline FailureCode code_of(const Result<IdentityCode>& result) {
  return result ? FailureCode::internal : result.error().code;
}

}  // namespace dk::codes
