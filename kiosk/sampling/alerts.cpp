// Answers to alerts: key persons who need a tube of their own, codes that are somebody else's,
// people sampled a short while ago, calling the lead.
#include "kiosk/sampling/machine.h"

namespace dk::kiosk::sampling {

using Kind = AlertView::Kind;

void Machine::single_only(const Credential& who) {
  s.confirmed.reset();
  show({.kind = Kind::SingleOnly,
        .code = FailureCode::single_tube_required,
        .masked_name = who.masked_name,
        .sex = who.body.sex,
        .age = who.age,
        .document_type = who.body.document_type,
        .number_tail = who.number_tail},
       Sound::Single);
  s.pending = who;
}

// True when the tap belongs to an alert.
bool Machine::alert_tap(const std::string& id) {
  if (!s.alert || !id.starts_with("alert.")) return false;
  const Kind kind = s.alert->kind;
  if (id == "alert.reason.release") {
    show_reason(false);
    return true;
  }
  if (id == "alert.scan") {
    if (s.devices.scanner == DeviceHealth::Healthy) effects.emplace_back(TriggerScanner{});
    return true;
  }
  if (s.saving) {
    play(Sound::Attention);
    return true;
  }
  if (id == "alert.ack") acknowledge();
  if (id == "alert.skip") skip();
  if (id == "alert.help") call_help();
  if (id == "alert.reason.hold") show_reason(true);
  if (id == "alert.different" && kind == Kind::AlreadyInTube) dispute();
  if (id == "alert.again" && kind == Kind::SampledRecently && s.pending && s.durable.tube) {
    const Credential who = *s.pending;
    register_person(who, steady, true);
  }
  if (const auto tube = key_in_brackets(id, "alert.remove"); tube && kind == Kind::CountDiffers) {
    unpack(*tube, "count");
  }
  return true;
}

void Machine::acknowledge() {
  // Whoever needs a single tube gets one, or is skipped in so many words.
  if (s.alert->kind == Kind::SingleOnly) return play(Sound::Attention);
  if (s.alert->kind == Kind::LateHit) return late_hit_seen();
  if (s.later && s.later->kind == s.alert->kind) s.later.reset();
  s.alert.reset();
  s.pending.reset();
}

void Machine::skip() {
  const Kind kind = s.alert->kind;
  if (kind != Kind::SingleOnly && kind != Kind::SampledRecently && kind != Kind::Failure) return;
  if (kind == Kind::Failure || !s.pending) {
    s.alert.reset();
    return;
  }
  Draft skipped = draft(Saving::What::Answer);
  if (kind == Kind::SingleOnly) {
    tell(skipped, wire::kPersonSkipped,
         wire::to_json(wire::PersonSkipped{.why = "single_only",
                                           .document_type = s.pending->body.document_type,
                                           .document_number = s.pending->body.document_number}));
  }
  skipped.audit.push_back(audit::PersonSkipped{
      .shift = shift_id(), .reason = kind == Kind::SingleOnly ? "single_only" : "sampled_recently"}
                              .to_record());
  save(std::move(skipped));
}

void Machine::call_help() {
  const Kind kind = s.alert->kind;
  const bool asks = kind == Kind::SingleOnly || kind == Kind::LateHit || kind == Kind::Disputed;
  if (!asks || s.alert->help_called) return;
  const std::string why = kind == Kind::SingleOnly ? "single_only"
                          : kind == Kind::LateHit  ? "late_hit"
                                                   : "disputed";
  Draft call = draft(Saving::What::Bookkeeping);
  const Uuid id = tell(call, wire::kHelpCalled,
                       wire::to_json(wire::HelpCalled{.why = why, .tube = s.alert->tube}));
  call.audit.push_back(audit::LeadCalled{.event_id = id, .reason = why}.to_record());
  call.saving.alert = s.alert;
  call.saving.alert->reason_key.clear();
  call.saving.alert->help_called = true;
  save(std::move(call));
}

void Machine::dispute() {
  const auto& tube = s.durable.tube;
  const auto index = static_cast<std::size_t>(s.alert->position - 1);
  if (!tube || tube->code != s.alert->tube || index >= tube->persons.size()) return;
  const Uuid registration = tube->persons[index].event;
  Draft questioned = draft(Saving::What::Bookkeeping);
  const Uuid id = tell(questioned, wire::kIdentityDisputed,
                       wire::to_json(wire::IdentityDisputed{
                           .tube = tube->code, .registration = to_string(registration)}));
  questioned.audit.push_back(audit::IdentityQuestioned{
      .event_id = id, .registration = registration, .tube = tube_digest(tube->code)}
                                 .to_record());
  questioned.saving.alert = s.alert;
  questioned.saving.alert->kind = Kind::Disputed;
  questioned.saving.alert->code = FailureCode::identity_disputed;
  save(std::move(questioned));
}

// Only while the finger is on it, for a few seconds at most, and never without a trace.
void Machine::show_reason(bool held) {
  if (!s.alert || s.alert->kind != Kind::SingleOnly || !s.pending) return;
  if (!held) {
    s.alert->reason_key.clear();
    return;
  }
  if (!s.alert->reason_key.empty()) return;
  s.alert->reason_key = s.pending->category == wire::KeyPersonCategory::YellowLane
                            ? "key_person.yellow_lane"
                            : "key_person.single";
  s.reason_until = now + kConfirmedOnScreen;
  note(audit::ReasonShown{.shift = shift_id()}.to_record());
}

}  // namespace dk::kiosk::sampling
