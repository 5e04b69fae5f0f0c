// The writer thread: everything that happens to the store happens here, in the order of arrival.
//
// Group commit: whatever waits when the thread is free forms one batch (bounded), and one batch is
// one transaction and one fsync. Nobody waits for a batch to fill: a single caller pays for its own
// commit only. post() and call() may be used from any thread; `done` runs on the writer thread and
// may post() but not call(). The destructor finishes everything that was posted.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "base/result.h"

namespace dk::cache {

class Session;

struct Job {
  // Runs inside the transaction, and again when the transaction has to be repeated.
  std::function<Status(Session&)> work;
  std::function<void(Status)> done;
  bool may_use_reserve = false;  // saving somebody's event
  bool truncate_wal = false;     // after the commit, before done
  Status status;
};

class Writer {
 public:
  // `run_batch` answers every job of the batch (calls its `done`); `idle` runs after each batch.
  Writer(std::function<void(std::vector<Job>&)> run_batch, std::function<void()> idle);
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  void post(Job job);
  // Blocks until `job` is answered; `job.done` is set here. On the writer thread: internal.
  [[nodiscard]] Status call(Job job);

 private:
  void loop();

  std::function<void(std::vector<Job>&)> run_batch_;
  std::function<void()> idle_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Job> queue_;
  bool stop_ = false;
  std::thread thread_;  // last: starts when everything else is there
};

}  // namespace dk::cache
