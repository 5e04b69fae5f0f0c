// The store has answered: what was promised becomes true and is shown (or not: trouble.cpp).
#include <utility>

#include "kiosk/sampling/machine.h"

namespace dk::kiosk::sampling {

void Machine::saved(const Saved& answer) {
  if (!s.saving || s.saving->id != answer.save_id) return;
  Saving done = std::move(*s.saving);
  s.saving.reset();
  if (!answer.status) return not_saved(std::move(done), answer.status.error().code);
  succeeded(std::move(done), answer.steady);
}

void Machine::succeeded(Saving done, Milliseconds answered) {
  s.durable = std::move(done.after);
  if (done.step) s.packing_step = *done.step;
  if (done.list_s) s.compared_s = *done.list_s;
  switch (done.what) {
    case Saving::What::Register:
      s.recent.push_back(now);
      s.alert.reset();
      s.pending.reset();
      s.confirmed = std::move(done.confirmed);
      if (s.confirmed) s.confirmed->took_ms = (answered - done.scan_steady).count();
      s.confirmed_until = now + kConfirmedOnScreen;
      if (s.durable.tube == std::nullopt) s.last_full = done.confirmed_capacity;
      play(done.full_after ? Sound::Full : Sound::Registered);
      break;
    case Saving::What::Undo:
      s.confirmed.reset();
      if (!s.recent.empty()) s.recent.pop_back();
      play(Sound::Attention);
      break;
    case Saving::What::OpenTube:
      s.confirmed.reset();
      s.alert.reset();
      s.pending.reset();
      s.last_full = 0;
      play(Sound::Sealed);
      break;
    case Saving::What::Seal:
      s.confirmed.reset();
      play(Sound::Sealed);
      break;
    case Saving::What::SignIn:
      if (!s.staff) break;  // signed out while the disk was looked at
      s.stage = Stage::Desk;
      s.pin_trouble.reset();
      s.alert.reset();
      play(Sound::Sealed);
      break;
    case Saving::What::EndShift:
      sign_out();
      play(Sound::Sealed);
      break;
    case Saving::What::Print:
      if (done.print) send(*done.print);
      break;
    case Saving::What::Packing:
      play(Sound::Registered);
      break;
    case Saving::What::HandedOver:
      play(Sound::HandedOver);
      break;
    case Saving::What::Answer:
      s.alert.reset();
      s.pending.reset();
      break;
    case Saving::What::Bookkeeping:
      break;
  }
  if (done.alert) s.alert = std::move(done.alert);
}

}  // namespace dk::kiosk::sampling
