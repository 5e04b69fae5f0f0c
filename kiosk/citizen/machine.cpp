#include "kiosk/citizen/machine.h"

#include <algorithm>

#include "base/codes/citizen_number.h"

namespace dk::kiosk::citizen {

namespace {
template <class... Fs>
struct Overloaded : Fs... {
  using Fs::operator()...;
};

constexpr seconds kAskCodeAgain{5};  // when the district was not reached
constexpr seconds kAskCodeEarly{2};  // before the one on the screen ends
}  // namespace

void Machine::handle(const Event& event) {
  s.now = event.now;
  s.steady = event.steady;
  std::visit(Overloaded{
                 [&](const Tick&) {},
                 [&](const Tapped& e) { tapped(e.id); },
                 [&](const Held& e) { held(e); },
                 [&](const Typing& e) { typing(e); },
                 [&](const Signed& e) {
                   if (Journey* j = journey()) j->signature = !e.empty;
                 },
                 [&](const KeyUsed&) { s.access.keypad = true; },
                 [&](const TouchedAnything&) {
                   // Under the warning only its own button counts: the next person may be touching.
                   if (!warning_left(s)) s.last_touch = s.steady;
                 },
                 [&](const CardCame& e) { card_came(e); },
                 [&](const CardRead& e) { came(e.identity); },
                 [&](const CardGone& e) { card_gone(e); },
                 [&](const LoginRefused& e) { refused(e); },
                 [&](const MoveScanned& e) { move_scanned(e); },
                 [&](const CatalogueChanged& e) { s.catalogue = e.catalogue; },
                 [&](const SiteChanged& e) {
                   s.site = e;
                   if (e.ready && s.page == Page::NotReady) reset_visit();
                   if (!e.ready && !s.session) show(Page::NotReady);
                 },
                 [&](const DevicesChanged& e) { s.devices = e; },
                 [&](const NetworkChanged& e) { s.network = e; },
                 [&](const VoicesChanged& e) { s.voices = e; },
                 [&](const FactsAnswered& e) { facts_answered(e); },
                 [&](const SubjectsAnswered& e) { subjects_answered(e); },
                 [&](const CasesAnswered& e) {
                   if (!s.session || s.session->asking_cases != e.request) return;
                   s.session->asking_cases.reset();
                   s.session->cases_offline = !e.lines;
                   s.session->cases = e.lines;
                 },
                 [&](const CertificatesAnswered& e) {
                   if (!s.session || s.session->asking_certificates != e.request) return;
                   s.session->asking_certificates.reset();
                   s.session->certificates_offline = !e.lines;
                   s.session->certificates = e.lines;
                 },
                 [&](const CodeAnswered& e) {
                   if (!s.session || s.session->asking_code != e.request) return;
                   s.session->asking_code.reset();
                   s.session->no_code = e.code && e.code->empty();
                   s.session->own_code = e.code.value_or("");
                   s.session->own_code_seconds = e.seconds;
                   s.session->own_code_until =
                       s.now + (e.code ? seconds(e.seconds) : kAskCodeAgain);
                 },
                 [&](const TakeAwayAnswered& e) { take_away_came(e); },
                 [&](const MoveAnswered& e) {
                   if (!s.session || s.session->moving != e.request) return;
                   s.session->moving.reset();
                   s.session->move_failed = !e.code;
                   s.session->move_code = e.code.value_or("");
                   s.session->move_until = s.steady + seconds(e.seconds);
                 },
                 [&](const TakenOver& e) { taken_over(e); },
                 [&](const PaperChanged& e) { paper_changed(e); },
                 [&](const Saved& e) { saved(e); },
                 [&](const HelpAnswered& e) { help_answered(e); },
                 [&](const Wiped& e) { wiped(e); },
                 [&](const ScreenFailed&) {
                   end_session("trouble");
                   if (!s.card_in) reset_visit();
                 },
             },
             event.what);
  tick();
}

void Machine::tick() {
  if (s.toast && s.steady >= s.toast_until) s.toast.reset();
  help_tick();
  goodbye_tick();
  idle_tick();
  if (s.page == Page::Login && s.login && s.steady >= s.login->until) {
    s.login.reset();
    back();
  }
  if (Journey* j = journey(); j != nullptr && !j->ended) {
    const auto due = bpmn::next_due_ms(j->state.process);
    if (due && *due <= to_unix_ms(s.now)) take(bpmn::Event(bpmn::Tick{}));
  }
  ask_help();
  // A code of one's own lives a minute; the next one is fetched while it is looked at.
  if (s.session && s.now >= s.session->own_code_until) s.session->own_code.forget();
  if (s.session && s.page == Page::Mine && !s.session->no_code && !s.session->asking_code &&
      s.now + kAskCodeEarly >= s.session->own_code_until) {
    s.session->asking_code = request();
    effects.emplace_back(AskCode{*s.session->asking_code, s.session->person});
  }
}

void Machine::show(Page page) {
  if (page != s.page) {
    close_input();
    s.list_page = 0;
  }
  s.page = page;
}

void Machine::go(Page page) {
  if (page == s.page) return;
  s.back.push_back(s.page);
  show(page);
}

void Machine::back() {
  if (s.back.empty()) return show(s.session ? Page::Mine : Page::Home);
  const Page page = s.back.back();
  s.back.pop_back();
  show(page);
}

void Machine::toast(std::string key) {
  const std::uint64_t number = request();
  s.toast = Toast{std::move(key), number};
  s.toast_until = s.steady + kToastStays;
}

void Machine::open_input(OpenInput input) {
  s.editing = input.place;
  input.handwriting_first = s.access.elder;
  if (s.session) input.age = codes::age_in_years(s.session->person.birth, s.now);
  effects.emplace_back(std::move(input));
}

void Machine::close_input() {
  if (s.editing.empty()) return;
  s.editing.clear();
  effects.emplace_back(CloseInput{});
}

// The next person finds the terminal as the site has set it.
void Machine::reset_visit() {
  s.back.clear();
  s.area.clear();
  s.search.forget();
  s.guide.clear();
  s.login.reset();
  s.help.reset();
  s.asking.reset();
  s.toast.reset();
  s.wiped.clear();
  s.paper_left = false;
  if (s.access != s.own_access) {
    s.access = s.own_access;
    set_voice();
  }
  if (s.language != s.own_language) {
    s.language = s.own_language;
    effects.emplace_back(SetLanguage{s.language});
  }
  s.last_touch = s.steady;
  show(s.site.ready ? Page::Home : Page::NotReady);
}

Step update(State state, const Event& event, const Fresh& fresh) {
  Step step{std::move(state), {}};
  Machine machine{step.state, step.effects, fresh};
  machine.handle(event);
  return step;
}

}  // namespace dk::kiosk::citizen
