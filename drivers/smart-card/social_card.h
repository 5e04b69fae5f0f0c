// Reads the holder of a social security card from a chip that is under power.
//
// Failures: card_unsupported (no social security card, or its number or name cannot be read without
// a key), card_removed, card_read_failed, device_offline; those of CardChannel::transmit.
// `last_status` is the chip's last SW1 SW2. Never VERIFY. See PROTOCOL.md.
#pragma once

#include "base/result.h"
#include "drivers/identity.h"
#include "drivers/smart-card/apdu.h"
#include "drivers/smart-card/card_channel.h"

namespace dk::drivers {

class SocialCard {
 public:
  explicit SocialCard(CardChannel& channel) : channel_(channel) {}
  [[nodiscard]] Result<IdentityDocument> read();
  [[nodiscard]] std::uint16_t last_status() const { return last_status_; }

 private:
  struct Item;
  [[nodiscard]] Result<ChipAnswer> exchange(Bytes command);
  [[nodiscard]] Status select_child(std::uint16_t file);
  // Empty when the card does not give the item; a failure only when the card or its line is lost.
  [[nodiscard]] Result<Secret> item(const Item& item);
  [[nodiscard]] Result<Secret> whole_name();
  [[nodiscard]] Status read_issuer(IdentityDocument& document);
  [[nodiscard]] Status read_holder(IdentityDocument& document);

  CardChannel& channel_;
  std::uint16_t last_status_ = 0;
  Addressing addressing_ = Addressing::ByTag;
  bool addressing_known_ = false;
};

// "陈秀英" of GB 18030 bytes, padding taken off; what is no character is U+FFFD.
[[nodiscard]] Secret text_of_gb18030(ByteView bytes);

}  // namespace dk::drivers
