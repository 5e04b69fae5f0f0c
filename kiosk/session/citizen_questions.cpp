// What the citizen's terminal asks of the district, each on the thread that asks: facts, cases,
// certificates, a code of one's own, for whom else, whether help comes, and a session's way to
// another terminal.
#include <utility>

#include "base/log.h"
#include "kiosk/session/case_events.h"
#include "kiosk/session/citizen_records.h"
#include "kiosk/session/citizen_runtime.h"
#include "kiosk/session/district_facts.h"
#include "kiosk/session/handover.h"
#include "kiosk/session/visit_questions.h"

namespace dk::kiosk {

template <class Question>
void CitizenRuntime::ask(Question question) {
  ++waiting_;
  asker_.post([this, question = std::move(question)]() mutable {
    options_.mailbox->post([this, answer = question()] {
      --waiting_;
      feed(answer);
    });
  });
}

void CitizenRuntime::on(citizen::FetchFacts effect) {
  if (!terminal_) return;
  ask([this, effect = std::move(effect)] {
    auto cache = terminal_->fact_cache();
    if (!cache) log::warn("fact_cache_not_open", {{"failure", log::safe(cache.error())}});
    DistrictFacts source(terminal_->district(), cache ? *cache : nullptr, *options_.clock, ids_,
                         effect.item, signed_in(effect));
    return citizen::FactsAnswered{.request = effect.request,
                                  .facts = {.instance = effect.instance,
                                            .answers = source.get(effect.facts, effect.timeout)}};
  });
}

void CitizenRuntime::on(const citizen::AskCases& effect) {
  if (!terminal_) return;
  ask([this, effect, at = options_.clock->now(), language = state_.language] {
    constexpr int kMonths = 24;
    const auto cases =
        own_cases(terminal_->district(), ids_, signed_in(effect.person, at), kMonths);
    citizen::CasesAnswered told{.request = effect.request, .lines = {}};
    if (cases) told.lines = case_lines(*cases, terminal_->items(), language);
    return told;
  });
}

void CitizenRuntime::on(const citizen::AskSubjects& effect) {
  if (!terminal_) return;
  ask([this, effect, at = options_.clock->now()] {
    citizen::SubjectsAnswered told{.request = effect.request, .subjects = {}};
    if (auto subjects = own_subjects(terminal_->district(), ids_, signed_in(effect.person, at))) {
      for (const wire::Subject& one : *subjects) {
        told.subjects.push_back(subject_of(one, told.subjects.size()));
      }
    } else {
      log::warn("subjects_not_told", {{"failure", log::safe(subjects.error())}});
    }
    return told;
  });
}

void CitizenRuntime::on(const citizen::AskCertificates& effect) {
  if (!terminal_) return;
  ask([this, effect, at = options_.clock->now(), language = state_.language] {
    const auto certificates =
        own_certificates(terminal_->district(), ids_, signed_in(effect.person, at));
    citizen::CertificatesAnswered told{.request = effect.request, .lines = {}};
    if (certificates) told.lines = certificate_lines(*certificates, language);
    return told;
  });
}

void CitizenRuntime::on(const citizen::AskCode& effect) {
  if (!terminal_) return feed(citizen::CodeAnswered{effect.request, {}, 0});
  ask([this, effect, at = options_.clock->now()] {
    const auto told = own_code(terminal_->district(), ids_, signed_in(effect.person, at));
    if (!told) return citizen::CodeAnswered{effect.request, {}, 0};  // asked again later
    return citizen::CodeAnswered{effect.request, told->code, told->seconds};
  });
}

// Not counted as busy: it is asked every two seconds while a call rings.
void CitizenRuntime::on(const citizen::AskHelp& effect) {
  if (!terminal_) return;
  asker_.post([this, effect] {
    const auto coming = help_is_coming(terminal_->district(), ids_, effect.ticket);
    options_.mailbox->post(
        [this, answer = citizen::HelpAnswered{effect.request, effect.ticket,
                                              coming.value_or(false)}] { feed(answer); });
  });
}

void CitizenRuntime::on(citizen::GiveAway effect) {
  if (!terminal_ || !snapshot_->site) return;
  ask([this, effect = std::move(effect), district = snapshot_->site->district,
       at = options_.clock->now()] {
    const auto left = leave_session(terminal_->district(), random_, *options_.clock, district,
                                    signed_in(effect.person, at), as_bytes(effect.session));
    citizen::MoveAnswered answer{.request = effect.request, .code = {}, .seconds = 0};
    if (left) {
      answer.code = left->code;
      answer.seconds =
          static_cast<int>((left->expires - options_.clock->now()) / std::chrono::seconds(1));
    } else {
      log::warn("session_not_left", {{"failure", log::safe(left.error())}});
    }
    return answer;
  });
}

void CitizenRuntime::on(const citizen::TakeOver& effect) {
  if (!terminal_ || !snapshot_->site) {
    return feed(citizen::TakenOver{effect.request, {}, FailureCode::reference_missing});
  }
  ask([this, effect, district = snapshot_->site->district, at = options_.clock->now()] {
    const auto taken = take_session(terminal_->district(), *options_.clock, district,
                                    signed_in(effect.person, at), effect.code);
    citizen::TakenOver answer{.request = effect.request, .session = {}, .why = {}};
    if (taken) {
      answer.session = taken->text();
    } else {
      answer.why = taken.error().code;
    }
    return answer;
  });
}

}  // namespace dk::kiosk
