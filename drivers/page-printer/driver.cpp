#include "drivers/page-printer/driver.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

#include "drivers/page-printer/page_session.h"

namespace dk::drivers {

class PagePrinter::Impl {
 public:
  Impl(Options options, std::function<void(PrintOutcome)> on_done,
       std::function<void(PagePrinterReport)> on_state)
      : options_(std::move(options)),
        on_done_(std::move(on_done)),
        on_state_(std::move(on_state)) {}

  Status start() {
    if (thread_.joinable()) return {};
    DK_TRY(talk, PrinterTalk::open(options_.address, options_.media, options_.answer_timeout,
                                   options_.links, meter_));
    const std::lock_guard lock(mutex_);
    session_ = std::make_unique<PageSession>(
        options_, std::move(talk), meter_,
        PageSurroundings{
            [this](DeviceState state, const PagePrinterStatus& status) { publish(state, status); },
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
  }

  PagePrinterReport status() const {
    const std::lock_guard lock(mutex_);
    return {meter_.snapshot(), printer_};
  }

  Status submit(PageJob job) {
    if ((job.pdf.empty() && (!job.pages || job.pages->count() < 1)) ||
        job.pdf.size() > kMaxDocumentBytes) {
      return fail(FailureCode::invalid_argument, "no document, or too large a one");
    }
    const std::lock_guard lock(mutex_);
    if (stopping_) return fail(FailureCode::cancelled, "the printer is not started");
    if (waiting_.size() >= options_.max_waiting_jobs) {
      return fail(FailureCode::device_busy, "too many jobs wait");
    }
    const auto same = [&job](const PageJob& other) { return other.id == job.id; };
    if ((printing_ && *printing_ == job.id) || std::ranges::any_of(waiting_, same)) {
      return fail(FailureCode::invalid_argument, "this job is already here");
    }
    waiting_.push_back(std::move(job));
    wake_.notify_all();
    return {};
  }

 private:
  void run() {
    while (!stopping()) {
      const std::optional<PageJob> job = next_job();
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

  std::optional<PageJob> next_job() {
    const std::lock_guard lock(mutex_);
    printing_.reset();
    if (waiting_.empty()) return {};
    PageJob job = std::move(waiting_.front());
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

  void publish(DeviceState state, const PagePrinterStatus& status) {
    PagePrinterReport report;
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
  std::function<void(PagePrinterReport)> on_state_;
  DeviceMeter meter_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = true;
  std::deque<PageJob> waiting_;
  std::optional<Uuid> printing_;
  PagePrinterStatus printer_;
  std::unique_ptr<PageSession> session_;
  std::thread thread_;
};

PagePrinter::PagePrinter(Options options, std::function<void(PrintOutcome)> on_done,
                         std::function<void(PagePrinterReport)> on_state)
    : impl_(std::make_unique<Impl>(std::move(options), std::move(on_done), std::move(on_state))) {}
PagePrinter::~PagePrinter() { stop(); }
Status PagePrinter::start() { return impl_->start(); }
void PagePrinter::stop() { impl_->stop(); }
PagePrinterReport PagePrinter::status() const { return impl_->status(); }
Status PagePrinter::submit(PageJob job) { return impl_->submit(std::move(job)); }

}  // namespace dk::drivers
