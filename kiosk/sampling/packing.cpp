// Packing: one box open at a time, tubes go in by scanning. Counting and handing over: boxes.cpp.
#include <algorithm>

#include "kiosk/sampling/machine.h"

namespace dk::kiosk::sampling {

using At = PackingView::Step;

namespace {

bool is_late(const SealedTube& tube) { return tube.late != SealedTube::Late::No; }

}  // namespace

void Machine::enter_packing() {
  s.alert.reset();
  s.pending.reset();
  s.menu = false;
  s.confirmed.reset();
  s.stage = Stage::Packing;
  s.ticked.clear();
  s.count_typed.clear();
  s.done_box.clear();
  const auto& box = s.durable.box;
  s.packing_step = !box ? At::ScanBox : box->closed ? At::Courier : At::Fill;
}

void Machine::packing_scan(const Scan& scan) {
  if (const auto* box = std::get_if<ScannedBox>(&scan.what)) {
    if (s.packing_step == At::ScanBox || s.packing_step == At::Done) {
      return open_box(box->code);
    }
    if (s.durable.box && s.durable.box->code == box->code) return play(Sound::Attention);
    return refuse(FailureCode::box_open_already);
  }
  const auto* tube = std::get_if<ScannedTube>(&scan.what);
  if (tube == nullptr) return refuse(FailureCode::packing_under_way);
  switch (s.packing_step) {
    case At::Fill:
      return pack(tube->code);
    case At::Count:
      return tick_tube(tube->code);
    case At::ScanBox:
    case At::Done:
      return refuse(FailureCode::box_required);
    case At::Courier:
      return refuse(FailureCode::courier_required);
  }
}

void Machine::packing_tap(const std::string& id) {
  if (id == "packing.back" || id == "menu.pack") {
    const bool counting = s.packing_step == At::Count;
    s.alert.reset();
    s.ticked.clear();
    s.count_typed.clear();
    if (counting) {
      s.packing_step = At::Fill;
      return;
    }
    s.stage = Stage::Desk;
    return;
  }
  if (s.saving) return play(Sound::Attention);
  if (id == "menu.lock") return lock("locked");
  if (s.packing_step == At::Fill) {
    if (const auto tube = key_in_brackets(id, "packing.remove")) return unpack(*tube, "hand");
    if (id != "packing.count") return;
    const auto inside = tubes_in(s.durable, s.durable.box->code);
    if (inside.empty()) return refuse(FailureCode::box_empty);
    // A list may have come since they were packed: what goes apart is taken out first.
    const auto late = std::ranges::find_if(
        inside, [&](std::uint64_t piece) { return is_late(*s.durable.tubes.at(piece)); });
    const bool all_late = std::ranges::all_of(
        inside, [&](std::uint64_t piece) { return is_late(*s.durable.tubes.at(piece)); });
    if (late != inside.end() && !all_late) {
      show({.kind = AlertView::Kind::LateHit,
            .code = FailureCode::tube_set_apart,
            .tube = s.durable.tubes.at(*late)->tube.code},
           Sound::Refused);
      return;
    }
    s.alert.reset();
    s.packing_step = At::Count;
    return;
  }
  if (s.packing_step == At::Count) return count_tap(id);
  if (s.packing_step != At::Done) return;
  if (id == "packing.print") return print_list_again();
  if (id == "packing.done") {
    s.alert.reset();
    s.done_box.clear();
    s.packing_step = At::ScanBox;
  }
}

void Machine::open_box(const std::string& code) {
  const bool known =
      std::ranges::any_of(s.durable.boxes, [&](const HandedBox& b) { return b.code == code; });
  if (known) return refuse(FailureCode::box_used_before);
  s.alert.reset();
  s.done_box.clear();
  Draft opening = draft(Saving::What::Packing);
  opening.saving.after.box = OpenBox{
      .code = code, .packer = s.staff->badge.staff_id, .packer_masked = s.staff->badge.masked_name};
  opening.saving.step = At::Fill;
  save(std::move(opening));
}

void Machine::pack(const std::string& code) {
  s.alert.reset();
  const std::uint64_t piece = piece_of(s.durable, code);
  if (piece == 0) return refuse(FailureCode::tube_not_here);
  const SealedTube& tube = *s.durable.tubes.at(piece);
  if (tube.box == s.durable.box->code) return play(Sound::Attention);
  if (!tube.box.empty()) return refuse(FailureCode::tube_already_boxed);
  if (!is_loose(tube)) return refuse(FailureCode::tube_not_here);
  const auto inside = tubes_in(s.durable, s.durable.box->code);
  // Tubes that go apart and others never share a box.
  if (!inside.empty() && is_late(tube) != is_late(*s.durable.tubes.at(inside.front()))) {
    return refuse(FailureCode::tube_set_apart);
  }
  if (inside.size() >= kBoxTubesMax) return refuse(FailureCode::box_open_already);
  Draft packing = draft(Saving::What::Packing);
  const int place = inside.empty() ? 1 : s.durable.tubes.at(inside.back())->place + 1;
  change_piece(packing.saving.after, piece, [&](SealedTube& t) {
    t.box = s.durable.box->code;
    t.place = place;
  });
  packing.audit.push_back(
      audit::TubeBoxed{.tube = tube_digest(code), .box = tube_digest(s.durable.box->code)}
          .to_record());
  save(std::move(packing));
}

void Machine::unpack(const std::string& code, const std::string& reason) {
  const std::uint64_t piece = piece_of(s.durable, code);
  const auto& box = s.durable.box;
  if (!box || box->closed || piece == 0 || s.durable.tubes.at(piece)->box != box->code) return;
  Draft unpacking = draft(Saving::What::Packing);
  change_piece(unpacking.saving.after, piece, [](SealedTube& tube) {
    tube.box.clear();
    tube.place = 0;
  });
  unpacking.audit.push_back(
      audit::TubeUnboxed{.tube = tube_digest(code), .box = tube_digest(box->code), .reason = reason}
          .to_record());
  std::erase(s.ticked, code);
  if (s.alert && s.alert->kind == AlertView::Kind::CountDiffers) {
    // The same alert without this tube; gone when the numbers agree.
    AlertView left = *s.alert;
    std::erase(left.missing, code);
    --left.in_system;
    s.alert.reset();
    if (left.in_system != left.counted && left.in_system > 0) unpacking.saving.alert = left;
    if (left.in_system == 0) unpacking.saving.step = At::Fill;
  }
  save(std::move(unpacking));
}

}  // namespace dk::kiosk::sampling
