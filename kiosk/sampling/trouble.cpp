// The store fails and comes back. What was known not to be saved is said at once; what the disk
// failed in the middle of (io_error) is only known when the store has been opened anew, and until
// then nothing is said. The tube, the sign-in and the printer's word are kept meanwhile.
#include "kiosk/sampling/machine.h"

namespace dk::kiosk::sampling {

// True: the event has no more to do now, nothing can be saved.
bool Machine::held_up(const Event& event) {
  if (!s.store_trouble) return false;
  if (std::holds_alternative<Scan>(event.what)) {
    s.confirmed.reset();
    s.alert.reset();
    s.scans_dropped = true;
    play(Sound::Refused);
    return true;
  }
  const bool keeps = std::holds_alternative<Printed>(event.what) ||
                     std::holds_alternative<PinChecked>(event.what) ||
                     std::holds_alternative<Compared>(event.what);
  if (keeps) s.waiting.push_back(event);
  return keeps;
}

void Machine::not_saved(Saving failed, FailureCode why) {
  s.confirmed.reset();
  s.retry_at = now + kRetry;
  // The edge looks after the store and comes with StoreChanged; nothing may be saved until then.
  // Only a slip of ours is no trouble of the store's.
  if (why != FailureCode::invalid_argument && !s.store_trouble) s.store_trouble = why;
  if (why == FailureCode::io_error && !s.unsettled) {
    s.alert.reset();
    s.ask.reset();
    s.unsettled = std::move(failed);
    play(Sound::Refused);
    return;
  }
  promise_not_made(failed, why);
}

// Nothing of it is shown and the old state stays true.
void Machine::promise_not_made(const Saving& failed, FailureCode why) {
  // What the desk noted or asked by itself; what a hand asked for is still to be seen and asked.
  if (failed.what == Saving::What::Bookkeeping) return;
  if (failed.what == Saving::What::Print) {
    // Said, asked or printed again as soon as it can be; nobody at the desk has to do anything.
    if (failed.outcome) s.waiting.push_front({*failed.outcome, now, steady});
    if (!failed.outcome && !failed.print) s.labels_unresolved = true;
    return;
  }
  if (failed.what == Saving::What::SignIn) {
    s.staff.reset();
    if (s.stage != Stage::NotReady) s.stage = Stage::ScanBadge;
  }
  show({.kind = AlertView::Kind::NotSaved, .code = why}, Sound::Refused);
}

void Machine::store_changed(const StoreChanged& store) {
  if (store.trouble) {
    if (s.store_trouble != store.trouble) play(Sound::Attention);
    s.store_trouble = store.trouble;
    s.ask.reset();
    // Whoever was scanned and not yet registered is asked to scan again when the desk is well.
    s.scans_dropped |= std::erase_if(s.waiting, [](const Event& e) {
                         return std::holds_alternative<Scan>(e.what);
                       }) > 0;
    return;
  }
  if (!s.store_trouble) return;
  const auto there = durable_from_pieces(store.pieces);
  if (!there) {
    s.store_trouble = there.error().code;
    return;
  }
  const FailureCode was = *s.store_trouble;
  s.store_trouble.reset();
  s.retry_at = {};
  play(Sound::Attention);
  if (s.unsettled) {
    Saving done = std::move(*s.unsettled);
    s.unsettled.reset();
    if (all_pieces(done.after) == all_pieces(*there)) {
      succeeded(std::move(done), steady);
    } else {
      promise_not_made(done, was);
    }
  }
  s.durable = *there;
  if (std::exchange(s.scans_dropped, false) && s.staff && !s.alert) {
    show({.kind = AlertView::Kind::NotSaved, .code = was}, Sound::Refused);
  }
  if (std::exchange(s.labels_unresolved, false)) resume_labels();
}

}  // namespace dk::kiosk::sampling
