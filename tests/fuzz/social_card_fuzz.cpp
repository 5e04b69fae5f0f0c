// links: dk_drivers dk_codes
// decodes: drivers/smart-card/social_card.cpp drivers/smart-card/apdu.cpp
// A chip that answers anything: answers of one length byte and data, then silence. Whatever it
// says, the reading ends, VERIFY is never sent, and a person that comes out has the right form.
#include <algorithm>
#include <cstdlib>

#include "base/codes/calendar.h"
#include "base/codes/utf8.h"
#include "drivers/smart-card/simulated_channel.h"
#include "drivers/smart-card/social_card.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dk::drivers;
  std::size_t at = 0;
  int commands = 0;
  const auto slot = std::make_shared<SimulatedSlot>();
  slot->insert([&](dk::ByteView command) -> std::optional<dk::Bytes> {
    if (command.size() < 4 || command[1] == 0x20 || ++commands > 300) std::abort();
    if (at >= size) return std::nullopt;
    const std::size_t length = std::min<std::size_t>(data[at], size - at - 1);
    const dk::Bytes answer(data + at + 1, data + at + 1 + length);
    at += length + 1;
    return answer;
  });
  const auto channel = simulated_channels(slot)("pcsc:").value();
  if (!channel->open() || !channel->power_up()) std::abort();
  SocialCard card(*channel);
  const auto document = card.read();
  if (!document) return 0;
  const auto is_text = [](const dk::Secret& text) { return dk::codes::is_utf8(text.text()); };
  if (document->number.size() != 18 || document->name.empty() || !is_text(document->name) ||
      !is_text(document->card_number) || !is_text(document->issuer) ||
      !dk::codes::parse_day(document->birth.text())) {
    std::abort();
  }
  return 0;
}
