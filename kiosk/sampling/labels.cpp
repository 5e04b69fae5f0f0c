// Labels: queued -> printing -> printed | failed | unknown. "Printing" is durable before the first
// byte goes to the printer, so a kill in between is known and never printed a second time silently.
#include <algorithm>

#include "kiosk/sampling/machine.h"

namespace dk::kiosk::sampling {

void Machine::print_next() {
  if (s.devices.printer != DeviceHealth::Healthy) return;
  const auto& jobs = s.durable.jobs;
  const auto printing = [](const PrintJob& j) { return j.state == PrintJob::State::Printing; };
  if (jobs.empty() || std::any_of(jobs.begin(), jobs.end(), printing)) return;
  Saving saving;
  saving.what = Saving::What::Label;
  saving.after = s.durable;
  saving.after.jobs.front().state = PrintJob::State::Printing;
  saving.print = saving.after.jobs.front();
  save(std::move(saving), {}, {});
}

void Machine::printed(const Printed& outcome) {
  const auto& jobs = s.durable.jobs;
  const auto found = std::find_if(jobs.begin(), jobs.end(),
                                  [&](const PrintJob& j) { return j.job == outcome.job; });
  if (found == jobs.end()) return;
  const auto index = found - jobs.begin();
  const PrintJob job = *found;
  Saving saving;
  saving.what = Saving::What::Label;
  saving.after = s.durable;
  const std::string job_id = to_string(job.job);
  if (outcome.result == "failed") {
    // Surely nothing came out: the label stays owed and goes again when the printer is well.
    saving.after.jobs[static_cast<std::size_t>(index)].state = PrintJob::State::Queued;
    show({.kind = AlertView::Kind::LabelFailed, .code = outcome.why}, Sound::Attention);
    save(std::move(saving), {},
         {audit::LabelFailed{.job = job.job, .reason = std::string(name_of(outcome.why))}
              .to_record()});
    return;
  }
  saving.after.jobs.erase(saving.after.jobs.begin() + index);
  std::vector<audit::Record> audit;
  if (outcome.result == "unknown") {
    show({.kind = AlertView::Kind::LabelUnknown, .code = FailureCode::print_unknown},
         Sound::Attention);
    audit.push_back(audit::LabelUnknown{.job = job.job, .reason = std::string(name_of(outcome.why))}
                        .to_record());
  } else {
    audit.push_back(audit::LabelPrinted{.job = job.job, .tube = tube_digest(job.tube)}.to_record());
  }
  save(std::move(saving), {label_item(job, outcome.result)}, std::move(audit));
}

void Machine::resume_labels() {
  Saving saving;
  saving.what = Saving::What::Label;
  saving.after = s.durable;
  std::vector<Save::Item> items;
  std::vector<audit::Record> audit;
  std::erase_if(saving.after.jobs, [&](const PrintJob& job) {
    if (job.state != PrintJob::State::Printing) return false;
    items.push_back(label_item(job, "unknown"));
    audit.push_back(audit::LabelUnknown{.job = job.job, .reason = "power_lost"}.to_record());
    return true;
  });
  if (items.empty()) return;
  s.alert = AlertView{.kind = AlertView::Kind::LabelUnknown, .code = FailureCode::print_unknown};
  save(std::move(saving), std::move(items), std::move(audit));
}

Save::Item Machine::label_item(const PrintJob& job, const std::string& result) const {
  return {new_id(), std::string(wire::kLabelPrinted), "label_printed/1",
          wire::to_json(
              wire::LabelPrinted{.tube = job.tube, .job = to_string(job.job), .result = result})};
}

}  // namespace dk::kiosk::sampling
