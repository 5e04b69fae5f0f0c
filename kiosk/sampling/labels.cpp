// Paper: queued -> printing -> printed | failed | unknown. "Printing" is durable before the first
// byte goes to the printer, so a kill in between is known and never printed a second time silently.
#include <algorithm>
#include <utility>

#include "kiosk/sampling/machine.h"

namespace dk::kiosk::sampling {

namespace {

const char* word_of(PrintJob::Kind kind) {
  switch (kind) {
    case PrintJob::Kind::HandOver:
      return "handover_list";
    case PrintJob::Kind::Report:
      return "shift_report";
    case PrintJob::Kind::Commands:
      return "command_sheet";
    case PrintJob::Kind::Label:
      break;
  }
  return "label";
}

}  // namespace

void Machine::print_page(PrintJob job) {
  if (s.devices.printer == DeviceHealth::NotConfigured) return refuse(FailureCode::device_absent);
  job.job = new_id();
  job.sealed_at = now;
  Draft queueing = draft(Saving::What::Bookkeeping);
  if (job.kind == PrintJob::Kind::Report) queueing.saving.after.report_printed = true;
  queueing.saving.after.jobs.push_back(std::move(job));
  save(std::move(queueing));
}

void Machine::print_next() {
  if (s.devices.printer != DeviceHealth::Healthy) return;
  const auto& jobs = s.durable.jobs;
  const auto printing = [](const PrintJob& j) { return j.state == PrintJob::State::Printing; };
  if (jobs.empty() || std::any_of(jobs.begin(), jobs.end(), printing)) return;
  Draft sending = draft(Saving::What::Print);
  sending.saving.after.jobs.front().state = PrintJob::State::Printing;
  sending.saving.print = sending.saving.after.jobs.front();
  save(std::move(sending));
}

void Machine::send(const PrintJob& job) {
  switch (job.kind) {
    case PrintJob::Kind::Label:
      effects.emplace_back(
          PrintLabel{job, site_name(), s.desk, s.staff ? s.staff->badge.staff_id : std::string()});
      return;
    case PrintJob::Kind::HandOver: {
      PrintHandOver list{
          .job = job.job, .site_name = site_name(), .desk = s.desk, .copy = job.copy};
      for (const HandedBox& box : s.durable.boxes) {
        if (box.code == job.tube) list.box = box;
      }
      for (const std::uint64_t piece : tubes_in(s.durable, job.tube)) {
        const SealedTube& tube = *s.durable.tubes.at(piece);
        list.tubes.push_back({.tube = tube.tube.code,
                              .persons = static_cast<int>(tube.tube.persons.size()),
                              .capacity = tube.tube.capacity,
                              .not_compared = !is_compared(tube.tube),
                              .late_hit = tube.late != SealedTube::Late::No,
                              .first_at = first_sample(tube.tube),
                              .sealed_at = tube.sealed_at});
      }
      effects.emplace_back(std::move(list));
      return;
    }
    case PrintJob::Kind::Report:
      effects.emplace_back(PrintReport{.job = job.job,
                                       .site_name = site_name(),
                                       .desk = s.desk,
                                       .at = job.sealed_at,
                                       .copy = job.copy,
                                       .shift = job.report.value_or(ShiftView{})});
      return;
    case PrintJob::Kind::Commands:
      effects.emplace_back(PrintCommands{job.job});
      return;
  }
}

void Machine::printed(const Printed& outcome) {
  const auto& jobs = s.durable.jobs;
  const auto found = std::find_if(jobs.begin(), jobs.end(),
                                  [&](const PrintJob& j) { return j.job == outcome.job; });
  if (found == jobs.end() || found->state != PrintJob::State::Printing) return;
  const auto index = found - jobs.begin();
  const PrintJob job = *found;
  Draft done = draft(Saving::What::Print);
  done.saving.outcome = outcome;
  auto& left = done.saving.after.jobs;
  if (outcome.result == "failed") {
    // Surely nothing came out: it stays owed and goes again when the printer is well.
    left[static_cast<std::size_t>(index)].state = PrintJob::State::Queued;
    s.retry_at = now + kRetry;
    tell_later({.kind = AlertView::Kind::LabelFailed, .code = outcome.why});
    done.audit.push_back(
        audit::LabelFailed{.job = job.job, .reason = std::string(name_of(outcome.why))}
            .to_record());
    return save(std::move(done));
  }
  left.erase(left.begin() + index);
  // Paper flows again: what was said about it is over.
  const auto over = [](const std::optional<AlertView>& alert) {
    return alert && alert->kind == AlertView::Kind::LabelFailed;
  };
  if (over(s.later)) s.later.reset();
  if (over(s.alert)) s.alert.reset();
  if (outcome.result == "unknown") {
    tell_later({.kind = AlertView::Kind::LabelUnknown, .code = FailureCode::print_unknown});
  }
  printed_item(done, job, outcome.result, std::string(name_of(outcome.why)));
  save(std::move(done));
}

// Trouble with paper never pushes away a question about a person.
void Machine::tell_later(AlertView alert) {
  s.later = std::move(alert);
  if (s.staff && (!s.alert || s.alert->kind == AlertView::Kind::LabelFailed)) show_later();
}

void Machine::show_later() {
  if (s.later) show(*std::exchange(s.later, std::nullopt), Sound::Attention);
}

void Machine::resume_labels() {
  Draft resuming = draft(Saving::What::Print);
  bool any = false;
  std::erase_if(resuming.saving.after.jobs, [&](const PrintJob& job) {
    if (job.state != PrintJob::State::Printing) return false;
    any = true;
    printed_item(resuming, job, "unknown", "power_lost");
    return true;
  });
  if (!any) return;
  s.alert = AlertView{.kind = AlertView::Kind::LabelUnknown, .code = FailureCode::print_unknown};
  s.later = s.alert;  // signing in clears the screen; this must be seen by a person
  save(std::move(resuming));
}

void Machine::printed_item(Draft& draft, const PrintJob& job, const std::string& result,
                           const std::string& why) const {
  if (job.kind == PrintJob::Kind::Label) {
    tell(draft, wire::kLabelPrinted,
         wire::to_json(
             wire::LabelPrinted{.tube = job.tube, .job = to_string(job.job), .result = result}));
  }
  if (result == "unknown") {
    draft.audit.push_back(audit::LabelUnknown{.job = job.job, .reason = why}.to_record());
    auto& shift = draft.saving.after.shift;
    if (shift && job.kind == PrintJob::Kind::Label) ++shift->counts.labels_unknown;
  } else if (job.kind == PrintJob::Kind::Label) {
    draft.audit.push_back(
        audit::LabelPrinted{.job = job.job, .tube = tube_digest(job.tube)}.to_record());
  } else {
    draft.audit.push_back(
        audit::PagePrinted{.job = job.job, .kind = word_of(job.kind)}.to_record());
  }
}

}  // namespace dk::kiosk::sampling
