#include "base/codes/identity_code.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>

#include "base/codes/base45.h"
#include "base/codes/cbor.h"
#include "base/codes/cose.h"
#include "base/codes/identity_golden.h"
#include "base/codes/identity_test_hall.h"
#include "base/codes/symbols.h"
#include "base/codes/zlib_codec.h"

namespace dk::codes {
namespace {

Bytes cose_of(std::string_view text) {
  return *inflate_bounded(*base45_decode(text.substr(kIdentityPrefix.size())), 8192);
}
std::string text_of(ByteView cose) {
  return std::string(kIdentityPrefix) + base45_encode(*deflate(cose));
}

TEST(IdentityCode, person_shows_a_good_code) {
  Hall hall;
  const IdentityCode shown = hall.person_code();
  const auto seen = hall.verify(hall.issue(shown));
  ASSERT_TRUE(seen) << seen.error().detail;
  EXPECT_EQ(seen->issuer, shown.issuer);
  EXPECT_EQ(seen->issued_s, shown.issued_s);
  EXPECT_EQ(seen->expires_s, shown.expires_s);
  EXPECT_EQ(seen->code_id, shown.code_id);
  EXPECT_EQ(seen->loa, 3);
  EXPECT_FALSE(seen->staff);
  ASSERT_TRUE(seen->person);
  EXPECT_EQ(seen->person->name, shown.person->name);
  EXPECT_EQ(seen->person->document_type, "foreign-pr");
  EXPECT_EQ(seen->person->document_number, "911608198503099846");
  EXPECT_EQ(seen->person->birth, "1985-03-09");
  EXPECT_EQ(seen->person->sex, 2);
}

TEST(IdentityCode, worker_shows_a_good_badge) {
  Hall hall;
  const auto seen = hall.verify(hall.issue(hall.staff_code()), CodeUse::Staff);
  ASSERT_TRUE(seen) << seen.error().detail;
  EXPECT_TRUE(seen->staff);
  EXPECT_EQ(seen->staff_id, "S-0041");
  EXPECT_EQ(seen->role, "sampler");
  EXPECT_FALSE(seen->person);
}

TEST(IdentityCode, codes_of_another_implementation) {
  TrustList trust;
  auto key = crypto::PublicKey::from_spki(*from_hex(golden::kSpkiHex));
  ASSERT_TRUE(key);
  EXPECT_EQ(to_hex(key->key_id()), golden::kKeyIdHex);
  trust.add({.key_id = key->key_id(),
             .key = *key,
             .issuer = std::string(golden::kIssuer),
             .uses = {"person", "staff"},
             .not_before_s = 0,
             .not_after_s = 1 << 30});
  DayKeys keys;
  Bytes day_key(32);
  for (std::size_t i = 0; i < day_key.size(); ++i) day_key[i] = static_cast<std::uint8_t>(i);
  keys.add(to_bytes(golden::kDayKeyId), "2022-11-18", Secret(ByteView(day_key)));
  const TimePoint now = at_second(golden::kIssued_s);
  EXPECT_EQ(code_of(verify_identity_code(golden::kPerson, CodeUse::Person, trust, keys, now)),
            FailureCode::code_issuer_unknown);  // the key's time is over
  TrustedIssuer issuer = trust.issuers().front();
  issuer.not_after_s = golden::kExpires_s;
  trust.add(issuer);
  const auto person = verify_identity_code(golden::kPerson, CodeUse::Person, trust, keys, now);
  ASSERT_TRUE(person) << person.error().detail;
  EXPECT_EQ(person->person->name, "\u5F20\U0002C618");
  EXPECT_EQ(person->person->document_number, "460300200003309758");
  EXPECT_EQ(person->expires_s, golden::kExpires_s);
  const auto staff = verify_identity_code(golden::kStaff, CodeUse::Staff, trust, keys, now);
  ASSERT_TRUE(staff) << staff.error().detail;
  EXPECT_EQ(staff->staff_id, "S-0041");

  // Every character changed to every other one of the alphabet: never accepted.
  constexpr std::string_view kAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  for (std::size_t i = 0; i < golden::kPerson.size(); ++i) {
    for (const char c : kAlphabet) {
      std::string forged(golden::kPerson);
      if (forged[i] == c) continue;
      forged[i] = c;
      ASSERT_FALSE(verify_identity_code(forged, CodeUse::Person, trust, keys, now)) << i << c;
    }
  }
}

TEST(IdentityCode, clocks_ninety_seconds_apart_still_agree) {
  Hall hall;
  const std::string text = hall.issue(hall.person_code());
  const std::int64_t expires_s = kHallNow_s + 60;
  EXPECT_TRUE(hall.verify(text, CodeUse::Person, expires_s + kSkewSeconds));
  EXPECT_EQ(code_of(hall.verify(text, CodeUse::Person, expires_s + kSkewSeconds + 1)),
            FailureCode::code_expired);
  EXPECT_TRUE(hall.verify(text, CodeUse::Person, kHallNow_s - kSkewSeconds));
  EXPECT_EQ(code_of(hall.verify(text, CodeUse::Person, kHallNow_s - kSkewSeconds - 1)),
            FailureCode::code_not_yet_valid);
}

TEST(IdentityCode, age_of_a_code_is_told_only_when_somebody_vouches_for_it) {
  Hall hall;
  Hall stranger;
  const auto code = hall.person_code();
  std::optional<CodeLife> life;
  const auto look = [&](std::string_view text) {
    const TimePoint later(std::chrono::seconds(kHallNow_s + 3600));
    return code_of(
        verify_identity_code(text, CodeUse::Person, hall.trust, hall.keys, later, &life));
  };
  EXPECT_EQ(look(hall.issue(code)), FailureCode::code_expired);
  ASSERT_TRUE(life);
  EXPECT_EQ(life->issued_s, code.issued_s);
  EXPECT_EQ(life->expires_s, code.expires_s);
  EXPECT_EQ(look(stranger.issue(stranger.person_code())), FailureCode::code_issuer_unknown);
  EXPECT_FALSE(life);
}

TEST(IdentityCode, unknown_issuer_wrong_use_and_a_name_that_is_not_the_keys) {
  Hall hall;
  Hall stranger;
  EXPECT_EQ(code_of(hall.verify(stranger.issue(stranger.person_code()))),
            FailureCode::code_issuer_unknown);
  const std::string person = hall.issue(hall.person_code());
  const std::string staff = hall.issue(hall.staff_code());
  EXPECT_EQ(code_of(hall.verify(person, CodeUse::Staff)), FailureCode::code_wrong_use);
  EXPECT_EQ(code_of(hall.verify(staff, CodeUse::Person)), FailureCode::code_wrong_use);
  hall.trust = TrustList();
  hall.trust.add(hall.issuer({"staff", "receipt"}));
  EXPECT_EQ(code_of(hall.verify(person)), FailureCode::code_wrong_use);
  EXPECT_TRUE(hall.verify(staff, CodeUse::Staff));
  IdentityCode pretender = hall.staff_code();
  pretender.issuer = "another-issuer";
  EXPECT_EQ(code_of(hall.verify(hall.issue(pretender), CodeUse::Staff)), FailureCode::code_forged);
  // The key's time is over while the code's is not.
  EXPECT_EQ(code_of(hall.verify(staff, CodeUse::Staff, kHallNow_s + 86400 + kSkewSeconds + 1)),
            FailureCode::code_issuer_unknown);
}

TEST(IdentityCode, receipt_is_no_identity) {
  Hall hall;
  const Bytes cose = cose_of(hall.issue(hall.person_code()));
  const Bytes payload = parse_sign1(cose)->payload;
  const Bytes receipt = *make_sign1(payload, "application/lhr1+cwt", hall.issuer_key);
  EXPECT_EQ(code_of(hall.verify(text_of(receipt))), FailureCode::code_wrong_use);
  const Bytes untyped = *make_sign1(payload, "", hall.issuer_key);
  EXPECT_EQ(code_of(hall.verify(text_of(untyped))), FailureCode::code_wrong_use);
  EXPECT_TRUE(hall.verify(text_of(*make_sign1(payload, "application/lh1+cwt", hall.issuer_key))));
}

TEST(IdentityCode, day_key_not_here_yet) {
  Hall hall;
  const std::string text = hall.issue(hall.person_code());
  hall.keys = DayKeys();
  EXPECT_EQ(code_of(hall.verify(text)), FailureCode::code_day_key_missing);
  // Expiry and forgery are seen without the key.
  EXPECT_EQ(code_of(hall.verify(text, CodeUse::Person, kHallNow_s + 3600)),
            FailureCode::code_expired);
  hall.keys.add(hall.day_key.key_id, "2022-11-18", Secret(ByteView(hall.random.bytes(32))));
  EXPECT_EQ(code_of(hall.verify(text)), FailureCode::code_forged);  // same name, other key
}

// An inner part is bound to its code's id: signed into another code, it does not open.
TEST(IdentityCode, inner_part_moved_to_another_code) {
  Hall hall;
  CborValue claims = *cbor_decode(parse_sign1(cose_of(hall.issue(hall.person_code())))->payload);
  for (std::size_t i = 0; i < claims.items.size(); i += 2) {
    if (claims.items[i].as_integer() == 7) claims.items[i + 1].data = hall.random.bytes(16);
  }
  const Bytes moved = *make_sign1(*cbor_encode(claims), "application/lh1+cwt", hall.issuer_key);
  EXPECT_EQ(code_of(hall.verify(text_of(moved))), FailureCode::code_forged);
}

TEST(IdentityCode, claims_out_of_bounds_are_malformed_even_when_signed) {
  Hall hall;
  const CborValue good =
      *cbor_decode(parse_sign1(cose_of(hall.issue(hall.person_code())))->payload);
  const auto with = [&](std::int64_t key, const CborValue& value) {
    CborValue claims = CborValue::map();
    for (std::size_t i = 0; i < good.items.size(); i += 2) {
      if (good.items[i].as_integer() != key) claims.put(good.items[i], good.items[i + 1]);
    }
    if (!(value == CborValue{})) claims.put(key, value);
    return hall.verify(
        text_of(*make_sign1(*cbor_encode(claims), "application/lh1+cwt", hall.issuer_key)));
  };
  const CborValue absent;
  for (const std::int64_t key : {1, 4, 6, 7, -70001, -70002, -70003}) {
    EXPECT_EQ(code_of(with(key, absent)), FailureCode::code_malformed) << key;
    EXPECT_EQ(code_of(with(key, CborValue::boolean(true))), FailureCode::code_malformed) << key;
  }
  EXPECT_EQ(code_of(with(7, CborValue::bytes(Bytes(15)))), FailureCode::code_malformed);
  EXPECT_EQ(code_of(with(-70002, CborValue::integer(5))), FailureCode::code_malformed);
  EXPECT_EQ(code_of(with(-70001, CborValue::text("robot"))), FailureCode::code_malformed);
  EXPECT_EQ(code_of(with(4, CborValue::integer(INT64_MAX))), FailureCode::code_malformed);
  EXPECT_EQ(code_of(with(4, CborValue::integer(kHallNow_s - 1))), FailureCode::code_malformed);
  EXPECT_EQ(code_of(with(6, CborValue::floating(1.5))), FailureCode::code_malformed);
  EXPECT_TRUE(with(-70099, CborValue::text("a later version's claim")));
}

TEST(IdentityCode, nothing_half_made_is_issued) {
  Hall hall;
  const auto refused = [&](const IdentityCode& code, const DayKey* key) {
    const auto text = issue_identity_code(code, key, hall.issuer_key, hall.random);
    return !text && text.error().code == FailureCode::invalid_argument;
  };
  EXPECT_TRUE(refused(hall.person_code(), nullptr));
  IdentityCode code = hall.person_code();
  code.person.reset();
  EXPECT_TRUE(refused(code, &hall.day_key));
  code = hall.person_code();
  code.person->birth = "1949-02-30";
  EXPECT_TRUE(refused(code, &hall.day_key));
  code = hall.person_code();
  code.code_id.pop_back();
  EXPECT_TRUE(refused(code, &hall.day_key));
  code = hall.staff_code();
  code.role.clear();
  EXPECT_TRUE(refused(code, nullptr));
  EXPECT_FALSE(refused(hall.staff_code(), nullptr));
}

// The floor of the site, by the issuer's algorithm and by that of the inner part.
TEST(IdentityCode, code_below_the_floor_is_refused_by_name) {
  Hall hall;
  const crypto::Suite suite = hall.issuer_key.suite();
  const crypto::Suite other =
      suite == crypto::Suite::Shangmi ? crypto::Suite::International : crypto::Suite::Shangmi;
  const std::string person = hall.issue(hall.person_code());
  const std::string staff = hall.issue(hall.staff_code());
  hall.trust.set_algorithms(crypto::only(suite));
  EXPECT_TRUE(hall.verify(person));
  EXPECT_TRUE(hall.verify(staff, CodeUse::Staff));
  hall.trust.set_algorithms(crypto::only(other));
  EXPECT_EQ(code_of(hall.verify(person)), FailureCode::algorithm_refused);
  EXPECT_EQ(code_of(hall.verify(staff, CodeUse::Staff)), FailureCode::algorithm_refused);
}

TEST(IdentityCode, issuers_of_both_suites_stand_in_one_list) {
  Hall hall;
  const IdentityCode code = hall.person_code();
  const std::string first = hall.issue(code);
  hall.issuer_key =
      crypto::PrivateKey::generate_signing(hall.issuer_key.suite() == crypto::Suite::Shangmi
                                               ? crypto::Suite::International
                                               : crypto::Suite::Shangmi)
          .value();
  hall.issuer_public = hall.issuer_key.public_key().value();
  hall.trust.add(hall.issuer({"person", "staff"}));
  for (const std::string& text : {first, hall.issue(code)}) {
    const auto verified = hall.verify(text);
    ASSERT_TRUE(verified) << verified.error().detail;
    EXPECT_EQ(verified->person->document_number, "911608198503099846");
  }
}

// Printed, not asserted: what a phone must show and what a desk must wait.
TEST(IdentityCode, size_and_speed) {
  Hall hall;
  IdentityCode typical = hall.person_code();
  typical.person =
      PersonIdentity{"\u9648\u79C0\u82F1", "id-card", "440309194905209540", "1949-05-20", 2};
  const std::string person = hall.issue(typical);
  const std::string staff = hall.issue(hall.staff_code());
  for (const auto& [name, text] : {std::pair("person", person), std::pair("staff", staff)}) {
    const auto symbol = make_qr(text, QrLevel::M);
    ASSERT_TRUE(symbol);
    std::printf("LH1 %s: %zu characters, QR level M version %d (%d modules)\n", name, text.size(),
                (symbol->width - 17) / 4, symbol->width);
    EXPECT_LE(text.size(), 2048U);
  }
  constexpr int kRounds = 2000;
  const auto start = std::chrono::steady_clock::now();
  int good = 0;
  for (int i = 0; i < kRounds; ++i) good += hall.verify(person) ? 1 : 0;
  const auto spent = std::chrono::steady_clock::now() - start;
  EXPECT_EQ(good, kRounds);
  std::printf("verify_identity_code: %.1f us\n",
              std::chrono::duration<double, std::micro>(spent).count() / kRounds);
}

}  // namespace
}  // namespace dk::codes
