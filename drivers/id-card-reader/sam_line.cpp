#include "drivers/id-card-reader/sam_line.h"

#include <variant>

#include "drivers/id-card-reader/status.h"

namespace dk::drivers {
namespace {

constexpr Milliseconds kWriteTimeout{1000};
constexpr int kMostOldPieces = 16;  // of a device that never stops talking

}  // namespace

Status SamLine::open() {
  codec_.forget();
  return transport_->open();
}

void SamLine::close() {
  codec_.forget();
  transport_->close();
}

Result<SamAnswer> SamLine::ask(SamCommand command, Milliseconds timeout) {
  auto answer = ask_once(command, timeout);
  const bool damaged = !answer && answer.error().code == FailureCode::device_protocol;
  const bool misheard = answer && meaning_of(answer->status).next == SamNext::SendAgain;
  if (damaged || misheard) answer = ask_once(command, timeout);
  return answer;
}

Result<SamAnswer> SamLine::ask_once(SamCommand command, Milliseconds timeout) {
  DK_CHECK(throw_away_old());
  DK_CHECK(transport_->write(sam_request(command), kWriteTimeout));
  const Milliseconds deadline = clock_.steady() + timeout;
  while (true) {
    if (stopping_()) return fail(FailureCode::cancelled, "stopping");
    const Milliseconds left = deadline - clock_.steady();
    if (left.count() <= 0) return fail(FailureCode::timed_out, "the module does not answer");
    DK_TRY(bytes, read(left));
    auto messages = codec_.feed(bytes);
    wipe(bytes.data(), bytes.size());
    for (auto& message : messages) {
      if (auto* answer = std::get_if<SamAnswer>(&message)) return std::move(*answer);
      if (std::holds_alternative<SamDamaged>(message)) {
        return fail(FailureCode::device_protocol, "an answer whose check is wrong");
      }
    }
  }
}

Status SamLine::throw_away_old() {
  codec_.forget();
  for (int i = 0; i < kMostOldPieces; ++i) {
    DK_TRY(bytes, read(Milliseconds(0)));
    if (bytes.empty()) return {};
    wipe(bytes.data(), bytes.size());
  }
  return {};
}

Result<Bytes> SamLine::read(Milliseconds timeout) {
  auto bytes = transport_->read(timeout);
  const TransportCounters now = transport_->counters();
  meter_.bytes(now.bytes_in - counted_.bytes_in, now.bytes_out - counted_.bytes_out);
  counted_ = now;
  return bytes;
}

}  // namespace dk::drivers
