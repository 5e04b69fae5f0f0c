// Who is at the desk: badge, PIN, lock-out that survives a restart, signing out with the tube kept.
#include "kiosk/sampling/machine.h"
#include "offline-cache/wire/signed_objects.h"

namespace dk::kiosk::sampling {

void Machine::badge(const StaffBadge& badge) {
  if (s.stage == Stage::NotReady) return play(Sound::Refused);
  const bool for_box =
      s.stage == Stage::Packing && s.packing_step == PackingView::Step::Courier && !s.ask;
  if (for_box) return courier(badge);
  if (s.staff && s.staff->badge.staff_id == badge.staff_id) return play(Sound::Attention);
  FailureCode trouble{};
  if (badge.badge_expires_s <= to_unix_seconds(now)) {
    trouble = FailureCode::staff_expired;
  } else if (badge.role == kRoleCourier) {
    trouble = FailureCode::staff_wrong_role;  // signs for boxes, does not work at the desk
  } else {
    // A second badge during a shift is a hand-over: the tube stays, the newcomer proves the PIN.
    s.staff.reset();
    forget_face();
    s.badge = badge;
    if (locked_seconds(s, badge.staff_id) > 0) s.pin_trouble = FailureCode::staff_locked;
    s.stage = Stage::EnterPin;
    return play(Sound::Registered);
  }
  if (s.staff) return refuse(trouble);
  s.pin_trouble = trouble;
  play(Sound::Refused);
}

void Machine::pin_key(const std::string& key) {
  if (s.pin_checking || !s.badge || locked_seconds(s, s.badge->staff_id) > 0) return;
  if (key.size() != 1 || key[0] < '0' || key[0] > '9') return;
  if (s.pin.size() < kPinDigitsMax) s.pin += key;
  s.pin_trouble.reset();
}

void Machine::pin_enter() {
  if (s.pin_checking || !s.badge || s.pin.size() < kPinDigitsMin) return;
  if (locked_seconds(s, s.badge->staff_id) > 0) {
    s.pin_trouble = FailureCode::staff_locked;
    return;
  }
  s.pin_checking = true;
  effects.emplace_back(CheckPin{s.badge->staff_id, s.pin});
  wipe(s.pin.data(), s.pin.size());
  s.pin.clear();
}

void Machine::pin_checked(bool right) {
  if (!s.pin_checking || !s.badge) return;
  s.pin_checking = false;
  const std::string id = s.badge->staff_id;
  const crypto::Digest who = crypto::sha256(as_bytes(id));
  if (!right) {
    Draft wrong = draft(Saving::What::Bookkeeping);
    auto& tries = wrong.saving.after.tries[id];
    wrong.audit.push_back(audit::StaffRefused{.reason = "staff_pin_wrong"}.to_record());
    s.pin_trouble = FailureCode::staff_pin_wrong;
    if (++tries.wrong >= kPinTries) {
      tries.wrong = 0;
      tries.locked_until_ms = to_unix_ms(now + kLockOut);
      s.pin_trouble = FailureCode::staff_locked;
      wrong.audit.push_back(audit::StaffLockedOut{.staff = who, .tries = kPinTries}.to_record());
    }
    play(Sound::Refused);
    return save(std::move(wrong));
  }
  Draft entering = draft(Saving::What::SignIn);
  Durable& after = entering.saving.after;
  after.tries.erase(id);
  const auto roster = s.site.data_versions.find(std::string(wire::kObjectStaffRoster));
  const std::string version = roster == s.site.data_versions.end() ? "0" : roster->second;
  s.staff = Signed{*s.badge, s.badge->role + "@roster-" + version};
  s.badge.reset();
  s.last_touch = now;
  entering.audit.push_back(
      audit::StaffSignedIn{.staff = who, .role = s.staff->badge.role}.to_record());
  // The same person at the same desk goes on with the shift; anybody else begins a new one.
  if (after.shift && after.shift->staff_id != id) close_shift(entering, "handover");
  if (!after.shift) {
    const Uuid shift = tell(entering, wire::kShiftOpened,
                            wire::to_json(wire::ShiftOpened{.site = s.site.site, .desk = s.desk}));
    after.shift = Shift{.id = shift,
                        .staff_id = id,
                        .staff_masked = s.staff->badge.masked_name,
                        .since = now,
                        .counts = {}};
    entering.audit.push_back(
        audit::ShiftOpened{.shift = shift, .staff = who, .site = s.site.site}.to_record());
  }
  save(std::move(entering));
}

// Nothing of anybody stays on the screen or in the hands.
void Machine::forget_face() {
  s.badge.reset();
  wipe(s.pin.data(), s.pin.size());
  s.pin.clear();
  s.pin_checking = false;
  s.pin_trouble.reset();
  s.alert.reset();
  s.pending.reset();
  s.ask.reset();
  s.menu = false;
  s.confirmed.reset();
  s.manual_entry = false;
  s.manual.clear();
  s.ticked.clear();
  s.count_typed.clear();
  s.done_box.clear();
}

void Machine::sign_out() {
  s.staff.reset();
  forget_face();
  if (s.stage != Stage::NotReady) s.stage = Stage::ScanBadge;
}

}  // namespace dk::kiosk::sampling
