#include "drivers/scanner/keyboard_wedge.h"

#include <linux/input.h>

#include <array>
#include <cstring>
#include <optional>
#include <utility>

namespace dk::drivers {
namespace {

struct Key {
  std::uint16_t code;
  char plain, shifted;
};
constexpr std::array kKeys = std::to_array<Key>({
    {KEY_1, '1', '!'},          {KEY_2, '2', '@'},           {KEY_3, '3', '#'},
    {KEY_4, '4', '$'},          {KEY_5, '5', '%'},           {KEY_6, '6', '^'},
    {KEY_7, '7', '&'},          {KEY_8, '8', '*'},           {KEY_9, '9', '('},
    {KEY_0, '0', ')'},          {KEY_MINUS, '-', '_'},       {KEY_EQUAL, '=', '+'},
    {KEY_TAB, '\t', '\t'},      {KEY_LEFTBRACE, '[', '{'},   {KEY_RIGHTBRACE, ']', '}'},
    {KEY_SEMICOLON, ';', ':'},  {KEY_APOSTROPHE, '\'', '"'}, {KEY_GRAVE, '`', '~'},
    {KEY_BACKSLASH, '\\', '|'}, {KEY_COMMA, ',', '<'},       {KEY_DOT, '.', '>'},
    {KEY_SLASH, '/', '?'},      {KEY_SPACE, ' ', ' '},       {KEY_KPASTERISK, '*', '*'},
    {KEY_KPMINUS, '-', '-'},    {KEY_KPPLUS, '+', '+'},      {KEY_KPSLASH, '/', '/'},
    {KEY_KPDOT, '.', '.'},      {KEY_Q, 'q', 'Q'},           {KEY_W, 'w', 'W'},
    {KEY_E, 'e', 'E'},          {KEY_R, 'r', 'R'},           {KEY_T, 't', 'T'},
    {KEY_Y, 'y', 'Y'},          {KEY_U, 'u', 'U'},           {KEY_I, 'i', 'I'},
    {KEY_O, 'o', 'O'},          {KEY_P, 'p', 'P'},           {KEY_A, 'a', 'A'},
    {KEY_S, 's', 'S'},          {KEY_D, 'd', 'D'},           {KEY_F, 'f', 'F'},
    {KEY_G, 'g', 'G'},          {KEY_H, 'h', 'H'},           {KEY_J, 'j', 'J'},
    {KEY_K, 'k', 'K'},          {KEY_L, 'l', 'L'},           {KEY_Z, 'z', 'Z'},
    {KEY_X, 'x', 'X'},          {KEY_C, 'c', 'C'},           {KEY_V, 'v', 'V'},
    {KEY_B, 'b', 'B'},          {KEY_N, 'n', 'N'},           {KEY_M, 'm', 'M'},
});
constexpr std::array kKeypad = std::to_array<std::uint16_t>(
    {KEY_KP0, KEY_KP1, KEY_KP2, KEY_KP3, KEY_KP4, KEY_KP5, KEY_KP6, KEY_KP7, KEY_KP8, KEY_KP9});
constexpr std::uint8_t kControl = 0x1f;
constexpr int kMostDigits = 5;
constexpr std::uint32_t kOneByte = 0xff, kTwoBytes = 0xffff;

std::optional<int> keypad_digit(std::uint16_t code) {
  for (std::size_t i = 0; i < kKeypad.size(); ++i) {
    if (kKeypad[i] == code) return static_cast<int>(i);
  }
  return {};
}

const Key* key_of(std::uint16_t code) {
  for (const Key& key : kKeys) {
    if (key.code == code) return &key;
  }
  return nullptr;
}

bool is_small(char c) { return c >= 'a' && c <= 'z'; }

Bytes enter_of(ScanSuffix suffix) {
  switch (suffix) {
    case ScanSuffix::Lf:
      return {'\n'};
    case ScanSuffix::CrLf:
      return {'\r', '\n'};
    case ScanSuffix::Nul:
      return {0};
    case ScanSuffix::Cr:
    case ScanSuffix::None:
      break;
  }
  return {'\r'};
}

void press(Bytes& events, std::uint16_t code, bool down) {
  append(events, input_event(EV_KEY, code, down ? 1 : 0));
  append(events, input_event(EV_SYN, SYN_REPORT, 0));
}

void tap(Bytes& events, std::uint16_t code) {
  press(events, code, true);
  press(events, code, false);
}

}  // namespace

Bytes input_event(std::uint16_t type, std::uint16_t code, std::int32_t value) {
  ::input_event event{};
  event.type = type;
  event.code = code;
  event.value = value;
  Bytes bytes(sizeof event);
  std::memcpy(bytes.data(), &event, sizeof event);
  return bytes;
}

Bytes typed_events(ByteView text) {
  Bytes events;
  for (const std::uint8_t byte : text) {
    const char c = static_cast<char>(byte);
    if (c == '\r') {
      tap(events, KEY_ENTER);
      continue;
    }
    const Key* found = nullptr;
    for (const Key& key : kKeys) {
      if (found == nullptr && (key.plain == c || key.shifted == c)) found = &key;
    }
    if (found == nullptr) {
      press(events, KEY_LEFTALT, true);
      for (const char digit : std::to_string(byte)) {
        tap(events, kKeypad[static_cast<std::size_t>(digit - '0')]);
      }
      press(events, KEY_LEFTALT, false);
      continue;
    }
    const bool shift = found->plain != c;
    if (shift) press(events, KEY_LEFTSHIFT, true);
    tap(events, found->code);
    if (shift) press(events, KEY_LEFTSHIFT, false);
  }
  return events;
}

KeyboardWedgeCodec::KeyboardWedgeCodec(ScanFraming framing)
    : bytes_(framing), enter_(enter_of(framing.suffix)) {}

ScanProtocol::Messages KeyboardWedgeCodec::feed(ByteView bytes, Milliseconds now) {
  Bytes typed;
  Messages out;
  for (const std::uint8_t byte : bytes) {
    event_.push_back(byte);
    if (event_.size() < sizeof(::input_event)) continue;
    bool dropped = false;
    take_event(typed, dropped);
    if (!dropped) continue;
    for (Messages part : {bytes_.feed(typed, now), bytes_.line_lost()}) {
      out.insert(out.end(), part.begin(), part.end());
    }
    typed.clear();
  }
  if (!typed.empty()) {
    Messages rest = bytes_.feed(typed, now);
    out.insert(out.end(), rest.begin(), rest.end());
    wipe(typed.data(), typed.size());
  }
  return out;
}

ScanProtocol::Messages KeyboardWedgeCodec::line_lost() {
  const std::size_t piece = event_.size();
  wipe(event_.data(), event_.size());
  event_.clear();
  shift_left_ = shift_right_ = ctrl_ = alt_ = caps_ = false;
  number_ = 0;
  digits_ = 0;
  Messages out = bytes_.line_lost();
  if (out.empty() && piece > 0) out.emplace_back(ScanTorn{piece});
  return out;
}

void KeyboardWedgeCodec::take_event(Bytes& typed, bool& dropped) {
  ::input_event event{};
  std::memcpy(&event, event_.data(), sizeof event);
  wipe(event_.data(), event_.size());
  event_.clear();
  dropped = event.type == EV_SYN && event.code == SYN_DROPPED;
  constexpr std::int32_t kRepeated = 2;
  if (event.type == EV_KEY && event.value != kRepeated) key(event.code, event.value != 0, typed);
}

void KeyboardWedgeCodec::key(std::uint16_t code, bool down, Bytes& typed) {
  switch (code) {
    case KEY_LEFTSHIFT:
      shift_left_ = down;
      return;
    case KEY_RIGHTSHIFT:
      shift_right_ = down;
      return;
    case KEY_LEFTCTRL:
    case KEY_RIGHTCTRL:
      ctrl_ = down;
      return;
    case KEY_LEFTALT:
    case KEY_RIGHTALT:
      alt_ = down;
      if (!down) end_number(typed);
      return;
    case KEY_CAPSLOCK:
      if (down) caps_ = !caps_;
      return;
    case KEY_ENTER:
    case KEY_KPENTER:
      if (down) append(typed, enter_);
      return;
    default:
      break;
  }
  if (!down) return;
  if (const auto digit = keypad_digit(code)) {
    if (!alt_) {
      typed.push_back(static_cast<std::uint8_t>('0' + *digit));
    } else if (++digits_ <= kMostDigits) {
      number_ = number_ * 10 + static_cast<std::uint32_t>(*digit);
    }
    return;
  }
  const Key* found = key_of(code);
  if (found == nullptr || alt_) return;
  const bool shift = (shift_left_ || shift_right_) != (caps_ && is_small(found->plain));
  const auto byte = static_cast<std::uint8_t>(shift ? found->shifted : found->plain);
  typed.push_back(ctrl_ ? static_cast<std::uint8_t>(byte & kControl) : byte);
}

void KeyboardWedgeCodec::end_number(Bytes& typed) {
  const bool sensible = digits_ > 0 && digits_ <= kMostDigits && number_ <= kTwoBytes;
  if (sensible && number_ > kOneByte) typed.push_back(static_cast<std::uint8_t>(number_ >> 8));
  if (sensible) typed.push_back(static_cast<std::uint8_t>(number_ & kOneByte));
  number_ = 0;
  digits_ = 0;
}

}  // namespace dk::drivers
