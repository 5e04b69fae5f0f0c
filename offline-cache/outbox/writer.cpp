#include "offline-cache/outbox/writer.h"

#include <algorithm>
#include <future>
#include <iterator>

namespace dk::cache {
namespace {

// Bounds how long the first of a batch waits for the last, and what a failure repeats.
constexpr std::size_t kMaxBatch = 256;

}  // namespace

Writer::Writer(std::function<void(std::vector<Job>&)> run_batch, std::function<void()> idle)
    : run_batch_(std::move(run_batch)), idle_(std::move(idle)), thread_([this] { loop(); }) {}

Writer::~Writer() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void Writer::post(Job job) {
  {
    const std::lock_guard lock(mutex_);
    queue_.push_back(std::move(job));
  }
  wake_.notify_one();
}

Status Writer::call(Job job) {
  if (std::this_thread::get_id() == thread_.get_id()) {
    return fail(FailureCode::internal, "the writer thread would wait for itself");
  }
  std::promise<Status> answer;
  std::future<Status> answered = answer.get_future();
  job.done = [&answer](Status status) { answer.set_value(std::move(status)); };
  post(std::move(job));
  return answered.get();
}

void Writer::loop() {
  while (true) {
    std::vector<Job> batch;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stop_ || !queue_.empty(); });
      if (queue_.empty()) return;
      const std::size_t count = std::min(kMaxBatch, queue_.size());
      const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(count);
      std::move(queue_.begin(), end, std::back_inserter(batch));
      queue_.erase(queue_.begin(), end);
    }
    run_batch_(batch);
    idle_();
  }
}

}  // namespace dk::cache
