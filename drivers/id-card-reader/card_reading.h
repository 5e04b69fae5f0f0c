// The steps at a card: find, select, read, and whether it still lies there.
//
// Failures of a card are card_*: last_status() says which status of the module was behind one.
// Failures of the line or module are those of SamLine, and card_reader_fault. One thread.
#pragma once

#include "drivers/id-card-reader/driver.h"
#include "drivers/id-card-reader/sam_line.h"
#include "drivers/id-card-reader/status.h"

namespace dk::drivers {

class CardReading {
 public:
  CardReading(const IdCardReaderOptions& options, SamLine& line) : options_(options), line_(line) {}

  [[nodiscard]] Status check_module();
  // True when there is a card that the module is willing to read.
  [[nodiscard]] Result<bool> find();
  // After find() said true. Tries again from find() as often as the options say.
  [[nodiscard]] Result<IdentityDocument> read();
  // Whether the card that was read lies there. Many modules do not find such a card again before
  // it has been taken off, but go on answering for it.
  [[nodiscard]] Result<bool> still_there();
  // Half of it: whether the module goes on answering for a card that it does not find again.
  [[nodiscard]] Result<bool> answers_for_card();
  // Of the last answer that was not a success.
  [[nodiscard]] SamMeaning last_meaning() const { return meaning_of(last_status_); }
  [[nodiscard]] std::uint8_t last_status() const { return last_status_; }

 private:
  [[nodiscard]] Result<SamAnswer> step(SamCommand command, Milliseconds timeout);
  [[nodiscard]] Result<IdentityDocument> read_once();
  [[nodiscard]] Status take_later_address(IdentityDocument& document);

  const IdCardReaderOptions& options_;
  SamLine& line_;
  std::uint8_t last_status_ = 0;
};

}  // namespace dk::drivers
