// What a synced terminal of site QH-01 knows, and issuers to make codes for it. All invented.
#pragma once

#include <memory>
#include <string>

#include "base/codes/identity_code.h"
#include "kiosk/session/scan_resolver.h"

namespace dk::kiosk {

struct ScanHall {
  static constexpr std::string_view kNumber = "440309194905209540";  // P02 of the invented persons

  TimePoint now = from_rfc3339("2022-11-18T10:00:00+08:00").value();
  SystemRandom random;
  crypto::PrivateKey person_key = crypto::PrivateKey::generate_p256().value();
  crypto::PrivateKey staff_key = crypto::PrivateKey::generate_p256().value();
  codes::DayKey today{to_bytes("dk-2211b"), Secret(ByteView(random.bytes(32)))};
  std::shared_ptr<wire::StaffRoster> roster = std::make_shared<wire::StaffRoster>();
  cache::Snapshot snapshot;

  ScanHall() {
    auto trust = std::make_shared<codes::TrustBundle>();
    trust->trust.add(issuer(person_key, "person"));
    trust->trust.add(issuer(staff_key, "staff"));
    trust->day_keys.add(today.key_id, "2022-11-18", Secret(today.key.view()));
    snapshot.trust = trust;
    wire::StaffMember sampler;
    sampler.id = "S-0041";
    sampler.name = "SAMPLE, STAFF";
    sampler.role = "sampler";
    sampler.sites = {"QH-01"};
    sampler.expires_s = to_unix_seconds(now) + 86400;
    roster->staff.push_back(sampler);
    snapshot.roster = roster;
    auto site = std::make_shared<wire::Site>();
    site->site = "QH-01";
    snapshot.site = site;
  }

  static codes::TrustedIssuer issuer(const crypto::PrivateKey& key, const std::string& use) {
    codes::TrustedIssuer trusted;
    trusted.key = key.public_key().value();
    trusted.key_id = trusted.key.key_id();
    trusted.issuer = "440309";
    trusted.uses = {use};
    trusted.not_after_s = 4'000'000'000;
    return trusted;
  }

  // Valid for five minutes from `issued_before_s` seconds ago.
  codes::IdentityCode person_claims(std::int64_t issued_before_s = 10) {
    codes::IdentityCode code = claims(issued_before_s);
    code.person = codes::PersonIdentity{.name = "SAMPLE, PERSON",
                                        .document_type = "id-card",
                                        .document_number = std::string(kNumber),
                                        .birth = "1949-05-20",
                                        .sex = 2};
    return code;
  }
  codes::IdentityCode staff_claims() {
    codes::IdentityCode code = claims(10);
    code.staff = true;
    code.staff_id = "S-0041";
    code.role = "sampler";
    return code;
  }

 private:
  codes::IdentityCode claims(std::int64_t issued_before_s) {
    codes::IdentityCode code;
    code.issuer = "440309";
    code.issued_s = to_unix_seconds(now) - issued_before_s;
    code.expires_s = code.issued_s + 300;
    code.code_id = random.bytes(16);
    code.loa = 2;
    return code;
  }
};

}  // namespace dk::kiosk
