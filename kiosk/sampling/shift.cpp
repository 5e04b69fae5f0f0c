// Shifts: they go on through lock and restart, end by confirming the report, by another person's
// badge and PIN, or after twelve hours. The tube stays at the desk in every case.
#include "kiosk/sampling/machine.h"

namespace dk::kiosk::sampling {

void Machine::lock(const std::string& reason) {
  if (!s.staff) return;
  const crypto::Digest who = crypto::sha256(as_bytes(s.staff->badge.staff_id));
  sign_out();
  if (s.store_trouble) return;  // a locked desk is worth more than its line in the log
  note(audit::StaffSignedOut{.staff = who, .reason = reason}.to_record());
}

void Machine::shift_tap(const std::string& id) {
  if (id == "shift.back") {
    s.stage = Stage::Desk;
    return;
  }
  if (s.saving) return play(Sound::Attention);
  if (id == "shift.print") {
    PrintJob job{.kind = PrintJob::Kind::Report, .report = shift_view(s)};
    job.copy = s.durable.report_printed;
    return print_page(std::move(job));
  }
  if (id == "shift.confirm") end_shift("ended");
}

void Machine::close_shift(Draft& draft, const std::string& reason) const {
  Durable& after = draft.saving.after;
  const Shift shift = *after.shift;
  tell(draft, wire::kShiftClosed,
       wire::to_json(wire::ShiftClosed{.site = s.site.site,
                                       .desk = s.desk,
                                       .reason = reason,
                                       .staff = shift.staff_id,
                                       .counts = shift.counts}));
  draft.audit.push_back(audit::ShiftClosed{
      .shift = shift.id, .staff = crypto::sha256(as_bytes(shift.staff_id)), .reason = reason}
                            .to_record());
  after.shift.reset();
  after.report_printed = false;
}

void Machine::end_shift(const std::string& reason) {
  if (!s.durable.shift) return sign_out();
  Draft ending = draft(Saving::What::EndShift);
  close_shift(ending, reason);
  save(std::move(ending));
}

}  // namespace dk::kiosk::sampling
