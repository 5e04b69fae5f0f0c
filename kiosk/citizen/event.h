// Everything that can happen to a citizen at the terminal, as values. Cards and codes arrive read
// and verified: the edge (kiosk/session) has done that; this module never sees a key.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "base/uuid.h"
#include "flows/engine/journey.h"
#include "kiosk/citizen/catalogue.h"
#include "kiosk/citizen/personal_text.h"
#include "kiosk/citizen/view.h"

namespace dk::kiosk::citizen {

// Who somebody is, from a card or a code.
struct Identity {
  Way way = Way::IdCard;
  PersonalText name{};
  std::string document_type{};  // "id-card" "hmt-permit" "foreign-pr" "social-card" ...
  PersonalText document_number{};
  PersonalText birth{};                      // "1949-05-20", may be empty
  int sex = 9;                               // GB/T 2261.1
  PersonalText valid_from{}, valid_until{};  // "2019-01-02"; empty: not said, for ever
  int level = 2;  // L2: a card in hand; L3: a code whose issuer vouches for a live face

  [[nodiscard]] bool same_person(const Identity& other) const {
    return document_number == other.document_number;
  }
};

// Hands.
struct Tapped {
  std::string id{};  // of the widget: "home.login", "form.Field_card.0"
};
struct Held {  // a button that acts while it is pressed
  std::string id{};
  bool down = false;
};
struct Typing {  // the input pad's text has changed
  std::string place{};
  PersonalText text{};
  bool done = false;  // the pad was closed with "done"
};
struct Signed {
  bool empty = true;
};
struct KeyUsed {};  // of the keypad
struct TouchedAnything {};

// Cards and codes.
struct CardCame {  // something lies there; it is being read
  Way way = Way::IdCard;
};
struct CardRead {
  Identity identity{};
};
struct CardGone {
  Way way = Way::IdCard;
};
struct LoginRefused {  // a card that cannot be read, a code that is refused
  Way way = Way::IdCard;
  FailureCode why = FailureCode::internal;
};
struct MoveScanned {  // the code of a session that goes on here
  std::string code{};
};

// The terminal.
struct CatalogueChanged {
  std::shared_ptr<const Catalogue> catalogue{};
};
struct SiteChanged {
  bool ready = false;
  FailureCode why = FailureCode::reference_missing;
  std::map<std::string, std::string> name{};     // of the district's service, by language
  std::string terminal{};                        // "03"
  std::map<std::string, std::string> nearest{};  // the next terminal, by language; may be empty
  std::string hotline = "12345";
  bool helper = false;  // there is somebody in the hall who can be called
};
struct DevicesChanged {
  struct State {
    bool there = false;  // configured
    bool well = false;
    std::optional<FailureCode> trouble{};
  };
  std::map<Device, State> devices{};
};
struct NetworkChanged {
  bool online = false;
  bool known = true;  // false: nobody has tried yet, `online` is hoped
  bool syncing = false;
  std::uint64_t waiting = 0;
};
struct VoicesChanged {
  std::vector<std::string> languages{};  // in which there is a voice
};

// Answers to effects.
struct FactsAnswered {
  std::uint64_t request = 0;
  engine::FactsCame facts{};
};
struct SubjectsAnswered {
  struct Subject {
    Whom whom = Whom::Child;
    std::string handle{};  // names it on the screen; says nothing
    Identity identity{};
    std::string until{};
  };
  std::uint64_t request = 0;
  std::vector<Subject> subjects{};
};
struct CasesAnswered {
  std::uint64_t request = 0;
  std::optional<std::vector<CasesView::Line>> lines{};  // nothing: not to be reached
};
struct CertificatesAnswered {
  std::uint64_t request = 0;
  std::optional<std::vector<CertificatesView::Line>> lines{};
};
struct CodeAnswered {  // the person's own code; empty: the district gives none; none: not reached
  std::uint64_t request = 0;
  std::optional<PersonalText> code{};
  int seconds = 60;
};
struct TakeAwayAnswered {
  Uuid case_id{};
  PersonalText code{};  // empty: it could not be signed
};
struct MoveAnswered {
  std::uint64_t request = 0;
  std::optional<std::string> code{};
  int seconds = 900;
};
struct TakenOver {
  std::uint64_t request = 0;
  PersonalText session{};  // to_json() of the other terminal; empty: `why`
  std::optional<FailureCode> why{};
};
struct PaperChanged {
  Uuid job{};
  Paper paper = Paper::None;
  int percent = 0;
  std::optional<FailureCode> why{};
};
struct Saved {
  std::uint64_t save_id = 0;
  Status status{};
};
struct HelpAnswered {
  std::uint64_t request = 0;
  std::string ticket{};
  bool coming = false;  // somebody comes, or the line is answered
};
struct Wiped {
  std::vector<std::pair<std::string, bool>> what{};
};
struct ScreenFailed {};  // a page could not be drawn: a clean home is the way out
struct Tick {};

struct Event {
  std::variant<Tick, Tapped, Held, Typing, Signed, KeyUsed, TouchedAnything, CardCame, CardRead,
               CardGone, LoginRefused, MoveScanned, CatalogueChanged, SiteChanged, DevicesChanged,
               NetworkChanged, VoicesChanged, FactsAnswered, SubjectsAnswered, CasesAnswered,
               CertificatesAnswered, CodeAnswered, TakeAwayAnswered, MoveAnswered, TakenOver,
               PaperChanged, Saved, HelpAnswered, Wiped, ScreenFailed>
      what;
  TimePoint now{};  // application clock
  Milliseconds steady{};
};

}  // namespace dk::kiosk::citizen
