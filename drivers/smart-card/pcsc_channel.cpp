// The channel over PC/SC. Its words: PROTOCOL.md, "Slot".
#include <winscard.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <string>
#include <vector>

#include "drivers/smart-card/apdu.h"
#include "drivers/smart-card/card_channel.h"

namespace dk::drivers {
namespace {

constexpr std::string_view kScheme = "pcsc:";
constexpr std::size_t kMaxNameBytes = 127;  // MAX_READERNAME less its end
constexpr const char* kPlugAndPlay = "\\\\?PnP?\\Notification";
// SCardCancel ends only a call that is waiting already: one that begins just after it is kept
// short.
constexpr Milliseconds kLongestWait{500};

Failure failure_of(LONG code, const char* what) {
  FailureCode ours = FailureCode::device_offline;
  switch (static_cast<std::uint32_t>(code)) {
    case static_cast<std::uint32_t>(SCARD_W_UNRESPONSIVE_CARD):
    case static_cast<std::uint32_t>(SCARD_W_UNPOWERED_CARD):
    case static_cast<std::uint32_t>(SCARD_W_UNSUPPORTED_CARD):
    case static_cast<std::uint32_t>(SCARD_E_PROTO_MISMATCH):
      ours = FailureCode::card_mute;
      break;
    case static_cast<std::uint32_t>(SCARD_W_REMOVED_CARD):
    case static_cast<std::uint32_t>(SCARD_E_NO_SMARTCARD):
      ours = FailureCode::card_removed;
      break;
    case static_cast<std::uint32_t>(SCARD_E_SHARING_VIOLATION):
      ours = FailureCode::device_busy;
      break;
    case static_cast<std::uint32_t>(SCARD_E_NOT_TRANSACTED):
    case static_cast<std::uint32_t>(SCARD_E_COMM_DATA_LOST):
    case static_cast<std::uint32_t>(SCARD_W_RESET_CARD):
    case static_cast<std::uint32_t>(SCARD_E_INSUFFICIENT_BUFFER):
      ours = FailureCode::card_read_failed;
      break;
    default:
      break;
  }
  return {ours, std::string(what) + ": " + pcsc_stringify_error(code)};
}

class PcscChannel : public CardChannel {
 public:
  explicit PcscChannel(std::string wanted) : wanted_(std::move(wanted)) {}
  ~PcscChannel() override { PcscChannel::close(); }
  PcscChannel(const PcscChannel&) = delete;
  PcscChannel& operator=(const PcscChannel&) = delete;

  Status open() override {
    close();
    SCARDCONTEXT context = 0;
    const LONG code = SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &context);
    if (code != SCARD_S_SUCCESS) {
      return fail(FailureCode::device_absent, failure_of(code, "PC/SC service").detail);
    }
    context_ = context;
    open_ = true;
    return {};
  }

  void close() override {
    power_down();
    if (open_.exchange(false)) SCardReleaseContext(context_);
    reader_.clear();
  }
  bool is_open() const override { return open_; }

  Result<SlotState> wait(SlotState known, Milliseconds timeout) override {
    if (interrupted_.exchange(false)) timeout = Milliseconds(0);
    DK_CHECK(find_reader());
    std::array<SCARD_READERSTATE, 2> states{};
    // The first entry is the slot, or with no reader the news that there may be one.
    DWORD count = 0;
    if (!reader_.empty()) {
      states[count].szReader = reader_.c_str();
      states[count].dwCurrentState = known.kind == SlotState::Kind::NoReader
                                         ? static_cast<DWORD>(SCARD_STATE_UNAWARE)
                                         : last_state_;
      ++count;
    }
    states[count].szReader = kPlugAndPlay;
    states[count].dwCurrentState = SCARD_STATE_UNAWARE;
    ++count;
    const auto wait_ms =
        static_cast<DWORD>(std::clamp(timeout, Milliseconds(0), kLongestWait).count());
    const LONG code = SCardGetStatusChange(context_, wait_ms, states.data(), count);
    if (code == static_cast<LONG>(SCARD_E_TIMEOUT) ||
        code == static_cast<LONG>(SCARD_E_CANCELLED)) {
      return reader_.empty() ? SlotState{} : known;
    }
    if (code == static_cast<LONG>(SCARD_E_UNKNOWN_READER)) {
      reader_.clear();
      return SlotState{};
    }
    if (code != SCARD_S_SUCCESS) return std::unexpected(failure_of(code, "slot"));
    if (reader_.empty()) return SlotState{};
    return seen(states[0].dwEventState);
  }

  Status power_up() override {
    power_down();
    DWORD protocol = 0;
    SCARDHANDLE card = 0;
    const LONG code = SCardConnect(context_, reader_.c_str(), SCARD_SHARE_EXCLUSIVE,
                                   SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1, &card, &protocol);
    if (code != SCARD_S_SUCCESS) return std::unexpected(failure_of(code, "power up"));
    card_ = card;
    protocol_ = protocol;
    powered_ = true;
    return {};
  }

  void power_down() override {
    if (std::exchange(powered_, false)) SCardDisconnect(card_, SCARD_UNPOWER_CARD);
  }

  Result<Secret> transmit(ByteView command) override {
    if (!powered_) return fail(FailureCode::card_removed, "not powered");
    Secret answer(kMaxChipBytes);
    auto size = static_cast<DWORD>(answer.size());
    const SCARD_IO_REQUEST* format = protocol_ == SCARD_PROTOCOL_T0 ? SCARD_PCI_T0 : SCARD_PCI_T1;
    const LONG code =
        SCardTransmit(card_, format, command.data(), static_cast<DWORD>(command.size()), nullptr,
                      answer.writable().data(), &size);
    if (code != SCARD_S_SUCCESS) return std::unexpected(failure_of(code, "transmit"));
    return Secret(answer.view().first(size));
  }

  void interrupt() override {
    interrupted_ = true;
    if (open_) SCardCancel(context_);
  }

 private:
  // Readers come and go; one that is there is kept until it is gone.
  Status find_reader() {
    if (!reader_.empty()) return {};
    DWORD size = 0;
    LONG code = SCardListReaders(context_, nullptr, nullptr, &size);
    std::vector<char> names(size);
    if (code == SCARD_S_SUCCESS) code = SCardListReaders(context_, nullptr, names.data(), &size);
    if (code == static_cast<LONG>(SCARD_E_NO_READERS_AVAILABLE)) return {};
    if (code != SCARD_S_SUCCESS) return std::unexpected(failure_of(code, "list of readers"));
    // Names that each end with a zero, and one zero more.
    for (std::size_t at = 0; at < names.size() && names[at] != '\0';) {
      const std::string name(names.data() + at);
      if (name.starts_with(wanted_)) {
        reader_ = name;
        return {};
      }
      at += name.size() + 1;
    }
    return {};
  }

  SlotState seen(DWORD state) {
    last_state_ = state & ~static_cast<DWORD>(SCARD_STATE_CHANGED);
    const auto events = static_cast<std::uint32_t>(state >> 16 & 0xffff);
    if ((state & (SCARD_STATE_UNKNOWN | SCARD_STATE_UNAVAILABLE | SCARD_STATE_IGNORE)) != 0) {
      reader_.clear();
      return {};
    }
    if ((state & SCARD_STATE_PRESENT) == 0) return {SlotState::Kind::Empty, events};
    const bool mute = (state & SCARD_STATE_MUTE) != 0;
    return {mute ? SlotState::Kind::Mute : SlotState::Kind::Card, events};
  }

  std::string wanted_;
  std::string reader_;
  std::atomic<SCARDCONTEXT> context_{0};
  std::atomic<bool> open_{false};
  std::atomic<bool> interrupted_{false};
  DWORD last_state_ = 0;
  SCARDHANDLE card_ = 0;
  DWORD protocol_ = 0;
  bool powered_ = false;
};

}  // namespace

ChannelFactory system_channels() {
  return [](std::string_view address) -> Result<std::unique_ptr<CardChannel>> {
    if (!address.starts_with(kScheme)) {
      return fail(FailureCode::unsupported, "a chip card reader's address begins with pcsc:");
    }
    const std::string_view name = address.substr(kScheme.size());
    const bool printable =
        std::ranges::all_of(name, [](char c) { return c >= ' ' && c != '\x7f'; });
    if (name.size() > kMaxNameBytes || !printable) {
      return fail(FailureCode::config_invalid, "pcsc: the reader's name is no name");
    }
    return std::make_unique<PcscChannel>(std::string(name));
  };
}

}  // namespace dk::drivers
