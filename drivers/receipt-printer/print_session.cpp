#include "drivers/receipt-printer/print_session.h"

#include <algorithm>
#include <utility>

#include "base/log.h"
#include "drivers/receipt-printer/codec.h"

namespace dk::drivers {
namespace {

constexpr std::size_t kChunkBytes = 512;
constexpr Milliseconds kStep{250};
constexpr std::size_t kSlowestBytesPerSecond = 500;  // what a body may take at worst
// The most data that one command of ours asks for: a band of the widest paper.
constexpr std::size_t kLongestCommandBytes = 128 * 255 + 8;

DeviceState state_of(FailureCode obstacle) {
  switch (obstacle) {
    case FailureCode::cover_open:
    case FailureCode::paper_out:
      return DeviceState::UserError;
    case FailureCode::cutter_fault:
    case FailureCode::paper_jammed:
    case FailureCode::printer_fault:
      return DeviceState::HardwareError;
    case FailureCode::head_hot:
    case FailureCode::device_busy:
      return DeviceState::DeviceBusy;
    case FailureCode::timed_out:
      return DeviceState::PowerOff;
    case FailureCode::device_offline:
      return DeviceState::Offline;
    default:
      return DeviceState::NoDevice;
  }
}

}  // namespace

PrintSession::PrintSession(const ReceiptPrinterOptions& options,
                           std::unique_ptr<Transport> transport, TextRasterizer& rasterizer,
                           DeviceMeter& meter, Surroundings surroundings)
    : options_(options),
      rasterizer_(rasterizer),
      meter_(meter),
      surroundings_(std::move(surroundings)),
      line_(std::move(transport), meter, options.reply_timeout),
      back_off_(options.reopen_first) {}

void PrintSession::idle() {
  show(ready());
  if (!line_.is_open()) {
    surroundings_.pause(
        std::max(Milliseconds(1), std::chrono::ceil<Milliseconds>(next_open_ - Steady::now())));
  } else if (!line_.listen(options_.poll_interval)) {
    lost(FailureCode::device_offline);
  }
}

PrintOutcome PrintSession::print(const PrintJob& job) {
  const auto body = encode_page(job.page, options_.profile, rasterizer_);
  if (!body) return {job.id, PrintResult::Failed, body.error().code, false};
  while (true) {
    if (const auto obstacle = wait_until_ready()) {
      return {job.id, PrintResult::Failed, *obstacle, false};
    }
    const auto outcome = send_and_confirm(job.id, *body);
    if (!outcome) continue;  // nothing of it has left: the line was lost before
    if (outcome->result == PrintResult::Unknown) {
      in_step_ = false;
      flushed_ = false;
      half_ticket_ = true;
    }
    return *outcome;
  }
}

std::optional<FailureCode> PrintSession::wait_until_ready() {
  auto give_up = Steady::now() + options_.obstacle_timeout;
  while (true) {
    if (surroundings_.stopping()) return FailureCode::cancelled;
    const auto obstacle = ready();
    show(obstacle);
    if (!obstacle) return {};
    // No hand helps against these; everything else may be put right while the person waits.
    if (line_.status().unrecoverable && line_.is_open()) return obstacle;
    if (Steady::now() >= give_up) {
      return *obstacle == FailureCode::timed_out ? FailureCode::device_offline : *obstacle;
    }
    surroundings_.pause(std::min(kStep, options_.poll_interval));
  }
}

std::optional<FailureCode> PrintSession::ready() {
  if (const auto failure = keep_line()) return failure;
  if (const auto asked = line_.refresh(); !asked) {
    if (asked.error().code == FailureCode::device_offline) {
      lost(FailureCode::device_offline);
      return FailureCode::device_absent;
    }
    if (std::exchange(answered_, false)) in_step_ = false;  // it may have been switched off
    return FailureCode::timed_out;
  }
  answered_ = true;
  if (const auto obstacle = line_.status().obstacle()) return obstacle;
  return get_in_step();
}

std::optional<FailureCode> PrintSession::keep_line() {
  if (line_.is_open()) return {};
  if (Steady::now() < next_open_) return shown_failure_.value_or(FailureCode::device_absent);
  if (const auto opened = line_.open(); !opened) {
    next_open_ = Steady::now() + back_off_;
    back_off_ = std::min(back_off_ * 2, options_.reopen_most);
    return opened.error().code == FailureCode::timed_out ? FailureCode::device_absent
                                                         : opened.error().code;
  }
  back_off_ = options_.reopen_first;
  if (std::exchange(was_open_, true)) meter_.reconnected();
  in_step_ = false;
  flushed_ = false;
  answered_ = false;
  return {};
}

// After opening, after a power cut and after an unknown job nobody knows what the printer is in the
// middle of: perhaps a picture that waits for its rest, perhaps an old answer on its way.
std::optional<FailureCode> PrintSession::get_in_step() {
  if (in_step_) return {};
  auto answered = line_.fence_and_quiet();
  if (answered && !*answered && !flushed_) answered = flush_half_command();
  if (!answered) {
    lost(FailureCode::device_offline);
    return FailureCode::device_absent;
  }
  if (*answered) {
    fence_ = Fence::Answers;
  } else if (fence_ == Fence::Answers) {
    return FailureCode::device_busy;  // it knows GS r but has not come to it yet
  } else {
    fence_ = Fence::Silent;
  }
  if (half_ticket_) {
    Bytes cut = {0x1b, '@', 0x0a};
    append(cut, options_.profile.cutter ? Bytes{0x1d, 'V', 0x42, 0} : Bytes{0x1b, 'd', 4});
    if (const auto sent = line_.send(cut, options_.reply_timeout); !sent || *sent < cut.size()) {
      return FailureCode::device_busy;
    }
    half_ticket_ = false;
  }
  const Bytes asb = command_asb();
  if (const auto sent = line_.send(asb, options_.reply_timeout); !sent || *sent < asb.size()) {
    return FailureCode::device_busy;
  }
  in_step_ = true;
  return {};
}

// Zeros are nothing to a printer that waits for a command, and the white rest of a picture to one
// that is in the middle of it.
Result<bool> PrintSession::flush_half_command() {
  const std::size_t band = std::min(
      kLongestCommandBytes, static_cast<std::size_t>(options_.profile.width_dots) / 8 * 128 + 4096);
  Bytes zeros(band);
  append(zeros, Bytes{0x1b, '@'});
  std::size_t sent = 0;
  const auto give_up = Steady::now() + options_.finish_timeout;
  while (sent < zeros.size()) {
    DK_TRY(count, line_.send(ByteView(zeros).subspan(sent), kStep));
    sent += count;
    if (surroundings_.stopping() || Steady::now() >= give_up) return false;
  }
  flushed_ = true;
  return line_.fence_and_quiet();
}

std::optional<PrintOutcome> PrintSession::send_and_confirm(const Uuid& id, ByteView body) {
  const auto started = Steady::now();
  static_cast<void>(line_.take_mishap());
  surroundings_.publish(DeviceState::DeviceBusy, line_.status());

  std::size_t sent = 0;
  auto failure = send_body(body, sent);
  if (failure && sent == 0) {
    if (!line_.is_open()) lost(*failure);
    return {};
  }
  const bool fenced = fence_ == Fence::Answers;
  if (!failure) failure = fenced ? await_end(body.size()) : await_without_fence(body.size());
  if (!failure) failure = final_check();
  meter_.called(std::chrono::duration_cast<Milliseconds>(Steady::now() - started));
  if (!failure) return PrintOutcome{id, PrintResult::Printed, FailureCode::print_unknown, fenced};

  meter_.failed(*failure);
  if (!line_.is_open()) lost(*failure);
  log::warn("print_unknown", {{"job", log::safe(id)},
                              {"sent_bytes", std::uint64_t{sent}},
                              {"body_bytes", std::uint64_t{body.size()}}});
  return PrintOutcome{id, PrintResult::Unknown, *failure, false};
}

std::optional<FailureCode> PrintSession::send_body(ByteView body, std::size_t& sent) {
  Bytes all(body.begin(), body.end());
  if (fence_ == Fence::Answers) append(all, command_fence());
  std::optional<FailureCode> mishap;
  auto progress = Steady::now();
  while (sent < all.size()) {
    if (surroundings_.stopping()) return FailureCode::cancelled;
    const std::size_t chunk = std::min(kChunkBytes, all.size() - sent);
    const auto count = line_.send(ByteView(all).subspan(sent, chunk), kStep);
    if (!count) return count.error().code;
    sent += *count;
    if (*count > 0) progress = Steady::now();
    if (!line_.is_open() || !line_.listen(Milliseconds(0))) return FailureCode::device_offline;
    if (!mishap) mishap = line_.take_mishap();
    if (mishap) show(line_.status().obstacle());
    const auto patience = mishap ? options_.obstacle_timeout : options_.finish_timeout;
    if (Steady::now() - progress >= patience) return mishap.value_or(FailureCode::print_unknown);
  }
  if (mishap) {
    // The rest went through, but a hand was in the printer while it worked on this paper.
    static_cast<void>(await_end(body.size()));
    return mishap;
  }
  return {};
}

// Until the answer to the fence comes: then everything before it has been worked through.
std::optional<FailureCode> PrintSession::await_end(std::size_t body_bytes) {
  const Milliseconds slowest{1000 * body_bytes / kSlowestBytesPerSecond};
  const Milliseconds patience = options_.finish_timeout + slowest;
  auto give_up = Steady::now() + patience;
  std::optional<FailureCode> mishap;
  bool hindered = false;
  while (line_.take_fences() == 0) {
    if (surroundings_.stopping()) return FailureCode::cancelled;
    if (Steady::now() >= give_up) return mishap.value_or(FailureCode::print_unknown);
    if (!line_.listen(kStep)) return FailureCode::device_offline;
    if (line_.take_fences() > 0) break;
    if (const auto asked = line_.refresh(); !asked) {
      if (asked.error().code == FailureCode::device_offline) return FailureCode::device_offline;
      continue;
    }
    if (!mishap) mishap = line_.take_mishap();
    const auto obstacle = line_.status().obstacle();
    if (obstacle) show(obstacle);
    if (obstacle && *obstacle == FailureCode::printer_fault && line_.status().unrecoverable) {
      return obstacle;
    }
    // The clock of patience starts anew when a hindrance comes and when it goes.
    if (obstacle.has_value() != hindered) {
      hindered = obstacle.has_value();
      give_up = Steady::now() + (hindered ? options_.obstacle_timeout : patience);
    }
  }
  if (!mishap) mishap = line_.take_mishap();
  return mishap;
}

// A printer that does not know GS r: it has taken everything, is in order, and stays so.
std::optional<FailureCode> PrintSession::await_without_fence(std::size_t body_bytes) {
  constexpr std::size_t kUsualBytesPerSecond = 4000;
  const auto settled =
      Steady::now() + Milliseconds(1000) + Milliseconds(1000 * body_bytes / kUsualBytesPerSecond);
  auto last_answer = Steady::now();
  while (true) {
    if (surroundings_.stopping()) return FailureCode::cancelled;
    if (!line_.listen(kStep)) return FailureCode::device_offline;
    const auto asked = line_.refresh();
    if (asked) {
      last_answer = Steady::now();
      if (const auto mishap = line_.take_mishap()) return mishap;
      if (Steady::now() >= settled && !line_.status().obstacle()) return {};
    } else if (asked.error().code == FailureCode::device_offline) {
      return FailureCode::device_offline;
    }
    if (Steady::now() - last_answer >= options_.finish_timeout ||
        Steady::now() - settled >= options_.obstacle_timeout) {
      return FailureCode::print_unknown;
    }
  }
}

// Worked through is not yet in the slot: the knife may have stuck on the way.
std::optional<FailureCode> PrintSession::final_check() {
  if (const auto asked = line_.refresh(); !asked) {
    return asked.error().code == FailureCode::timed_out ? FailureCode::print_unknown
                                                        : FailureCode::device_offline;
  }
  const PrinterStatus& status = line_.status();
  if (status.cutter_fault || status.mechanical_error || status.unrecoverable) {
    return status.obstacle();
  }
  static_cast<void>(line_.take_mishap());  // out of paper after the last cut: the paper is good
  return {};
}

void PrintSession::show(std::optional<FailureCode> obstacle) {
  if (obstacle && obstacle != shown_failure_) meter_.failed(*obstacle);
  shown_failure_ = obstacle;
  surroundings_.publish(obstacle ? state_of(*obstacle) : DeviceState::Online, line_.status());
}

void PrintSession::lost(FailureCode code) {
  line_.close();
  line_.forget_status();
  next_open_ = Steady::now() + options_.reopen_first;
  show(code == FailureCode::device_offline ? FailureCode::device_absent : code);
}

}  // namespace dk::drivers
