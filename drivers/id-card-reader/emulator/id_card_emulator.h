// A SAM module with a card on it or not, seen from the far end of its line.
//
// Verbs of a person:
//   insert_card {person: an id of the persons file | kind, name, number, ...; what is given beside
//       a person overrides the file; later_address; unknown_kind: a letter, a card of that kind}
//   remove_card
//   pull_while_reading        the card on it (or the next one) is taken off in the next reading
//   dirty_card {status: hex = 41, times: n = until it is taken off, step: find select read}
// Verbs of the machine:
//   slow {delay_ms, baud}     before each answer; 0 0 = as fast as it can
//   set {remove_first, silent: true false, module_status: hex, 0 = sound}
//   garbage {bytes: hex}, damage_answers {count}, unplug {after_bytes}, plug, state
// remove_first: a card that was read is not found again before it was taken off. One thread.
#pragma once

#include <functional>

#include "drivers/emulation/emulated_device.h"
#include "drivers/emulation/paced_output.h"
#include "drivers/emulation/persons.h"

namespace dk::drivers {

class IdCardEmulator : public EmulatedDevice {
 public:
  explicit IdCardEmulator(Persons persons = {}) : persons_(std::move(persons)) {}
  [[nodiscard]] std::string_view name() const override { return "id-card-reader"; }
  void line_changed(bool up) override;
  [[nodiscard]] std::size_t room() const override { return 4096; }
  void received(ByteView bytes, Milliseconds now) override;
  [[nodiscard]] std::optional<Milliseconds> work(Milliseconds now) override {
    return output_.work(now);
  }
  [[nodiscard]] Bytes take_output() override { return output_.take(); }
  [[nodiscard]] bool pulls_plug() override { return output_.is_cut(); }
  [[nodiscard]] VerbAnswer verb(const std::string& verb, const VerbArguments& arguments,
                                bool line_is_up) override;

 private:
  enum class Step { Idle, Found, Selected };
  VerbAnswer insert_card(const VerbArguments& arguments);
  VerbAnswer dirty_card(const VerbArguments& arguments);
  VerbAnswer slow(const VerbArguments& arguments);
  VerbAnswer set(const VerbArguments& arguments);
  VerbAnswer state() const;
  void remove_card();

  void request(ByteView body);
  void find();
  void select();
  void read(bool with_fingers);
  void read_address();
  [[nodiscard]] bool refuses(const char* step);
  void answer(std::uint8_t status, ByteView data = {});

  Persons persons_;
  PacedOutput output_;
  Bytes heard_;
  // The card.
  std::optional<IdentityDocument> card_;
  std::string later_address_;
  char unknown_kind_ = 0;
  Step step_ = Step::Idle;
  bool was_read_ = false;
  bool pull_while_reading_ = false;
  std::string dirty_step_;
  std::uint8_t dirty_status_ = 0;
  std::optional<std::uint64_t> dirty_times_;  // nothing = until it is taken off
  // The module.
  bool remove_first_ = false;
  bool silent_ = false;
  std::uint8_t module_status_ = 0;
  std::uint64_t damaged_answers_ = 0;
  std::uint64_t readings_ = 0;
  std::uint64_t requests_ = 0;
};

}  // namespace dk::drivers
