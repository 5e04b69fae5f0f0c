// Who is signed in, as the document said it: for the time of one session and no longer. A chip says
// more than a phone's code: its `valid_from` is on no list, and opens what this terminal remembers
// of that card (fact_cache.h). Plain values; wiped by their owner at the session's end.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "drivers/identity.h"
#include "offline-cache/wire/person_ref.h"

namespace dk::kiosk {

struct Document {
  wire::PersonRef person;
  std::string birth;  // "1949-05-20" or empty, like the two below
  std::string valid_from;
  std::string valid_until;  // empty also for a long-term card
  int sex = 9;              // GB/T 2261.1: 1, 2, 9
  bool chip = false;        // read from a card in hand
};

struct SignedIn {
  Document document;
  // For whom, when for somebody else: what is known of them (a second document, or typed).
  std::optional<Document> for_whom;
  int loa = 2;
  TimePoint at{};  // when the document was read

  [[nodiscard]] const Document& subject() const { return for_whom ? *for_whom : document; }
};

// As the events and lists name it: "id-card", "hmt-permit", "foreign-pr". A social card carries the
// citizen's number: the person is the same.
[[nodiscard]] std::string_view document_type(drivers::DocumentKind kind);

// Zeroes every text in it.
void forget(SignedIn& who);

}  // namespace dk::kiosk
