#include "drivers/emulation/paced_output.h"

#include <utility>

namespace dk::drivers {
namespace {

constexpr std::uint64_t kBitsPerByte = 10;  // 8N1

}  // namespace

void PacedOutput::say(ByteView bytes) {
  if (pause_.count() == 0 && baud_ == 0 && waiting_.empty()) {
    append(ready_, bytes);
  } else {
    waiting_.insert(waiting_.end(), bytes.begin(), bytes.end());
  }
}

std::optional<Milliseconds> PacedOutput::work(Milliseconds now) {
  if (waiting_.empty()) {
    due_.reset();
    return {};
  }
  if (!due_) {
    due_ = since_ = now + pause_;
    sent_ = 0;
  }
  while (!waiting_.empty() && *due_ <= now) {
    ready_.push_back(waiting_.front());
    waiting_.pop_front();
    ++sent_;
    if (baud_ > 0) {
      const std::uint64_t ms = (sent_ * kBitsPerByte * 1000 + baud_ - 1) / baud_;
      due_ = since_ + Milliseconds(static_cast<std::int64_t>(ms));
    }
  }
  if (!waiting_.empty()) return due_;
  due_.reset();
  return {};
}

Bytes PacedOutput::take() {
  if (cut_after_ && ready_.size() > *cut_after_) ready_.resize(*cut_after_);
  if (cut_after_) *cut_after_ -= ready_.size();
  return std::exchange(ready_, {});
}

void PacedOutput::forget() {
  waiting_.clear();
  ready_.clear();
  due_.reset();
}

bool PacedOutput::is_cut() {
  if (!cut_after_ || *cut_after_ > 0) return false;
  cut_after_.reset();
  return true;
}

}  // namespace dk::drivers
