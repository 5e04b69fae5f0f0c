#include "kiosk/session/scan_resolver.h"

#include <gtest/gtest.h>

#include "kiosk/session/test_scan_hall.h"

namespace dk::kiosk {
namespace {

class Scans : public ::testing::Test, protected ScanHall {
 protected:
  Scans() { set_list({}, to_unix_seconds(now) - 60); }
  void set_list(const std::vector<wire::KeyPerson>& persons, std::int64_t issued_s) {
    const Bytes key(32, 7);
    auto list = wire::KeyPersonList::open(wire::encode_key_person_list(persons, key, issued_s));
    snapshot.key_persons = std::make_shared<wire::KeyPersonList>(std::move(list.value()));
  }
  std::string person_code(std::int64_t issued_before_s = 10) {
    return codes::issue_identity_code(person_claims(issued_before_s), &today, person_key, random)
        .value();
  }
  std::string badge() {
    return codes::issue_identity_code(staff_claims(), nullptr, staff_key, random).value();
  }
  ResolvedScan scan(std::string_view text) { return resolve_scan(as_bytes(text), snapshot, now); }
  FailureCode refused(std::string_view text) {
    const ResolvedScan what = scan(text);
    const auto* failure = std::get_if<sampling::ScanRefused>(&what);
    EXPECT_NE(failure, nullptr);
    return failure == nullptr ? FailureCode::internal : failure->code;
  }
  sampling::Credential registered(std::string_view text) {
    const ResolvedScan what = scan(text);
    const auto* who = std::get_if<sampling::Credential>(&what);
    EXPECT_NE(who, nullptr);
    return who == nullptr ? sampling::Credential{} : *who;
  }
};

TEST_F(Scans, genuine_code_becomes_a_person_with_masked_name_and_tail) {
  const sampling::Credential who = registered(person_code());
  EXPECT_EQ(who.body.method, "lh1");
  EXPECT_EQ(who.body.document_number, kNumber);
  EXPECT_EQ(who.masked_name.find("SAMPLE"), std::string::npos);
  EXPECT_EQ(who.number_tail, "9540");
  EXPECT_EQ(who.age, 73);
  EXPECT_TRUE(who.compared);
  EXPECT_EQ(who.body.compared, "clear");
}

TEST_F(Scans, two_codes_of_one_person_are_the_same_person) {
  const sampling::Credential first = registered(person_code());
  const sampling::Credential second = registered(person_code());
  EXPECT_EQ(first.digest, second.digest);
  EXPECT_NE(first.body.code_id, second.body.code_id);
  EXPECT_EQ(registered(kNumber).digest, first.digest);
}

TEST_F(Scans, key_person_is_known_by_the_list_and_a_stale_list_compares_nobody) {
  const std::vector<wire::KeyPerson> contact{
      {"id-card", std::string(kNumber), wire::KeyPersonCategory::Single}};
  set_list(contact, to_unix_seconds(now) - 3600);
  EXPECT_EQ(registered(person_code()).category, wire::KeyPersonCategory::Single);
  set_list(contact, to_unix_seconds(now) - 13 * 3600);
  const sampling::Credential who = registered(person_code());
  EXPECT_FALSE(who.compared);
  EXPECT_EQ(who.body.compared, "not_compared");
  snapshot.key_persons = nullptr;
  EXPECT_FALSE(registered(person_code()).compared);
}

TEST_F(Scans, expired_code_and_code_of_an_unknown_issuer_are_refused) {
  EXPECT_EQ(refused(person_code(3600)), FailureCode::code_expired);
  person_key = crypto::PrivateKey::generate_p256().value();
  EXPECT_EQ(refused(person_code()), FailureCode::code_issuer_unknown);
}

TEST_F(Scans, badge_is_staff_and_never_a_person) {
  const ResolvedScan what = scan(badge());
  const auto* staff = std::get_if<sampling::StaffBadge>(&what);
  ASSERT_NE(staff, nullptr);
  EXPECT_EQ(staff->staff_id, "S-0041");
  roster->staff[0].sites = {"LG-07"};
  EXPECT_EQ(refused(badge()), FailureCode::staff_wrong_site);
  roster->staff[0].expires_s = to_unix_seconds(now) - 1;
  EXPECT_EQ(refused(badge()), FailureCode::staff_expired);
  roster->staff.clear();
  EXPECT_EQ(refused(badge()), FailureCode::staff_unknown);
}

TEST_F(Scans, genuine_code_without_its_day_key_is_kept_for_the_district) {
  today.key_id = to_bytes("dk-other");
  const sampling::Credential who = registered(person_code());
  EXPECT_EQ(who.body.method, "opaque-token");
  EXPECT_TRUE(who.body.name.empty());
  EXPECT_FALSE(who.compared);
}

TEST_F(Scans, payment_code_health_certificate_and_receipt_are_refused_by_name) {
  EXPECT_EQ(refused("134567890123456789"), FailureCode::code_payment);
  EXPECT_EQ(refused("HC1:6BFOXN"), FailureCode::code_switched_off);
  EXPECT_EQ(refused("LHR1:6BFOXN"), FailureCode::code_wrong_use);
  EXPECT_EQ(refused(""), FailureCode::code_malformed);
  EXPECT_EQ(refused(std::string(3000, 'A')), FailureCode::code_too_large);
}

TEST_F(Scans, tube_with_a_wrong_check_is_refused_and_a_good_one_opens) {
  const ResolvedScan tube = scan(codes::make_tube_code("LH1122", 457, {}));
  EXPECT_NE(std::get_if<sampling::ScannedTube>(&tube), nullptr);
  EXPECT_EQ(refused("LH1122-0457-16"), FailureCode::tube_code_invalid);
}

TEST_F(Scans, box_of_the_site_is_no_tube_and_a_worn_one_says_so) {
  const ResolvedScan box = scan(codes::make_tube_code("BX1122", 7, {}));
  EXPECT_NE(std::get_if<sampling::ScannedBox>(&box), nullptr);
  EXPECT_EQ(refused("BX1122-0007-99"), FailureCode::box_code_invalid);
}

TEST_F(Scans, expired_code_says_when_it_was_made_and_a_forged_one_does_not) {
  const std::string old = person_code(3 * 3600);
  const ResolvedScan what = scan(old);
  const auto* expired = std::get_if<sampling::ScanRefused>(&what);
  ASSERT_NE(expired, nullptr);
  EXPECT_EQ(expired->code, FailureCode::code_expired);
  EXPECT_EQ(expired->issued, now - std::chrono::hours(3));
  EXPECT_EQ(expired->expires, now - std::chrono::hours(3) + std::chrono::seconds(300));
  person_key = crypto::PrivateKey::generate_p256().value();  // nobody vouches for this one
  const ResolvedScan forged = scan(person_code(3 * 3600));
  const auto* stranger = std::get_if<sampling::ScanRefused>(&forged);
  ASSERT_NE(stranger, nullptr);
  EXPECT_EQ(stranger->code, FailureCode::code_issuer_unknown);
  EXPECT_EQ(stranger->issued, TimePoint{});
}

TEST_F(Scans, people_in_tubes_are_compared_with_a_fresh_list_only) {
  set_list({{"id-card", std::string(kNumber), wire::KeyPersonCategory::Single}},
           to_unix_seconds(now) - 60);
  EXPECT_EQ(fresh_list_s(snapshot, now), to_unix_seconds(now) - 60);
  EXPECT_EQ(registered(person_code()).list_s, to_unix_seconds(now) - 60);
  EXPECT_EQ(fresh_list_s(snapshot, now + std::chrono::hours(13)), 0);
  const sampling::CompareTubes ask{
      .list_s = 7,
      .persons = {{Uuid{}, "id-card", std::string(kNumber)}, {Uuid{}, "id-card", "somebody"}}};
  const auto answer = compare_tubes(ask, *snapshot.key_persons);
  EXPECT_EQ(answer.list_s, 7);
  ASSERT_EQ(answer.persons.size(), 2U);
  EXPECT_EQ(answer.persons[0].category, wire::KeyPersonCategory::Single);
  EXPECT_EQ(answer.persons[1].category, wire::KeyPersonCategory::None);
}

TEST_F(Scans, passport_before_the_reader) {
  const std::string zone =
      "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\r"
      "L898902C36UTO7408122F1204159ZE184226B<<<<<10";
  const sampling::Credential who = registered(zone);
  EXPECT_EQ(who.body.method, "mrz");
  EXPECT_EQ(who.body.document_type, "passport");
  EXPECT_EQ(who.body.document_number, "L898902C3");
  EXPECT_EQ(who.body.name, "ERIKSSON ANNA MARIA");
  EXPECT_EQ(who.age, 48);
  EXPECT_TRUE(who.compared);
  std::string misread = zone;
  misread[47] = '0';
  EXPECT_EQ(refused(misread), FailureCode::citizen_number_invalid);
}

TEST_F(Scans, card_on_the_reader_is_the_person_of_the_code) {
  drivers::IdentityDocument card;
  card.number = drivers::secret_text(kNumber);
  card.name = drivers::secret_text("陈秀英");
  card.birth = drivers::secret_text("1949-05-20");
  card.sex = drivers::Sex::Female;
  const ResolvedScan what = resolve_card(card, "id-card", snapshot, now);
  const auto* who = std::get_if<sampling::Credential>(&what);
  ASSERT_NE(who, nullptr);
  EXPECT_EQ(who->digest, registered(kNumber).digest);
  EXPECT_EQ(who->masked_name, "陈*英");
  EXPECT_EQ(who->body.method, "id-card");
  EXPECT_EQ(who->body.sex, 2);
  EXPECT_EQ(who->body.compared, "clear");
  card.kind = drivers::DocumentKind::ForeignPermit;
  const ResolvedScan other = resolve_card(card, "id-card", snapshot, now);
  EXPECT_EQ(std::get<sampling::Credential>(other).body.document_type, "foreign-pr");
}

TEST_F(Scans, typed_number_needs_its_check_character) {
  const ResolvedScan good = resolve_typed(kNumber, snapshot, now);
  const auto* who = std::get_if<sampling::Credential>(&good);
  ASSERT_NE(who, nullptr);
  EXPECT_EQ(who->body.method, "manual");
  const ResolvedScan bad = resolve_typed("440309194905209541", snapshot, now);
  const auto* failure = std::get_if<sampling::ScanRefused>(&bad);
  ASSERT_NE(failure, nullptr);
  EXPECT_EQ(failure->code, FailureCode::citizen_number_invalid);
}

TEST_F(Scans, before_the_first_sync_nothing_is_believed) {
  snapshot = cache::Snapshot{};
  EXPECT_EQ(refused(person_code()), FailureCode::reference_missing);
  EXPECT_EQ(refused(badge()), FailureCode::reference_missing);
}

}  // namespace
}  // namespace dk::kiosk
