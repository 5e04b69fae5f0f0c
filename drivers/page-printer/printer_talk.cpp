#include "drivers/page-printer/printer_talk.h"

#include <utility>

#include "drivers/page-printer/printer_uri.h"

namespace dk::drivers {

Result<PrinterTalk> PrinterTalk::open(const std::string& address, std::string media,
                                      Milliseconds answer_timeout, const IppLinkFactory& links,
                                      DeviceMeter& meter) {
  DK_TRY(uri, parse_printer_uri(address));
  DK_TRY(first, links(address));
  DK_TRY(second, links(address));
  return PrinterTalk(std::move(first), std::move(second), uri.ipp(), std::move(media),
                     answer_timeout, meter);
}

Result<PrinterTalk::Answer> PrinterTalk::ask(const ipp::Message& question, Upload* upload) {
  DK_TRY(bytes, ipp::encode(question));
  IppLink& link = uploading_ ? *second_ : *first_;
  uploading_ = uploading_ || upload != nullptr;
  auto posted = link.post(bytes, upload, answer_timeout_);
  if (upload != nullptr) uploading_ = false;
  count_bytes();
  if (!posted) return std::unexpected(std::move(posted.error()));
  DK_TRY(decoded, ipp::decode(*posted));
  if (decoded.message.request_id != question.request_id) {
    return fail(FailureCode::device_protocol, "ipp: the answer to another question");
  }
  return Answer{ipp::verdict_of(decoded.message.code), std::move(decoded.message)};
}

Result<PagePrinterStatus> PrinterTalk::look() {
  DK_TRY(answer, ask(asking_.printer_attributes(!knows_abilities_)));
  if (answer.verdict == ipp::Verdict::Busy) return fail(FailureCode::device_busy);
  const ipp::Group* printer = answer.message.find(ipp::GroupTag::Printer);
  if (answer.verdict != ipp::Verdict::Done || printer == nullptr) {
    return fail(FailureCode::device_protocol, "ipp: no attributes of the printer");
  }
  if (!knows_abilities_) {
    abilities_ = abilities_from(*printer);
    knows_abilities_ = true;
  }
  return status_from(*printer, media_);
}

Result<PrinterTalk::JobAnswer> PrinterTalk::job(int id) {
  DK_TRY(answer, ask(asking_.job_attributes(id)));
  if (answer.verdict != ipp::Verdict::Done) return JobAnswer{answer.verdict, {}};
  const ipp::Group* job = answer.message.find(ipp::GroupTag::Job);
  if (job == nullptr) return fail(FailureCode::device_protocol, "ipp: no attributes of the job");
  JobView view = job_from(*job);
  if (view.state == JobState::Unknown) return fail(FailureCode::device_protocol, "ipp: job state");
  view.id = id;
  return JobAnswer{answer.verdict, std::move(view)};
}

Result<std::vector<JobView>> PrinterTalk::jobs_named(std::string_view name) {
  std::vector<JobView> found;
  for (const bool completed : {false, true}) {
    DK_TRY(answer, ask(asking_.jobs(completed)));
    if (answer.verdict == ipp::Verdict::NotFound) continue;  // some say so when there is none
    if (answer.verdict != ipp::Verdict::Done) return fail(FailureCode::device_busy, "Get-Jobs");
    for (const ipp::Group& group : answer.message.groups) {
      if (group.tag != ipp::GroupTag::Job) continue;
      JobView job = job_from(group);
      if (job.id > 0 && job.name == name) found.push_back(std::move(job));
    }
  }
  return found;
}

void PrinterTalk::interrupt() {
  first_->interrupt();
  second_->interrupt();
}

void PrinterTalk::count_bytes() {
  const LinkCounters a = first_->counters();
  const LinkCounters b = second_->counters();
  const LinkCounters all{a.bytes_in + b.bytes_in, a.bytes_out + b.bytes_out};
  meter_->bytes(all.bytes_in - counted_.bytes_in, all.bytes_out - counted_.bytes_out);
  counted_ = all;
}

}  // namespace dk::drivers
