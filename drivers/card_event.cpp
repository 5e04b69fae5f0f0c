#include "drivers/card_event.h"

namespace dk::drivers {

std::string_view name_of(CardAdvice advice) {
  switch (advice) {
    case CardAdvice::TryAgain:
      return "try-again";
    case CardAdvice::LeaveCard:
      return "leave-card";
    case CardAdvice::OtherCard:
      return "other-card";
    case CardAdvice::TurnCard:
      return "turn-card";
    case CardAdvice::AskStaff:
      return "ask-staff";
    case CardAdvice::OutOfService:
      return "out-of-service";
  }
  return "ask-staff";
}

}  // namespace dk::drivers
