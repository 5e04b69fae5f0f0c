// A person as a document in hand says it: what the card readers give to a session.
//
// Every personal field is a Secret: wiped before it is freed, never printable. Texts are UTF-8,
// days are "YYYY-MM-DD" real days, an empty field is not on the document. Characters that the card
// cannot mean (half a surrogate pair, a control character) are U+FFFD. What a field says has the
// right form (digits, days, check character); whether the document is still valid is not decided
// here: the session knows what day it is. A value; move it rather than copy it.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/secret.h"

namespace dk::drivers {

enum class DocumentKind {
  CitizenCard,    // resident identity card
  HmtPermit,      // residence permit for Hong Kong, Macao and Taiwan residents
  ForeignPermit,  // foreign permanent resident identity card, 2017 version
  SocialCard,     // social security card
};
[[nodiscard]] std::string_view name_of(DocumentKind kind);  // "citizen-card", ...

enum class Sex : std::uint8_t { Unknown = 0, Male = 1, Female = 2, Unstated = 9 };  // GB/T 2261.1

struct IdentityDocument {
  DocumentKind kind = DocumentKind::CitizenCard;
  Secret number;      // 18 characters; ForeignPermit: 3 letters, 12 digits
  Secret name;        // ForeignPermit: the name in Latin letters
  Secret other_name;  // ForeignPermit: the Chinese name
  Sex sex = Sex::Unknown;
  Secret nation;  // GB/T 3304, two digits; ForeignPermit: nationality, three letters
  Secret birth;
  Secret address;  // the newest one that the card carries
  Secret issuer;   // its name; ForeignPermit: its code; SocialCard: code of its region
  Secret valid_from;
  Secret valid_until;  // empty when long_term
  bool long_term = false;
  Secret travel_permit;  // HmtPermit: number of the permit beside it
  Secret card_number;    // SocialCard: the card's own number
  Secret photo;          // WLT, 1024 bytes, as the module gave them
  Secret portrait;       // pixels of a PhotoDecoder, empty without one
  Secret fingerprints;   // templates, opaque
};

[[nodiscard]] inline Secret secret_text(std::string_view text) { return Secret(as_bytes(text)); }

// The people's name of GB/T 3304 as it stands on a card ("01" is Han); empty for a code that the
// standard does not have: show the code then.
[[nodiscard]] std::string_view nation_name(std::string_view code);

}  // namespace dk::drivers
