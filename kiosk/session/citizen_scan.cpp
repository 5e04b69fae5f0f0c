#include "kiosk/session/citizen_scan.h"

#include "base/codes/identity_code.h"
#include "base/codes/scanned.h"

namespace dk::kiosk {

namespace {

using citizen::LoginRefused;
using citizen::Way;

decltype(citizen::Event::what) from_identity(const std::string& text,
                                             const cache::Snapshot& snapshot, TimePoint now) {
  if (!snapshot.trust) return LoginRefused{Way::Code, FailureCode::reference_missing};
  const auto& trust = *snapshot.trust;
  const auto code =
      codes::verify_identity_code(text, codes::CodeUse::Person, trust.trust, trust.day_keys, now);
  if (!code) return LoginRefused{Way::Code, code.error().code};
  if (!code->person) return LoginRefused{Way::Code, FailureCode::code_malformed};
  citizen::Identity who;
  who.way = Way::Code;
  who.name = code->person->name;
  who.document_type = code->person->document_type;
  who.document_number = code->person->document_number;
  who.birth = code->person->birth;
  who.sex = code->person->sex;
  // The issuer vouches for a live face from level 3 on; less is what a card shows.
  who.level = code->loa >= 3 ? 3 : 2;
  return citizen::CardRead{std::move(who)};
}

}  // namespace

decltype(citizen::Event::what) resolve_citizen_scan(ByteView bytes, const cache::Snapshot& snapshot,
                                                    TimePoint now) {
  const auto scanned = codes::classify_scan(bytes, {}, {});
  if (!scanned) return LoginRefused{Way::Code, scanned.error().code};
  switch (scanned->kind) {
    case codes::ScannedKind::IdentityCode:
      return from_identity(scanned->text, snapshot, now);
    case codes::ScannedKind::Handover:
      return citizen::MoveScanned{scanned->text};
    case codes::ScannedKind::Payment:
      return LoginRefused{Way::Code, FailureCode::code_payment};
    case codes::ScannedKind::HealthCert:
      return LoginRefused{Way::Code, FailureCode::code_switched_off};
    default:
      return LoginRefused{Way::Code, FailureCode::code_wrong_use};
  }
}

}  // namespace dk::kiosk
