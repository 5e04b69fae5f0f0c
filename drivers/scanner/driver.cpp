#include "drivers/scanner/driver.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "base/secret.h"

namespace dk::drivers {
namespace {

constexpr Milliseconds kForEver{60'000};  // interrupt() ends it; a look around once a minute
constexpr Milliseconds kWriteTimeout{1000};

}  // namespace

Scanner::Scanner(Options options, const Clock& clock, std::function<void(ScanEvent)> on_scan,
                 std::function<void(DeviceStatus)> on_state)
    : options_(std::move(options)),
      clock_(clock),
      on_scan_(std::move(on_scan)),
      on_state_(std::move(on_state)),
      address_(parse_scan_address(options_.address)),
      protocol_(make_scan_protocol(address_.speech, options_.framing)) {
  // SSI has its own trigger, whatever the site says of others.
  if (address_.speech == ScanSpeech::Ssi) options_.trigger = TriggerDialect::Ssi;
}

Scanner::~Scanner() { stop(); }

Status Scanner::start() {
  if (thread_.joinable()) return {};
  DK_TRY(transport, options_.transports(address_.line));
  {
    const std::lock_guard lock(mutex_);
    transport_ = std::move(transport);
    counted_ = {};
    stopping_ = false;
  }
  thread_ = std::thread([this] { run(); });
  return {};
}

void Scanner::stop() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  transport_->interrupt();
  thread_.join();
  transport_->close();
}

DeviceStatus Scanner::status() const { return meter_.snapshot(); }

Status Scanner::trigger(bool on) {
  if (options_.trigger == TriggerDialect::None) {
    return fail(FailureCode::unsupported, "this scanner reads by itself");
  }
  {
    const std::lock_guard lock(mutex_);
    trigger_wanted_ = on;
    // Under the lock: stop() and start() do not swap the transport meanwhile.
    if (transport_) transport_->interrupt();
  }
  return {};
}

void Scanner::run() {
  bool was_open = false;
  Milliseconds back_off = options_.reopen_first;
  while (true) {
    {
      const std::lock_guard lock(mutex_);
      if (stopping_) return;
    }
    if (open_line(was_open)) {
      back_off = options_.reopen_first;
      serve_line();
    }
    pause(back_off);
    back_off = std::min(back_off * 2, options_.reopen_most);
  }
}

bool Scanner::open_line(bool& was_open) {
  if (auto opened = transport_->open(); !opened) {
    // A device that stays away is one error, not one for each try.
    if (meter_.snapshot().state != DeviceState::NoDevice) {
      meter_.failed(opened.error().code);
      set_state(DeviceState::NoDevice);
    }
    return false;
  }
  if (was_open) meter_.reconnected();
  was_open = true;
  set_state(DeviceState::Online);
  return true;
}

// Reads until the line is lost or the scanner is stopped.
void Scanner::serve_line() {
  while (true) {
    std::optional<bool> trigger;
    {
      const std::lock_guard lock(mutex_);
      if (stopping_) return;
      trigger = std::exchange(trigger_wanted_, std::nullopt);
    }
    std::optional<Failure> lost;
    if (trigger) {
      const Bytes command = trigger_command(options_.trigger, *trigger);
      if (auto sent = transport_->write(command, kWriteTimeout); !sent) lost = sent.error();
    }
    const Milliseconds wait = protocol_->wait(clock_.steady());
    // Also after a failed write: codes that came before the loss are still in the line.
    auto bytes = transport_->read(wait.count() < 0 ? kForEver : wait);
    const Milliseconds now = clock_.steady();
    const std::chrono::nanoseconds now_ns = std::chrono::steady_clock::now().time_since_epoch();
    count_bytes();
    if (bytes) {
      deliver(bytes->empty() ? protocol_->silence(now) : protocol_->feed(*bytes, now), now, now_ns);
      if (!bytes->empty()) last_read_ns_ = now_ns;
      wipe(bytes->data(), bytes->size());
      if (const Bytes answer = protocol_->answer(); !answer.empty() && !lost) {
        if (auto sent = transport_->write(answer, kWriteTimeout); !sent) lost = sent.error();
      }
      if (!lost || lost->code == FailureCode::timed_out) continue;
      bytes = std::unexpected(*lost);
    }
    const bool torn = [&] {
      const auto messages = protocol_->line_lost();
      deliver(messages, now, last_read_ns_);
      return !messages.empty();
    }();
    transport_->close();
    if (!torn) meter_.failed(bytes.error().code);
    set_state(DeviceState::NoDevice);
    return;
  }
}

void Scanner::deliver(const std::vector<ScannerMessage>& messages, Milliseconds now,
                      std::chrono::nanoseconds now_ns) {
  for (const ScannerMessage& message : messages) {
    if (const auto* code = std::get_if<ScanCode>(&message)) {
      meter_.called(Milliseconds(0));
      // A code that ended by silence had its last byte at the reading before.
      const auto last_ns = code->last_byte == now ? now_ns : last_read_ns_;
      on_scan_(ScanEvent{code->data, code->symbology, code->last_byte, last_ns});
    } else if (std::holds_alternative<ScanRepeat>(message)) {
      ++repeats_;
    } else if (std::holds_alternative<ScanTooLong>(message)) {
      report_failure(FailureCode::code_too_large);
    } else if (std::holds_alternative<ScanTorn>(message)) {
      report_failure(FailureCode::device_offline);
    } else if (std::holds_alternative<ScanGarbage>(message)) {
      report_failure(FailureCode::device_protocol);
    } else if (std::get<TriggerReply>(message).result != TriggerReply::Result::Done) {
      report_failure(FailureCode::device_protocol);
    }
  }
}

void Scanner::count_bytes() {
  const TransportCounters now = transport_->counters();
  meter_.bytes(now.bytes_in - counted_.bytes_in, now.bytes_out - counted_.bytes_out);
  counted_ = now;
}

void Scanner::set_state(DeviceState state) {
  if (meter_.set_state(state) && on_state_) on_state_(meter_.snapshot());
}

void Scanner::report_failure(FailureCode code) {
  meter_.failed(code);
  if (on_state_) on_state_(meter_.snapshot());
}

void Scanner::pause(Milliseconds duration) {
  std::unique_lock lock(mutex_);
  wake_.wait_for(lock, duration, [this] { return stopping_; });
}

}  // namespace dk::drivers
