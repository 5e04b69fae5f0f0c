#include "drivers/id-card-reader/emulator/id_card_emulator.h"

#include <array>
#include <nlohmann/json.hpp>

#include "drivers/emulation/document_arguments.h"
#include "drivers/id-card-reader/emulator/card_record.h"

namespace dk::drivers {
namespace {

constexpr std::array<std::uint8_t, 5> kPreamble = {0xaa, 0xaa, 0xaa, 0x96, 0x69};
constexpr std::size_t kMostHeard = 64;
constexpr std::size_t kMarkAt = 248;

std::optional<std::uint8_t> hex_byte(const VerbArguments& arguments, const std::string& name) {
  const auto text = argument(arguments, name);
  const auto bytes = text ? from_hex(text->size() == 1 ? "0" + *text : *text) : std::nullopt;
  if (!bytes || bytes->size() != 1) return {};
  return bytes->front();
}

}  // namespace

void IdCardEmulator::line_changed(bool up) {
  if (up) return;
  output_.forget();
  heard_.clear();
}

// Requests are short: preamble, length, body with its check.
void IdCardEmulator::received(ByteView bytes, Milliseconds) {
  for (const std::uint8_t byte : bytes) {
    heard_.push_back(byte);
    if (heard_.size() <= kPreamble.size()) {
      if (byte != kPreamble[heard_.size() - 1]) {
        // AA AA AA AA: the preamble may have begun one byte later.
        const bool one_more = heard_.size() == 4 && byte == 0xaa;
        if (one_more) {
          heard_.resize(3);
        } else {
          heard_.clear();
        }
      }
      continue;
    }
    if (heard_.size() < 7) continue;
    const std::size_t length = static_cast<std::size_t>(heard_[5]) << 8 | heard_[6];
    if (length < 3 || length > kMostHeard) {
      heard_.clear();
      if (!silent_) answer(0x11);
    } else if (heard_.size() == 7 + length) {
      const Bytes frame = std::exchange(heard_, {});
      std::uint8_t sum = 0;
      for (std::size_t i = 5; i + 1 < frame.size(); ++i) {
        sum = static_cast<std::uint8_t>(sum ^ frame[i]);
      }
      ++requests_;
      if (silent_) continue;
      if (sum != frame.back()) {
        answer(0x10);
      } else {
        request(ByteView(frame).subspan(7, length - 1));
      }
    }
  }
}

void IdCardEmulator::request(ByteView body) {
  if (module_status_ != 0) return answer(module_status_);
  const unsigned word = static_cast<unsigned>(body[0]) << 8 | body[1];
  switch (word) {
    case 0x10ff:
    case 0x11ff:
      return answer(0x90);
    case 0x2001:
      return find();
    case 0x2002:
      return select();
    case 0x3001:
      return read(false);
    case 0x3010:
      return read(true);
    case 0x3003:
      return read_address();
    default:
      return answer(0x21);
  }
}

bool IdCardEmulator::refuses(const char* step) {
  if (dirty_step_ != step || !card_) return false;
  if (dirty_times_ && *dirty_times_ == 0) return false;
  if (dirty_times_) --*dirty_times_;
  step_ = Step::Idle;
  answer(dirty_status_);
  return true;
}

void IdCardEmulator::find() {
  step_ = remove_first_ && was_read_ ? step_ : Step::Idle;
  if (!card_ || (remove_first_ && was_read_)) return answer(0x80);
  if (refuses("find")) return;
  step_ = Step::Found;
  answer(0x9f, Bytes(4, 0));
}

void IdCardEmulator::select() {
  if (refuses("select")) return;
  if (!card_ || step_ == Step::Idle) return answer(0x81);
  step_ = Step::Selected;
  answer(0x90, Bytes(8, 0));
}

void IdCardEmulator::read(bool with_fingers) {
  if (pull_while_reading_) {
    remove_card();
    return answer(0x41);
  }
  if (refuses("read")) return;
  if (!card_ || step_ != Step::Selected) return answer(0x41);
  Bytes data = reading_data(*card_, with_fingers);
  if (unknown_kind_ != 0) {
    data[(with_fingers ? 6U : 4U) + kMarkAt] = static_cast<std::uint8_t>(unknown_kind_);
  }
  ++readings_;
  was_read_ = true;
  answer(0x90, data);
}

void IdCardEmulator::read_address() {
  if (!card_ || step_ != Step::Selected) return answer(0x41);
  // The strict kind of module wants find and select before each reading.
  if (!remove_first_) step_ = Step::Idle;
  if (later_address_.empty()) return answer(0x91);
  answer(0x90, padded_units(later_address_, 35));
}

void IdCardEmulator::answer(std::uint8_t status, ByteView data) {
  const std::size_t length = 4 + data.size();
  Bytes frame(kPreamble.begin(), kPreamble.end());
  append(frame, Bytes{static_cast<std::uint8_t>(length >> 8),
                      static_cast<std::uint8_t>(length & 0xff), 0x00, 0x00, status});
  append(frame, data);
  std::uint8_t sum = 0;
  for (std::size_t i = 5; i < frame.size(); ++i) sum = static_cast<std::uint8_t>(sum ^ frame[i]);
  if (damaged_answers_ > 0) {
    --damaged_answers_;
    sum = static_cast<std::uint8_t>(sum ^ 0xff);
  }
  frame.push_back(sum);
  output_.say(frame);
}

void IdCardEmulator::remove_card() {
  card_.reset();
  later_address_.clear();
  unknown_kind_ = 0;
  step_ = Step::Idle;
  was_read_ = false;
  pull_while_reading_ = false;
  dirty_step_.clear();
}

VerbAnswer IdCardEmulator::verb(const std::string& verb, const VerbArguments& arguments, bool) {
  if (verb == "state") return state();
  if (verb == "insert_card") return insert_card(arguments);
  if (verb == "dirty_card") return dirty_card(arguments);
  if (verb == "slow") return slow(arguments);
  if (verb == "set") return set(arguments);
  if (verb == "remove_card") {
    if (!card_) return refused("not_found", "there is no card on the reader");
    remove_card();
    return state();
  }
  if (verb == "pull_while_reading") {
    pull_while_reading_ = true;
    return state();
  }
  if (verb == "garbage") {
    const auto bytes = from_hex(argument(arguments, "bytes").value_or("x"));
    if (!bytes) return refused("invalid_argument", "bytes is hex");
    output_.say(*bytes);
    return state();
  }
  if (verb == "damage_answers") {
    damaged_answers_ = number_argument(arguments, "count").value_or(1);
    return state();
  }
  if (verb == "unplug") {
    const auto after = number_argument(arguments, "after_bytes");
    if (!after) return refused("invalid_argument", "after_bytes is a number");
    output_.cut_after(*after);
    return state();
  }
  return refused("unsupported", "an ID card reader does not " + verb);
}

VerbAnswer IdCardEmulator::insert_card(const VerbArguments& arguments) {
  if (card_) return refused("device_busy", "a card lies on the reader: remove_card first");
  auto document = document_from(arguments, persons_);
  if (!document) return refused(name_of(document.error().code), document.error().detail);
  const bool pull = pull_while_reading_;
  remove_card();
  pull_while_reading_ = pull;
  card_ = std::move(*document);
  later_address_ = argument(arguments, "later_address").value_or("");
  const std::string mark = argument(arguments, "unknown_kind").value_or("");
  unknown_kind_ = mark.empty() ? '\0' : mark.front();
  return state();
}

VerbAnswer IdCardEmulator::dirty_card(const VerbArguments& arguments) {
  const auto status = arguments.contains("status") ? hex_byte(arguments, "status") : 0x41;
  const std::string step = argument(arguments, "step").value_or("read");
  if (!status || (step != "find" && step != "select" && step != "read")) {
    return refused("invalid_argument", "status is a hex byte, step is find, select or read");
  }
  dirty_status_ = *status;
  dirty_step_ = step;
  dirty_times_ = number_argument(arguments, "times");
  return state();
}

VerbAnswer IdCardEmulator::slow(const VerbArguments& arguments) {
  const auto delay = number_argument(arguments, "delay_ms").value_or(0);
  const auto baud = number_argument(arguments, "baud").value_or(0);
  if (delay > 600'000 || baud > 10'000'000) {
    return refused("invalid_argument", "delay_ms up to 600000, baud up to 10000000");
  }
  output_.set_pause(Milliseconds(static_cast<std::int64_t>(delay)));
  output_.set_baud(baud);
  return state();
}

VerbAnswer IdCardEmulator::set(const VerbArguments& arguments) {
  const auto status = hex_byte(arguments, "module_status");
  if (arguments.contains("module_status") && !status) {
    return refused("invalid_argument", "module_status is a hex byte");
  }
  if (status) module_status_ = *status;
  if (const auto text = argument(arguments, "remove_first")) remove_first_ = *text == "true";
  if (const auto text = argument(arguments, "silent")) silent_ = *text == "true";
  return state();
}

VerbAnswer IdCardEmulator::state() const {
  const nlohmann::json fields = {
      {"card", card_.has_value()},
      {"kind", card_ ? std::string(dk::drivers::name_of(card_->kind)) : ""},
      {"remove_first", remove_first_},
      {"silent", silent_},
      {"module_status", to_hex(Bytes{module_status_})},
      {"requests", requests_},
      {"readings", readings_}};
  return {"", "", fields.dump()};
}

}  // namespace dk::drivers
