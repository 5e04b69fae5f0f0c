#include "drivers/receipt-printer/driver.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

#include "drivers/receipt-printer/print_session.h"

namespace dk::drivers {

class ReceiptPrinter::Impl {
 public:
  Impl(Options options, std::function<void(PrintOutcome)> on_done,
       std::function<void(PrinterReport)> on_state)
      : options_(std::move(options)),
        on_done_(std::move(on_done)),
        on_state_(std::move(on_state)) {}

  Status start() {
    if (thread_.joinable()) return {};
    DK_TRY(transport, options_.transports(options_.address));
    const std::lock_guard lock(mutex_);
    if (!options_.rasterizer) options_.rasterizer = make_freetype_rasterizer();
    session_ = std::make_unique<PrintSession>(
        options_, std::move(transport), *options_.rasterizer, meter_,
        PrintSession::Surroundings{
            [this](DeviceState state, const PrinterStatus& status) { publish(state, status); },
            [this](Milliseconds duration) { pause(duration); }, [this] { return stopping(); }});
    stopping_ = false;
    thread_ = std::thread([this] { run(); });
    return {};
  }

  void stop() {
    if (!thread_.joinable()) return;
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
      session_->interrupt();
    }
    wake_.notify_all();
    thread_.join();
    session_->close();
  }

  PrinterReport status() const {
    const std::lock_guard lock(mutex_);
    return {meter_.snapshot(), printer_};
  }

  Status submit(PrintJob job) {
    const std::lock_guard lock(mutex_);
    if (stopping_) return fail(FailureCode::cancelled, "the printer is not started");
    if (waiting_.size() >= options_.max_waiting_jobs) {
      return fail(FailureCode::device_busy, "too many jobs wait");
    }
    const auto same = [&job](const PrintJob& other) { return other.id == job.id; };
    if ((printing_ && *printing_ == job.id) || std::ranges::any_of(waiting_, same)) {
      return fail(FailureCode::invalid_argument, "this job is already here");
    }
    waiting_.push_back(std::move(job));
    session_->interrupt();
    wake_.notify_all();
    return {};
  }

 private:
  void run() {
    while (!stopping()) {
      std::optional<PrintJob> job = next_job();
      if (!job) {
        session_->idle();
        continue;
      }
      const PrintOutcome outcome = session_->print(*job);
      {
        const std::lock_guard lock(mutex_);
        printing_.reset();
      }
      on_done_(outcome);
    }
    while (const auto job = next_job()) {
      on_done_({job->id, PrintResult::Failed, FailureCode::cancelled, false});
    }
  }

  std::optional<PrintJob> next_job() {
    const std::lock_guard lock(mutex_);
    printing_.reset();
    if (waiting_.empty()) return {};
    PrintJob job = std::move(waiting_.front());
    waiting_.pop_front();
    printing_ = job.id;
    return job;
  }

  bool stopping() const {
    const std::lock_guard lock(mutex_);
    return stopping_;
  }

  // While a job waits for the printer, other jobs do not make it look more often.
  void pause(Milliseconds duration) {
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, duration,
                   [this] { return stopping_ || (!printing_ && !waiting_.empty()); });
  }

  void publish(DeviceState state, const PrinterStatus& status) {
    PrinterReport report;
    {
      const std::lock_guard lock(mutex_);
      const bool same_state = !meter_.set_state(state);
      if (same_state && printer_ == status) return;
      printer_ = status;
      report = {meter_.snapshot(), printer_};
    }
    if (on_state_) on_state_(report);
  }

  Options options_;
  std::function<void(PrintOutcome)> on_done_;
  std::function<void(PrinterReport)> on_state_;
  DeviceMeter meter_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = true;
  std::deque<PrintJob> waiting_;
  std::optional<Uuid> printing_;
  PrinterStatus printer_;
  std::unique_ptr<PrintSession> session_;
  std::thread thread_;
};

ReceiptPrinter::ReceiptPrinter(Options options, std::function<void(PrintOutcome)> on_done,
                               std::function<void(PrinterReport)> on_state)
    : impl_(std::make_unique<Impl>(std::move(options), std::move(on_done), std::move(on_state))) {}
ReceiptPrinter::~ReceiptPrinter() { stop(); }
Status ReceiptPrinter::start() { return impl_->start(); }
void ReceiptPrinter::stop() { impl_->stop(); }
PrinterReport ReceiptPrinter::status() const { return impl_->status(); }
Status ReceiptPrinter::submit(PrintJob job) { return impl_->submit(std::move(job)); }

}  // namespace dk::drivers
