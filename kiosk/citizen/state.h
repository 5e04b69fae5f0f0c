// The citizen's terminal as one value. Everything personal is inside `session`; when that is gone,
// nothing of the person is left here.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/citizen/event.h"

namespace dk::kiosk::citizen {

enum class Page {
  NotReady,
  Attract,
  Home,
  List,
  Search,
  Login,
  ForWhom,
  Guide,
  Journey,  // notice, forms, review, signature, waiting: as the case stands
  Decision,
  Mine,
  Cases,
  Certificates,
  Help,
  Sos,
  Trouble,
  Move,
  TakeCard,
  Goodbye,
  Settings,
  NoCard,
  Offline
};

// A job of an item that the district does when it has the case ("payout-order").
struct Order {
  std::string name{};
  std::string variables{};  // JSON
};

// One item on its way.
struct Journey {
  std::shared_ptr<const engine::Item> item{};
  engine::Case state{};
  Uuid id{};
  std::string number{};  // of the case; given when it ends
  Whom whom = Whom::Me;
  std::optional<Identity> subject{};  // for whom, when that is another

  // What waits for the person, in the order in which it came.
  bool notice = false;
  std::vector<bpmn::InstanceId> forms{};
  std::optional<bpmn::InstanceId> signing{};
  bool signature = false;  // something stands on the pad
  int level_wanted = 0;
  bool reviewing = false;
  bool facts_open = false;
  std::size_t page = 0;                          // of the form, the review, the notice
  std::map<std::string, std::size_t> options{};  // pages of long lists of options
  // What waits for others.
  std::map<std::uint64_t, bpmn::InstanceId> fetching{};
  std::optional<std::uint64_t> saving{};
  Milliseconds waiting_since{};
  std::vector<Order> orders{};
  Milliseconds submitted{};  // the last "next" before the outcome
  Milliseconds decided{};
  TimePoint ended_at{};
  bool ended = false;
  std::optional<FailureCode> not_saved{};
  std::optional<dmn::Change> change{};  // what would have changed a refusal

  // After the outcome.
  std::optional<Uuid> paper_job{};
  Paper paper = Paper::None;
  int paper_percent = 0;
  std::optional<FailureCode> paper_trouble{};
  PersonalText take_away{};
  bool take_away_held = false;
  Milliseconds take_away_since{};
  bool take_away_used = false;
  int rating = 0;
  std::vector<std::string> rating_reasons{};
  bool rating_saved = false;
  bool human_asked = false;
};

struct Session {
  Uuid id{};
  Identity person{};
  TimePoint since{};
  std::optional<Journey> journey{};
  std::vector<SubjectsAnswered::Subject> subjects{};
  std::optional<std::uint64_t> asking_subjects{};
  bool found_open = false;  // the benefits that were found are shown
  PersonalText own_code{};
  TimePoint own_code_until{};
  int own_code_seconds = 60;
  std::optional<std::uint64_t> asking_code{};
  bool no_code = false;
  std::optional<std::uint64_t> asking_cases{};
  std::optional<std::vector<CasesView::Line>> cases{};
  bool cases_offline = false;
  std::optional<std::uint64_t> asking_certificates{};
  std::optional<std::vector<CertificatesView::Line>> certificates{};
  bool certificates_offline = false;
  std::optional<std::uint64_t> moving{};
  PersonalText move_code{};
  Milliseconds move_until{};
  bool move_failed = false;
  std::optional<FailureCode> move_refused{};  // what came from another terminal
  std::optional<std::uint64_t> taking_over{};
  bool paper_left = false;  // something was printed and was not taken, as far as can be known
};

struct Login {
  Way chosen = Way::IdCard;
  LoginView::Stage stage = LoginView::Stage::Waiting;
  std::optional<FailureCode> why{};
  bool for_second = false;  // the card of the person for whom it is done
  Milliseconds until{};
  std::string item{};  // begins afterwards; empty: none
  Page then = Page::Mine;
  int level = 0;                // not less than this
  PersonalText move_code{};     // of another terminal, continued after the login
  PersonalText move_session{};  // fetched from there, but a face had been shown
};

struct Help {
  HelpView::Hop hop = HelpView::Hop::Menu;
  HelpView::State state = HelpView::State::Calling;
  Milliseconds until{};
  std::string ticket{};
  PersonalText phone{};
  std::optional<Uuid> paper_job{};
  Paper paper = Paper::None;
};

struct State {
  // The terminal.
  std::shared_ptr<const Catalogue> catalogue{};
  SiteChanged site{};
  DevicesChanged devices{};
  NetworkChanged network{};
  VoicesChanged voices{};
  std::string own_language = "zh-CN";  // of the configuration
  Access own_access{};                 // likewise
  bool moved_clock = false;
  std::uint64_t last_request = 0;

  // This visit.
  Page page = Page::NotReady;
  std::vector<Page> back{};
  std::string language = "zh-CN";
  Access access{};
  std::string area{};         // List
  std::size_t list_page = 0;  // Home, List, Search, Cases, Certificates
  PersonalText search{};
  std::string guide{};  // item of the guide
  std::optional<Login> login{};
  std::optional<Help> help{};
  SosView::State sos = SosView::State::Calling;
  Milliseconds sos_since{};
  std::string sos_ticket{};
  // Whether somebody comes is asked again and again while a call rings.
  std::optional<std::uint64_t> asking_help{};
  Milliseconds help_asked{};
  std::optional<Session> session{};
  std::optional<Way> card_in{};         // a card lies on a reader
  std::string editing{};                // the place of the open input pad
  std::optional<std::string> asking{};  // key of the question over the page
  std::optional<Toast> toast{};
  Milliseconds toast_until{};

  // Ending.
  Milliseconds take_card_since{};
  Milliseconds next_alarm{};
  std::vector<std::pair<std::string, bool>> wiped{};
  Milliseconds goodbye_until{};
  bool paper_left = false;

  // Time.
  TimePoint now{};
  Milliseconds steady{};
  Milliseconds last_touch{};
};

}  // namespace dk::kiosk::citizen
