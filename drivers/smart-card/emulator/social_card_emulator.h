// A social security card in the slot of vsmartcard's virtual reader, or not: speaks vpcd's protocol
// (PROTOCOL.md). The line to vpcd is up while a card is in the slot.
//
// Verbs of a person:
//   insert_card {person: an id of the persons file | name, number, ...; what is given beside a
//       person overrides the file; card_number}
//   remove_card, mute_card    a card put in the wrong way round: its chip does not answer to power
//   pull_while_reading {after_commands = 3}   the card (or the next one) goes in the reading
// Verbs of the machine:
//   set {by_tag, by_record, child_select, exact_length, pieces, third_generation, guards_number}
//       of the next card; slow {delay_ms}; unplug, plug, state (verifications: must stay 0)
// One thread.
#pragma once

#include "drivers/emulation/emulated_device.h"
#include "drivers/emulation/paced_output.h"
#include "drivers/emulation/persons.h"
#include "drivers/smart-card/emulator/virtual_social_card.h"

namespace dk::drivers {

class SocialCardEmulator : public EmulatedDevice {
 public:
  explicit SocialCardEmulator(Persons persons = {}) : persons_(std::move(persons)) {}
  [[nodiscard]] std::string_view name() const override { return "social-card"; }
  void line_changed(bool up) override;
  [[nodiscard]] std::size_t room() const override { return 4096; }
  void received(ByteView bytes, Milliseconds now) override;
  [[nodiscard]] std::optional<Milliseconds> work(Milliseconds now) override {
    return output_.work(now);
  }
  [[nodiscard]] Bytes take_output() override { return output_.take(); }
  [[nodiscard]] bool wants_line() const override { return card_.has_value(); }
  [[nodiscard]] VerbAnswer verb(const std::string& verb, const VerbArguments& arguments,
                                bool line_is_up) override;

 private:
  VerbAnswer insert_card(const VerbArguments& arguments);
  VerbAnswer set(const VerbArguments& arguments);
  VerbAnswer state() const;
  void message(ByteView bytes);
  void say(ByteView bytes);

  Persons persons_;
  PacedOutput output_;
  Bytes heard_;
  std::optional<VirtualSocialCard> card_;
  ChipManner manner_;
  bool mute_ = false;
  std::optional<std::uint64_t> pull_after_;
  std::uint64_t commands_ = 0;
  int verifications_ = 0;
};

}  // namespace dk::drivers
