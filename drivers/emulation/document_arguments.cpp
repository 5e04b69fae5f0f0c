#include "drivers/emulation/document_arguments.h"

#include <array>

namespace dk::drivers {
namespace {

constexpr std::array kKinds = {DocumentKind::CitizenCard, DocumentKind::HmtPermit,
                               DocumentKind::ForeignPermit, DocumentKind::SocialCard};

struct TextField {
  const char* name;
  Secret IdentityDocument::* field;
};
constexpr std::array<TextField, 11> kTexts = {{{"number", &IdentityDocument::number},
                                               {"name", &IdentityDocument::name},
                                               {"other_name", &IdentityDocument::other_name},
                                               {"nation", &IdentityDocument::nation},
                                               {"birth", &IdentityDocument::birth},
                                               {"address", &IdentityDocument::address},
                                               {"issuer", &IdentityDocument::issuer},
                                               {"valid_from", &IdentityDocument::valid_from},
                                               {"valid_until", &IdentityDocument::valid_until},
                                               {"travel_permit", &IdentityDocument::travel_permit},
                                               {"card_number", &IdentityDocument::card_number}}};

}  // namespace

Result<IdentityDocument> document_from(const VerbArguments& arguments, const Persons& persons) {
  IdentityDocument document;
  if (const auto person = argument(arguments, "person")) {
    const IdentityDocument* known = persons.find(*person);
    if (known == nullptr) return fail(FailureCode::not_found, "no person of this id");
    document = *known;
  }
  if (const auto kind = argument(arguments, "kind")) {
    bool is_known = false;
    for (const DocumentKind one : kKinds) {
      if (name_of(one) == *kind) document.kind = one, is_known = true;
    }
    if (!is_known) return fail(FailureCode::invalid_argument, "kind is not a kind of document");
  }
  for (const TextField& field : kTexts) {
    if (const auto text = argument(arguments, field.name)) {
      document.*field.field = secret_text(*text);
    }
  }
  if (const auto until = argument(arguments, "valid_until")) {
    document.long_term = *until == "long-term";
  }
  if (const auto sex = number_argument(arguments, "sex")) {
    document.sex = *sex == 1 ? Sex::Male : *sex == 2 ? Sex::Female : Sex::Unknown;
  }
  if (const auto photo = argument(arguments, "photo")) {  // hex, in the module's format
    const auto bytes = from_hex(*photo);
    if (!bytes) return fail(FailureCode::invalid_argument, "photo is not hex");
    document.photo = Secret(*bytes);
  }
  if (document.name.empty() || document.number.empty()) {
    return fail(FailureCode::invalid_argument, "insert whose card: person, or name and number");
  }
  return document;
}

}  // namespace dk::drivers
