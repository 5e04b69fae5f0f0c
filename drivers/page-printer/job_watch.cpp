#include "drivers/page-printer/job_watch.h"

#include <algorithm>
#include <utility>

namespace dk::drivers {
namespace {

// The printer waits for a document that nobody sends any more.
bool lacks_its_document(const JobView& job) {
  return (job.state == JobState::Pending || job.state == JobState::Held) &&
         (job.has("job-incoming") || job.has("job-data-insufficient"));
}

FailureCode reason_of_end(const JobView& job) {
  for (const char* reason : {"job-canceled-by-user", "job-canceled-by-operator",
                             "job-canceled-at-device", "job-canceled-after-timeout"}) {
    if (job.has(reason)) return FailureCode::cancelled;
  }
  for (const char* reason : {"unsupported-document-format", "document-format-error",
                             "document-unprintable-error", "unsupported-attributes-or-values"}) {
    if (job.has(reason)) return FailureCode::unsupported;
  }
  return job.state == JobState::Canceled ? FailureCode::cancelled : FailureCode::printer_fault;
}

}  // namespace

DeviceState state_of(std::optional<FailureCode> obstacle) {
  if (!obstacle) return DeviceState::Online;
  switch (*obstacle) {
    case FailureCode::cover_open:
    case FailureCode::paper_out:
    case FailureCode::toner_out:
    case FailureCode::output_full:
    case FailureCode::printer_paused:
      return DeviceState::UserError;
    case FailureCode::paper_jammed:
    case FailureCode::printer_fault:
      return DeviceState::HardwareError;
    case FailureCode::device_busy:
      return DeviceState::DeviceBusy;
    case FailureCode::timed_out:
      return DeviceState::PowerOff;
    case FailureCode::device_offline:
    case FailureCode::device_protocol:
      return DeviceState::Offline;
    default:
      return DeviceState::NoDevice;
  }
}

Attempt JobWatch::watch(int id, bool arrived) {
  id_ = id;
  arrived_ = arrived;
  set_patience();
  return run();
}

Attempt JobWatch::withdraw(int id, FailureCode cause) {
  id_ = id;
  take_back(cause);
  return run();
}

Attempt JobWatch::run() {
  while (true) {
    if (surroundings_.stopping()) return unknown(FailureCode::cancelled);
    if (const auto end = step()) return *end;
    surroundings_.pause(options_.job_poll_interval);
  }
}

std::optional<Attempt> JobWatch::step() {
  const auto answer = talk_.job(id_);
  if (!answer) return lost(answer.error().code);
  const JobView& job = answer->job;
  if (answer->verdict == ipp::Verdict::NotFound) return forgotten();
  if (answer->verdict != ipp::Verdict::Done) return lost(FailureCode::device_busy);
  // After a power cut its numbers may begin anew: then this is somebody else's job.
  if (!job.name.empty() && job.name != name_) return forgotten();
  if (job.is_over()) return judge(job);

  const auto status = talk_.look();
  if (!status) return lost(status.error().code);
  if (std::exchange(lost_since_, std::nullopt) && !cause_) set_patience();
  const auto obstacle = status->obstacle();
  surroundings_.publish(obstacle ? state_of(obstacle) : DeviceState::DeviceBusy, *status);
  if (lacks_its_document(job) && !arrived_ && !cause_) take_back(FailureCode::device_offline);
  weigh(job, obstacle);
  if (Steady::now() < give_up_) return {};
  if (cause_) return unknown(*cause_);
  take_back(hindrance_.value_or(FailureCode::print_unknown));
  return {};
}

void JobWatch::set_patience() {
  give_up_ = Steady::now() + (hindrance_ ? options_.obstacle_timeout : options_.finish_timeout);
}

// The clock of patience starts anew when a hindrance comes, when it goes, and with every page.
void JobWatch::weigh(const JobView& job, std::optional<FailureCode> obstacle) {
  if (cause_) {
    if (!cancel_answered_) take_back(*cause_);
    return;
  }
  auto hindrance = obstacle;
  if (!hindrance && job.state != JobState::Processing) hindrance = FailureCode::device_busy;
  if (!hindrance) printed_freely_ = true;
  if (hindrance.has_value() != hindrance_.has_value() || job.impressions != impressions_) {
    hindrance_ = hindrance;
    impressions_ = job.impressions;
    set_patience();
  }
  hindrance_ = hindrance;
}

void JobWatch::take_back(FailureCode cause) {
  if (!cause_) give_up_ = Steady::now() + options_.cancel_timeout;
  cause_ = cause;
  cancel_answered_ = talk_.ask(talk_.asking().cancel_job(id_)).has_value();
}

std::optional<Attempt> JobWatch::lost(FailureCode code) {
  // One connection that broke is not yet a printer that is gone.
  if (!lost_since_) {
    lost_since_ = Steady::now();
  } else {
    surroundings_.publish(state_of(code), {});
  }
  if (Steady::now() - *lost_since_ < options_.obstacle_timeout) return {};
  return unknown(code == FailureCode::device_busy ? code : FailureCode::device_offline);
}

// Switched off in the middle, most likely. Perhaps it still knows the job under another number.
std::optional<Attempt> JobWatch::forgotten() {
  if (talk_.abilities().get_jobs) {
    const auto jobs = talk_.jobs_named(name_);
    if (!jobs) return lost(jobs.error().code);
    if (!jobs->empty() && jobs->front().id != id_) {
      id_ = jobs->front().id;
      return {};
    }
  }
  return unknown(FailureCode::device_offline);
}

Attempt JobWatch::judge(const JobView& job) {
  if (job.state == JobState::Completed) return judge_completed(job);
  const FailureCode code = cause_.value_or(reason_of_end(job));
  const bool surely_nothing = job.says_nothing_printed() && counter_ != PageCounter::DoesNotCount &&
                              (counter_ == PageCounter::Counts || !printed_freely_);
  if (!surely_nothing) return unknown(code);
  return cause_ && !arrived_ ? try_again(code) : failed(code);
}

Attempt JobWatch::judge_completed(const JobView& job) {
  const int pages = std::max(job.impressions.value_or(0), job.sheets.value_or(0));
  const int wanted = std::max(expected_, 1);
  if (pages == 0 && counter_ == PageCounter::NotKnown) counter_ = PageCounter::DoesNotCount;
  if (pages > 0) counter_ = PageCounter::Counts;
  if (job.has("job-completed-with-errors")) return unknown(FailureCode::printer_fault);
  if (counter_ == PageCounter::Counts && pages < wanted) {
    return unknown(FailureCode::print_unknown);
  }
  return {.over = true, .result = PrintResult::Printed, .confirmed = pages >= wanted};
}

}  // namespace dk::drivers
