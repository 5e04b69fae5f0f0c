#include "kiosk/session/scan_resolver.h"

#include <algorithm>

#include "base/codes/citizen_number.h"
#include "base/codes/identity_code.h"
#include "base/codes/mrz.h"
#include "base/codes/scanned.h"
#include "i18n/masking.h"
#include "kiosk/sampling/rules.h"
#include "kiosk/session/identity.h"

namespace dk::kiosk {

namespace {

using sampling::Credential;
using sampling::ScanRefused;
using sampling::StaffBadge;

using sampling::person_digest;

ResolvedScan refused(FailureCode code) {
  return ScanRefused{.code = code, .issued = {}, .expires = {}};
}

// Compared only with a list that is here and fresh: missing or stale is "not compared", never
// clear.
void compare(Credential& who, const cache::Snapshot& snapshot, TimePoint now) {
  who.body.compared = "not_compared";
  who.list_s = fresh_list_s(snapshot, now);
  if (who.list_s == 0) return;
  who.compared = true;
  who.category = snapshot.key_persons->find(who.body.document_type, who.body.document_number);
  who.body.compared = who.category == wire::KeyPersonCategory::None ? "clear" : "hit";
}

Credential from_person(const codes::PersonIdentity& person, TimePoint now) {
  Credential who;
  who.body.name = person.name;
  who.body.document_type = person.document_type;
  who.body.document_number = person.document_number;
  who.body.birth = person.birth;
  who.body.sex = person.sex;
  who.masked_name = i18n::mask_name(person.name);
  who.number_tail = i18n::number_tail_staff(person.document_number);
  who.digest = person_digest(person.document_type, person.document_number);
  who.age = codes::age_in_years(person.birth, now);
  return who;
}

Credential from_token(ByteView bytes) {
  Credential who;
  who.body.method = "opaque-token";
  who.body.opaque_token = to_base64(bytes);
  who.digest = person_digest("opaque-token", as_text(bytes));
  who.body.compared = "not_compared";
  return who;
}

ResolvedScan from_number(std::string_view text, std::string_view method,
                         const cache::Snapshot& snapshot, TimePoint now) {
  const auto number = codes::parse_citizen_number(text, now);
  if (!number) return refused(number.error().code);
  codes::PersonIdentity person;
  person.document_type = "id-card";
  person.document_number = number->text;
  person.birth = number->birth;
  person.sex = number->male ? 1 : 2;
  Credential who = from_person(person, now);
  who.body.method = method;
  compare(who, snapshot, now);
  return who;
}

ResolvedScan from_travel_document(std::string_view text, const cache::Snapshot& snapshot,
                                  TimePoint now) {
  auto mrz = codes::parse_mrz(text, now);
  if (!mrz) return refused(mrz.error().code);
  codes::PersonIdentity person;
  person.name = std::move(mrz->name);
  person.document_type = mrz->type.starts_with('P') ? "passport" : "travel-document";
  person.document_number = std::move(mrz->number);
  person.birth = std::move(mrz->birth);
  person.sex = mrz->sex;
  Credential who = from_person(person, now);
  who.body.method = "mrz";
  compare(who, snapshot, now);
  return who;
}

ResolvedScan from_staff(const codes::IdentityCode& code, const cache::Snapshot& snapshot,
                        TimePoint now) {
  if (!snapshot.roster || !snapshot.site) return refused(FailureCode::reference_missing);
  const auto& staff = snapshot.roster->staff;
  const auto member = std::find_if(staff.begin(), staff.end(), [&](const wire::StaffMember& m) {
    return m.id == code.staff_id;
  });
  if (member == staff.end()) return refused(FailureCode::staff_unknown);
  if (member->expires_s <= to_unix_seconds(now)) return refused(FailureCode::staff_expired);
  const auto& sites = member->sites;
  if (std::find(sites.begin(), sites.end(), snapshot.site->site) == sites.end()) {
    return refused(FailureCode::staff_wrong_site);
  }
  return StaffBadge{member->id, i18n::mask_name(member->name), member->role,
                    std::min(code.expires_s, member->expires_s)};
}

ResolvedScan from_identity(const std::string& text, const cache::Snapshot& snapshot,
                           TimePoint now) {
  if (!snapshot.trust) return refused(FailureCode::reference_missing);
  const auto& trust = *snapshot.trust;
  std::optional<codes::CodeLife> life;
  auto code = codes::verify_identity_code(text, codes::CodeUse::Person, trust.trust, trust.day_keys,
                                          now, &life);
  if (!code && code.error().code == FailureCode::code_wrong_use) {
    // Perhaps a badge. A staff code is never a person and the other way round.
    auto badge =
        codes::verify_identity_code(text, codes::CodeUse::Staff, trust.trust, trust.day_keys, now);
    if (badge) return from_staff(*badge, snapshot, now);
    return refused(badge.error().code);
  }
  if (!code) {
    // A genuine code whose day key is not here: kept sealed for the district to resolve.
    if (code.error().code == FailureCode::code_day_key_missing) return from_token(as_bytes(text));
    const auto lived = life.value_or(codes::CodeLife{});
    return ScanRefused{.code = code.error().code,
                       .issued = TimePoint(std::chrono::seconds(lived.issued_s)),
                       .expires = TimePoint(std::chrono::seconds(lived.expires_s))};
  }
  if (!code->person) return refused(FailureCode::code_malformed);
  Credential who = from_person(*code->person, now);
  who.body.method = "lh1";
  who.body.code_id = to_hex(code->code_id);
  compare(who, snapshot, now);
  return who;
}

}  // namespace

std::int64_t fresh_list_s(const cache::Snapshot& snapshot, TimePoint now) {
  if (!snapshot.key_persons || !snapshot.site) return 0;
  const std::int64_t age_s = to_unix_seconds(now) - snapshot.key_persons->issued_s();
  return age_s > std::int64_t{snapshot.site->list_max_age_h} * 3600
             ? 0
             : snapshot.key_persons->issued_s();
}

sampling::Compared compare_tubes(const sampling::CompareTubes& ask,
                                 const wire::KeyPersonList& list) {
  sampling::Compared answer{.list_s = ask.list_s, .persons = {}};
  answer.persons.reserve(ask.persons.size());
  for (const auto& person : ask.persons) {
    answer.persons.push_back(
        {person.registration, list.find(person.document_type, person.document_number)});
  }
  return answer;
}

ResolvedScan resolve_scan(ByteView bytes, const cache::Snapshot& snapshot, TimePoint now) {
  const codes::TubeCodeRule rule = snapshot.site ? snapshot.site->tube_rule : codes::TubeCodeRule{};
  const codes::TubeCodeRule box_rule =
      snapshot.site ? snapshot.site->box_rule : wire::Site{}.box_rule;
  const auto scanned = codes::classify_scan(bytes, rule, box_rule);
  if (!scanned) return refused(scanned.error().code);
  switch (scanned->kind) {
    case codes::ScannedKind::Command:
      return sampling::ScannedCommand{scanned->text};
    case codes::ScannedKind::IdentityCode:
      return from_identity(scanned->text, snapshot, now);
    case codes::ScannedKind::Receipt:
    case codes::ScannedKind::Handover:
      return refused(FailureCode::code_wrong_use);
    case codes::ScannedKind::HealthCert:
      return refused(FailureCode::code_switched_off);
    case codes::ScannedKind::Payment:
      return refused(FailureCode::code_payment);
    case codes::ScannedKind::TravelDocument:
      return from_travel_document(scanned->text, snapshot, now);
    case codes::ScannedKind::CitizenNumber:
      return from_number(scanned->text, "citizen-number", snapshot, now);
    case codes::ScannedKind::TubeCode: {
      const auto tube = codes::parse_tube_code(scanned->text, rule);
      if (!tube) return refused(tube.error().code);
      return sampling::ScannedTube{*tube};
    }
    case codes::ScannedKind::BoxCode: {
      const auto box = codes::parse_tube_code(scanned->text, box_rule);
      if (!box) return refused(FailureCode::box_code_invalid);
      return sampling::ScannedBox{*box};
    }
    case codes::ScannedKind::OpaqueToken:
      return from_token(as_bytes(scanned->text));
  }
  return refused(FailureCode::code_unknown);
}

ResolvedScan resolve_card(const drivers::IdentityDocument& document, std::string_view method,
                          const cache::Snapshot& snapshot, TimePoint now) {
  codes::PersonIdentity person;
  person.name = document.name.text();
  person.document_type = document_type(document.kind);
  person.document_number = document.number.text();
  person.birth = document.birth.text();
  person.sex = document.sex == drivers::Sex::Unknown ? 9 : static_cast<int>(document.sex);
  Credential who = from_person(person, now);
  who.body.method = method;
  compare(who, snapshot, now);
  return who;
}

ResolvedScan resolve_typed(std::string_view number, const cache::Snapshot& snapshot,
                           TimePoint now) {
  return from_number(number, "manual", snapshot, now);
}

}  // namespace dk::kiosk
