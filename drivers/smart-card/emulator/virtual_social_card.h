// The chip of a social security card: commands in, answers out, as LD/T 32 describes it. Written
// from the tables in PROTOCOL.md and not from the driver. Pure but for its own state.
#pragma once

#include <map>
#include <vector>

#include "base/bytes.h"
#include "drivers/identity.h"

namespace dk::drivers {

struct ChipManner {
  bool by_tag = true;             // knows the way by tags
  bool by_record = true;          // knows the way by record numbers
  bool child_select = true;       // knows P1 = 02
  bool exact_length = true;       // answers 6Cxx to another length
  bool gives_in_pieces = false;   // answers 61xx and waits for GET RESPONSE
  bool third_generation = false;  // guards all but number and name
  bool guards_number = false;     // guards the number too
};

class VirtualSocialCard {
 public:
  explicit VirtualSocialCard(const IdentityDocument& document, ChipManner manner = {});
  [[nodiscard]] Bytes answer(ByteView command);
  void reset();  // power or reset: nothing is selected
  [[nodiscard]] int verifications() const { return verifications_; }
  [[nodiscard]] Bytes atr() const;

 private:
  struct Item {
    std::uint8_t tag;
    std::uint8_t record;
    Bytes value;
    bool guarded;
  };
  [[nodiscard]] Bytes select(ByteView command);
  [[nodiscard]] Bytes read_record(ByteView command);

  ChipManner manner_;
  std::map<std::uint16_t, std::vector<Item>> files_;
  bool application_ = false;
  std::uint16_t file_ = 0;
  Bytes waiting_;  // for GET RESPONSE
  int verifications_ = 0;
};

}  // namespace dk::drivers
