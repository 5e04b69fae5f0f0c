// An item on its way: the engine's effects become pages and questions to the edge.
#include <algorithm>

#include "base/codes/case_number.h"
#include "flows/json/json.h"
#include "kiosk/citizen/machine.h"

namespace dk::kiosk::citizen {

void Machine::start(const std::string& id) {
  if (!s.catalogue) return;
  const auto item = s.catalogue->find(id);
  if (!item || !item->screen) return;
  const Finish finish = finish_of(s, *item);
  s.guide = id;
  if (finish != Finish::Here && finish != Finish::TakenIn) return go(Page::Guide);
  if (!s.session && level_of(*item) > 0) {
    return ask_login({.item = id, .then = Page::Journey});
  }
  if (item->screen->for_whom.size() > 1) {
    const auto& whom = item->screen->for_whom;
    const bool asks = std::ranges::find(whom, "child") != whom.end() ||
                      std::ranges::find(whom, "firm") != whom.end();
    if (asks && session().subjects.empty() && !session().asking_subjects) {
      session().asking_subjects = request();
      effects.emplace_back(AskSubjects{*session().asking_subjects, session().person});
    }
    return go(Page::ForWhom);
  }
  begin(item, Whom::Me, std::nullopt);
}

void Machine::begin(const std::shared_ptr<const engine::Item>& item, Whom whom,
                    const std::optional<Identity>& subject) {
  Journey made;
  made.item = item;
  made.state = engine::new_case(*item, fresh.salt());
  made.id = fresh.id();
  made.whom = whom;
  made.subject = subject;
  made.waiting_since = s.steady;
  made.submitted = s.steady;
  session().journey = std::move(made);
  s.back.clear();
  show(Page::Journey);
  take(bpmn::Event(bpmn::Begin{}));
}

bool Machine::take(const engine::CaseEvent& event) {
  Journey& j = *journey();
  auto taken = engine::take(*j.item, j.state, event, china_time(s.now));
  if (!taken) return false;  // it came too late, or does not fit: nothing has changed
  j.state = std::move(taken->state);
  for (const engine::CaseEffect& effect : taken->effects) {
    if (journey() == nullptr) return true;
    act(effect);
  }
  return true;
}

void Machine::act(const engine::CaseEffect& effect) {
  using Kind = engine::CaseEffect::Kind;
  Journey& j = *journey();
  switch (effect.kind) {
    case Kind::ShowForm:
      // Staff's part cannot be done by the citizen alone: a person goes on with the case.
      if (effect.clerk) {
        take(bpmn::Event(bpmn::Abandon{}));
        return;
      }
      j.forms.push_back(effect.instance);
      j.page = 0;
      return;
    case Kind::FetchFacts: {
      const std::uint64_t number = request();
      j.fetching[number] = effect.instance;
      j.waiting_since = s.steady;
      const Identity& subject = j.subject ? *j.subject : session().person;
      effects.emplace_back(FetchFacts{number, effect.instance, effect.facts, effect.timeout, j.item,
                                      subject, session().person, j.whom, s.now});
      return;
    }
    case Kind::ShowNotice:
      j.notice = true;
      j.page = 0;
      return;
    case Kind::Identify:
      return identify(effect.level);
    case Kind::Do:
      if (effect.name == "signature") {
        j.signing = effect.instance;
        j.signature = false;
        return;
      }
      // The district does it when it has the case.
      j.orders.push_back({effect.name, flows::to_json(effect.variables)});
      take(bpmn::Event(bpmn::Done{effect.instance, {}}));
      return;
    case Kind::Withdraw:
      std::erase(j.forms, effect.instance);
      std::erase_if(j.fetching, [&](const auto& one) { return one.second == effect.instance; });
      if (j.signing == effect.instance) j.signing.reset();
      return;
    case Kind::Decided:
      return;
    case Kind::Ended:
      return ended();
  }
}

void Machine::identify(int level) {
  Journey& j = *journey();
  const int shown = s.session->person.level;
  if (shown >= level) {
    j.level_wanted = 0;
    take(bpmn::Event(bpmn::Identified{shown}));
    return;
  }
  j.level_wanted = level;
  ask_login({.then = Page::Journey, .level = level});
}

void Machine::facts_answered(const FactsAnswered& answer) {
  Journey* j = journey();
  if (j == nullptr || j->fetching.erase(answer.request) == 0) return;
  take(answer.facts);
}

void Machine::ended() {
  Journey& j = *journey();
  if (j.ended) return;
  j.ended = true;
  j.decided = s.steady;
  j.ended_at = s.now;
  j.number = codes::make_case_number(j.id, j.ended_at);
  if (j.state.outcome.empty()) j.state.outcome = "REFER";  // what nobody here could move
  const auto& decisions = j.state.decisions;
  if (j.state.outcome == "REFUSE" && !decisions.empty() && j.state.trouble.empty()) {
    j.change = engine::what_would_change(*j.item, decisions.back(), china_time(s.now));
  }
  save_case();
}

CaseRecord Machine::record() const {
  const Journey& j = *s.session->journey;
  return {.id = j.id,
          .number = j.number,
          .item = j.item,
          .state = j.state,
          .orders = j.orders,
          .person = s.session->person,
          .whom = j.whom,
          .subject = j.subject,
          .at = j.ended_at};
}

// No screen says "approved" before this is durable.
void Machine::save_case() {
  Journey& j = *journey();
  j.saving = request();
  j.not_saved.reset();
  j.waiting_since = s.steady;
  auto& save = std::get<Save>(effects.emplace_back(std::in_place_type<Save>));
  save.save_id = *j.saving;
  save.what.emplace<CaseRecord>(record());
  save.at = s.now;
}

void Machine::give_up_journey() {
  session().journey.reset();
  s.login.reset();
  s.back.clear();
  show(Page::Mine);
}

}  // namespace dk::kiosk::citizen
