// What a card reader of any kind tells, in the order of events at the slot:
//   CardPresent, then CardRead or CardTrouble (perhaps several), then CardGone.
// A card that was told as present is always told as gone, once.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <variant>

#include "base/clock.h"
#include "base/result.h"
#include "drivers/identity.h"

namespace dk::drivers {

// What the person should do now. Closed: a screen has a picture for each.
enum class CardAdvice {
  TryAgain,      // take the card off and present it once more
  LeaveCard,     // it was taken away too early: present it and leave it
  OtherCard,     // not a card that this reader can read: present another one
  TurnCard,      // no answer from a chip: put it in the other way round
  AskStaff,      // the card does not prove that it is genuine, again and again
  OutOfService,  // the reader is broken: go on without it
};
[[nodiscard]] std::string_view name_of(CardAdvice advice);  // "try-again", ...

struct CardPresent {};
struct CardRead {
  IdentityDocument document;
  Milliseconds busy{0};  // from the first sight of the card to the document
};
struct CardTrouble {
  CardAdvice advice = CardAdvice::TryAgain;
  FailureCode code = FailureCode::card_read_failed;  // its words are failure.<code>.*
  std::uint16_t status = 0;  // of the module (SW3) or the card (SW1 SW2); 0 = none came
};
struct CardGone {
  bool seen = true;  // false: the reader itself was lost, so nobody knows where the card is
};
using CardEvent = std::variant<CardPresent, CardRead, CardTrouble, CardGone>;
using OnCard = std::function<void(CardEvent)>;

}  // namespace dk::drivers
