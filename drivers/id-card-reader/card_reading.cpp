#include "drivers/id-card-reader/card_reading.h"

#include <optional>

#include "drivers/id-card-reader/record.h"

namespace dk::drivers {
namespace {

bool is_of_card(FailureCode code) {
  return code == FailureCode::card_read_failed || code == FailureCode::card_removed ||
         code == FailureCode::card_unsupported;
}

// Worth another try from the first step, although it was not the card's answer.
bool may_pass(FailureCode code) {
  return code == FailureCode::timed_out || code == FailureCode::device_protocol;
}

}  // namespace

Status CardReading::check_module() {
  DK_TRY(answer, step(SamCommand::Check, options_.find_timeout));
  static_cast<void>(answer);
  return {};
}

Result<bool> CardReading::find() {
  auto answer = line_.ask(SamCommand::Find, options_.find_timeout);
  if (!answer) return std::unexpected(answer.error());
  if (answer->status == kSamFound) return true;
  const SamMeaning meaning = meaning_of(answer->status);
  if (meaning.next == SamNext::ModuleFault) return fail(meaning.code, "find card");
  // Any other refusal is a card that cannot be found: the next look may do better.
  return false;
}

Result<IdentityDocument> CardReading::read() {
  last_status_ = 0;
  std::optional<Failure> last;
  for (int i = 0; i < options_.readings; ++i) {
    if (i > 0) {
      auto found = find();
      if (!found && !may_pass(found.error().code)) return std::unexpected(found.error());
      // Two silences in a row: it is not the card.
      if (!found && last->code == FailureCode::timed_out) return std::unexpected(found.error());
      if (!found) continue;
      if (!*found) {
        last_status_ = kSamNoCard;
        return fail(FailureCode::card_removed, "the card went while it was read");
      }
    }
    auto document = read_once();
    if (document) return document;
    last = document.error();
    if (!is_of_card(last->code) && !may_pass(last->code)) break;
    if (last->code == FailureCode::card_unsupported) break;
  }
  return std::unexpected(*last);
}

Result<bool> CardReading::still_there() {
  DK_TRY(answers, answers_for_card());
  if (answers) return true;
  return find();
}

Result<bool> CardReading::answers_for_card() {
  DK_TRY(answer, line_.ask(SamCommand::ReadAddress, options_.select_timeout));
  return answer.status == kSamOk || answer.status == kSamNoContent;
}

// A success, or what its status means as a failure.
Result<SamAnswer> CardReading::step(SamCommand command, Milliseconds timeout) {
  auto answer = line_.ask(command, timeout);
  if (!answer) return answer;
  const SamMeaning meaning = meaning_of(answer->status);
  if (meaning.next == SamNext::GoOn) return answer;
  last_status_ = answer->status;
  return fail(meaning.code, "status of the module");
}

Result<IdentityDocument> CardReading::read_once() {
  DK_TRY(selected, step(SamCommand::Select, options_.select_timeout));
  static_cast<void>(selected);
  const bool fingers = options_.fingerprints;
  DK_TRY(answer, step(fingers ? SamCommand::ReadBaseAndFingers : SamCommand::ReadBase,
                      fingers ? options_.read_fingers_timeout : options_.read_timeout));
  DK_TRY(parts, parts_of_reading(answer.data.view(), fingers));
  DK_TRY(document, document_of_record(parts.text));
  document.photo = Secret(parts.photo);
  document.fingerprints = Secret(parts.fingers);
  if (options_.photo_decoder && !parts.photo.empty()) {
    // No picture is no reason to refuse the person.
    if (auto portrait = options_.photo_decoder(parts.photo)) {
      document.portrait = std::move(*portrait);
    }
  }
  if (options_.later_address) DK_CHECK(take_later_address(document));
  return document;
}

// Only a lost line is a failure: without an answer the address of the record stands.
Status CardReading::take_later_address(IdentityDocument& document) {
  auto answer = line_.ask(SamCommand::ReadAddress, options_.select_timeout);
  if (!answer) {
    if (may_pass(answer.error().code)) return {};
    return std::unexpected(answer.error());
  }
  if (answer->status != kSamOk) return {};
  if (Secret address = later_address(answer->data.view()); !address.empty()) {
    document.address = std::move(address);
  }
  return {};
}

}  // namespace dk::drivers
