// For tests: a page printer in memory that keeps RFC 8011's rules as far as the driver leans on
// them, with the hands and the faults of a hall; and a link to it that loses what it is told to.
#pragma once

#include <algorithm>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "drivers/page-printer/driver.h"
#include "drivers/page-printer/ipp.h"
#include "drivers/page-printer/requests.h"

namespace dk::drivers {

class FakePagePrinter {
 public:
  struct Job {
    int id = 0;
    std::string name{};
    JobState state = JobState::Held;
    std::vector<std::string> reasons{"job-incoming"};
    int impressions = 0;
    std::string format{};
    Bytes document{};
    bool two_sided = false;
  };
  // What a test sets before the printer is asked, or with change() while it is.
  struct Panel {
    int state = 3;
    std::vector<std::string> reasons{"none"};
    bool accepting = true;
    bool pdf = true;
    bool create_job = true;
    bool get_jobs = true;
    bool counts_pages = true;
    int pages = 1;         // that a document of this test has
    int busy_answers = 0;  // so many jobs are refused with server-error-busy first
    bool works = true;     // else a job stays `processing` until release()
    JobState end = JobState::Completed;
    std::vector<std::string> end_reasons{"job-completed-successfully"};
    bool cancels = true;  // else a cancelled job goes on
    std::vector<std::string> trays{};
    std::string raster_type = "sgray_8";
  };

  template <class Change>
  void change(Change change) {
    const std::lock_guard lock(mutex_);
    change(panel_);
  }
  // The job at hand goes on to its end.
  void release() {
    const std::lock_guard lock(mutex_);
    panel_.works = true;
    for (Job& job : jobs_) {
      if (job.state == JobState::Processing) finish(job);
    }
  }
  void loses_its_memory() {  // power cut
    const std::lock_guard lock(mutex_);
    jobs_.clear();
    last_id_ = 0;
  }
  void somebody_else_prints() {
    const std::lock_guard lock(mutex_);
    jobs_.push_back({.id = ++last_id_, .name = "photos", .state = JobState::Completed});
    jobs_.back().impressions = 1;
  }
  [[nodiscard]] int papers() const {  // documents that came out, whole or in part
    const std::lock_guard lock(mutex_);
    return papers_;
  }
  [[nodiscard]] std::vector<Job> jobs() const {
    const std::lock_guard lock(mutex_);
    return jobs_;
  }
  [[nodiscard]] int heard(ipp::Operation operation) const {
    const std::lock_guard lock(mutex_);
    return static_cast<int>(heard_.count(operation));
  }

  // One request with its document; empty when it is not IPP.
  Bytes answer(ByteView request) {
    const std::lock_guard lock(mutex_);
    const auto decoded = ipp::decode(request);
    if (!decoded || decoded->message.groups.empty()) return {};
    const ipp::Group& operation = decoded->message.groups.front();
    const auto what = static_cast<ipp::Operation>(decoded->message.code);
    heard_.insert(what);
    ipp::Message out;
    out.request_id = decoded->message.request_id;
    out.groups = {{ipp::GroupTag::Operation,
                   {ipp::text(ipp::kTagCharset, "attributes-charset", "utf-8"),
                    ipp::text(ipp::kTagLanguage, "attributes-natural-language", "en")}}};
    const Bytes document(request.begin() + static_cast<std::ptrdiff_t>(decoded->bytes),
                         request.end());
    act(what, decoded->message, operation, document, out);
    return ipp::encode(out).value();
  }

 private:
  void act(ipp::Operation what, const ipp::Message& request, const ipp::Group& operation,
           const Bytes& document, ipp::Message& out) {
    switch (what) {
      case ipp::Operation::GetPrinterAttributes:
        out.groups.push_back(printer());
        return;
      case ipp::Operation::GetJobs: {
        const bool completed = ipp::text_of(operation, "which-jobs") == "completed";
        int room = ipp::number_of(operation, "limit").value_or(INT32_MAX);
        for (auto job = jobs_.rbegin(); job != jobs_.rend() && room > 0; ++job) {
          if ((job->state >= JobState::Canceled) != completed) continue;
          out.groups.push_back(group_of(*job));
          --room;
        }
        return;
      }
      case ipp::Operation::ValidateJob:
        return;
      case ipp::Operation::CreateJob:
      case ipp::Operation::PrintJob: {
        if (panel_.busy_answers > 0) {
          --panel_.busy_answers;
          out.code = 0x0507;
          return;
        }
        jobs_.push_back(
            {.id = ++last_id_, .name = std::string(ipp::text_of(operation, "job-name"))});
        const ipp::Group* wishes = request.find(ipp::GroupTag::Job);
        jobs_.back().two_sided =
            wishes != nullptr && ipp::text_of(*wishes, "sides") == "two-sided-long-edge";
        if (what == ipp::Operation::PrintJob) take(jobs_.back(), operation, document);
        out.groups.push_back(group_of(jobs_.back()));
        return;
      }
      default:
        return about_a_job(what, operation, document, out);
    }
  }

  void about_a_job(ipp::Operation what, const ipp::Group& operation, const Bytes& document,
                   ipp::Message& out) {
    const int id = ipp::number_of(operation, "job-id").value_or(0);
    const auto job = std::ranges::find(jobs_, id, &Job::id);
    if (job == jobs_.end()) {
      out.code = 0x0406;
      return;
    }
    if (what == ipp::Operation::SendDocument) {
      if (job->state != JobState::Held) {
        out.code = 0x0404;
        return;
      }
      take(*job, operation, document);
    }
    if (what == ipp::Operation::CancelJob && panel_.cancels && job->state < JobState::Canceled) {
      job->state = JobState::Canceled;
      job->reasons = {"job-canceled-by-user"};
    }
    out.groups.push_back(group_of(*job));
  }

  void take(Job& job, const ipp::Group& operation, const Bytes& document) {
    job.format = ipp::text_of(operation, "document-format");
    job.document = document;
    job.state = JobState::Processing;
    job.reasons = {"job-printing"};
    if (panel_.works) finish(job);
  }

  void finish(Job& job) {
    job.state = panel_.end;
    job.reasons = panel_.end_reasons;
    if (panel_.end != JobState::Completed) return;
    ++papers_;
    job.impressions = panel_.counts_pages ? panel_.pages : 0;
  }

  ipp::Group group_of(const Job& job) const {
    std::vector<std::string_view> reasons(job.reasons.begin(), job.reasons.end());
    return {ipp::GroupTag::Job,
            {ipp::number(ipp::kTagInteger, "job-id", job.id),
             ipp::text(ipp::kTagName, "job-name", job.name),
             ipp::number(ipp::kTagEnum, "job-state", static_cast<int>(job.state)),
             ipp::texts(ipp::kTagKeyword, "job-state-reasons", reasons),
             ipp::number(ipp::kTagInteger, "job-impressions-completed", job.impressions)}};
  }

  ipp::Group printer() const {
    ipp::Attribute operations{"operations-supported", {}};
    std::vector<int> codes = {0x0002, 0x0004, 0x0008, 0x0009, 0x000b};
    if (panel_.create_job) codes.insert(codes.end(), {0x0005, 0x0006});
    if (panel_.get_jobs) codes.push_back(0x000a);
    for (const int code : codes) operations.values.push_back({ipp::kTagEnum, code});
    std::vector<std::string_view> formats = {"application/octet-stream", "image/pwg-raster"};
    if (panel_.pdf) formats.push_back("application/pdf");
    ipp::Group group{
        ipp::GroupTag::Printer,
        {ipp::number(ipp::kTagEnum, "printer-state", panel_.state),
         ipp::texts(ipp::kTagKeyword, "printer-state-reasons",
                    {panel_.reasons.begin(), panel_.reasons.end()}),
         ipp::boolean("printer-is-accepting-jobs", panel_.accepting),
         operations,
         ipp::texts(ipp::kTagMimeType, "document-format-supported", formats),
         ipp::texts(ipp::kTagKeyword, "media-supported", {"iso_a4_210x297mm"}),
         ipp::texts(ipp::kTagKeyword, "sides-supported", {"one-sided", "two-sided-long-edge"}),
         ipp::text(ipp::kTagKeyword, "pwg-raster-document-type-supported", panel_.raster_type),
         {"pwg-raster-document-resolution-supported",
          {{ipp::kTagResolution, ipp::Resolution{600, 600, 3}},
           {ipp::kTagResolution, ipp::Resolution{300, 300, 3}}}}}};
    if (!panel_.trays.empty()) {
      group.attributes.push_back(ipp::texts(ipp::kTagOctets, "printer-input-tray",
                                            {panel_.trays.begin(), panel_.trays.end()}));
    }
    return group;
  }

  mutable std::mutex mutex_;
  Panel panel_;
  std::vector<Job> jobs_;
  int last_id_ = 0;
  int papers_ = 0;
  std::multiset<ipp::Operation> heard_;
};

// What happens to one request. The default is: nothing bad.
struct LinkFault {
  enum class Kind { None, Absent, LostOnTheWay, AnswerLost, Silent, CutAnswer, Rubbish } kind{};
  std::size_t bytes = 0;  // of a cut answer that come
};
using LinkFaults = std::function<LinkFault(ipp::Operation)>;

class SimulatedIppLink : public IppLink {
 public:
  SimulatedIppLink(std::shared_ptr<FakePagePrinter> printer, LinkFaults faults)
      : printer_(std::move(printer)), faults_(std::move(faults)) {}

  Result<Bytes> post(ByteView message, Upload* upload, Milliseconds) override {
    using Kind = LinkFault::Kind;
    const auto operation = static_cast<ipp::Operation>(message[2] << 8 | message[3]);
    const LinkFault fault = faults_ ? faults_(operation) : LinkFault{};
    if (fault.kind == Kind::Absent) return fail(FailureCode::device_absent);
    if (fault.kind == Kind::LostOnTheWay) return fail(FailureCode::device_offline);
    Bytes all(message.begin(), message.end());
    if (upload != nullptr) {
      append(all, upload->document);
      upload->bytes_left = upload->document.size();
    }
    Bytes answer = printer_->answer(all);
    if (fault.kind == Kind::AnswerLost) return fail(FailureCode::device_offline);
    if (fault.kind == Kind::Silent) return fail(FailureCode::timed_out);
    if (fault.kind == Kind::CutAnswer) answer.resize(std::min(answer.size(), fault.bytes));
    if (fault.kind == Kind::Rubbish) std::ranges::fill(answer, std::uint8_t{0xa5});
    return answer;
  }
  void interrupt() override {}
  [[nodiscard]] LinkCounters counters() const override { return {}; }

 private:
  std::shared_ptr<FakePagePrinter> printer_;
  LinkFaults faults_;
};

// Every address leads to this printer. `faults` is called from the driver's thread.
inline IppLinkFactory simulated_ipp_links(std::shared_ptr<FakePagePrinter> printer,
                                          LinkFaults faults = {}) {
  return [printer, faults](std::string_view) -> Result<std::unique_ptr<IppLink>> {
    return std::make_unique<SimulatedIppLink>(printer, faults);
  };
}

}  // namespace dk::drivers
