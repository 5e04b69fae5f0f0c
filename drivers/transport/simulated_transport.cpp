#include "drivers/transport/simulated_transport.h"

#include <algorithm>

namespace dk::drivers {

void SimulatedLine::device_says(Bytes bytes) {
  const std::lock_guard lock(mutex_);
  script_.push_back({Step::Kind::Bytes, std::move(bytes)});
}
void SimulatedLine::silence() {
  const std::lock_guard lock(mutex_);
  script_.push_back({Step::Kind::Silence, {}});
}
void SimulatedLine::hangs_up() {
  const std::lock_guard lock(mutex_);
  script_.push_back({Step::Kind::HangUp, {}});
}
void SimulatedLine::comes_back() {
  const std::lock_guard lock(mutex_);
  absent_ = false;
}
void SimulatedLine::goes_absent() {
  const std::lock_guard lock(mutex_);
  absent_ = true;
}
void SimulatedLine::takes_only(std::size_t bytes) {
  const std::lock_guard lock(mutex_);
  room_ = bytes;
}
Bytes SimulatedLine::was_told() const {
  const std::lock_guard lock(mutex_);
  return told_;
}
int SimulatedLine::opened() const {
  const std::lock_guard lock(mutex_);
  return opened_;
}

Status SimulatedTransport::open() {
  const std::lock_guard lock(line_->mutex_);
  if (line_->absent_) return fail(FailureCode::device_absent, "simulated");
  ++line_->opened_;
  open_ = true;
  return {};
}

Result<Bytes> SimulatedTransport::read(Milliseconds) {
  const std::lock_guard lock(line_->mutex_);
  if (!open_) return fail(FailureCode::device_offline, "read: not open");
  if (line_->script_.empty()) return Bytes{};
  SimulatedLine::Step step = std::move(line_->script_.front());
  line_->script_.pop_front();
  if (step.kind == SimulatedLine::Step::Kind::HangUp) {
    open_ = false;
    return fail(FailureCode::device_offline, "read: hung up");
  }
  counters_.bytes_in += step.bytes.size();
  return std::move(step.bytes);
}

Status SimulatedTransport::write(ByteView all, Milliseconds) {
  const std::lock_guard lock(line_->mutex_);
  if (!open_) return fail(FailureCode::device_offline, "write: not open");
  const std::size_t taken = std::min(all.size(), line_->room_.value_or(all.size()));
  append(line_->told_, all.first(taken));
  counters_.bytes_out += taken;
  if (line_->room_) *line_->room_ -= taken;
  if (taken < all.size()) return fail(FailureCode::timed_out, "write: the device takes no more");
  return {};
}

TransportFactory simulated_transports(std::shared_ptr<SimulatedLine> line) {
  return [line](std::string_view) -> Result<std::unique_ptr<Transport>> {
    return std::make_unique<SimulatedTransport>(line);
  };
}

}  // namespace dk::drivers
