// From the state to what is drawn.
#include "kiosk/citizen/view.h"

#include <algorithm>

#include "i18n/masking.h"
#include "kiosk/citizen/update.h"
#include "kiosk/citizen/views.h"

namespace dk::kiosk::citizen {

namespace {

int whole_seconds(Milliseconds left) {
  return static_cast<int>(std::max<std::int64_t>(0, (left.count() + 999) / 1000));
}

Chrome chrome_of(const State& s) {
  Chrome chrome;
  if (const auto name = s.site.name.find(s.language); name != s.site.name.end()) {
    chrome.district = name->second;
  }
  chrome.terminal = s.site.terminal;
  chrome.network = !s.network.known    ? Network::Unknown
                   : !s.network.online ? Network::Offline
                   : s.network.syncing ? Network::Syncing
                                       : Network::Online;
  chrome.waiting = s.network.waiting;
  if (s.session) {
    chrome.person = i18n::mask_name(s.session->person.name);
    if (s.session->journey && s.session->journey->subject) {
      chrome.subject = i18n::mask_name(s.session->journey->subject->name);
    }
  }
  chrome.language = s.language;
  chrome.now = s.now;
  chrome.moved_clock = s.moved_clock;
  chrome.access = s.access;
  chrome.voice_ready =
      std::ranges::find(s.voices.languages, s.language) != s.voices.languages.end();
  return chrome;
}

PageView page_view(const State& s) {
  switch (s.page) {
    case Page::NotReady:
      return NotReadyView{s.site.why, s.site.hotline};
    case Page::Attract:
      return AttractView{static_cast<int>(to_unix_seconds(s.now) / 60 % 8)};
    case Page::Home:
      return home_view(s);
    case Page::List:
      return list_view(s);
    case Page::Search:
      return search_view(s);
    case Page::Login:
      return login_view(s);
    case Page::ForWhom:
      return whom_view(s);
    case Page::Guide:
      return guide_view(s);
    case Page::Journey:
      return journey_view(s);
    case Page::Decision:
      return decision_view(s);
    case Page::Mine:
      return mine_view(s);
    case Page::Cases:
      return cases_view(s);
    case Page::Certificates:
      return certificates_view(s);
    case Page::Help:
      return help_view(s);
    case Page::Sos:
      return sos_view(s);
    case Page::Trouble:
      return trouble_view(s);
    case Page::Move:
      return move_view(s);
    case Page::TakeCard:
      return TakeCardView{s.card_in.value_or(Way::IdCard),
                          static_cast<int>((s.steady - s.take_card_since) / seconds(1))};
    case Page::Goodbye:
      return GoodbyeView{s.wiped, s.paper_left};
    case Page::Settings:
      return SettingsView{};
    case Page::NoCard:
      return NoCardView{s.site.hotline, ways_of(s, 0)};
    case Page::Offline:
      return OfflineView{};
  }
  return NotReadyView{};
}

}  // namespace

CitizenView view_of(const State& s) {
  CitizenView view;
  view.chrome = chrome_of(s);
  view.page = page_view(s);
  view.toast = s.toast;
  view.can_go_back = !s.back.empty();
  view.logged_in = s.session.has_value();
  if (const auto left = warning_left(s)) {
    view.modal = TimeoutModal{whole_seconds(*left), whole_seconds(warning_lasts(s))};
  } else if (s.asking) {
    view.modal = AskModal{*s.asking};
  }
  return view;
}

std::string page_of(const CitizenView& view) {
  struct Name {
    std::string operator()(const NotReadyView&) const { return "not_ready"; }
    std::string operator()(const AttractView&) const { return "attract"; }
    std::string operator()(const HomeView&) const { return "home"; }
    std::string operator()(const ListView& v) const { return "list." + std::to_string(v.page); }
    std::string operator()(const SearchView&) const { return "search"; }
    std::string operator()(const LoginView&) const { return "login"; }
    std::string operator()(const ForWhomView&) const { return "whom"; }
    std::string operator()(const GuideView&) const { return "guide"; }
    std::string operator()(const NoticeView& v) const { return "notice." + std::to_string(v.page); }
    std::string operator()(const FormView& v) const { return "form." + std::to_string(v.page); }
    std::string operator()(const ReviewView& v) const { return "review." + std::to_string(v.page); }
    std::string operator()(const WorkingView&) const { return "working"; }
    std::string operator()(const SignView&) const { return "sign"; }
    std::string operator()(const DecisionView&) const { return "decision"; }
    std::string operator()(const MineView&) const { return "mine"; }
    std::string operator()(const CasesView& v) const { return "cases." + std::to_string(v.page); }
    std::string operator()(const CertificatesView& v) const {
      return "certificates." + std::to_string(v.page);
    }
    std::string operator()(const HelpView& v) const {
      return "help." + std::to_string(static_cast<int>(v.hop));
    }
    std::string operator()(const SosView&) const { return "sos"; }
    std::string operator()(const TroubleView&) const { return "trouble"; }
    std::string operator()(const MoveView&) const { return "move"; }
    std::string operator()(const TakeCardView&) const { return "take_card"; }
    std::string operator()(const GoodbyeView&) const { return "goodbye"; }
    std::string operator()(const SettingsView&) const { return "settings"; }
    std::string operator()(const NoCardView&) const { return "no_card"; }
    std::string operator()(const OfflineView&) const { return "offline"; }
  };
  std::string name = std::visit(Name{}, view.page);
  if (view.modal) {
    name += std::holds_alternative<TimeoutModal>(*view.modal)
                ? ".timeout"
                : ".ask." + std::get<AskModal>(*view.modal).key;
  }
  return name;
}

Milliseconds next_change(const State& s) {
  // The clock of the header.
  Milliseconds next = Milliseconds{60'000} - s.now.time_since_epoch() % Milliseconds{60'000};
  const auto at = [&](Milliseconds steady) { next = std::min(next, steady - s.steady); };
  const Milliseconds second = seconds(1) - s.steady % seconds(1);
  const Milliseconds idle_end = s.last_touch + idle_after(s);
  if (s.toast) at(s.toast_until);
  if (warning_left(s)) {
    next = std::min(next, second);  // the ring counts
  } else if (s.page != Page::Attract && s.page != Page::NotReady) {
    at(idle_end);
  }
  switch (s.page) {
    case Page::Login:
    case Page::Decision:
    case Page::Mine:
    case Page::Sos:
    case Page::Move:
      next = std::min(next, second);
      break;
    case Page::Help:
      if (s.help && s.help->state == HelpView::State::Calling) next = std::min(next, second);
      break;
    case Page::TakeCard:
      at(s.next_alarm);
      break;
    case Page::Goodbye:
      at(s.goodbye_until);
      break;
    case Page::Journey:
      if (s.session && s.session->journey) {
        const Journey& j = *s.session->journey;
        at(j.waiting_since + kSlowAnswer);
        if (const auto due = bpmn::next_due_ms(j.state.process)) {
          next = std::min(next, Milliseconds{*due} - s.now.time_since_epoch());
        }
      }
      break;
    default:
      break;
  }
  return std::clamp(next, Milliseconds{10}, Milliseconds{60'000});
}

}  // namespace dk::kiosk::citizen
