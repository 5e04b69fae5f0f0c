#include "kiosk/session/identity.h"

#include "base/secret.h"

namespace dk::kiosk {

std::string_view document_type(drivers::DocumentKind kind) {
  switch (kind) {
    case drivers::DocumentKind::HmtPermit:
      return "hmt-permit";
    case drivers::DocumentKind::ForeignPermit:
      return "foreign-pr";
    case drivers::DocumentKind::CitizenCard:
    case drivers::DocumentKind::SocialCard:
      break;
  }
  return "id-card";
}

namespace {

void forget(Document& document) {
  for (std::string* text :
       {&document.person.document_type, &document.person.document_number, &document.person.name,
        &document.birth, &document.valid_from, &document.valid_until}) {
    wipe(text->data(), text->size());
    text->clear();
  }
}

}  // namespace

void forget(SignedIn& who) {
  forget(who.document);
  if (who.for_whom) forget(*who.for_whom);
  who = {};
}

}  // namespace dk::kiosk
