#include "drivers/page-printer/page_session.h"

#include <algorithm>
#include <utility>

#include "base/log.h"

namespace dk::drivers {
namespace {

constexpr int kWantedDotsPerInch = 300;  // what a page of text needs and a network carries

// The resolution nearest to the wanted one.
std::optional<int> resolution_of(const RasterAbility& can) {
  const auto& all = can.dots_per_inch;
  const auto best = std::ranges::min_element(
      all, {}, [](int dots) { return std::abs(dots - kWantedDotsPerInch); });
  return best == all.end() ? std::nullopt : std::optional(*best);
}

}  // namespace

PageSession::PageSession(const PagePrinterOptions& options, PrinterTalk talk, DeviceMeter& meter,
                         PageSurroundings surroundings)
    : options_(options),
      talk_(std::move(talk)),
      meter_(meter),
      surroundings_(std::move(surroundings)),
      back_off_(options.reopen_first) {}

void PageSession::idle() {
  show(ready());
  surroundings_.pause(answered_ ? options_.poll_interval : back_off_);
}

std::optional<FailureCode> PageSession::ready() {
  const auto status = talk_.look();
  if (!status) {
    if (std::exchange(answered_, false)) {
      back_off_ = options_.reopen_first;
    } else {
      back_off_ = std::min(back_off_ * 2, options_.reopen_most);
    }
    status_ = {};
    talk_.forget();
    return status.error().code;
  }
  if (!std::exchange(answered_, true) && std::exchange(answered_ever_, true)) meter_.reconnected();
  status_ = *status;
  return status_.obstacle();
}

std::optional<FailureCode> PageSession::wait_until_ready(Steady::time_point give_up) {
  while (true) {
    if (surroundings_.stopping()) return FailureCode::cancelled;
    const auto obstacle = ready();
    show(obstacle);
    if (!obstacle) return {};
    if (Steady::now() >= give_up) {
      return *obstacle == FailureCode::timed_out ? FailureCode::device_offline : *obstacle;
    }
    surroundings_.pause(answered_ ? options_.job_poll_interval : back_off_);
  }
}

PrintOutcome PageSession::print(const PageJob& job) {
  const auto started = Steady::now();
  const auto give_up = started + options_.obstacle_timeout;
  document_.reset();
  Attempt last = try_again(FailureCode::device_offline);
  auto pause = options_.reopen_first;
  while (true) {
    if (const auto obstacle = wait_until_ready(give_up)) {
      last = failed(*obstacle);
      break;
    }
    last = attempt(job);
    if (last.over) break;
    if (Steady::now() >= give_up) break;
    surroundings_.pause(pause);
    pause = std::min(pause * 2, options_.reopen_most);
  }
  document_.reset();
  meter_.called(std::chrono::duration_cast<Milliseconds>(Steady::now() - started));
  if (last.result != PrintResult::Printed) meter_.failed(last.code);
  if (last.result == PrintResult::Unknown) {
    log::warn("print_unknown", {{"job", log::safe(job.id)}});
  }
  return {job.id, last.result, last.code, last.confirmed};
}

Attempt PageSession::attempt(const PageJob& job) {
  const PagePrinterAbilities& can = talk_.abilities();
  if (!can.create_job && !can.print_job) return failed(FailureCode::unsupported);
  if (!document_) {
    auto made = document_of(job);
    if (!made) return failed(made.error().code);
    document_ = std::move(*made);
  }
  ipp::JobWishes wishes{.name = to_string(job.id),
                        .format = document_->format,
                        .media = can.takes_media(options_.media) ? options_.media : std::string(),
                        .two_sided = job.two_sided && can.two_sided};
  surroundings_.publish(DeviceState::DeviceBusy, status_);
  JobWatch watch(options_, talk_, surroundings_, counter_, wishes.name, document_->pages);
  if (can.get_jobs) {
    if (const auto earlier = earlier_try(watch, wishes.name)) return *earlier;
  }
  return can.create_job ? create_and_send(watch, wishes) : print_at_once(watch, wishes);
}

// Has the printer had this job before? Then it is watched, not sent again.
std::optional<Attempt> PageSession::earlier_try(JobWatch& watch, const std::string& name) {
  const auto jobs = talk_.jobs_named(name);
  if (!jobs) return try_again(jobs.error().code);
  for (const JobView& job : *jobs) {
    const bool came_to_nothing = job.is_over() && job.state != JobState::Completed &&
                                 job.says_nothing_printed() &&
                                 counter_ != PageCounter::DoesNotCount;
    if (!came_to_nothing) return watch.watch(job.id, false);
  }
  return {};
}

Attempt PageSession::create_and_send(JobWatch& watch, const ipp::JobWishes& wishes) {
  // A job without a document prints nothing: whatever goes wrong here, it may be tried again.
  const auto created = talk_.ask(talk_.asking().create_job(wishes));
  if (!created) return try_again(created.error().code);
  if (created->verdict == ipp::Verdict::CannotDo) return failed(FailureCode::unsupported);
  if (created->verdict == ipp::Verdict::Busy) return try_again(FailureCode::device_busy);
  const ipp::Group* group = created->message.find(ipp::GroupTag::Job);
  const int id = group == nullptr ? 0 : job_from(*group).id;
  if (created->verdict != ipp::Verdict::Done || id <= 0) {
    return try_again(FailureCode::device_protocol);
  }

  Upload document = upload();
  const auto sent = talk_.ask(talk_.asking().send_document(id, wishes.format), &document);
  if (!sent) {
    if (stuck_) return watch.withdraw(id, *stuck_);
    return document.bytes_left == 0 ? watch.withdraw(id, sent.error().code)
                                    : watch.watch(id, false);
  }
  switch (sent->verdict) {
    case ipp::Verdict::Done:
      return watch.watch(id, true);
    case ipp::Verdict::CannotDo: {
      Attempt end = watch.withdraw(id, FailureCode::unsupported);
      end.over = true;  // the next time would be no better
      return end;
    }
    case ipp::Verdict::NotFound:  // switched off and on in between
      return try_again(FailureCode::device_offline);
    default:
      return watch.withdraw(id, FailureCode::device_busy);
  }
}

// For printers without Create-Job.
Attempt PageSession::print_at_once(JobWatch& watch, const ipp::JobWishes& wishes) {
  const auto valid = talk_.ask(talk_.asking().validate_job(wishes));
  if (!valid) return try_again(valid.error().code);
  if (valid->verdict == ipp::Verdict::CannotDo) return failed(FailureCode::unsupported);
  if (valid->verdict == ipp::Verdict::Busy) return try_again(FailureCode::device_busy);

  Upload document = upload();
  const auto sent = talk_.ask(talk_.asking().print_job(wishes), &document);
  if (!sent) {
    const FailureCode code = sent.error().code;
    // Without its document no job prints, and 503 is a plain no.
    if (document.bytes_left == 0 || code == FailureCode::device_busy) return try_again(code);
    return look_for_lost(watch, wishes.name);
  }
  if (sent->verdict == ipp::Verdict::CannotDo) return failed(FailureCode::unsupported);
  if (sent->verdict != ipp::Verdict::Done) return try_again(FailureCode::device_busy);
  const ipp::Group* group = sent->message.find(ipp::GroupTag::Job);
  const int id = group == nullptr ? 0 : job_from(*group).id;
  return id > 0 ? watch.watch(id, true) : look_for_lost(watch, wishes.name);
}

// Did the printer make a job of what it got? Only its list of jobs can tell, and only a yes is
// sure.
Attempt PageSession::look_for_lost(JobWatch& watch, const std::string& name) {
  const auto give_up = Steady::now() + options_.obstacle_timeout;
  while (talk_.abilities().get_jobs && Steady::now() < give_up) {
    if (surroundings_.stopping()) return unknown(FailureCode::cancelled);
    const auto jobs = talk_.jobs_named(name);
    if (jobs && !jobs->empty()) return watch.watch(jobs->front().id, false);
    if (jobs) break;
    surroundings_.publish(state_of(jobs.error().code), {});
    surroundings_.pause(options_.reopen_first);
  }
  return unknown(FailureCode::device_offline);
}

// While a document goes, the printer may take no more of it because its tray is empty: then people
// must see why, and after a while it is given up.
Upload PageSession::upload() {
  auto hindered_since = std::make_shared<std::optional<Steady::time_point>>();
  stuck_.reset();
  return {.document = document_->bytes, .go_on = [this, hindered_since] {
            if (surroundings_.stopping()) return false;
            const auto status = talk_.look();
            if (!status) return true;  // it has its hands full
            const auto obstacle = status->obstacle();
            surroundings_.publish(obstacle ? state_of(obstacle) : DeviceState::DeviceBusy, *status);
            if (!obstacle) {
              hindered_since->reset();
            } else if (!*hindered_since) {
              *hindered_since = Steady::now();
            }
            if (!obstacle || Steady::now() - **hindered_since < options_.obstacle_timeout) {
              return true;
            }
            stuck_ = obstacle;
            return false;
          }};
}

Result<PageSession::Document> PageSession::document_of(const PageJob& job) const {
  const PagePrinterAbilities& can = talk_.abilities();
  if (can.pdf && !job.pdf.empty()) return Document{"application/pdf", job.pdf, job.page_count};
  if (can.pwg_raster && job.pages) {
    return raster_of(*job.pages, job.two_sided && can.two_sided);
  }
  return fail(FailureCode::unsupported, "the printer takes no format of this document");
}

Result<PageSession::Document> PageSession::raster_of(PageSource& pages, bool two_sided) const {
  const RasterAbility& can = talk_.abilities().raster;
  const auto dots = resolution_of(can);
  if (!dots || (!can.grey && !can.colour)) {
    return fail(FailureCode::unsupported, "no raster that we can make");
  }
  PwgRasterWriter writer({.dots_per_inch = *dots,
                          .media = options_.media,
                          .pages = pages.count(),
                          .colour = !can.grey,
                          .two_sided = two_sided,
                          .back = sheet_back_of(can.back)});
  for (int i = 0; i < pages.count(); ++i) {
    DK_TRY(page, pages.page(i, *dots));
    DK_CHECK(writer.add(page));
  }
  return Document{"image/pwg-raster", writer.take(), pages.count()};
}

void PageSession::show(std::optional<FailureCode> obstacle) {
  if (obstacle && obstacle != shown_failure_) meter_.failed(*obstacle);
  shown_failure_ = obstacle;
  surroundings_.publish(state_of(obstacle), status_);
}

}  // namespace dk::drivers
