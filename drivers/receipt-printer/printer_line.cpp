#include "drivers/receipt-printer/printer_line.h"

#include <algorithm>
#include <chrono>
#include <variant>

#include "drivers/receipt-printer/codec.h"

namespace dk::drivers {
namespace {

using Steady = std::chrono::steady_clock;
constexpr Milliseconds kQuiet{100};

Milliseconds left_until(Steady::time_point deadline) {
  return std::max(Milliseconds(0), std::chrono::ceil<Milliseconds>(deadline - Steady::now()));
}

}  // namespace

Status PrinterLine::open() {
  DK_CHECK(transport_->open());
  decoder_ = {};
  question_ = 0;
  owed_ = false;
  fences_ = 0;
  forget_status();
  return {};
}

Status PrinterLine::refresh() {
  for (int question = 1; question <= 4; ++question) DK_CHECK(ask(question));
  note_mishap();
  return {};
}

Result<std::size_t> PrinterLine::send(ByteView bytes, Milliseconds timeout) {
  const std::uint64_t before = transport_->counters().bytes_out;
  const Status sent = transport_->write(bytes, timeout);
  const std::uint64_t count = transport_->counters().bytes_out - before;
  count_bytes();
  if (!sent && sent.error().code != FailureCode::timed_out) {
    close();
    // A part that has left matters more than why the rest did not.
    if (count == 0) return fail(FailureCode::device_offline, sent.error().detail);
  }
  return static_cast<std::size_t>(count);
}

Status PrinterLine::listen(Milliseconds timeout) {
  bool came = false;
  return receive(timeout, came);
}

Result<bool> PrinterLine::fence_and_quiet() {
  DK_CHECK(drain(Milliseconds(0)));
  fences_ = 0;
  DK_TRY(sent, send(command_fence(), reply_timeout_));
  if (sent < command_fence().size()) return false;
  DK_CHECK(drain(reply_timeout_));
  return take_fences() > 0;
}

Status PrinterLine::ask(int question) {
  // Answers come in the order of the questions: a late one must not pass for this one's.
  DK_CHECK(drain(owed_ ? kQuiet : Milliseconds(0)));
  owed_ = false;
  const Bytes command = command_status(question);
  DK_TRY(sent, send(command, reply_timeout_));
  if (sent < command.size()) {
    if (sent > 0) owed_ = true;
    return fail(FailureCode::timed_out, "the printer takes no question");
  }
  question_ = question;
  const auto deadline = Steady::now() + reply_timeout_;
  while (question_ != 0) {
    const Milliseconds left = left_until(deadline);
    bool came = false;
    DK_CHECK(receive(left, came));
    if (left.count() == 0 && question_ != 0) {
      question_ = 0;
      owed_ = true;
      return fail(FailureCode::timed_out, "no answer to a status question");
    }
  }
  return {};
}

// Takes in everything until nothing has come for `quiet`, for two seconds at most.
Status PrinterLine::drain(Milliseconds quiet) {
  const auto give_up = Steady::now() + std::max(Milliseconds(2000), quiet * 4);
  auto quiet_since = Steady::now();
  while (true) {
    bool came = false;
    DK_CHECK(receive(left_until(quiet_since + quiet), came));
    const auto now = Steady::now();
    if (came) quiet_since = now;
    // An interruption ends a read early; it is not quiet yet.
    if ((!came && now - quiet_since >= quiet) || now >= give_up) return {};
  }
}

Status PrinterLine::receive(Milliseconds timeout, bool& came) {
  const auto began = Steady::now();
  auto bytes = transport_->read(timeout);
  count_bytes();
  if (!bytes) {
    close();
    return fail(FailureCode::device_offline, bytes.error().detail);
  }
  came = !bytes->empty();
  // Only a real pause breaks an ASB block: a read of zero time or an interruption is none.
  if (!came && Steady::now() - began >= kQuiet) static_cast<void>(decoder_.silence());
  for (const PrinterMessage& message : decoder_.feed(*bytes)) take(message);
  return {};
}

void PrinterLine::take(const PrinterMessage& message) {
  if (const auto* real_time = std::get_if<RealTimeReply>(&message)) {
    if (question_ != 0) apply_real_time(status_, std::exchange(question_, 0), real_time->byte);
  } else if (const auto* asb = std::get_if<AsbReport>(&message)) {
    apply_asb(status_, *asb);
    note_mishap();
  } else if (std::holds_alternative<BufferedReply>(message)) {
    ++fences_;
  }
}

void PrinterLine::note_mishap() {
  const auto obstacle = status_.obstacle();
  // A hot head pauses and goes on by itself; merely offline says nothing about the paper.
  if (!obstacle || *obstacle == FailureCode::head_hot || *obstacle == FailureCode::device_offline) {
    return;
  }
  if (!mishap_) mishap_ = obstacle;
}

void PrinterLine::count_bytes() {
  const TransportCounters now = transport_->counters();
  meter_.bytes(now.bytes_in - counted_.bytes_in, now.bytes_out - counted_.bytes_out);
  counted_ = now;
}

}  // namespace dk::drivers
