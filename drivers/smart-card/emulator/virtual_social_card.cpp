#include "drivers/smart-card/emulator/virtual_social_card.h"

#include <iconv.h>

#include <algorithm>
#include <string>
#include <utility>

namespace dk::drivers {
namespace {

Bytes status(int sw) {
  return {static_cast<std::uint8_t>(sw >> 8), static_cast<std::uint8_t>(sw & 0xff)};
}

// iconv here, ICU in the driver: two opinions about the same table.
Bytes gb18030(std::string_view utf8) {
  const iconv_t conversion = ::iconv_open("GB18030", "UTF-8");
  std::string from(utf8);
  Bytes out(from.size() * 2 + 4);
  char* in = from.data();
  char* to = reinterpret_cast<char*>(out.data());
  std::size_t in_left = from.size();
  std::size_t out_left = out.size();
  ::iconv(conversion, &in, &in_left, &to, &out_left);
  ::iconv_close(conversion);
  out.resize(out.size() - out_left);
  return out;
}

Bytes padded(Bytes bytes, std::size_t size) {
  bytes.resize(size, 0);
  return bytes;
}

Bytes bcd(std::string_view day) {
  std::string digits(day);
  std::erase(digits, '-');
  return padded(from_hex(digits).value_or(Bytes()), 4);
}

}  // namespace

VirtualSocialCard::VirtualSocialCard(const IdentityDocument& document, ChipManner manner)
    : manner_(manner) {
  const bool guard = manner.third_generation;
  const Bytes name = gb18030(document.name.text());
  const bool long_name = name.size() > 30;
  const Bytes begin(name.begin(), name.begin() + static_cast<std::ptrdiff_t>(
                                                     std::min<std::size_t>(name.size(), 30)));
  const std::string_view nation = document.nation.empty() ? "01" : document.nation.text();
  const char sex = document.sex == Sex::Male ? '1' : '2';
  files_[0xef05] = {
      {0x01, 1, padded({0x44, 0x03, 0x00}, 16), guard},
      {0x02, 2, {'1'}, false},
      {0x03, 3, to_bytes(guard ? "3.00" : "2.00"), false},
      {0x04, 4, padded({}, 12), guard},
      {0x05, 5, bcd(document.valid_from.text()), guard},
      {0x06, 6, bcd(document.valid_until.text()), guard},
      {0x07, 7, padded(to_bytes(document.card_number.text()), 9), guard},
  };
  files_[0xef06] = {
      {0x08, 1, padded(to_bytes(document.number.text()), 18), manner.guards_number},
      {0x09, 2, padded(begin, 30), false},
      {0x0a, 3, {static_cast<std::uint8_t>(sex)}, guard},
      {0x0b, 4, from_hex(nation).value_or(Bytes{0}), guard},
      {0x0c, 5, {0x44, 0x03, 0x09}, guard},
      {0x0d, 6, bcd(document.birth.text()), guard},
  };
  if (long_name) {
    files_[0xef06].push_back({0x4e, 0, padded(Bytes(name.begin() + 30, name.end()), 20), false});
  }
}

void VirtualSocialCard::reset() {
  application_ = false;
  file_ = 0;
  waiting_.clear();
}

// Direct convention, no interface bytes, 13 historical ones.
Bytes VirtualSocialCard::atr() const {
  return to_bytes(std::string_view("\x3b\x6d\x00\x00SSSE-EMULATED", 17));
}

Bytes VirtualSocialCard::answer(ByteView command) {
  if (command.size() < 4) return status(0x6700);
  const Bytes waiting = std::exchange(waiting_, {});
  switch (command[1]) {
    case 0xa4:
      return select(command);
    case 0xb2:
      return read_record(command);
    case 0xc0: {
      if (waiting.empty()) return status(0x6985);
      Bytes all = waiting;
      append(all, status(0x9000));
      return all;
    }
    case 0x20:  // a wrong try: the third one locks the card
      ++verifications_;
      return status(0x63c2);
    default:
      return status(0x6d00);
  }
}

Bytes VirtualSocialCard::select(ByteView command) {
  if (command.size() < 5 || command.size() < 5U + command[4]) return status(0x6700);
  const ByteView data = command.subspan(5, command[4]);
  if (command[2] == 0x04) {
    static const Bytes kName = from_hex("7378312e73682ec9e7bbe1b1a3d5cf").value();
    reset();
    application_ = std::ranges::equal(data, kName);
    if (!application_) return status(0x6a82);
    if (!manner_.gives_in_pieces) return status(0x9000);
    waiting_ = {0x6f, 0x02, 0x84, 0x00};
    return status(0x6100 | static_cast<int>(waiting_.size()));
  }
  if (!application_) return status(0x6a82);
  if (command[2] == 0x02 && !manner_.child_select) return status(0x6a86);
  if (data.size() != 2) return status(0x6700);
  const auto id = static_cast<std::uint16_t>(data[0] << 8 | data[1]);
  if (!files_.contains(id)) return status(0x6a82);
  file_ = id;
  return status(0x9000);
}

Bytes VirtualSocialCard::read_record(ByteView command) {
  if (file_ == 0) return status(0x6986);
  const bool by_tag = command[3] == 0x00;
  if (by_tag ? !manner_.by_tag : command[3] != 0x04 || !manner_.by_record) return status(0x6a86);
  const auto& items = files_[file_];
  const auto found = std::ranges::find_if(items, [&](const Item& item) {
    return (by_tag ? item.tag : item.record) == command[2] && command[2] != 0;
  });
  if (found == items.end()) return status(0x6a83);
  if (found->guarded) return status(0x6982);
  Bytes data = {found->tag, static_cast<std::uint8_t>(found->value.size())};
  append(data, found->value);
  if (manner_.gives_in_pieces) {
    waiting_ = data;
    return status(0x6100 | static_cast<int>(data.size()));
  }
  const std::size_t le = command.size() > 4 ? command[4] : 0;
  if (manner_.exact_length && le != data.size()) {
    return status(0x6c00 | static_cast<int>(data.size()));
  }
  append(data, status(0x9000));
  return data;
}

}  // namespace dk::drivers
