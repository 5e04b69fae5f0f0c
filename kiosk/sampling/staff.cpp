// Who is at the desk: badge, PIN, lock-out that survives a restart, signing out with the tube kept.
#include "kiosk/sampling/machine.h"
#include "offline-cache/wire/signed_objects.h"

namespace dk::kiosk::sampling {

void Machine::badge(const StaffBadge& badge) {
  if (s.stage == Stage::NotReady) return play(Sound::Refused);
  if (s.staff && s.staff->badge.staff_id == badge.staff_id) return play(Sound::Attention);
  if (badge.badge_expires_s <= to_unix_seconds(now)) {
    s.pin_trouble = FailureCode::staff_expired;
    return play(Sound::Refused);
  }
  // A second badge during a shift is a hand-over: the tube stays, the newcomer proves the PIN.
  s.staff.reset();
  s.alert.reset();
  s.ask.reset();
  s.confirmed.reset();
  s.manual_entry = false;
  s.manual.clear();
  s.badge = badge;
  s.pin.clear();
  s.pin_trouble.reset();
  if (locked_seconds(s, badge.staff_id) > 0) s.pin_trouble = FailureCode::staff_locked;
  s.stage = Stage::EnterPin;
  play(Sound::Registered);
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
  const std::string& id = s.badge->staff_id;
  const crypto::Digest who = crypto::sha256(as_bytes(id));
  Saving saving;
  saving.after = s.durable;
  if (!right) {
    auto& tries = saving.after.tries[id];
    std::vector<audit::Record> audit{audit::StaffRefused{.reason = "staff_pin_wrong"}.to_record()};
    s.pin_trouble = FailureCode::staff_pin_wrong;
    if (++tries.wrong >= kPinTries) {
      tries.wrong = 0;
      tries.locked_until_ms = to_unix_ms(now + kLockOut);
      s.pin_trouble = FailureCode::staff_locked;
      audit.push_back(audit::StaffLockedOut{.staff = who, .tries = kPinTries}.to_record());
    }
    play(Sound::Refused);
    saving.what = Saving::What::Tries;
    save(std::move(saving), {}, std::move(audit));
    return;
  }
  saving.what = Saving::What::Shift;
  saving.after.tries.erase(id);
  saving.after.signed_in = id;
  const auto roster = s.site.data_versions.find(std::string(wire::kObjectStaffRoster));
  const std::string version = roster == s.site.data_versions.end() ? "0" : roster->second;
  const Uuid shift = new_id();
  s.staff = Signed{*s.badge, now, s.badge->role + "@roster-" + version, shift};
  s.badge.reset();
  s.last_touch = now;
  save(std::move(saving),
       {{shift, std::string(wire::kShiftOpened), "shift_opened/1",
         wire::to_json(wire::ShiftOpened{.site = s.site.site, .desk = s.desk})}},
       {audit::StaffSignedIn{.staff = who, .role = s.staff->badge.role}.to_record(),
        audit::ShiftOpened{.shift = shift, .staff = who, .site = s.site.site}.to_record()});
}

void Machine::sign_out() {
  s.staff.reset();
  s.badge.reset();
  s.pin.clear();
  s.pin_trouble.reset();
  s.alert.reset();
  s.ask.reset();
  s.confirmed.reset();
  s.manual_entry = false;
  s.manual.clear();
  if (s.stage != Stage::NotReady) s.stage = Stage::ScanBadge;
}

}  // namespace dk::kiosk::sampling
