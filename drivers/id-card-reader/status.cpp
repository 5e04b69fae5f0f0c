#include "drivers/id-card-reader/status.h"

namespace dk::drivers {

SamMeaning meaning_of(std::uint8_t status) {
  switch (status) {
    case kSamOk:
    case kSamFound:
      return {.next = SamNext::GoOn};
    case 0x10:  // check of what the module received
    case 0x11:  // length of what the module received
      return {.next = SamNext::SendAgain, .code = FailureCode::device_protocol};
    case 0x21:  // no such command
    case 0x23:  // not allowed now
      return {.next = SamNext::FromFind, .code = FailureCode::device_protocol};
    case 0x31:  // the card refused the module
    case 0x32:  // the module refused the card
    case 0x33:  // what the card said could not be verified
      return {.next = SamNext::FromFind, .proof_failed = true};
    case 0x40:
      return {.next = SamNext::GiveUp,
              .advice = CardAdvice::OtherCard,
              .code = FailureCode::card_unsupported};
    case 0x60:  // self-test failed
    case 0x66:  // module not authorised
      return {.next = SamNext::ModuleFault,
              .advice = CardAdvice::OutOfService,
              .code = FailureCode::card_reader_fault};
    case kSamNoCard:
      return {.next = SamNext::FromFind,
              .advice = CardAdvice::LeaveCard,
              .code = FailureCode::card_removed};
    default:  // 24 unknown, 41 read, 47 random number, 81 select, 91 empty, and what is not known
      return {};
  }
}

}  // namespace dk::drivers
