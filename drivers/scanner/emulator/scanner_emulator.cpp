#include "drivers/scanner/emulator/scanner_emulator.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "drivers/scanner/emulator/picture.h"
#include "drivers/scanner/emulator/spoken_code.h"
#include "drivers/scanner/ssi.h"

namespace dk::drivers {
namespace {

constexpr std::size_t kMaxScanBytes = 64 * 1024;
constexpr std::size_t kMaxCommandBytes = 64;
constexpr std::size_t kCommandsKept = 32;
constexpr std::uint64_t kBitsPerByte = 10;  // 8N1

}  // namespace

void ScannerEmulator::line_changed(bool up) {
  if (up) return;
  output_.clear();
  slow_.clear();
  heard_.clear();
  triggered_ = false;
}

// Honeywell: 16 54 0D, 16 55 0D. Newland: 7E 01 ... 3B 03, answered with 02 01 ... 06 3B 03.
void ScannerEmulator::received(ByteView bytes, Milliseconds) {
  for (const std::uint8_t byte : bytes) {
    if (speech_ == ScanSpeech::Ssi) {
      heard_ssi(byte);
      continue;
    }
    const bool begins = byte == 0x16 || byte == 0x7e;
    if (heard_.empty() && !begins) continue;
    heard_.push_back(byte);
    const bool honeywell = heard_[0] == 0x16 && heard_.size() == 3;
    const bool newland =
        heard_[0] == 0x7e && heard_.size() > 2 && heard_[heard_.size() - 2] == 0x3b && byte == 0x03;
    if (heard_.size() > kMaxCommandBytes) heard_.clear();
    if (heard_.empty() || (!honeywell && !newland)) continue;
    told(to_hex(heard_));
    const std::string_view text = as_text(heard_);
    if (honeywell) triggered_ = heard_[1] == 0x54;
    if (newland) {
      const bool on = text.contains("SCNTRG1");
      const bool known = on || text.contains("SCNTRG0");
      if (known) triggered_ = on;
      Bytes reply = heard_;
      reply[0] = 0x02;
      reply.insert(reply.end() - 2, known ? 0x06 : 0x05);
      append(output_, reply);
    }
    heard_.clear();
  }
}

void ScannerEmulator::told(const std::string& command) {
  commands_.push_back(command);
  if (commands_.size() > kCommandsKept) commands_.pop_front();
}

void ScannerEmulator::heard_ssi(std::uint8_t byte) {
  constexpr std::size_t kChecksum = 2;
  if (heard_.empty() && byte == 0) return;
  heard_.push_back(byte);
  if (heard_.size() < heard_[0] + kChecksum) return;
  const Bytes heard = std::exchange(heard_, {});
  if (heard == ssi_packet(SsiOpcode::CmdAck)) {
    ++acknowledged_;
    return;
  }
  told(to_hex(heard));
  const bool on = heard == ssi_packet(SsiOpcode::StartSession);
  if (!on && heard != ssi_packet(SsiOpcode::StopSession)) return;
  triggered_ = on;
  append(output_, ssi_decoder_packet(SsiOpcode::CmdAck, 0));
}

std::optional<Milliseconds> ScannerEmulator::work(Milliseconds now) {
  now_ = now;
  if (slow_.empty()) return {};
  const auto elapsed_ms = static_cast<std::uint64_t>((now - slow_since_).count());
  const std::uint64_t due =
      baud_ == 0 ? slow_sent_ + slow_.size() : elapsed_ms * baud_ / (1000 * kBitsPerByte) + 1;
  while (!slow_.empty() && slow_sent_ < due) {
    output_.push_back(slow_.front());
    slow_.pop_front();
    ++slow_sent_;
  }
  if (slow_.empty()) return {};
  const std::uint64_t next_ms = (slow_sent_ * 1000 * kBitsPerByte + baud_ - 1) / baud_;
  return slow_since_ + Milliseconds(static_cast<std::int64_t>(next_ms));
}

Bytes ScannerEmulator::take_output() { return std::exchange(output_, {}); }

void ScannerEmulator::send(ByteView bytes) {
  if (baud_ == 0 && slow_.empty()) {
    append(output_, bytes);
    return;
  }
  if (slow_.empty()) {
    slow_since_ = now_;
    slow_sent_ = 0;
  }
  slow_.insert(slow_.end(), bytes.begin(), bytes.end());
}

VerbAnswer ScannerEmulator::verb(const std::string& verb, const VerbArguments& arguments,
                                 bool line_is_up) {
  if (verb == "state") return state();
  if (verb == "set") return set(arguments);
  if (verb != "scan" && verb != "garbage")
    return refused("unsupported", "a scanner cannot " + verb);
  if (!line_is_up) return refused("device_offline", "nobody has opened the line");
  if (verb == "scan") return scan(arguments);
  const auto bytes = from_hex(argument(arguments, "bytes").value_or(""));
  if (!bytes || bytes->empty()) return refused("invalid_argument", "bytes is hex");
  send(*bytes);
  return {};
}

VerbAnswer ScannerEmulator::scan(const VerbArguments& arguments) {
  PictureCode code;
  if (const auto text = argument(arguments, "text")) {
    code.data = to_bytes(*text);
  } else if (const auto base64 = argument(arguments, "base64")) {
    auto bytes = from_base64(*base64);
    if (!bytes) return refused("invalid_argument", "base64 is not base64");
    code.data = std::move(*bytes);
  } else if (const auto picture = argument(arguments, "picture")) {
    auto read = read_code_from_file(*picture);
    if (!read) return refused(name_of(read.error().code), read.error().detail);
    code = std::move(*read);
  } else {
    return refused("invalid_argument", "scan what: text, base64 or picture");
  }
  if (code.data.empty() || code.data.size() > kMaxScanBytes) {
    return refused("invalid_argument", "a code has 1 to 65536 bytes");
  }
  if (const auto symbology = argument(arguments, "symbology")) code.symbology = *symbology;
  if (code.symbology.empty()) code.symbology = "]Q1";
  const Bytes sent = spoken_code(speech_, code.data, code.symbology, suffix_, aim_);
  send(sent);
  ++codes_;
  triggered_ = false;  // a trigger is good for one reading
  nlohmann::json fields = {{"bytes", sent.size()}, {"symbology", code.symbology}};
  return {"", "", fields.dump()};
}

VerbAnswer ScannerEmulator::set(const VerbArguments& arguments) {
  static const std::map<std::string, Bytes> kSuffixes = {
      {"cr", {0x0d}}, {"lf", {0x0a}}, {"crlf", {0x0d, 0x0a}}, {"nul", {0x00}}, {"none", {}}};
  // Looked at first, done after: half a change is worse than none.
  const auto suffix = argument(arguments, "suffix");
  const auto aim = argument(arguments, "aim");
  const bool has_baud = arguments.contains("baud_delay");
  const auto baud = number_argument(arguments, "baud_delay");
  static const std::map<std::string, ScanSpeech> kSpeeches = {{"suffix", ScanSpeech::Suffix},
                                                              {"ssi", ScanSpeech::Ssi},
                                                              {"hid", ScanSpeech::HidPos},
                                                              {"evdev", ScanSpeech::Keyboard}};
  const auto speech = argument(arguments, "speech");
  if (speech && !kSpeeches.contains(*speech)) {
    return refused("invalid_argument", "speech is suffix, ssi, hid or evdev");
  }
  if (suffix && !kSuffixes.contains(*suffix)) {
    return refused("invalid_argument", "suffix is cr, lf, crlf, nul or none");
  }
  if (aim && *aim != "true" && *aim != "false") {
    return refused("invalid_argument", "aim is true or false");
  }
  if (has_baud && (!baud || *baud > 10'000'000)) {
    return refused("invalid_argument", "baud_delay is bits per second, 0 = at once");
  }
  if (suffix) {
    suffix_ = kSuffixes.at(*suffix);
    suffix_name_ = *suffix;
  }
  if (speech) speech_ = kSpeeches.at(*speech);
  if (aim) aim_ = *aim == "true";
  if (baud) baud_ = *baud;
  return state();
}

VerbAnswer ScannerEmulator::state() const {
  nlohmann::json fields = {{"suffix", suffix_name_},    {"aim", aim_},
                           {"baud_delay", baud_},       {"codes", codes_},
                           {"trigger", triggered_},     {"commands", commands_},
                           {"sending", !slow_.empty()}, {"acknowledged", acknowledged_}};
  return {"", "", fields.dump()};
}

}  // namespace dk::drivers
