// Status bytes of the SAM module (SW3): what each means, what the driver does about it and what the
// person should do. Codes that are not in the table are taken as a failed reading. Pure.
#pragma once

#include <cstdint>

#include "drivers/card_event.h"

namespace dk::drivers {

inline constexpr std::uint8_t kSamOk = 0x90;
inline constexpr std::uint8_t kSamFound = 0x9f;
inline constexpr std::uint8_t kSamNoCard = 0x80;
inline constexpr std::uint8_t kSamNoContent = 0x91;

enum class SamNext {
  GoOn,        // it worked
  SendAgain,   // the module did not understand the bytes: the same command once more
  FromFind,    // the card did not do it: from the first step once more
  GiveUp,      // trying again with this card changes nothing
  ModuleFault  // the module accepts nothing any more
};

struct SamMeaning {
  SamNext next = SamNext::FromFind;
  CardAdvice advice = CardAdvice::TryAgain;
  FailureCode code = FailureCode::card_read_failed;
  bool proof_failed = false;  // card and module did not believe each other
};
[[nodiscard]] SamMeaning meaning_of(std::uint8_t status);

}  // namespace dk::drivers
