#include "kiosk/session/scan_resolver.h"

#include <gtest/gtest.h>

#include <optional>

#include "base/codes/identity_code.h"

namespace dk::kiosk {
namespace {

constexpr std::string_view kNumber = "440309194905209540";  // P02 of the invented persons

// A snapshot as a synced terminal has it, and an issuer to make codes for it.
class Scans : public ::testing::Test {
 protected:
  void SetUp() override {
    issuer_key_ = crypto::PrivateKey::generate_p256().value();
    staff_key_ = crypto::PrivateKey::generate_p256().value();
    auto trust = std::make_shared<codes::TrustBundle>();
    trust->trust.add(issuer(*issuer_key_, "person"));
    trust->trust.add(issuer(*staff_key_, "staff"));
    day_key_.key = Secret(as_bytes("0123456789abcdef0123456789abcdef"));
    day_key_.key_id = to_bytes("dk-2211a");
    trust->day_keys.add(day_key_.key_id, "2022-11-18", Secret(day_key_.key.view()));
    snapshot_.trust = trust;
    auto roster = std::make_shared<wire::StaffRoster>();
    wire::StaffMember sampler;
    sampler.id = "S-0041";
    sampler.name = "SAMPLE, STAFF";
    sampler.role = "sampler";
    sampler.sites = {"QH-01"};
    sampler.expires_s = to_unix_seconds(now_) + 86400;
    roster->staff.push_back(sampler);
    roster_ = roster;
    snapshot_.roster = roster;
    auto site = std::make_shared<wire::Site>();
    site->site = "QH-01";
    snapshot_.site = site;
    set_list({}, to_unix_seconds(now_) - 60);
  }

  static codes::TrustedIssuer issuer(const crypto::PrivateKey& key, const std::string& use) {
    codes::TrustedIssuer trusted;
    trusted.key = key.public_key().value();
    trusted.key_id = trusted.key.key_id();
    trusted.issuer = "440309";
    trusted.uses = {use};
    trusted.not_before_s = 0;
    trusted.not_after_s = 4'000'000'000;
    return trusted;
  }
  void set_list(const std::vector<wire::KeyPerson>& persons, std::int64_t issued_s) {
    const Bytes key(32, 7);
    auto list = wire::KeyPersonList::open(wire::encode_key_person_list(persons, key, issued_s));
    snapshot_.key_persons = std::make_shared<wire::KeyPersonList>(std::move(list.value()));
  }
  std::string person_code(std::int64_t issued_before_s = 10) {
    codes::IdentityCode code = base(issued_before_s);
    code.person = codes::PersonIdentity{.name = "SAMPLE, PERSON",
                                        .document_type = "id-card",
                                        .document_number = std::string(kNumber),
                                        .birth = "1949-05-20",
                                        .sex = 2};
    return codes::issue_identity_code(code, &day_key_, *issuer_key_, random_).value();
  }
  std::string badge() {
    codes::IdentityCode code = base(10);
    code.staff = true;
    code.staff_id = "S-0041";
    code.role = "sampler";
    return codes::issue_identity_code(code, nullptr, *staff_key_, random_).value();
  }
  codes::IdentityCode base(std::int64_t issued_before_s) {
    codes::IdentityCode code;
    code.issuer = "440309";
    code.issued_s = to_unix_seconds(now_) - issued_before_s;
    code.expires_s = code.issued_s + 300;
    code.code_id = random_.bytes(16);
    code.loa = 2;
    return code;
  }
  ResolvedScan scan(std::string_view text) { return resolve_scan(as_bytes(text), snapshot_, now_); }
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

  TimePoint now_ = from_rfc3339("2022-11-18T10:00:00+08:00").value();
  SystemRandom random_;
  std::optional<crypto::PrivateKey> issuer_key_, staff_key_;
  codes::DayKey day_key_;
  std::shared_ptr<wire::StaffRoster> roster_;
  cache::Snapshot snapshot_;
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
  set_list(contact, to_unix_seconds(now_) - 3600);
  EXPECT_EQ(registered(person_code()).category, wire::KeyPersonCategory::Single);
  set_list(contact, to_unix_seconds(now_) - 13 * 3600);
  const sampling::Credential who = registered(person_code());
  EXPECT_FALSE(who.compared);
  EXPECT_EQ(who.body.compared, "not_compared");
  snapshot_.key_persons = nullptr;
  EXPECT_FALSE(registered(person_code()).compared);
}

TEST_F(Scans, expired_code_and_code_of_an_unknown_issuer_are_refused) {
  EXPECT_EQ(refused(person_code(3600)), FailureCode::code_expired);
  issuer_key_ = crypto::PrivateKey::generate_p256().value();
  EXPECT_EQ(refused(person_code()), FailureCode::code_issuer_unknown);
}

TEST_F(Scans, badge_is_staff_and_never_a_person) {
  const ResolvedScan what = scan(badge());
  const auto* staff = std::get_if<sampling::StaffBadge>(&what);
  ASSERT_NE(staff, nullptr);
  EXPECT_EQ(staff->staff_id, "S-0041");
  roster_->staff[0].sites = {"LG-07"};
  EXPECT_EQ(refused(badge()), FailureCode::staff_wrong_site);
  roster_->staff[0].expires_s = to_unix_seconds(now_) - 1;
  EXPECT_EQ(refused(badge()), FailureCode::staff_expired);
  roster_->staff.clear();
  EXPECT_EQ(refused(badge()), FailureCode::staff_unknown);
}

TEST_F(Scans, genuine_code_without_its_day_key_is_kept_for_the_district) {
  day_key_.key_id = to_bytes("dk-other");
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
  EXPECT_EQ(expired->issued, now_ - std::chrono::hours(3));
  EXPECT_EQ(expired->expires, now_ - std::chrono::hours(3) + std::chrono::seconds(300));
  issuer_key_ = crypto::PrivateKey::generate_p256().value();  // nobody vouches for this one
  const ResolvedScan forged = scan(person_code(3 * 3600));
  const auto* stranger = std::get_if<sampling::ScanRefused>(&forged);
  ASSERT_NE(stranger, nullptr);
  EXPECT_EQ(stranger->code, FailureCode::code_issuer_unknown);
  EXPECT_EQ(stranger->issued, TimePoint{});
}

TEST_F(Scans, people_in_tubes_are_compared_with_a_fresh_list_only) {
  set_list({{"id-card", std::string(kNumber), wire::KeyPersonCategory::Single}},
           to_unix_seconds(now_) - 60);
  EXPECT_EQ(fresh_list_s(snapshot_, now_), to_unix_seconds(now_) - 60);
  EXPECT_EQ(registered(person_code()).list_s, to_unix_seconds(now_) - 60);
  EXPECT_EQ(fresh_list_s(snapshot_, now_ + std::chrono::hours(13)), 0);
  const sampling::CompareTubes ask{
      .list_s = 7,
      .persons = {{Uuid{}, "id-card", std::string(kNumber)}, {Uuid{}, "id-card", "somebody"}}};
  const auto answer = compare_tubes(ask, *snapshot_.key_persons);
  EXPECT_EQ(answer.list_s, 7);
  ASSERT_EQ(answer.persons.size(), 2U);
  EXPECT_EQ(answer.persons[0].category, wire::KeyPersonCategory::Single);
  EXPECT_EQ(answer.persons[1].category, wire::KeyPersonCategory::None);
}

TEST_F(Scans, typed_number_needs_its_check_character) {
  const ResolvedScan good = resolve_typed(kNumber, snapshot_, now_);
  const auto* who = std::get_if<sampling::Credential>(&good);
  ASSERT_NE(who, nullptr);
  EXPECT_EQ(who->body.method, "manual");
  const ResolvedScan bad = resolve_typed("440309194905209541", snapshot_, now_);
  const auto* failure = std::get_if<sampling::ScanRefused>(&bad);
  ASSERT_NE(failure, nullptr);
  EXPECT_EQ(failure->code, FailureCode::citizen_number_invalid);
}

TEST_F(Scans, before_the_first_sync_nothing_is_believed) {
  snapshot_ = cache::Snapshot{};
  EXPECT_EQ(refused(person_code()), FailureCode::reference_missing);
  EXPECT_EQ(refused(badge()), FailureCode::reference_missing);
}

}  // namespace
}  // namespace dk::kiosk
