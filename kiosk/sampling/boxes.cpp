// Closing a box and handing it over: counted by hand or by scanning, refused while the numbers
// differ, signed for by a courier who is not the packer, with a list on paper.
#include <algorithm>

#include "kiosk/sampling/machine.h"

namespace dk::kiosk::sampling {

using At = PackingView::Step;

namespace {

TimePoint first_sample_of(const Durable& durable, const std::vector<std::uint64_t>& pieces) {
  TimePoint first = TimePoint::max();
  for (const std::uint64_t piece : pieces) {
    first = std::min(first, first_sample(durable.tubes.at(piece)->tube));
  }
  return first;
}

}  // namespace

void Machine::count_tap(const std::string& id) {
  if (const auto key = key_in_brackets(id, "packing.key")) {
    const bool digit = key->size() == 1 && (*key)[0] >= '0' && (*key)[0] <= '9';
    if (digit && s.count_typed.size() < kCountDigitsMax) s.count_typed += *key;
    return;
  }
  if (id == "packing.erase") {
    if (!s.count_typed.empty()) s.count_typed.pop_back();
    return;
  }
  std::vector<std::string> unticked;
  const auto inside = tubes_in(s.durable, s.durable.box->code);
  for (const std::uint64_t piece : inside) {
    const std::string& code = s.durable.tubes.at(piece)->tube.code;
    if (std::ranges::find(s.ticked, code) == s.ticked.end()) unticked.push_back(code);
  }
  if (id == "packing.enter" && !s.count_typed.empty()) {
    const int counted = std::stoi(s.count_typed);
    s.count_typed.clear();
    return count(counted, unticked);
  }
  if (id == "packing.close") count(static_cast<int>(inside.size() - unticked.size()), unticked);
}

void Machine::tick_tube(const std::string& code) {
  s.alert.reset();
  const std::uint64_t piece = piece_of(s.durable, code);
  if (piece == 0) return refuse(FailureCode::tube_not_here);
  if (s.durable.tubes.at(piece)->box != s.durable.box->code) {
    return refuse(FailureCode::tube_not_in_box);
  }
  if (std::ranges::find(s.ticked, code) != s.ticked.end()) return play(Sound::Attention);
  s.ticked.push_back(code);
  play(Sound::Registered);
  if (s.ticked.size() == tubes_in(s.durable, s.durable.box->code).size()) close_box();
}

// `missing`: those that could be it; without a single tick they are all.
void Machine::count(int counted, const std::vector<std::string>& missing) {
  const auto in_system = static_cast<int>(tubes_in(s.durable, s.durable.box->code).size());
  if (counted == in_system) return close_box();
  AlertView alert{.kind = AlertView::Kind::CountDiffers,
                  .code = FailureCode::box_count_differs,
                  .counted = counted,
                  .in_system = in_system};
  if (counted < in_system) alert.missing = missing;
  show(std::move(alert), Sound::Refused);
}

void Machine::close_box() {
  Draft closing = draft(Saving::What::Packing);
  Durable& after = closing.saving.after;
  const auto inside = tubes_in(after, after.box->code);
  wire::BoxClosed body{.box = after.box->code, .count = static_cast<int>(inside.size())};
  for (const std::uint64_t piece : inside) body.tubes.push_back(after.tubes.at(piece)->tube.code);
  const Uuid id = tell(closing, wire::kBoxClosed, wire::to_json(body));
  closing.audit.push_back(
      audit::BoxClosed{.event_id = id, .box = tube_digest(after.box->code), .tubes = body.count}
          .to_record());
  after.box->closed = true;
  closing.saving.step = At::Courier;
  const TimePoint first = first_sample_of(after, inside);
  if (now - first > std::chrono::hours(s.site.sample_late_h)) {
    closing.saving.alert = AlertView{
        .kind = AlertView::Kind::LateSamples, .code = FailureCode::box_samples_late, .at = first};
  }
  s.ticked.clear();
  s.count_typed.clear();
  save(std::move(closing));
}

void Machine::courier(const StaffBadge& badge) {
  const OpenBox& box = *s.durable.box;
  if (badge.badge_expires_s <= to_unix_seconds(now)) return refuse(FailureCode::staff_expired);
  if (badge.role != kRoleCourier && badge.role != kRoleLead) {
    return refuse(FailureCode::courier_required);
  }
  // Two pairs of eyes: who packed does not sign for taking it.
  if (badge.staff_id == box.packer || badge.staff_id == s.staff->badge.staff_id) {
    return refuse(FailureCode::courier_is_packer);
  }
  s.alert.reset();
  Draft handing = draft(Saving::What::HandedOver);
  Durable& after = handing.saving.after;
  const auto inside = tubes_in(after, box.code);
  const TimePoint first = first_sample_of(after, inside);
  const bool late = now - first > std::chrono::hours(s.site.sample_late_h);
  const Uuid id = tell(handing, wire::kBoxHandedOver,
                       wire::to_json(wire::BoxHandedOver{.box = box.code,
                                                         .count = static_cast<int>(inside.size()),
                                                         .courier = badge.staff_id,
                                                         .first_sample_at = first,
                                                         .late = late}));
  handing.audit.push_back(audit::BoxHandedOver{.event_id = id,
                                               .box = tube_digest(box.code),
                                               .courier = crypto::sha256(as_bytes(badge.staff_id))}
                              .to_record());
  for (const std::uint64_t piece : inside) {
    change_piece(after, piece, [&](SealedTube& tube) { tube.gone_at = now; });
  }
  after.boxes.push_back({.code = box.code,
                         .packer_masked = box.packer_masked,
                         .courier_masked = badge.masked_name,
                         .at = now,
                         .late = late});
  roll_day(after, now);
  ++after.boxes_today;
  if (after.shift) ++after.shift->counts.boxes;
  if (s.devices.printer != DeviceHealth::NotConfigured) {
    after.jobs.push_back({.kind = PrintJob::Kind::HandOver,
                          .job = new_id(),
                          .tube = box.code,
                          .count = static_cast<int>(inside.size()),
                          .sealed_at = now});
  }
  s.done_box = box.code;
  after.box.reset();
  handing.saving.step = At::Done;
  save(std::move(handing));
}

void Machine::print_list_again() {
  PrintJob job{.kind = PrintJob::Kind::HandOver, .tube = s.done_box};
  job.copy = true;
  print_page(std::move(job));
}

}  // namespace dk::kiosk::sampling
