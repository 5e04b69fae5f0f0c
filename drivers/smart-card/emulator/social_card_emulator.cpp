#include "drivers/smart-card/emulator/social_card_emulator.h"

#include <array>
#include <nlohmann/json.hpp>

#include "drivers/emulation/document_arguments.h"

namespace dk::drivers {
namespace {

constexpr std::size_t kMostHeard = 65'537;
constexpr std::uint8_t kAskAtr = 0x04;  // the other controls are power off, power on and reset
constexpr std::size_t kNoAtrBytes = 40;

struct Switch {
  const char* name;
  bool ChipManner::* field;
};
constexpr std::array<Switch, 7> kSwitches = {{{"by_tag", &ChipManner::by_tag},
                                              {"by_record", &ChipManner::by_record},
                                              {"child_select", &ChipManner::child_select},
                                              {"exact_length", &ChipManner::exact_length},
                                              {"pieces", &ChipManner::gives_in_pieces},
                                              {"third_generation", &ChipManner::third_generation},
                                              {"guards_number", &ChipManner::guards_number}}};

}  // namespace

void SocialCardEmulator::line_changed(bool up) {
  output_.forget();
  heard_.clear();
  if (up && card_) card_->reset();
}

void SocialCardEmulator::received(ByteView bytes, Milliseconds) {
  append(heard_, bytes);
  while (heard_.size() >= 2) {
    const std::size_t length = static_cast<std::size_t>(heard_[0]) << 8 | heard_[1];
    if (heard_.size() < 2 + length || heard_.size() > kMostHeard) return;
    const Bytes one(heard_.begin() + 2, heard_.begin() + 2 + static_cast<std::ptrdiff_t>(length));
    heard_.erase(heard_.begin(), heard_.begin() + 2 + static_cast<std::ptrdiff_t>(length));
    if (card_) message(one);
  }
}

void SocialCardEmulator::message(ByteView bytes) {
  if (bytes.size() != 1) {
    ++commands_;
    if (pull_after_ && commands_ >= *pull_after_) {
      pull_after_.reset();
      card_.reset();
      return;
    }
    say(card_->answer(bytes));
    verifications_ = card_->verifications();
    return;
  }
  if (bytes[0] == kAskAtr) {
    // vpcd asks for the ATR to learn whether a card is there, so a mute one must say something:
    // more than an ATR may have, which pcscd refuses like silence.
    say(mute_ ? Bytes(kNoAtrBytes, 0xff) : card_->atr());
    return;
  }
  card_->reset();
}

void SocialCardEmulator::say(ByteView bytes) {
  Bytes framed = {static_cast<std::uint8_t>(bytes.size() >> 8),
                  static_cast<std::uint8_t>(bytes.size() & 0xff)};
  append(framed, bytes);
  output_.say(framed);
}

VerbAnswer SocialCardEmulator::verb(const std::string& verb, const VerbArguments& arguments, bool) {
  if (verb == "state") return state();
  if (verb == "insert_card" || verb == "mute_card") {
    mute_ = verb == "mute_card";
    return insert_card(arguments);
  }
  if (verb == "set") return set(arguments);
  if (verb == "remove_card") {
    if (!card_) return refused("not_found", "there is no card in the slot");
    card_.reset();
    return state();
  }
  if (verb == "pull_while_reading") {
    pull_after_ = number_argument(arguments, "after_commands").value_or(3);
    commands_ = 0;
    return state();
  }
  if (verb == "slow") {
    const auto delay = number_argument(arguments, "delay_ms").value_or(0);
    if (delay > 600'000) return refused("invalid_argument", "delay_ms up to 600000");
    output_.set_pause(Milliseconds(static_cast<std::int64_t>(delay)));
    return state();
  }
  return refused("unsupported", "a social security card does not " + verb);
}

VerbAnswer SocialCardEmulator::insert_card(const VerbArguments& arguments) {
  if (card_) return refused("device_busy", "a card is in the slot: remove_card first");
  auto document = document_from(arguments, persons_);
  if (!document) return refused(name_of(document.error().code), document.error().detail);
  card_.emplace(*document, manner_);
  commands_ = 0;
  return state();
}

VerbAnswer SocialCardEmulator::set(const VerbArguments& arguments) {
  for (const Switch& one : kSwitches) {
    const auto value = argument(arguments, one.name);
    if (value && *value != "true" && *value != "false") {
      return refused("invalid_argument", std::string(one.name) + " is true or false");
    }
  }
  for (const Switch& one : kSwitches) {
    if (const auto value = argument(arguments, one.name)) manner_.*one.field = *value == "true";
  }
  return state();
}

VerbAnswer SocialCardEmulator::state() const {
  const nlohmann::json fields = {{"card", card_.has_value()},
                                 {"mute", mute_},
                                 {"commands", commands_},
                                 {"verifications", verifications_}};
  return {"", "", fields.dump()};
}

}  // namespace dk::drivers
